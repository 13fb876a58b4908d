const { Event, NodeEventTarget, defineEventHandler, dispatch, kAdded, kRemoved } = require('internal/event_target')
const { cloneWith, platform } = require('internal/structured_clone')
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS, ERR_INVALID_THIS } } = require('internal/errors')
const enumerable = { __proto__: null, enumerable: true }
const states = new WeakMap()
const kMake = Symbol('make')

class MessageEvent extends Event {
  #data
  #origin
  #lastEventId
  #source
  #ports
  constructor (type, init = undefined) {
    super(type, init)
    this.#data = init?.data === undefined ? null : init.data
    this.#origin = init?.origin === undefined ? '' : `${init.origin}`
    this.#lastEventId = init?.lastEventId === undefined ? '' : `${init.lastEventId}`
    this.#source = init?.source ?? null
    this.#ports = init?.ports === undefined ? [] : [...init.ports]
  }

  get data () { return this.#data }
  get origin () { return this.#origin }
  get lastEventId () { return this.#lastEventId }
  get source () { return this.#source }
  get ports () { return this.#ports }
}
Object.defineProperties(MessageEvent.prototype, { data: enumerable, origin: enumerable, lastEventId: enumerable, source: enumerable, ports: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'MessageEvent' } })

function stateOf (port) {
  const state = states.get(port)
  if (state === undefined) throw new ERR_INVALID_THIS('MessagePort')
  return state
}

class MessagePort extends NodeEventTarget {
  constructor (key) {
    if (key !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR()
    super()
    states.set(this, { peer: null, queue: [], started: false, closed: false, operation: null, refed: true })
  }

  postMessage (message, options = undefined) {
    const state = stateOf(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message')
    const transfer = Array.isArray(options) ? options : options?.transfer === undefined ? [] : [...options.transfer]
    if (transfer.includes(this)) {
      const { DOMException } = require('internal/domexception')
      throw new DOMException('Transfer list contains source port', 'DataCloneError')
    }
    const { value, transferred } = cloneWith(message, transfer)
    if (state.closed || state.peer === null) return
    stateOf(state.peer).queue.push({ data: value, ports: transferred.filter((p) => p instanceof MessagePort) })
    pump(state.peer)
  }

  start () {
    const state = stateOf(this)
    if (state.started || state.closed) return
    state.started = true
    hold(this)
    pump(this)
  }

  close (callback) {
    const state = stateOf(this)
    if (typeof callback === 'function') this.once('close', callback)
    if (state.closed) return
    const { peer } = state
    for (const port of [this, peer]) {
      if (port === null) continue
      const own = stateOf(port)
      if (own.closed) continue
      own.closed = true
      native.post(() => {
        while (own.started && own.queue.length > 0) deliver(port, own.queue.shift())
        release(port)
        dispatch(port, new Event('close'))
      })
    }
  }

  ref () { stateOf(this).refed = true; hold(this) }
  unref () { stateOf(this).refed = false; release(this) }
  hasRef () { return stateOf(this).operation !== null }
  [kAdded] (type) { if (type === 'message') this.start() }
  [kRemoved] (type, left) { if (type === 'message' && left === 0) release(this) }
}
Object.defineProperties(MessagePort.prototype, { postMessage: enumerable, start: enumerable, close: enumerable, ref: enumerable, unref: enumerable, [kAdded]: { enumerable: false }, [kRemoved]: { enumerable: false }, [Symbol.toStringTag]: { configurable: true, value: 'MessagePort' } })
defineEventHandler(MessagePort.prototype, 'message')
defineEventHandler(MessagePort.prototype, 'messageerror')

function hold (port) {
  const state = stateOf(port)
  if (state.refed && state.started && !state.closed && state.operation === null) state.operation = native.begin()
}

function release (port) {
  const state = stateOf(port)
  if (state.operation !== null) native.end(state.operation)
  state.operation = null
}

function pump (port) {
  const state = stateOf(port)
  if (!state.started || state.pumping || state.queue.length === 0) return
  state.pumping = true
  native.post(() => {
    state.pumping = false
    if (!state.started || state.queue.length === 0) return
    const message = state.queue.shift()
    try {
      deliver(port, message)
    } finally {
      pump(port)
    }
  })
}

function deliver (port, message) { dispatch(port, new MessageEvent('message', { data: message.data, ports: message.ports })) }

platform.set(MessagePort.prototype, {
  transfer (port) {
    const state = stateOf(port)
    const result = new MessagePort(kMake)
    return {
      result,
      move () {
        const own = stateOf(result)
        own.peer = state.peer
        own.queue = state.queue
        if (state.peer !== null) stateOf(state.peer).peer = result
        state.peer = null
        state.queue = []
        state.closed = true
        release(port)
      }
    }
  }
})

class MessageChannel {
  constructor () {
    this.port1 = new MessagePort(kMake)
    this.port2 = new MessagePort(kMake)
    stateOf(this.port1).peer = this.port2
    stateOf(this.port2).peer = this.port1
  }
}
Object.defineProperty(MessageChannel.prototype, Symbol.toStringTag, { configurable: true, value: 'MessageChannel' })

function receiveMessageOnPort (port) {
  if (!states.has(port)) throw new ERR_INVALID_ARG_TYPE('port', 'MessagePort', port)
  const message = stateOf(port).queue.shift()
  return message === undefined ? undefined : { message: message.data }
}

const channels = new Map()

class BroadcastChannel extends NodeEventTarget {
  #name
  #closed = false
  #operation
  constructor (name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    super()
    this.#name = `${name}`
    this.#operation = native.begin()
    channels.set(this.#name, (channels.get(this.#name) ?? new Set()).add(this))
  }

  get name () { return this.#name }
  close () {
    if (this.#closed) return
    this.#closed = true
    channels.get(this.#name).delete(this)
    native.end(this.#operation)
  }

  postMessage (message) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message')
    const { DOMException } = require('internal/domexception')
    if (this.#closed) throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError')
    for (const other of channels.get(this.#name)) {
      if (other === this) continue
      const { value } = cloneWith(message)
      native.post(() => { if (channels.get(this.#name).has(other)) dispatch(other, new MessageEvent('message', { data: value })) })
    }
  }

  ref () { return this }
  unref () { native.end(this.#operation); return this }
}
Object.defineProperties(BroadcastChannel.prototype, { name: enumerable, close: enumerable, postMessage: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'BroadcastChannel' } })
defineEventHandler(BroadcastChannel.prototype, 'message')
defineEventHandler(BroadcastChannel.prototype, 'messageerror')

module.exports = { MessageChannel, MessagePort, MessageEvent, BroadcastChannel, receiveMessageOnPort }
