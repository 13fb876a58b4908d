const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS, ERR_EVENT_RECURSION } } = require('internal/errors')
const { validateObject, validateString } = require('internal/validators')

const kListeners = Symbol('kEvents')
const kMax = Symbol('events.maxEventTargetListeners')
const kTrusted = Symbol('kTrustEvent')
const kIsEventTarget = Symbol.for('nodejs.event_target')
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const handlers = Symbol('kHandlers')
const enumerable = { __proto__: null, enumerable: true }
let stateOf // what an event keeps; undefined for what is none

// State is what an event keeps.
class State {
  constructor (type, options) {
    this.type = type
    this.bubbles = !!options?.bubbles
    this.cancelable = !!options?.cancelable
    this.composed = !!options?.composed
    this.trusted = !!options?.[kTrusted]
    this.canceled = false
    this.stopped = false
    this.propagationStopped = false
    this.target = null
    this.dispatching = false
    this.passive = false // the listener that runs may not cancel
    this.timeStamp = native.now()
  }

  cancel () { if (this.cancelable && !this.passive) this.canceled = true }
  get defaultPrevented () { return this.cancelable && this.canceled }
}

// The own property of every event that a page cannot forge.
const trustedDescriptor = {
  __proto__: null,
  configurable: false,
  enumerable: true,
  get: Object.getOwnPropertyDescriptor({ get isTrusted () { return check(this).trusted } }, 'isTrusted').get
}

class Event {
  #state
  constructor (type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    if (options != null) validateObject(options, 'options', { allowArray: true, allowFunction: true })
    this.#state = new State(`${type}`, options)
    Object.defineProperty(this, 'isTrusted', trustedDescriptor)
  }

  static {
    stateOf = (value) => value !== null && typeof value === 'object' && #state in value ? value.#state : undefined
  }

  [customInspect] (depth, options, inspect) {
    const { type, defaultPrevented, cancelable, timeStamp } = check(this)
    const name = this.constructor.name
    if (depth < 0) return name
    const opts = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth }
    return `${name} ${inspect({ type, defaultPrevented, cancelable, timeStamp }, opts)}`
  }

  stopImmediatePropagation () {
    const state = check(this)
    state.stopped = state.propagationStopped = true
  }

  preventDefault () { check(this).cancel() }
  get target () { return check(this).target }
  get currentTarget () { const state = check(this); return state.dispatching ? state.target : null }
  get srcElement () { return check(this).target }
  get type () { return check(this).type }
  get cancelable () { return check(this).cancelable }
  get defaultPrevented () { return check(this).defaultPrevented }
  get timeStamp () { return check(this).timeStamp }
  composedPath () { const state = check(this); return state.dispatching ? [state.target] : [] }
  get returnValue () { return !check(this).defaultPrevented }
  set returnValue (value) { const state = check(this); if (!value) state.cancel() }
  get bubbles () { return check(this).bubbles }
  get composed () { return check(this).composed }
  get eventPhase () { return check(this).dispatching ? Event.AT_TARGET : Event.NONE }
  get cancelBubble () { return check(this).propagationStopped }
  set cancelBubble (value) { const state = check(this); if (value) state.propagationStopped = true }
  stopPropagation () { check(this).propagationStopped = true }

  initEvent (type, bubbles = false, cancelable = false) {
    const state = check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    if (state.dispatching) return
    state.type = `${type}`
    state.bubbles = !!bubbles
    state.cancelable = !!cancelable
    state.canceled = state.propagationStopped = state.stopped = false
  }
}

function check (event) {
  const state = stateOf(event)
  if (state === undefined) throw new ERR_INVALID_THIS('Event')
  return state
}

for (const [i, name] of ['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].entries()) {
  for (const o of [Event, Event.prototype]) Object.defineProperty(o, name, { __proto__: null, value: i, enumerable: true })
}
expose(Event, [
  'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement', 'type', 'cancelable', 'defaultPrevented', 'timeStamp',
  'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase', 'cancelBubble', 'stopPropagation', 'initEvent'
])

// Makes members of a class enumerable and gives it its tag.
function expose (Class, names) {
  for (const name of names) Object.defineProperty(Class.prototype, name, enumerable)
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: Class.name })
}

class CustomEvent extends Event {
  #detail
  constructor (type, options = undefined) {
    super(...arguments)
    this.#detail = options?.detail ?? null
  }

  get detail () { if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent'); return this.#detail }
}
expose(CustomEvent, ['detail'])

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

// The type of an event as a listener names it.
function typeName (type) {
  if (typeof type === 'symbol') throw new ERR_INVALID_ARG_VALUE('value', type)
  return `${type}`
}

function listenerOptions (options) {
  if (options === undefined || options === null) return {}
  if (typeof options === 'boolean') return { capture: options }
  validateObject(options, 'options', { allowArray: true, allowFunction: true })
  return options
}

class EventTarget {
  constructor () { initTarget(this) }

  addEventListener (type, listener, options = undefined) {
    const target = self(this)
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener')
    const { once, capture, passive, signal } = listenerOptions(options)
    if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal)
    if (!checkListener(listener)) {
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`)
      warning.name = 'AddEventListenerArgumentTypeWarning'
      warning.target = target
      warning.type = type
      process.emitWarning(warning)
      return
    }
    type = typeName(type)
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
    type = typeName(type)
    const capture = !!(typeof options === 'boolean' ? options : options?.capture)
    const record = target[kListeners].get(type)?.find((l) => l.listener === listener && l.capture === capture)
    if (record) remove(target, type, record)
  }

  dispatchEvent (event) {
    const target = self(this)
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event')
    const state = stateOf(event)
    if (state === undefined) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event)
    if (state.dispatching) throw new ERR_EVENT_RECURSION(state.type)
    dispatch(target, event)
    return !state.defaultPrevented
  }

  [customInspect] (depth, options, inspect) {
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
expose(EventTarget, ['addEventListener', 'removeEventListener', 'dispatchEvent'])
Object.defineProperty(EventTarget, kIsEventTarget, { __proto__: null, configurable: true, writable: true, enumerable: true, value: true })

function checkListener (listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true
  if (listener === null || listener === undefined) return false
  if (typeof listener === 'object') return true
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener)
}

function warn (target, type, list) {
  const { inspect } = require('internal/util/inspect')
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
function dispatch (target, event, value) {
  if (arguments.length < 3) value = event
  const state = stateOf(event)
  state.target = target
  state.dispatching = true
  const list = target[kListeners].get(state.type)
  for (const record of list === undefined ? [] : [...list]) {
    if (record.removed) continue
    if (record.once) remove(target, state.type, record)
    state.passive = record.passive
    call(target, record.listener, record.nodeStyle ? value : event)
    state.passive = false
    if (state.stopped) break
  }
  state.dispatching = false
}

// Gives value to the listeners of target that were added by on(). Only if there are others the event is made, by make: that costs more than all the rest.
function deliver (target, type, value, make) {
  const list = target[kListeners].get(type)
  if (list === undefined) return
  if (list.some((record) => !record.nodeStyle)) {
    dispatch(target, make(), value)
    return
  }
  for (const record of [...list]) {
    if (record.removed) continue
    if (record.once) remove(target, type, record)
    call(target, record.listener, value)
  }
}

// Calls a listener. What it throws, or its promise is rejected with, nothing catches.
function call (target, listener, argument) {
  try {
    const result = typeof listener === 'function' ? Reflect.apply(listener, target, [argument]) : listener.handleEvent(argument)
    if (result !== undefined && result !== null && typeof result.then === 'function') {
      result.then(undefined, (error) => process.nextTick(() => { throw error }))
    }
  } catch (error) {
    native.report(error)
  }
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
    dispatch(this, stateOf(arg) !== undefined ? arg : new CustomEvent(type, { detail: arg }), arg)
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
  deliver,
  kTrusted,
  kAdded,
  kRemoved,
  kWeakly,
  expose,
  isEvent: (value) => stateOf(value) !== undefined,
  listenersOf: (target, type) => (target[kListeners]?.get(`${type}`) ?? []).map((l) => l.listener),
  maxListeners: (target) => target[kMax],
  setMaxListeners (target, n) { target[kMax] = n }
}
