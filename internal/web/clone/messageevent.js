const { Event } = require('internal/event_target')
const enumerable = { __proto__: null, enumerable: true }

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
    this.#ports = Object.freeze(init?.ports === undefined ? [] : [...init.ports])
  }

  get data () { return this.#data }
  get origin () { return this.#origin }
  get lastEventId () { return this.#lastEventId }
  get source () { return this.#source }
  get ports () { return this.#ports }
}
Object.defineProperties(MessageEvent.prototype, {
  data: enumerable, origin: enumerable, lastEventId: enumerable, source: enumerable, ports: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'MessageEvent' }
})

module.exports = { MessageEvent }
