const { Event, NodeEventTarget, defineEventHandler, deliver, dispatch, kAdded, kRemoved } = require('internal/event_target')
const { coded, codes: { ERR_CONSTRUCT_CALL_INVALID, ERR_CONSTRUCT_CALL_REQUIRED } } = require('internal/errors')
const { transferOf } = require('internal/structured_clone')
const enumerable = { __proto__: null, enumerable: true }
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const kMake = Symbol('make')

function missing () { return coded(TypeError, 'ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage') }

// Neither constructor is a class of the language: calling them has errors of node's own.
function MessagePort (key) {
  if (key !== kMake) throw new ERR_CONSTRUCT_CALL_INVALID()
  return Reflect.construct(NodeEventTarget, [], MessagePort)
}
Object.setPrototypeOf(MessagePort, NodeEventTarget)

MessagePort.prototype = class extends NodeEventTarget {
  postMessage (message, options = undefined) {
    if (!native.isPort(this)) throw new TypeError('Illegal invocation')
    if (arguments.length === 0) throw missing()
    const posted = native.post(this, message, transferOf(options))
    if (posted !== null) return posted
    process.emitWarning('The target port was posted to itself, and the communication channel was lost')
    return true
  }

  start () { native.start(this) }
  close (callback) {
    if (typeof callback === 'function') this.once('close', callback)
    native.close(this)
  }

  ref () { native.ref(this) }
  unref () { native.unref(this) }
  hasRef () { return native.hasRef(this) ?? false }

  [kAdded] (type, count) {
    if (type !== 'message' || count !== 1) return
    native.ref(this)
    native.start(this)
  }

  [kRemoved] (type, left) {
    if (type !== 'message' || left !== 0) return
    native.stop(this)
    native.unref(this)
  }

  [customInspect] () {
    const refed = native.hasRef(this)
    return Object.assign(Object.create(MessagePort.prototype, { [customInspect]: { value: undefined } }), refed === undefined ? { active: false } : { active: true, refed }, this)
  }
}.prototype
Object.defineProperty(MessagePort, 'prototype', { writable: false })
Object.defineProperties(MessagePort.prototype, {
  constructor: { value: MessagePort, writable: true, configurable: true },
  postMessage: enumerable, start: enumerable, close: enumerable, ref: enumerable, unref: enumerable, hasRef: enumerable,
  [kAdded]: { enumerable: false }, [kRemoved]: { enumerable: false }
})
defineEventHandler(MessagePort.prototype, 'message')
defineEventHandler(MessagePort.prototype, 'messageerror')

function MessageChannel () {
  if (new.target === undefined) throw new ERR_CONSTRUCT_CALL_REQUIRED()
  this.port1 = new MessagePort(kMake)
  this.port2 = new MessagePort(kMake)
  native.channel(this.port1, this.port2)
}
Object.defineProperty(MessageChannel, 'prototype', { writable: false })

native.setHooks(() => new MessagePort(kMake), (port, type, data, ports) => {
  if (type === 'close') dispatch(port, new Event('close'))
  else {
    deliver(port, type, data, () => {
      const { MessageEvent } = require('internal/message_event')
      return new MessageEvent(type, { data, ports })
    })
  }
}, MessagePort.prototype)

function receiveMessageOnPort (port) {
  if (!native.isPort(port)) {
    throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance')
  }
  const received = native.receive(port)
  return received === undefined ? undefined : { message: received[0] }
}

module.exports = { MessageChannel, MessagePort, receiveMessageOnPort, drain: native.drain, isOpen: native.isOpen }
