const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS, ERR_EVENT_RECURSION } } = require('internal/errors')
const { validateObject, validateString } = require('internal/validators')
const { inspect } = require('internal/util/inspect')

const kTarget = Symbol('kTarget')
const kDispatching = Symbol('kIsBeingDispatched')
const kStop = Symbol('kStop')
const kListeners = Symbol('kEvents')
const kMax = Symbol('events.maxEventTargetListeners')
const kTrusted = Symbol('kTrustEvent')
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const handlers = Symbol('kHandlers')
const enumerable = { __proto__: null, enumerable: true }
const trusted = new WeakSet()
function isTrusted () {
  if (!trusted.has(this)) return false
  return true
}
const trustedDescriptor = { configurable: false, enumerable: true, get: Object.getOwnPropertyDescriptor({ get isTrusted () { return isTrusted.call(this) } }, 'isTrusted').get }


class Event {
  #type
  #bubbles
  #cancelable
  #composed
  #canceled = false
  #timestamp = performance.now()
  #propagation = false

  constructor (type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    if (options != null) validateObject(options, 'options', { allowArray: true, allowFunction: true })
    this.#type = `${type}`
    this.#bubbles = !!options?.bubbles
    this.#cancelable = !!options?.cancelable
    this.#composed = !!options?.composed
    this[kTarget] = null
    this[kDispatching] = false
    this[kStop] = false
    Object.defineProperty(this, 'isTrusted', trustedDescriptor)
    if (options?.[kTrusted]) trusted.add(this)
    for (const key of [kTarget, kDispatching, kStop]) Object.defineProperty(this, key, { enumerable: false, writable: true, value: this[key] })
  }

  static brand (value) { return value !== null && typeof value === 'object' && #type in value }

  [customInspect] (depth, options) {
    check(this)
    const name = this.constructor.name
    if (depth < 0) return name
    const opts = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth }
    return `${name} ${inspect({ type: this.#type, defaultPrevented: this.#cancelable && this.#canceled, cancelable: this.#cancelable, timeStamp: this.#timestamp }, opts)}`
  }

  stopImmediatePropagation () {
    check(this)
    this[kStop] = true
    this.#propagation = true
  }

  preventDefault () {
    check(this)
    if (this.#cancelable) this.#canceled = true
  }

  get target () { check(this); return this[kTarget] }
  get currentTarget () { check(this); return this[kDispatching] ? this[kTarget] : null }
  get srcElement () { check(this); return this[kTarget] }
  get type () { check(this); return this.#type }
  get cancelable () { check(this); return this.#cancelable }
  get defaultPrevented () { check(this); return this.#cancelable && this.#canceled }
  get timeStamp () { check(this); return this.#timestamp }
  composedPath () { check(this); return this[kDispatching] ? [this[kTarget]] : [] }
  get returnValue () { check(this); return !this.#cancelable || !this.#canceled }
  set returnValue (value) { check(this); if (!value && this.#cancelable) this.#canceled = true }
  get bubbles () { check(this); return this.#bubbles }
  get composed () { check(this); return this.#composed }
  get eventPhase () { check(this); return this[kDispatching] ? Event.AT_TARGET : Event.NONE }
  get cancelBubble () { check(this); return this.#propagation }
  set cancelBubble (value) { check(this); if (value) this.#propagation = true }
  stopPropagation () { check(this); this.#propagation = true }
  initEvent (type, bubbles = false, cancelable = false) {
    check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    if (this[kDispatching]) return
    this.#type = `${type}`
    this.#bubbles = !!bubbles
    this.#cancelable = !!cancelable
    this.#canceled = this.#propagation = this[kStop] = false
  }
}
const { brand } = Event
delete Event.brand
function check (event) { if (!brand(event)) throw new ERR_INVALID_THIS('Event') }
for (const [i, name] of ['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].entries()) {
  for (const o of [Event, Event.prototype]) Object.defineProperty(o, name, { value: i, enumerable: true })
}
Object.defineProperties(Event.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'Event' }, stopImmediatePropagation: enumerable, preventDefault: enumerable,
  target: enumerable, currentTarget: enumerable, srcElement: enumerable, type: enumerable, cancelable: enumerable, defaultPrevented: enumerable,
  timeStamp: enumerable, composedPath: enumerable, returnValue: enumerable, bubbles: enumerable, composed: enumerable, eventPhase: enumerable,
  cancelBubble: enumerable, stopPropagation: enumerable, initEvent: enumerable
})

class CustomEvent extends Event {
  #detail
  constructor (type, options) {
    super(...arguments)
    this.#detail = options?.detail ?? null
  }

  get detail () { if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent'); return this.#detail }
}
Object.defineProperties(CustomEvent.prototype, { [Symbol.toStringTag]: { configurable: true, value: 'CustomEvent' }, detail: enumerable })

function initTarget (target) {
  for (const [key, value] of [[kListeners, new Map()], [kMax, undefined], [handlers, new Map()]]) {
    Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true })
  }
}

function self (target) {
  if (target === undefined || target === null) target = globalThis
  if (target[kListeners] === undefined) throw new ERR_INVALID_THIS('EventTarget')
  return target
}

class EventTarget {
  constructor () { initTarget(this) }

  addEventListener (type, listener, options = undefined) {
    const target = self(this)
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener')
    const { once, capture, passive, signal } = typeof options === 'boolean' ? { capture: options } : (options ?? {})
    if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal)
    if (!checkListener(listener)) {
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`)
      warning.name = 'AddEventListenerArgumentTypeWarning'
      warning.target = target
      warning.type = type
      process.emitWarning(warning)
      return
    }
    type = `${type}`
    if (signal?.aborted) return
    const list = target[kListeners].get(type) ?? []
    if (list.some((l) => l.listener === listener && l.capture === !!capture)) return
    const record = { listener, once: !!once, capture: !!capture, passive: !!passive, removed: false, nodeStyle: options?.[kNodeStyle] === true }
    list.push(record)
    target[kListeners].set(type, list)
    if (signal) signal.addEventListener('abort', () => remove(target, type, record), { once: true, [kWeakly]: true })
    target[kAdded]?.(type, list.length)
    const max = target[kMax] ?? require('events').defaultMaxListeners
    if (max > 0 && list.length > max && !list.warned) warn(target, type, list)
  }

  removeEventListener (type, listener, options = undefined) {
    const target = self(this)
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener')
    if (!checkListener(listener)) return
    type = `${type}`
    const capture = !!(typeof options === 'boolean' ? options : options?.capture)
    const record = target[kListeners].get(type)?.find((l) => l.listener === listener && l.capture === capture)
    if (record) remove(target, type, record)
  }

  dispatchEvent (event) {
    const target = self(this)
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event')
    if (!brand(event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event)
    if (event[kDispatching]) throw new ERR_EVENT_RECURSION(event.type)
    dispatch(target, event)
    return event.defaultPrevented !== true
  }

  [customInspect] (depth, options) {
    self(this)
    const name = this.constructor.name
    if (depth < 0) return name
    return `${name} ${inspect({}, { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth })}`
  }
}
const kNodeStyle = Symbol('kIsNodeStyleListener') // listeners added by on() get what was emitted, not an event
const kWeakly = Symbol('kWeakListener')
const kAdded = Symbol('kNewListener')
const kRemoved = Symbol('kRemoveListener')
Object.defineProperties(EventTarget.prototype, {
  addEventListener: enumerable, removeEventListener: enumerable, dispatchEvent: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'EventTarget' }
})

function checkListener (listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true
  if (listener === null || listener === undefined) return false
  if (typeof listener === 'object') return true
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener)
}

function warn (target, type, list) {
  list.warned = true
  const warning = new Error(`Possible EventTarget memory leak detected. ${list.length} ${type} listeners added to ${inspect(target, { depth: -1 })}. MaxListeners is ${target[kMax] ?? require('events').defaultMaxListeners}. Use events.setMaxListeners() to increase limit`)
  warning.name = 'MaxListenersExceededWarning'
  warning.target = target
  warning.type = type
  warning.count = list.length
  process.emitWarning(warning)
}

function remove (target, type, record) {
  const list = target[kListeners].get(type)
  const at = list === undefined ? -1 : list.indexOf(record)
  if (at < 0) return
  record.removed = true
  list.splice(at, 1)
  if (list.length === 0) target[kListeners].delete(type)
  target[kRemoved]?.(type, list.length)
}

// Gives event to the listeners of target, and value to those that were added by on().
function dispatch (target, event, ...values) {
  const value = values.length > 0 ? values[0] : event
  event[kTarget] = target
  event[kDispatching] = true
  const list = target[kListeners].get(event.type)
  for (const record of list === undefined ? [] : [...list]) {
    if (record.removed) continue
    if (record.once) remove(target, event.type, record)
    try {
      const { listener } = record
      const result = typeof listener === 'function' ? Reflect.apply(listener, target, [record.nodeStyle ? value : event]) : listener.handleEvent(event)
      if (result !== undefined && result !== null && typeof result.then === 'function') {
        result.then(undefined, (error) => process.nextTick(() => { throw error }))
      }
    } catch (error) {
      native.report(error)
    }
    if (event[kStop]) break
  }
  event[kDispatching] = false
}

// Defines an on<name> attribute.
function defineEventHandler (proto, name, event = name) {
  function get () { return this[handlers]?.get(event)?.handler ?? null }
  function set (value) {
    const map = this[handlers]
    const known = map.get(event)
    if (known) {
      if (typeof value === 'function') known.handler = value
      else {
        this.removeEventListener(event, known.wrapper)
        map.delete(event)
      }
    } else if (typeof value === 'function') {
      const record = { handler: value, wrapper: (e) => Reflect.apply(record.handler, this, [e]) }
      map.set(event, record)
      this.addEventListener(event, record.wrapper)
    }
  }
  Object.defineProperty(get, 'name', { value: `get on${name}` })
  Object.defineProperty(set, 'name', { value: `set on${name}` })
  Object.defineProperty(proto, `on${name}`, { get, set, configurable: true, enumerable: true })
}

// NodeEventTarget has the methods of an EventEmitter too.
class NodeEventTarget extends EventTarget {
  setMaxListeners (n) { require('events').setMaxListeners(n, this) }
  getMaxListeners () { return this[kMax] ?? require('events').defaultMaxListeners }
  eventNames () { return [...this[kListeners].keys()] }
  listenerCount (type) { return this[kListeners].get(String(type))?.length ?? 0 }
  off (type, listener, options) { this.removeEventListener(type, listener, options); return this }
  removeListener (type, listener, options) { this.removeEventListener(type, listener, options); return this }
  on (type, listener) { this.addEventListener(type, listener, { [kNodeStyle]: true }); return this }
  addListener (type, listener) { this.addEventListener(type, listener, { [kNodeStyle]: true }); return this }
  emit (type, arg) {
    validateString(type, 'type')
    const had = this.listenerCount(type) > 0
    dispatch(this, brand(arg) ? arg : new CustomEvent(type, { detail: arg }), arg)
    return had
  }

  once (type, listener) { this.addEventListener(type, listener, { once: true, [kNodeStyle]: true }); return this }
  removeAllListeners (type) {
    if (type !== undefined) this[kListeners].delete(String(type))
    else this[kListeners].clear()
    return this
  }
}

module.exports = {
  Event,
  CustomEvent,
  EventTarget,
  NodeEventTarget,
  initTarget,
  defineEventHandler,
  dispatch,
  kTrusted,
  kAdded,
  kRemoved,
  kWeakly,
  isEvent: brand,
  listenersOf: (target, type) => (target[kListeners]?.get(`${type}`) ?? []).map((l) => l.listener),
  maxListeners: (target) => target[kMax],
  setMaxListeners (target, n) { target[kMax] = n }
}
