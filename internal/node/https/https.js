const tls = require('tls')
const { Agent: HttpAgent } = require('internal/http/agent')
const { ClientRequest } = require('internal/http/client')
const { Server: HttpServer, connectionListener, storeHTTPOptions, setupConnectionsTracking, httpServerPreClose, kCheck } = require('internal/http/server')
const { kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing')

function Server (options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener)
  let protocols = ['http/1.1']
  if (typeof options === 'function') {
    listener = options
    options = {}
  } else if (options == null) options = {}
  else if (options.ALPNProtocols || options.ALPNCallback) protocols = undefined
  storeHTTPOptions(this, options)
  tls.Server.call(this, { noDelay: true, ...(protocols && { ALPNProtocols: protocols }), ...options, allowHalfOpen: true }, connectionListener)
  this.httpAllowHalfOpen = false
  if (listener) this.addListener('request', listener)
  this.addListener('tlsClientError', (error, socket) => {
    if (!this.emit('clientError', error, socket)) socket.destroy(error)
  })
  this.timeout = 0
  this.maxHeadersCount = null
  this.maxRequestsPerSocket = 0
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders)
  setupConnectionsTracking(this)
}
Object.setPrototypeOf(Server.prototype, tls.Server.prototype)
Object.setPrototypeOf(Server, tls.Server)

for (const name of ['closeAllConnections', 'closeIdleConnections', 'setTimeout']) Server.prototype[name] = HttpServer.prototype[name]

Server.prototype.close = function close (...args) {
  httpServerPreClose(this)
  clearInterval(this[kCheck])
  tls.Server.prototype.close.apply(this, args)
  return this
}

function Agent (options) {
  if (!(this instanceof Agent)) return new Agent(options)
  HttpAgent.call(this, options)
  this.defaultPort = 443
  this.protocol = 'https:'
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100
  this._sessionCache = { map: { __proto__: null }, list: [] }
}
Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype)
Object.setPrototypeOf(Agent, HttpAgent)

Agent.prototype.createConnection = function createConnection (port, host, options) {
  if (port !== null && typeof port === 'object') options = port
  else if (host !== null && typeof host === 'object') options = { ...host }
  else if (options === null || typeof options !== 'object') options = {}
  else options = { ...options }
  if (typeof port === 'number') options.port = port
  if (typeof host === 'string') options.host = host
  const session = options._agentKey && this._getSession(options._agentKey)
  if (session) options = { session, ...options }
  const socket = tls.connect(options)
  if (options._agentKey) {
    socket.on('session', (session) => this._cacheSession(options._agentKey, session))
    socket.once('close', (failed) => { if (failed) this._evictSession(options._agentKey) })
  }
  return socket
}

Agent.prototype._getSession = function _getSession (key) { return this._sessionCache.map[key] }

// _cacheSession keeps the newest session of each key, and no more than maxCachedSessions.
Agent.prototype._cacheSession = function _cacheSession (key, session) {
  if (this.maxCachedSessions === 0) return
  const { map, list } = this._sessionCache
  if (!Object.hasOwn(map, key)) {
    if (list.length >= this.maxCachedSessions) delete map[list.shift()]
    list.push(key)
  }
  map[key] = session
}

Agent.prototype._evictSession = function _evictSession (key) {
  const { map, list } = this._sessionCache
  const at = list.indexOf(key)
  if (at === -1) return
  list.splice(at, 1)
  delete map[key]
}

// What connections must have in common to be used for one another's requests.
const plain = ['ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion', 'maxVersion', 'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions', 'sessionIdContext', 'sigalgs', 'privateKeyIdentifier', 'privateKeyEngine']

Agent.prototype.getName = function getName (options = {}) {
  let name = HttpAgent.prototype.getName.call(this, options)
  for (const key of plain) {
    name += ':'
    const value = options[key]
    if (key === 'servername') {
      if (value && value !== options.host) name += value
    } else if (key === 'rejectUnauthorized') {
      if (value !== undefined) name += value
    } else if (['pfx', 'sigalgs', 'ecdhCurve', 'dhparam'].includes(key) || value) {
      if (value !== undefined && value !== null && value !== false) name += Array.isArray(value) ? JSON.stringify(value.map(String)) : value
    } else if (value !== undefined && value !== null && value !== '' && value !== false) name += value
  }
  return name
}

let globalAgent
const ownAgent = () => (globalAgent ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }))

function request (...args) {
  let options = {}
  if (typeof args[0] === 'string') options = require('url').urlToHttpOptions(new URL(args.shift()))
  else if (args[0] instanceof URL) {
    const url = args.shift()
    options = { ...url, ...require('url').urlToHttpOptions(url) }
  }
  if (args[0] && typeof args[0] !== 'function') Object.assign(options, args.shift())
  options._defaultAgent = ownAgent()
  args.unshift(options)
  return new ClientRequest(...args)
}

function get (input, options, callback) {
  const made = request(input, options, callback)
  made.end()
  return made
}

module.exports = { Agent, Server, createServer: (options, listener) => new Server(options, listener), get, request }
Object.defineProperty(module.exports, 'globalAgent', { configurable: true, enumerable: true, get: ownAgent, set (value) { globalAgent = value } })
