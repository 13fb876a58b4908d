const { Event, NodeEventTarget, defineEventHandler, dispatch, kAdded, kRemoved } = require('internal/event_target')
const { coded, codes: { ERR_CONSTRUCT_CALL_INVALID, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors')
const enumerable = { __proto__: null, enumerable: true }
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const kMake = Symbol('make')

// The list of what a message transfers, from the second argument of postMessage.
function transferOf (options) {
  if (options === undefined || options === null) return undefined
  if (typeof options !== 'object') throw notIterable('transferList')
  if (typeof options[Symbol.iterator] === 'function') return [...options]
  const { transfer } = options
  if (transfer === undefined) return undefined
  if (transfer === null || typeof transfer !== 'object' || typeof transfer[Symbol.iterator] !== 'function') throw notIterable('options.transfer')
  return [...transfer]
}

function notIterable (name) { return coded(TypeError, 'ERR_INVALID_ARG_TYPE', `Optional ${name} argument must be an iterable`) }
function missing () { return coded(TypeError, 'ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage') }

class MessagePort extends NodeEventTarget {
  constructor (key) {
    if (key !== kMake) throw new ERR_CONSTRUCT_CALL_INVALID()
    super()
  }

  postMessage (message, options = undefined) {
    if (!native.isPort(this)) throw new ERR_INVALID_THIS('MessagePort')
    if (arguments.length === 0) throw missing()
    native.post(this, message, transferOf(options))
    return true
  }

  start () { native.start(this) }
  close (callback) {
    if (typeof callback === 'function') this.once('close', callback)
    native.close(this)
  }

  ref () { native.ref(this) }
  unref () { native.unref(this) }
  hasRef () { return native.hasRef(this) }

  [kAdded] (type, count) {
    if (type !== 'message' || count !== 1) return
    native.ref(this)
    native.start(this)
  }

  [kRemoved] (type, left) { if (type === 'message' && left === 0) native.unref(this) }

  [customInspect] () {
    const refed = native.hasRef(this)
    return Object.assign(Object.create(MessagePort.prototype, { [customInspect]: { value: undefined } }), refed === undefined ? { active: false } : { active: true, refed }, this)
  }
}
Object.defineProperties(MessagePort.prototype, {
  postMessage: enumerable, start: enumerable, close: enumerable, ref: enumerable, unref: enumerable, hasRef: enumerable,
  [kAdded]: { enumerable: false }, [kRemoved]: { enumerable: false }, [Symbol.toStringTag]: { configurable: true, value: 'MessagePort' }
})
defineEventHandler(MessagePort.prototype, 'message')
defineEventHandler(MessagePort.prototype, 'messageerror')

class MessageChannel {
  constructor () {
    this.port1 = new MessagePort(kMake)
    this.port2 = new MessagePort(kMake)
    native.channel(this.port1, this.port2)
  }
}
Object.defineProperty(MessageChannel.prototype, Symbol.toStringTag, { configurable: true, value: 'MessageChannel' })

native.setHooks(() => new MessagePort(kMake), (port, type, data, ports) => {
  if (type === 'close') dispatch(port, new Event('close'))
  else {
    const { MessageEvent } = require('internal/message_event')
    dispatch(port, new MessageEvent(type, { data, ports }), data)
  }
})

function receiveMessageOnPort (port) {
  if (!native.isPort(port)) {
    const error = new ERR_INVALID_ARG_TYPE('port', 'MessagePort', port)
    error.message = 'The "port" argument must be a MessagePort instance'
    throw error
  }
  const received = native.receive(port)
  return received === undefined ? undefined : { message: received[0] }
}

module.exports = { MessageChannel, MessagePort, receiveMessageOnPort, transferOf, drain: native.drain, stop: native.stop }
