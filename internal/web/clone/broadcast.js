require('internal/messaging') // which says how events are emitted
const { NodeEventTarget, defineEventHandler } = require('internal/event_target')
const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors')
const { inspect } = require('internal/util/inspect')
const enumerable = { __proto__: null, enumerable: true }

class BroadcastChannel extends NodeEventTarget {
  #name
  #closed = false
  constructor (name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    super()
    this.#name = `${name}`
    native.join(this, this.#name)
  }

  get name () {
    check(this)
    return this.#name
  }

  close () {
    check(this)
    if (this.#closed) return
    this.#closed = true
    native.close(this)
  }

  postMessage (message) {
    check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message')
    if (this.#closed) {
      const { DOMException } = require('internal/domexception')
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError')
    }
    native.post(this, message)
  }

  ref () {
    check(this)
    native.ref(this)
    return this
  }

  unref () {
    check(this)
    native.unref(this)
    return this
  }

  [inspect.custom] (depth, options) {
    check(this)
    if (depth < 0) return 'BroadcastChannel'
    const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 }
    return `BroadcastChannel ${inspect({ name: this.#name, active: !this.#closed }, opts)}`
  }

  static brand (value) { return value !== null && typeof value === 'object' && #name in value }
}
const { brand } = BroadcastChannel
delete BroadcastChannel.brand
function check (channel) { if (!brand(channel)) throw new ERR_INVALID_THIS('BroadcastChannel') }
Object.defineProperties(BroadcastChannel.prototype, {
  name: enumerable, close: enumerable, postMessage: enumerable
})
defineEventHandler(BroadcastChannel.prototype, 'message')
defineEventHandler(BroadcastChannel.prototype, 'messageerror')

module.exports = { BroadcastChannel }
