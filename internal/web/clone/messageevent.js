const { Event } = require('internal/event_target')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors')
const enumerable = { __proto__: null, enumerable: true }

function listOf (ports) {
  if (typeof ports?.[Symbol.iterator] !== 'function') throw new TypeError('ports is not iterable')
  return [...ports]
}

function checkPort (port, name) {
  const { MessagePort } = require('internal/messaging')
  if (!(port instanceof MessagePort)) throw new ERR_INVALID_ARG_TYPE(name, 'MessagePort', port)
}

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
    const source = init?.source ?? null
    if (source !== null) checkPort(source, 'init.source')
    this.#source = source
    const ports = init?.ports === undefined ? [] : listOf(init.ports)
    ports.forEach((port, i) => checkPort(port, `init.ports[${i}]`))
    this.#ports = Object.freeze(ports)
  }

  static #check (value) {
    if (value === null || typeof value !== 'object' || !(#data in value)) throw new ERR_INVALID_THIS('MessageEvent')
    return value
  }

  get data () { return MessageEvent.#check(this).#data }
  get origin () { return MessageEvent.#check(this).#origin }
  get lastEventId () { return MessageEvent.#check(this).#lastEventId }
  get source () { return MessageEvent.#check(this).#source }
  get ports () { return MessageEvent.#check(this).#ports }
}
Object.defineProperties(MessageEvent.prototype, {
  data: enumerable, origin: enumerable, lastEventId: enumerable, source: enumerable, ports: enumerable
})

module.exports = { MessageEvent }
