// dns.Resolver and the resolve functions: questions to name servers, in both faces.
const { codes: { ERR_DNS_SET_SERVERS_FAILED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS } } = require('internal/errors')
const { validateArray, validateFunction, validateInt32, validateString } = require('internal/validators')
const { isIP } = require('internal/net/address')

const kState = Symbol('state')

// What is made of each type's records. n are names, t texts, x numbers.
const shapes = {
  A: ({ address }) => address,
  AAAA: ({ address }) => address,
  CNAME: ({ names: n }) => n[0],
  NS: ({ names: n }) => n[0],
  PTR: ({ names: n }) => n[0],
  MX: ({ names: n, numbers: x }) => ({ exchange: n[0], priority: x[0] }),
  TXT: ({ texts: t }) => t,
  SRV: ({ names: n, numbers: x }) => ({ name: n[0], port: x[2], priority: x[0], weight: x[1] }),
  SOA: ({ names: n, numbers: x }) => ({ nsname: n[0], hostmaster: n[1], serial: x[0], refresh: x[1], retry: x[2], expire: x[3], minttl: x[4] }),
  NAPTR: ({ names: n, texts: t, numbers: x }) => ({ flags: t[0], service: t[1], regexp: t[2], replacement: n[0], order: x[0], preference: x[1] }),
  CAA: ({ texts: t, numbers: x }) => ({ critical: x[0], [t[0]]: t[1] })
}

const anyShapes = {
  A: ({ address, ttl }) => ({ address, ttl, type: 'A' }),
  AAAA: ({ address, ttl }) => ({ address, ttl, type: 'AAAA' }),
  TXT: ({ texts }) => ({ entries: texts, type: 'TXT' })
}
for (const type of ['CNAME', 'NS', 'PTR']) anyShapes[type] = (record) => ({ value: shapes[type](record), type })
for (const type of ['MX', 'SRV', 'SOA', 'NAPTR', 'CAA']) anyShapes[type] = (record) => ({ ...shapes[type](record), type })

// The methods with the types that they ask for, and what errors call them.
const methods = {
  resolveAny: ['ANY', 'queryAny'],
  resolve4: ['A', 'queryA'],
  resolve6: ['AAAA', 'queryAaaa'],
  resolveCaa: ['CAA', 'queryCaa'],
  resolveCname: ['CNAME', 'queryCname'],
  resolveMx: ['MX', 'queryMx'],
  resolveNs: ['NS', 'queryNs'],
  resolveTxt: ['TXT', 'queryTxt'],
  resolveSrv: ['SRV', 'querySrv'],
  resolvePtr: ['PTR', 'queryPtr'],
  resolveNaptr: ['NAPTR', 'queryNaptr'],
  resolveSoa: ['SOA', 'querySoa']
}
const byType = { __proto__: null }
for (const name of Object.keys(methods)) byType[methods[name][0]] = name

function failure (code, syscall, hostname) {
  const error = new Error(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`)
  return Object.assign(error, { errno: undefined, code, syscall, hostname })
}

function results (type, records, ttl) {
  if (type === 'ANY') return records.filter((r) => anyShapes[r.type]).map((r) => anyShapes[r.type](r))
  const own = records.filter((r) => r.type === type)
  if (ttl) return own.map(({ address, ttl: seconds }) => ({ address, ttl: seconds }))
  const list = own.map(shapes[type])
  return type === 'SOA' ? list[0] : list
}

// ask calls back with the results of one question.
function ask (resolver, type, syscall, name, shown, ttl, callback) {
  const { servers, timeout, tries, local, pending } = resolver[kState]
  const { domainToASCII } = require('url')
  let cancel
  try {
    cancel = native.query(domainToASCII(name) || name, type, servers ?? native.servers().map((ip) => joined(ip, 53)), timeout, tries, local, (code, records) => {
      pending.delete(cancel)
      if (code) return callback(failure(code, syscall, shown))
      const found = results(type, records, ttl)
      if (found === undefined || found.length === 0) callback(failure('ENODATA', syscall, shown))
      else callback(null, found)
    })
  } catch (error) {
    process.nextTick(callback, error)
    return
  }
  pending.add(cancel)
}

const joined = (ip, port) => ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`

// reversed is the name under which an address's own name stands.
function reversed (address) {
  if (isIP(address) === 4) return `${address.split('.').reverse().join('.')}.in-addr.arpa`
  const [head, tail] = address.split('%')[0].split('::').map((half) => half === '' ? [] : half.split(':'))
  const groups = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail]
  return `${groups.map((group) => group.padStart(4, '0')).join('').split('').reverse().join('.')}.ip6.arpa`
}

// prepared checks the arguments of a method.
function prepared (name, options) {
  validateString(name, 'name')
  return Boolean(options?.ttl)
}

function checkReverse (address) {
  if (isIP(address) === 0) throw Object.assign(new Error(`getHostByAddr EINVAL ${address}`), { errno: -22, code: 'EINVAL', syscall: 'getHostByAddr', hostname: address })
}

function methodFor (rrtype) {
  const name = byType[rrtype]
  if (name === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype)
  return name
}

class ResolverBase {
  constructor (options = undefined) {
    const { timeout = -1, tries = 4 } = options ?? {}
    validateInt32(timeout, 'options.timeout', -1)
    validateInt32(tries, 'options.tries', 1)
    Object.defineProperty(this, kState, { value: { servers: null, timeout, tries, local: [], pending: new Set() } })
  }

  cancel () { for (const cancel of this[kState].pending) cancel() }

  getServers () {
    const { servers } = this[kState]
    if (servers === null) return native.servers()
    return servers.map((server) => server.endsWith(':53') ? server.slice(0, -3).replace(/^\[|\]$/g, '') : server)
  }

  setServers (servers) {
    validateArray(servers, 'servers')
    const list = servers.map((server, i) => {
      validateString(server, `servers[${i}]`)
      if (isIP(server)) return joined(server, 53)
      const bracketed = /^\[([^[\]]*)\](?::(\d+))?$/.exec(server)
      if (bracketed && isIP(bracketed[1])) return joined(bracketed[1], bracketed[2] ?? 53)
      const [, ip, port] = /^([^:]*):(\d+)$/.exec(server) ?? []
      if (ip !== undefined && isIP(ip)) return joined(ip, port)
      throw new ERR_INVALID_IP_ADDRESS(server)
    })
    if (this[kState].pending.size > 0) throw new ERR_DNS_SET_SERVERS_FAILED('There are pending queries.', servers)
    this[kState].servers = list
  }

  setLocalAddress (ipv4, ipv6) {
    validateString(ipv4, 'ipv4')
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6')
    for (const address of ipv6 === undefined ? [ipv4] : [ipv4, ipv6]) if (!isIP(address)) throw new ERR_INVALID_ARG_VALUE('address', address, 'Invalid IP address.')
    const given = [ipv4, ipv6].filter(Boolean)
    if (given.length === 2 && isIP(ipv4) === isIP(ipv6)) throw new ERR_INVALID_ARG_VALUE('address', ipv4, `Cannot specify two IPv${isIP(ipv4)} addresses.`)
    this[kState].local = given
  }
}

class Resolver extends ResolverBase {}
for (const name of Object.keys(methods)) {
  const [type, syscall] = methods[name]
  define(Resolver, name, function (host, options, callback) {
    if (arguments.length > 2) callback = arguments[2]
    else callback = options
    const ttl = prepared(host, options)
    validateFunction(callback, 'callback')
    ask(this, type, syscall, host, host, ttl, callback)
    return {}
  }, 2)
}
define(Resolver, 'reverse', function (address, callback) {
  validateString(address, 'name')
  validateFunction(callback, 'callback')
  checkReverse(address)
  ask(this, 'PTR', 'getHostByAddr', reversed(address), address, false, callback)
  return {}
}, 2)
define(Resolver, 'resolve', function (hostname, rrtype, callback) {
  if (typeof rrtype === 'function') {
    callback = rrtype
    rrtype = 'A'
  } else if (typeof rrtype !== 'string') throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype)
  return this[methodFor(rrtype)](hostname, callback)
}, 3)

class PromisesResolver extends ResolverBase {}
Object.defineProperty(PromisesResolver, 'name', { value: 'Resolver' })
const promised = (f) => new Promise((resolve, reject) => { f((error, found) => error ? reject(error) : resolve(found)) })
for (const name of Object.keys(methods)) {
  const [type, syscall] = methods[name]
  define(PromisesResolver, name, function (host, options) {
    const ttl = prepared(host, options)
    return promised((done) => ask(this, type, syscall, host, host, ttl, done))
  }, 2)
}
define(PromisesResolver, 'reverse', function (address) {
  validateString(address, 'name')
  return promised((done) => {
    checkReverse(address)
    ask(this, 'PTR', 'getHostByAddr', reversed(address), address, false, done)
  })
}, 1)
define(PromisesResolver, 'resolve', function (hostname, rrtype) {
  if (rrtype === undefined) rrtype = 'A'
  else if (typeof rrtype !== 'string') throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype)
  return this[methodFor(rrtype)](hostname)
}, 2)

function define (Class, name, value, length) {
  Object.defineProperty(value, 'name', { value: name })
  Object.defineProperty(value, 'length', { value: length })
  Object.defineProperty(Class.prototype, name, { value, writable: true, configurable: true, enumerable: true })
}

// The resolver behind the functions of both modules.
const shared = new Resolver()
const sharedPromises = Object.defineProperty(Object.create(PromisesResolver.prototype), kState, { value: shared[kState] })

// bound are the functions of a module, over its resolver.
function bound (resolver, Class) {
  const out = {}
  for (const name of ['getServers', 'setServers', 'resolve', ...Object.keys(methods), 'reverse']) {
    out[name] = Class.prototype[name].bind(resolver)
    Object.defineProperty(out[name], 'name', { value: name })
  }
  return out
}

const errorCodes = {
  NODATA: 'ENODATA', FORMERR: 'EFORMERR', SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND', NOTIMP: 'ENOTIMP', REFUSED: 'EREFUSED', BADQUERY: 'EBADQUERY', BADNAME: 'EBADNAME',
  BADFAMILY: 'EBADFAMILY', BADRESP: 'EBADRESP', CONNREFUSED: 'ECONNREFUSED', TIMEOUT: 'ETIMEOUT', EOF: 'EOF', FILE: 'EFILE', NOMEM: 'ENOMEM', DESTRUCTION: 'EDESTRUCTION',
  BADSTR: 'EBADSTR', BADFLAGS: 'EBADFLAGS', NONAME: 'ENONAME', BADHINTS: 'EBADHINTS', NOTINITIALIZED: 'ENOTINITIALIZED', LOADIPHLPAPI: 'ELOADIPHLPAPI',
  ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS', CANCELLED: 'ECANCELLED'
}

module.exports = { Resolver, PromisesResolver, errorCodes, functions: bound(shared, Resolver), promisesFunctions: bound(sharedPromises, PromisesResolver) }
