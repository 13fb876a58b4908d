const { Event } = require('internal/event_target')
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
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

  get data () { return this.#data }
  get origin () { return this.#origin }
  get lastEventId () { return this.#lastEventId }
  get source () { return this.#source }
  get ports () { return this.#ports }
}
Object.defineProperties(MessageEvent.prototype, {
  data: enumerable, origin: enumerable, lastEventId: enumerable, source: enumerable, ports: enumerable
})

module.exports = { MessageEvent }
