// dns.lookup and dns.lookupService: they ask as the system's programs do, the hosts file before name servers.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors')
const { validateBoolean, validateFunction, validateNumber, validateOneOf, validatePort, validateString } = require('internal/validators')
const { isIP } = require('internal/net/address')
const { customPromisifyArgs, systemErrorMap } = require('internal/util')

const ADDRCONFIG = 32
const ALL = 16
const V4MAPPED = 8
let defaultOrder = 'verbatim'

// The error of a failed call: "getaddrinfo ENOTFOUND example.org".
function lookupFailure (status, syscall, hostname) {
  const [code] = status === -3008 ? ['ENOTFOUND'] : systemErrorMap().get(status) ?? [`Unknown system error ${status}`]
  const error = Object.assign(new Error(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`), { errno: status, code, syscall })
  if (hostname) error.hostname = hostname
  return error
}

function validateHints (hints) {
  if ((hints & ~(ADDRCONFIG | ALL | V4MAPPED)) !== 0) throw new ERR_INVALID_ARG_VALUE('hints', hints)
}

const families = { __proto__: null, IPv4: 4, IPv6: 6 }

// settings reads the options of lookup.
function settings (options) {
  const out = { family: 0, all: false, order: defaultOrder }
  if (typeof options === 'number') {
    validateOneOf(options, 'family', [0, 4, 6])
    out.family = options
    return out
  }
  if (options === null || options === undefined) return out
  if (typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options)
  if (options.hints != null) {
    validateNumber(options.hints, 'options.hints')
    validateHints(options.hints >>> 0)
  }
  if (options.family != null) {
    out.family = families[options.family] ?? options.family
    validateOneOf(out.family, 'options.family', [0, 4, 6])
  }
  if (options.all != null) {
    validateBoolean(options.all, 'options.all')
    out.all = options.all
  }
  if (options.verbatim != null) {
    validateBoolean(options.verbatim, 'options.verbatim')
    out.order = options.verbatim ? 'verbatim' : 'ipv4first'
  }
  if (options.order != null) {
    validateOneOf(options.order, 'options.order', ['ipv4first', 'ipv6first', 'verbatim'])
    out.order = options.order
  }
  return out
}

let warned = false
function warnFalsy (hostname) {
  if (warned) return
  warned = true
  process.emitWarning(`The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`, 'DeprecationWarning', 'DEP0118')
}

// ask calls back with the addresses as {address, family}; later tells that the answer must not come at once.
function ask (hostname, { family, order }, callback) {
  if (!hostname) {
    warnFalsy(hostname)
    process.nextTick(callback, null, [])
    return
  }
  const given = isIP(hostname)
  if (given) {
    process.nextTick(callback, null, [{ address: hostname, family: given }])
    return
  }
  attempt(callback, () => native.lookup(hostname, family, (status, addresses) => {
    if (status) {
      callback(lookupFailure(status, 'getaddrinfo', hostname))
      return
    }
    const list = addresses.map((address) => ({ address, family: isIP(address) }))
    const first = { ipv4first: 4, ipv6first: 6 }[order]
    callback(null, first ? [...list.filter((a) => a.family === first), ...list.filter((a) => a.family !== first)] : list)
  }))
}

// attempt hands on what keeps a question from being asked, for want of a permission, as its answer.
function attempt (callback, ask) {
  try {
    ask()
  } catch (error) {
    process.nextTick(callback, error)
  }
}

function lookup (hostname, options, callback) {
  if (hostname) validateString(hostname, 'hostname')
  if (typeof options === 'function') {
    callback = options
    options = undefined
  } else {
    if (typeof options !== 'number' && options != null && typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options)
    validateFunction(callback, 'callback')
  }
  const asked = settings(options)
  validateFunction(callback, 'callback')
  const answer = (error, list) => {
    if (error) callback(error)
    else if (asked.all) callback(null, list)
    else if (list.length === 0) callback(null, null, asked.family === 6 ? 6 : 4)
    else callback(null, list[0].address, list[0].family)
  }
  if (!hostname && asked.family === 6) {
    process.nextTick(answer, null, [])
    return {}
  }
  ask(hostname, asked, answer)
  return {}
}
Object.defineProperty(lookup, customPromisifyArgs, { value: ['address', 'family'], enumerable: false })

function lookupPromise (hostname, options) {
  if (hostname) validateString(hostname, 'hostname')
  const asked = settings(options)
  return new Promise((resolve, reject) => {
    ask(hostname, asked, (error, list) => {
      if (error) reject(error)
      else if (asked.all) resolve(list)
      else resolve(list[0] ?? { address: null, family: asked.family === 6 ? 6 : 4 })
    })
  })
}

function checkService (address, port, count) {
  if (count < 2) throw new ERR_MISSING_ARGS('address', 'port')
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address)
  validatePort(port)
}

function service (address, port, callback) {
  attempt(callback, () => native.lookupService(address, +port, (status, pair) => status ? callback(lookupFailure(status, 'getnameinfo', address)) : callback(null, ...pair)))
}

function lookupService (address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback')
  checkService(address, port, 2)
  validateFunction(callback, 'callback')
  service(address, port, callback)
  return {}
}
Object.defineProperty(lookupService, customPromisifyArgs, { value: ['hostname', 'service'], enumerable: false })

function lookupServicePromise (address, port) {
  checkService(address, port, arguments.length)
  return new Promise((resolve, reject) => {
    service(address, port, (error, hostname, name) => error ? reject(error) : resolve({ hostname, service: name }))
  })
}

module.exports = {
  ADDRCONFIG,
  ALL,
  V4MAPPED,
  lookup,
  lookupPromise,
  lookupService,
  lookupServicePromise,
  getDefaultResultOrder: () => defaultOrder,
  setDefaultResultOrder (order) {
    validateOneOf(order, 'dnsOrder', ['verbatim', 'ipv4first', 'ipv6first'])
    defaultOrder = order
  }
}
