const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const TIMEOUT_MAX = 2 ** 31 - 1
const kHandle = Symbol('handle')
const kOperation = Symbol('operation')
const kRefed = Symbol('refed')
const kHasPrimitive = Symbol('kHasPrimitive')
const kAsyncId = Symbol('asyncId')
const kTriggerId = Symbol('triggerId')
const customPromisify = Symbol.for('nodejs.util.promisify.custom')
const known = new Map() // timeouts whose primitive was taken

function checkCallback (callback) {
  if (typeof callback !== 'function') throw new ERR_INVALID_ARG_TYPE('callback', 'Function', callback)
}

function hide (object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: false, configurable: true })
}

function delayOf (after) {
  after *= 1
  if (after >= 1 && after <= TIMEOUT_MAX) return Math.trunc(after)
  if (after > TIMEOUT_MAX) {
    process.emitWarning(`${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`, 'TimeoutOverflowWarning')
  }
  return 1
}

class Timeout {
  constructor (callback, after, args, isRepeat, isRefed) {
    this._idleTimeout = delayOf(after)
    this._idlePrev = this
    this._idleNext = this
    this._idleStart = native.now()
    this._onTimeout = null
    this._onTimeout = callback
    this._timerArgs = args
    this._repeat = isRepeat ? this._idleTimeout : null
    this._destroyed = false
    this[kRefed] = isRefed
    this[kHasPrimitive] = false
    const operation = native.operation('Timeout', this)
    this[kAsyncId] = native.idOf(operation)
    this[kTriggerId] = native.triggerOf(operation)
    hide(this, kOperation, operation)
    hide(this, kHandle, native.timer(() => this._run(), this._idleTimeout, operation))
    hide(this, '_running', false)
    hide(this, '_refreshed', false)
    if (!isRefed) native.ref(this[kHandle], false)
  }

  refresh () {
    if (this._onTimeout !== null) {
      this._idleStart = native.now()
      this._destroyed = false
      this._refreshed = this._running
      native.start(this[kHandle], this._idleTimeout, this._idleStart)
    }
    return this
  }

  unref () {
    if (this[kRefed]) {
      this[kRefed] = false
      native.ref(this[kHandle], false)
    }
    return this
  }

  ref () {
    if (!this[kRefed]) {
      this[kRefed] = true
      native.ref(this[kHandle], true)
    }
    return this
  }

  hasRef () { return this[kRefed] }

  close () {
    clearTimeout(this)
    return this
  }

  [Symbol.toPrimitive] () {
    const id = this[kAsyncId]
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true
      known.set(id, this)
    }
    return id
  }
}

if (Symbol.dispose) hide(Timeout.prototype, Symbol.dispose, function () { clearTimeout(this) })

hide(Timeout.prototype, '_run', function () {
  if (!this._onTimeout) {
    this._destroyed = true
    native.destroy(this[kOperation])
    if (this[kHasPrimitive]) known.delete(this[kAsyncId])
    return
  }
  this._running = true
  this._refreshed = false
  const start = native.now()
  try {
    const args = this._timerArgs
    if (args === undefined) this._onTimeout()
    else Reflect.apply(this._onTimeout, this, args)
  } finally {
    this._running = false
    if (!this._destroyed && this._idleTimeout !== -1 && !this._refreshed) settle(this, start)
  }
})

// settle ends a timeout that has run, or lets it run again, counted from the start of the callback.
function settle (timeout, start) {
  if (timeout._repeat) {
    timeout._idleTimeout = timeout._repeat
    timeout._idleStart = start
    native.start(timeout[kHandle], timeout._repeat, start)
    return
  }
  timeout._destroyed = true
  native.destroy(timeout[kOperation])
  if (timeout[kHasPrimitive]) known.delete(timeout[kAsyncId])
}

class Immediate {
  constructor (callback, args) {
    this._idleNext = null
    this._idlePrev = null
    this._onImmediate = callback
    this._argv = args
    this._destroyed = false
    this[kRefed] = true
    const operation = native.operation('Immediate', this)
    this[kAsyncId] = native.idOf(operation)
    this[kTriggerId] = native.triggerOf(operation)
    hide(this, kOperation, operation)
    hide(this, kHandle, native.immediate(() => {
      this._destroyed = true
      try {
        if (args === undefined) this._onImmediate()
        else Reflect.apply(this._onImmediate, this, args)
      } finally {
        this._onImmediate = null
        native.destroy(operation)
      }
    }, operation))
  }

  ref () {
    if (this[kRefed] === false) {
      this[kRefed] = true
      native.refImmediate(this[kHandle])
    }
    return this
  }

  unref () {
    if (this[kRefed] === true) {
      this[kRefed] = false
      native.unrefImmediate(this[kHandle])
    }
    return this
  }

  hasRef () { return !!this[kRefed] }
}

if (Symbol.dispose) hide(Immediate.prototype, Symbol.dispose, function () { clearImmediate(this) })

function setTimeout (callback, after, arg1, arg2, arg3) { // eslint-disable-line no-unused-vars
  checkCallback(callback)
  return new Timeout(callback, after, arguments.length > 2 ? Array.prototype.slice.call(arguments, 2) : undefined, false, true)
}

function setInterval (callback, repeat, arg1, arg2, arg3) { // eslint-disable-line no-unused-vars
  checkCallback(callback)
  return new Timeout(callback, repeat, arguments.length > 2 ? Array.prototype.slice.call(arguments, 2) : undefined, true, true)
}

function clearTimeout (timer) {
  if (timer && timer._onTimeout) {
    timer._onTimeout = null
    unenroll(timer)
    return
  }
  if (typeof timer === 'number' || typeof timer === 'string') {
    const found = known.get(+timer)
    if (found !== undefined) {
      found._onTimeout = null
      unenroll(found)
    }
  }
}

function clearInterval (timer) { clearTimeout(timer) }

function unenroll (item) {
  if (item[kHasPrimitive]) known.delete(item[kAsyncId])
  if (item._destroyed) return
  item._destroyed = true
  if (item[kOperation] !== undefined) native.destroy(item[kOperation])
  item._idleTimeout = -1
  if (item[kHandle] !== undefined) native.stop(item[kHandle])
}

function setImmediate (callback, arg1, arg2, arg3) { // eslint-disable-line no-unused-vars
  checkCallback(callback)
  return new Immediate(callback, arguments.length > 1 ? Array.prototype.slice.call(arguments, 1) : undefined)
}

function clearImmediate (immediate) {
  if (!immediate || immediate._destroyed) return
  immediate._destroyed = true
  immediate._onImmediate = null
  immediate._idleNext = null
  immediate._idlePrev = null
  immediate[kRefed] = null
  if (immediate[kHandle] === undefined) return
  native.destroy(immediate[kOperation])
  native.clearImmediate(immediate[kHandle])
}

function enroll (item, msecs) {
  if (typeof msecs !== 'number') throw new ERR_INVALID_ARG_TYPE('msecs', 'number', msecs)
  if (msecs < 0 || !Number.isFinite(msecs)) throw new ERR_OUT_OF_RANGE('msecs', 'a non-negative finite number', msecs)
  if (item._idleNext) unenroll(item)
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${TIMEOUT_MAX}.`, 'TimeoutOverflowWarning')
  }
  item._idleTimeout = Math.min(Math.trunc(msecs), TIMEOUT_MAX)
}

function active (item) {
  if (item._idleTimeout < 0 || item._idleTimeout === undefined) return
  if (item[kHandle] !== undefined) native.stop(item[kHandle])
  item._idleStart = native.now()
  item._idleNext ??= item._idlePrev ??= item
  item._destroyed = false
  hide(item, kHandle, native.timer(() => { if (typeof item._onTimeout === 'function') item._onTimeout() }, item._idleTimeout || 1, native.operation('Timeout', item)))
}

for (const [fn, name] of [[setTimeout, 'setTimeout'], [setImmediate, 'setImmediate']]) {
  Object.defineProperty(fn, customPromisify, { enumerable: true, get: () => require('timers/promises')[name] })
}

const old = (fn, text, code) => require('internal/util').deprecate(fn, text, code)

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
  _unrefActive: old((item) => {
    active(item)
    if (item[kHandle] !== undefined) native.ref(item[kHandle], false)
  }, 'timers._unrefActive() is deprecated. Please use timeout.refresh() instead.', 'DEP0127'),
  active: old(active, 'timers.active() is deprecated. Please use timeout.refresh() instead.', 'DEP0126'),
  unenroll: old(unenroll, 'timers.unenroll() is deprecated. Please use clearTimeout instead.', 'DEP0096'),
  enroll: old(enroll, 'timers.enroll() is deprecated. Please use setTimeout instead.', 'DEP0095')
}
Object.defineProperty(module.exports, 'promises', { configurable: true, enumerable: true, get: () => require('timers/promises') })
