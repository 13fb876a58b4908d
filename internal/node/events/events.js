const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_UNHANDLED_ERROR } } = require('internal/errors')

const kCapture = Symbol('kCapture')
const kShapeMode = Symbol('shapeMode') // the class made _events itself: its keys stay when their listeners go
const kErrorMonitor = Symbol('events.errorMonitor')
const kRejection = Symbol.for('nodejs.rejection')
let defaultMaxListeners = 10

function EventEmitter (opts) { EventEmitter.init.call(this, opts) }
module.exports = EventEmitter

EventEmitter.prototype._events = undefined
EventEmitter.prototype._eventsCount = 0
EventEmitter.prototype._maxListeners = undefined
EventEmitter.EventEmitter = EventEmitter
EventEmitter.usingDomains = false
EventEmitter.captureRejectionSymbol = kRejection
EventEmitter.errorMonitor = kErrorMonitor

Object.defineProperty(EventEmitter, 'captureRejections', {
  get () { return EventEmitter.prototype[kCapture] },
  set (value) {
    if (typeof value !== 'boolean') throw new ERR_INVALID_ARG_TYPE('EventEmitter.captureRejections', 'boolean', value)
    EventEmitter.prototype[kCapture] = value
  },
  enumerable: true
})
Object.defineProperty(EventEmitter.prototype, kCapture, { value: false, writable: true, enumerable: false })
Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  enumerable: true,
  get: () => defaultMaxListeners,
  set (value) {
    checkCount(value, 'defaultMaxListeners')
    defaultMaxListeners = value
  }
})

function checkCount (n, name) {
  if (typeof n !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', n)
  if (!(n >= 0)) throw new ERR_OUT_OF_RANGE(name, '>= 0', n)
}

function checkListener (listener) {
  if (typeof listener !== 'function') throw new ERR_INVALID_ARG_TYPE('listener', 'Function', listener)
}

function isTarget (emitter) { return emitter !== null && typeof emitter === 'object' && typeof emitter.addEventListener === 'function' && typeof emitter.dispatchEvent === 'function' }

EventEmitter.init = function (opts) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null)
    this._eventsCount = 0
    this[kShapeMode] = false
  } else this[kShapeMode] = true
  this._maxListeners = this._maxListeners || undefined
  if (opts?.captureRejections) {
    if (typeof opts.captureRejections !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.captureRejections', 'boolean', opts.captureRejections)
    this[kCapture] = Boolean(opts.captureRejections)
  } else this[kCapture] = EventEmitter.prototype[kCapture]
}

EventEmitter.prototype.setMaxListeners = function setMaxListeners (n) {
  checkCount(n, 'setMaxListeners')
  this._maxListeners = n
  return this
}

function maxListeners (emitter) { return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners }

EventEmitter.prototype.getMaxListeners = function getMaxListeners () { return maxListeners(this) }

EventEmitter.prototype.emit = function emit (type, ...args) {
  const events = this._events
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args)
    if (events === undefined || events.error === undefined) unhandled(args[0])
  } else if (events === undefined) return false
  const handler = events[type]
  if (handler === undefined) return false
  if (typeof handler === 'function') {
    watch(this, Reflect.apply(handler, this, args), type, args)
    return true
  }
  for (const listener of handler.slice()) watch(this, Reflect.apply(listener, this, args), type, args)
  return true
}

function watch (emitter, result, type, args) {
  if (result === undefined || result === null || !emitter[kCapture]) return
  try {
    const then = result.then
    if (typeof then === 'function') then.call(result, undefined, (error) => process.nextTick(rejected, emitter, error, type, args))
  } catch (error) {
    emitter.emit('error', error)
  }
}

function rejected (emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...args)
    return
  }
  const previous = emitter[kCapture]
  try {
    emitter[kCapture] = false
    emitter.emit('error', error)
  } finally {
    emitter[kCapture] = previous
  }
}

function unhandled (error) {
  if (error instanceof Error) throw error
  let text
  try { text = require('internal/util/inspect').inspect(error) } catch { text = error }
  const failure = new ERR_UNHANDLED_ERROR(text)
  failure.context = error
  throw failure
}

function add (target, type, listener, prepend) {
  checkListener(listener)
  let events = target._events
  if (events === undefined) {
    events = target._events = Object.create(null)
    target._eventsCount = 0
  } else if (events.newListener !== undefined) {
    target.emit('newListener', type, listener.listener ?? listener)
    events = target._events
  }
  const existing = events[type]
  if (existing === undefined) {
    events[type] = listener
    ++target._eventsCount
    return target
  }
  const list = typeof existing === 'function' ? (events[type] = prepend ? [listener, existing] : [existing, listener]) : existing
  if (list === existing) {
    if (prepend) list.unshift(listener)
    else list.push(listener)
  }
  const max = maxListeners(target)
  if (max > 0 && list.length > max && !list.warned) warn(target, type, list, max)
  return target
}

function warn (target, type, list, max) {
  list.warned = true
  const { inspect } = require('internal/util/inspect')
  const warning = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ${inspect(target, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`)
  warning.name = 'MaxListenersExceededWarning'
  warning.emitter = target
  warning.type = type
  warning.count = list.length
  process.emitWarning(warning)
}

EventEmitter.prototype.addListener = function addListener (type, listener) { return add(this, type, listener, false) }
EventEmitter.prototype.on = EventEmitter.prototype.addListener
EventEmitter.prototype.prependListener = function prependListener (type, listener) { return add(this, type, listener, true) }

function onceWrap (target, type, listener) {
  let fired = false
  function wrapped (...args) {
    if (fired) return
    target.removeListener(type, wrapped)
    fired = true
    return Reflect.apply(listener, target, args)
  }
  Object.defineProperty(wrapped, 'name', { value: 'bound onceWrapper' })
  wrapped.listener = listener
  return wrapped
}

EventEmitter.prototype.once = function once (type, listener) {
  checkListener(listener)
  this.on(type, onceWrap(this, type, listener))
  return this
}

EventEmitter.prototype.prependOnceListener = function prependOnceListener (type, listener) {
  checkListener(listener)
  this.prependListener(type, onceWrap(this, type, listener))
  return this
}

EventEmitter.prototype.removeListener = function removeListener (type, listener) {
  checkListener(listener)
  const events = this._events
  if (events === undefined) return this
  const list = events[type]
  if (list === undefined) return this
  if (list === listener || list.listener === listener) {
    this._eventsCount -= 1
    if (this[kShapeMode]) events[type] = undefined
    else if (this._eventsCount === 0) this._events = Object.create(null)
    else {
      delete events[type]
      if (events.removeListener) this.emit('removeListener', type, list.listener || listener)
    }
    return this
  }
  if (typeof list === 'function') return this
  let position = -1
  for (let i = list.length - 1; i >= 0; i--) {
    if (list[i] === listener || list[i].listener === listener) {
      position = i
      break
    }
  }
  if (position < 0) return this
  list.splice(position, 1)
  if (list.length === 1) events[type] = list[0]
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener)
  return this
}
EventEmitter.prototype.off = EventEmitter.prototype.removeListener

EventEmitter.prototype.removeAllListeners = function removeAllListeners (type) {
  const events = this._events
  if (events === undefined) return this
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = Object.create(null)
      this._eventsCount = 0
    } else if (events[type] !== undefined) {
      if (--this._eventsCount === 0) this._events = Object.create(null)
      else delete events[type]
    }
    this[kShapeMode] = false
    return this
  }
  if (arguments.length === 0) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key)
    }
    this.removeAllListeners('removeListener')
    this._events = Object.create(null)
    this._eventsCount = 0
    this[kShapeMode] = false
    return this
  }
  const listeners = events[type]
  if (typeof listeners === 'function') this.removeListener(type, listeners)
  else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i])
  }
  return this
}

function listenersOf (emitter, type, unwrap) {
  const list = emitter._events?.[type]
  if (list === undefined) return []
  if (typeof list === 'function') return unwrap ? [list.listener || list] : [list]
  return list.map((l) => unwrap ? l.listener || l : l)
}

EventEmitter.prototype.listeners = function listeners (type) { return listenersOf(this, type, true) }
EventEmitter.prototype.rawListeners = function rawListeners (type) { return listenersOf(this, type, false) }

function listenerCount (type, listener) {
  const list = this._events?.[type]
  if (list === undefined) return 0
  const all = typeof list === 'function' ? [list] : list
  if (listener != null) return all.filter((l) => l === listener || l.listener === listener).length
  return all.length
}
EventEmitter.prototype.listenerCount = listenerCount
EventEmitter.listenerCount = (emitter, type) => typeof emitter.listenerCount === 'function' ? emitter.listenerCount(type) : listenerCount.call(emitter, type)
EventEmitter.prototype.eventNames = function eventNames () { return this._eventsCount > 0 ? Reflect.ownKeys(this._events).filter((key) => this._events[key] !== undefined) : [] }

EventEmitter.getEventListeners = function getEventListeners (emitter, type) {
  if (typeof emitter.listeners === 'function') return emitter.listeners(type)
  if (isTarget(emitter)) return require('internal/event_target').listenersOf(emitter, type)
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter)
}

EventEmitter.getMaxListeners = function getMaxListeners (emitter) {
  if (typeof emitter?.getMaxListeners === 'function') return maxListeners(emitter)
  if (isTarget(emitter)) return require('internal/event_target').maxListeners(emitter) ?? defaultMaxListeners
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter)
}

EventEmitter.setMaxListeners = function setMaxListeners (n = defaultMaxListeners, ...targets) {
  if (typeof n !== 'number') throw new ERR_INVALID_ARG_TYPE('setMaxListeners', 'number', n)
  if (!(n >= 0)) throw new ERR_OUT_OF_RANGE('setMaxListeners', '>= 0', n)
  if (targets.length === 0) {
    defaultMaxListeners = n
    return
  }
  for (const target of targets) {
    if (isTarget(target)) require('internal/event_target').setMaxListeners(target, n)
    else if (typeof target.setMaxListeners === 'function') target.setMaxListeners(n)
    else throw new ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target)
  }
}

EventEmitter.once = function once (emitter, type, options) { return require('internal/events/iterator').once(emitter, type, options) }
EventEmitter.on = function on (emitter, type, options) { return require('internal/events/iterator').on(emitter, type, options) }
EventEmitter.addAbortListener = function addAbortListener (signal, listener) { return require('internal/events/iterator').addAbortListener(signal, listener) }
Object.defineProperty(EventEmitter, 'EventEmitterAsyncResource', {
  configurable: true,
  enumerable: true,
  get: () => require('internal/events/iterator').asyncResource()
})
