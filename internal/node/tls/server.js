// tls.Server (https://nodejs.org/docs/latest-v20.x/api/tls.html#class-tlsserver).
const { Server: NetServer } = require('internal/net/server')
const EventEmitter = require('events')
const { codes: { ERR_INTERNAL_ASSERTION, ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_REQUIRED_SERVER_NAME } } = require('internal/errors')
const { validateBuffer, validateFunction, validateNumber, validateObject } = require('internal/validators')
const { createSecureContext, SecureContext } = require('internal/tls/context')
const { TLSSocket } = require('internal/tls/socket')

const kSettings = Symbol('settings')

function Server (options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener)
  if (typeof options === 'function') {
    listener = options
    options = {}
  } else if (options == null || typeof options === 'object') options ??= {}
  else throw new ERR_INVALID_ARG_TYPE('options', 'Object', options)
  this._contexts = []
  this.requestCert = options.requestCert === true
  this.rejectUnauthorized = options.rejectUnauthorized !== false
  this[kSettings] = options
  if (options.ALPNCallback) {
    validateFunction(options.ALPNCallback, 'options.ALPNCallback')
    if (options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS()
    throw new ERR_METHOD_NOT_IMPLEMENTED('tls.createServer with ALPNCallback')
  }
  if (options.SNICallback) validateFunction(options.SNICallback, 'options.SNICallback')
  if (options.pskCallback) throw new ERR_METHOD_NOT_IMPLEMENTED('tls.createServer with pskCallback')
  if (options.ticketKeys !== undefined) validateBuffer(options.ticketKeys, 'options.ticketKeys')
  this.ALPNProtocols = options.ALPNProtocols ? require('tls').convertedALPN(options.ALPNProtocols) : undefined
  this.setSecureContext(options)
  this._handshakeTimeout = options.handshakeTimeout || 120000
  validateNumber(this._handshakeTimeout, 'options.handshakeTimeout')
  NetServer.call(this, options, (socket) => onConnection(this, socket))
  if (listener) this.on('secureConnection', listener)
}
Object.setPrototypeOf(Server.prototype, NetServer.prototype)
Object.setPrototypeOf(Server, NetServer)

Server.prototype.setSecureContext = function setSecureContext (options) {
  validateObject(options, 'options')
  this._sharedCreds = createSecureContext(options)
  if (options.ticketKeys) this.setTicketKeys(options.ticketKeys)
}

function onConnection (server, raw) {
  const options = server[kSettings]
  const socket = new TLSSocket(raw, {
    isServer: true,
    server,
    secureContext: server._sharedCreds,
    requestCert: server.requestCert,
    rejectUnauthorized: server.rejectUnauthorized,
    ALPNProtocols: options.ALPNProtocols,
    SNICallback: options.SNICallback || (server._contexts.length ? (name, done) => done(null, contextFor(server, name)) : undefined),
    pauseOnConnect: server.pauseOnConnect,
    enableTrace: options.enableTrace,
    highWaterMark: options.highWaterMark,
    allowHalfOpen: server.allowHalfOpen
  })
  socket.server = server
  if (server.listenerCount('keylog') > 0) socket.on('keylog', (line) => server.emit('keylog', line, socket))
  let told = false
  socket.on('secure', () => {
    if (server.requestCert) {
      const refused = socket._handle.verifyError()
      if (refused) {
        socket.authorizationError = refused.code
        if (server.rejectUnauthorized) {
          socket.destroy()
          return
        }
      } else socket.authorized = true
    }
    told = true
    server.emit('secureConnection', socket)
  })
  socket.on('_tlsError', (error) => {
    if (!told) {
      told = true
      server.emit('tlsClientError', error, socket)
    }
  })
  socket.on('error', (error) => {
    if (!told) {
      told = true
      server.emit('tlsClientError', error, socket)
    }
  })
  socket._handshakeLimit(server._handshakeTimeout)
}

function contextFor (server, name) {
  for (let i = server._contexts.length - 1; i >= 0; i--) if (server._contexts[i][0].test(name)) return server._contexts[i][1]
}

Server.prototype.addContext = function addContext (servername, context) {
  if (!servername) throw new ERR_TLS_REQUIRED_SERVER_NAME()
  const pattern = servername.replace(/([.^$+?\-\\[\]{}])/g, '\\$1').replace(/\*/g, '[^.]*')
  this._contexts.push([new RegExp(`^${pattern}$`), context instanceof SecureContext ? context : createSecureContext(context)])
}

Server.prototype.getTicketKeys = function getTicketKeys () { return this._sharedCreds.context.getTicketKeys() }

Server.prototype.setTicketKeys = function setTicketKeys (keys) {
  validateBuffer(keys)
  if (keys.byteLength !== 48) {
    throw new ERR_INTERNAL_ASSERTION('Session ticket keys must be a 48-byte buffer\nThis is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n' +
      'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n')
  }
  this._sharedCreds.context.setTicketKeys(keys)
}

Server.prototype[EventEmitter.captureRejectionSymbol] = function (error, event, socket) {
  if (event === 'secureConnection') socket.destroy(error)
  else NetServer.prototype[EventEmitter.captureRejectionSymbol].call(this, error, event, socket)
}

module.exports = { Server }
