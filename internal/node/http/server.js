// http.Server (https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserver).
const { Server: NetServer } = require('internal/net/server')
const EventEmitter = require('events')
const { codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateBoolean, validateInteger, validateObject } = require('internal/validators')
const { IncomingMessage } = require('internal/http/incoming')
const { ServerResponse } = require('internal/http/response')
const { kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing')
const { headerSize } = require('internal/http/common')
const { serveConnection, reportError } = require('internal/http/connection')

const kMessages = Symbol('classes of messages')
const kConnections = Symbol('connections')
const kCheck = Symbol('http.server.connectionsCheckingInterval')

// storeHTTPOptions reads the options that servers over any transport share.
function storeHTTPOptions (server, options) {
  server[kMessages] = { IncomingMessage: options.IncomingMessage || IncomingMessage, ServerResponse: options.ServerResponse || ServerResponse }
  server.maxHeaderSize = headerSize(options.maxHeaderSize, 'maxHeaderSize')
  server.insecureHTTPParser = flag(options, 'insecureHTTPParser')
  server.requestTimeout = duration(options, 'requestTimeout', 300000)
  server.headersTimeout = options.headersTimeout === undefined ? Math.min(60000, server.requestTimeout || 60000) : duration(options, 'headersTimeout')
  if (server.requestTimeout > 0 && server.headersTimeout > 0 && server.headersTimeout > server.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout)
  }
  server.keepAliveTimeout = duration(options, 'keepAliveTimeout', 5000)
  server.connectionsCheckingInterval = duration(options, 'connectionsCheckingInterval', 30000)
  server.requireHostHeader = flag(options, 'requireHostHeader') ?? true
  server.joinDuplicateHeaders = flag(options, 'joinDuplicateHeaders')
  server.rejectNonStandardBodyWrites = flag(options, 'rejectNonStandardBodyWrites') ?? false
}

function flag (options, name) {
  if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`)
  return options[name]
}

function duration (options, name, fallback) {
  if (options[name] === undefined) return fallback
  validateInteger(options[name], name, 0)
  return options[name]
}

function Server (options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener)
  if (typeof options === 'function') {
    requestListener = options
    options = {}
  } else if (options == null) options = {}
  else validateObject(options, 'options')
  storeHTTPOptions(this, options)
  NetServer.call(this, {
    allowHalfOpen: true, noDelay: options.noDelay ?? true, keepAlive: options.keepAlive, keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark
  })
  if (requestListener) this.on('request', requestListener)
  this.httpAllowHalfOpen = false
  this.on('connection', connectionListener)
  this.timeout = 0
  this.maxHeadersCount = null
  this.maxRequestsPerSocket = 0
  setupConnectionsTracking(this)
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders)
}
Object.setPrototypeOf(Server.prototype, NetServer.prototype)
Object.setPrototypeOf(Server, NetServer)

// setupConnectionsTracking keeps a list of connections, which is looked through for those that take too long.
function setupConnectionsTracking (server) {
  server[kConnections] ??= new Set()
  server.on('listening', () => {
    clearInterval(server[kCheck])
    server[kCheck] = setInterval(() => checkConnections(server), server.connectionsCheckingInterval).unref()
  })
}

function checkConnections (server) {
  if (server.headersTimeout === 0 && server.requestTimeout === 0) return
  const now = performance.now()
  for (const connection of server[kConnections]) {
    const { since, inHead, socket } = connection
    if (since === 0) continue
    const limit = inHead && server.headersTimeout > 0 ? Math.min(server.headersTimeout, server.requestTimeout || Infinity) : server.requestTimeout
    if (limit > 0 && now - since >= limit) {
      connection.since = 0
      reportError(socket, connection, new ERR_HTTP_REQUEST_TIMEOUT())
    }
  }
}

function connectionListener (socket) { serveConnection(this, socket) }

function httpServerPreClose (server) {
  server.closeIdleConnections()
  clearInterval(server[kCheck])
}

Server.prototype.close = function close (...args) {
  httpServerPreClose(this)
  NetServer.prototype.close.apply(this, args)
  return this
}

Server.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')] = NetServer.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]

Server.prototype.closeAllConnections = function closeAllConnections () {
  for (const { socket } of [...this[kConnections]]) socket.destroy()
}

Server.prototype.closeIdleConnections = function closeIdleConnections () {
  for (const { socket, requests, idle } of [...this[kConnections]]) {
    if (requests > 0 && idle && !(socket._httpMessage && !socket._httpMessage.finished)) socket.destroy()
  }
}

Server.prototype.setTimeout = function setTimeout (msecs, callback) {
  this.timeout = msecs
  if (callback) this.on('timeout', callback)
  return this
}

Server.prototype[EventEmitter.captureRejectionSymbol] = function (error, event, ...args) {
  if (event === 'request') {
    const [, response] = args
    if (!response.headersSent && !response.writableEnded) {
      for (const name of response.getHeaderNames()) response.removeHeader(name)
      response.statusCode = 500
      response.end('Internal Server Error')
    } else response.destroy()
  } else NetServer.prototype[EventEmitter.captureRejectionSymbol].call(this, error, event, ...args)
}

module.exports = {
  Server, connectionListener, storeHTTPOptions, setupConnectionsTracking, httpServerPreClose, kMessages, kConnections, kCheck
}
