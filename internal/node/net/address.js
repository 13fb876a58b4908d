const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateString, validateObject, validatePort, validateUint32, validateInt32 } = require('internal/validators')
const { inspect } = require('internal/util/inspect')
const kInspect = Symbol.for('nodejs.util.inspect.custom')

const isIP = (input) => native.isIP(`${input}`)
const isIPv4 = (input) => native.isIP(`${input}`) === 4
const isIPv6 = (input) => native.isIP(`${input}`) === 6

function validateFamily (family) {
  if (typeof family !== 'string' || !/^ipv[46]$/i.test(family)) throw new ERR_INVALID_ARG_VALUE('options.family', family)
  return family.toLowerCase()
}

class SocketAddress {
  #address
  #port
  #family
  #flowlabel
  constructor (options = {}) {
    validateObject(options, 'options')
    const family = validateFamily(options.family ?? 'ipv4')
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options
    validateString(address, 'options.address')
    validatePort(port, 'options.port')
    validateUint32(flowlabel, 'options.flowlabel')
    if (isIP(address) !== (family === 'ipv4' ? 4 : 6)) throw new ERR_INVALID_ADDRESS()
    this.#address = address
    this.#port = +port
    this.#family = family
    this.#flowlabel = flowlabel
  }

  static isSocketAddress (value) { return typeof value === 'object' && value !== null && #address in value }
  get address () { return native.normalize(this.#address) }
  get port () { return this.#port }
  get family () { return this.#family }
  get flowlabel () { return this.#flowlabel }
  toJSON () { return { address: this.address, port: this.port, family: this.family, flowlabel: this.flowlabel } }
  [kInspect] (depth, options) { return depth < 0 ? this : `SocketAddress ${inspect(this.toJSON(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}` }
}

function addressOf (value, family, name) {
  if (SocketAddress.isSocketAddress(value)) return value
  validateString(value, name)
  validateString(family, 'family')
  if (family !== 'ipv4' && family !== 'ipv6') throw new ERR_INVALID_ARG_VALUE('family', family)
  return new SocketAddress({ address: value, family })
}

const label = (family) => family === 'ipv4' ? 'IPv4' : 'IPv6'

class BlockList {
  #rules = []
  static isBlockList (value) { return typeof value === 'object' && value !== null && #rules in value }

  addAddress (address, family = 'ipv4') {
    const a = addressOf(address, family, 'address')
    this.#rules.unshift({ text: `Address: ${label(a.family)} ${a.address}`, covers: (other) => native.compare(other, a.address) === 0 })
  }

  addRange (start, end, family = 'ipv4') {
    const from = addressOf(start, family, 'start')
    const to = addressOf(end, family, 'end')
    if (native.compare(from.address, to.address) > 0) throw new ERR_INVALID_ARG_VALUE('start', from, `must come before end`)
    this.#rules.unshift({
      text: `Range: ${label(from.family)} ${from.address}-${to.address}`,
      covers: (other) => native.compare(other, from.address) >= 0 && native.compare(other, to.address) <= 0
    })
  }

  addSubnet (network, prefix, family = 'ipv4') {
    const a = addressOf(network, family, 'network')
    validateInt32(prefix, 'prefix', 0, a.family === 'ipv4' ? 32 : 128)
    this.#rules.unshift({ text: `Subnet: ${label(a.family)} ${a.address}/${prefix}`, covers: (other) => native.inSubnet(other, a.address, prefix) })
  }

  check (address, family = 'ipv4') {
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address')
      validateString(family, 'family')
      try {
        address = new SocketAddress({ address, family })
      } catch (error) {
        if (error.code === 'ERR_INVALID_ADDRESS') return false
        throw error
      }
    }
    return this.#rules.some((rule) => rule.covers(address.address))
  }

  get rules () { return this.#rules.map((rule) => rule.text) }
  [kInspect] (depth, options) { return depth < 0 ? this : `BlockList ${inspect({ rules: this.rules }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}` }
}

module.exports = { isIP, isIPv4, isIPv6, SocketAddress, BlockList }
