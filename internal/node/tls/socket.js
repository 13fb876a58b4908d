// tls.TLSSocket: a socket whose handle speaks TLS over the connection of another (https://nodejs.org/docs/latest-v20.x/api/tls.html#class-tlstlssocket).
const { Socket, adopt, applyOptions } = require('internal/net/socket')
const { codes: { ERR_MULTIPLE_CALLBACK, ERR_TLS_HANDSHAKE_TIMEOUT, ERR_TLS_INVALID_CONTEXT, ERR_TLS_RENEGOTIATION_DISABLED, ERR_TLS_SNI_FROM_SERVER, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const { validateFunction, validateNumber, validateObject, validateString } = require('internal/validators')
const { createSecureContext, SecureContext } = require('internal/tls/context')
const { setTimeout, clearTimeout } = require('timers')

const kOptions = Symbol('options')
const kSecure = Symbol('secure')
const kSession = Symbol('session')
const kVerified = Symbol('verified')
const kUnheard = Symbol('session that is not told yet')

function TLSSocket (socket, options) {
  if (!(this instanceof TLSSocket)) return new TLSSocket(socket, options)
  options = { ...options }
  if (options.isServer && options.SNICallback !== undefined && options.SNICallback !== null) validateFunction(options.SNICallback, 'options.SNICallback')
  this._tlsOptions = options
  this[kOptions] = options
  this._secureEstablished = false
  this._securePending = false
  this._newSessionPending = false
  this._controlReleased = false
  this.secureConnecting = true
  this._SNICallback = null
  this.servername = null
  this.alpnProtocol = null
  this.authorized = false
  this.authorizationError = null
  this[kSecure] = false
  this[kSession] = undefined
  this[kVerified] = false
  this[kUnheard] = null
  if (options.session) keepGiven(this, options.session)
  if (options.enableTrace) this.enableTrace()
  Socket.call(this, {
    allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen,
    pauseOnCreate: options.pauseOnConnect,
    manualStart: true,
    highWaterMark: options.highWaterMark,
    onread: socket ? undefined : options.onread,
    signal: options.signal
  })
  this.ssl = null
  this._rejectUnauthorized = options.rejectUnauthorized !== false
  this.on('end', () => { if (!this._hadError && this.secureConnecting) this._tlsError(null) })
  if (socket) over(this, socket)
  else this.once('connect', () => begin(this, this._handle))
}
Object.setPrototypeOf(TLSSocket.prototype, Socket.prototype)
Object.setPrototypeOf(TLSSocket, Socket)

// over speaks TLS over a stream that there is already.
function over (tls, socket) {
  tls._parent = socket
  if (socket.timeout) tls.setTimeout(socket.timeout)
  const whole = socket instanceof Socket && !(socket instanceof TLSSocket) && Object.getPrototypeOf(socket)._read === Socket.prototype._read && socket._handle?.getpeername
  const start = () => begin(tls, whole ? lent(tls, socket) : bridged(tls, socket))
  tls.connecting = socket.connecting === true
  if (socket.connecting) {
    socket.once('connect', () => {
      tls.connecting = false
      start()
      tls.emit('connect')
    })
  } else start()
  socket.on('error', (error) => { if (!tls.destroyed) tls.destroy(error) })
  socket.once('close', () => { if (!tls.destroyed) { if (tls.secureConnecting) tls._tlsError(null); else tls.destroy() } })
  tls.once('close', () => { if (!socket.destroyed) socket.destroy() })
}

// lent takes a socket's connection, with what it has read already.
function lent (tls, socket) {
  if (socket.readableLength > 0 || socket._readableState.ended) return bridged(tls, socket)
  socket.pause()
  socket._handle.readStop()
  tls._lent = socket._handle
  return socket._handle
}

// bridged carries bytes between TLS and a stream of any kind.
function bridged (tls, stream) {
  const bridge = native.bridge()
  bridge.onwrite = (chunk, done) => {
    if (stream.destroyed || stream.writableEnded) done(true)
    else stream.write(chunk, (error) => done(!!error))
  }
  bridge.onend = () => stream.end()
  stream.on('data', (chunk) => bridge.feed(chunk))
  stream.on('end', () => bridge.feed(Buffer.alloc(0)))
  stream.on('close', () => bridge.feed(Buffer.alloc(0)))
  return bridge
}

function contextOf (options) {
  const { secureContext } = options
  if (secureContext instanceof SecureContext || secureContext?.context) return secureContext.context
  return createSecureContext(options).context
}

// begin starts the handshake.
function begin (tls, transport) {
  const options = tls[kOptions]
  const former = tls._handle
  const unrefed = former?.hasRef && !former.hasRef()
  const handle = native.start(transport, {
    context: contextOf(options),
    isServer: !!options.isServer,
    requestCert: !!options.requestCert,
    servername: options.servername || tls._servername || '',
    alpn: options.ALPNProtocols ? names(options.ALPNProtocols) : [],
    onselect: options.isServer && (options.SNICallback || options.ALPNCallback) ? (name, done) => select(tls, name, done) : undefined,
    session: tls[kSession],
    onhandshake: (error) => finish(tls, handle, error),
    onkeylog: (line) => { tls.emit('keylog', line) },
    onsession: options.isServer ? undefined : (session) => keep(tls, session)
  })
  if (handle === null) {
    tls.destroy()
    return
  }
  handle.isTCP = true
  adopt(tls, handle)
  if (unrefed) handle.unref()
  if (former && former !== transport && former !== handle) former.close?.()
  tls.ssl = handle
  tls._sockname = tls._peername = undefined
  applyOptions(tls)
  if (!tls.isPaused()) tls.read(0)
}

// names reads protocols in the form of the wire, too.
function names (list) {
  if (Array.isArray(list)) return list
  const out = []
  const bytes = Buffer.from(list.buffer ?? list, list.byteOffset, list.byteLength)
  for (let i = 0; i < bytes.length; i += 1 + bytes[i]) out.push(bytes.latin1Slice(i + 1, i + 1 + bytes[i]))
  return out
}

function select (tls, name, done) {
  const { SNICallback } = tls[kOptions]
  if (!SNICallback || !name) {
    done(contextOf(tls[kOptions]))
    return
  }
  let called = false
  SNICallback.call(tls, name, (error, context) => {
    if (called) return tls.destroy(new ERR_MULTIPLE_CALLBACK())
    called = true
    if (error) tls._sniError = error
    else if (context && !(context.context || context instanceof SecureContext)) tls._sniError = new ERR_TLS_INVALID_CONTEXT('')
    if (tls._sniError) done(undefined)
    else done(context ? context.context : contextOf(tls[kOptions]))
  })
}

function keepGiven (tls, session) {
  if (!ArrayBuffer.isView(session)) throw Object.assign(new TypeError('Session must be a buffer'), { code: 'ERR_INVALID_ARG_TYPE' })
  tls[kSession] = Buffer.from(session.buffer, session.byteOffset, session.byteLength)
}

// keep tells about a session that may be taken up again, once the server is known to be who it should be.
function keep (tls, session) {
  tls[kSession] = session
  if (tls[kVerified]) tls.emit('session', session)
  else tls[kUnheard] = session
}

function finish (tls, handle, error) {
  if (tls.destroyed || tls._handle !== handle) return
  if (error !== undefined) {
    tls._tlsError(tls._sniError ?? error)
    return
  }
  tls._finishInit()
}

TLSSocket.prototype._finishInit = function _finishInit () {
  this.alpnProtocol = this._handle.alpn()
  const name = this._handle.servername()
  this.servername = this[kOptions].isServer ? name : (this[kOptions].servername || false)
  this._secureEstablished = true
  this.secureConnecting = false
  clearTimeout(this._handshakeTimer)
  this.emit('secure')
}

TLSSocket.prototype._verified = function _verified () {
  this[kVerified] = true
  const session = this[kUnheard]
  this[kUnheard] = null
  if (session !== null) this.emit('session', session)
}

// _tlsError ends a connection whose handshake failed; null is a peer that went away.
TLSSocket.prototype._tlsError = function _tlsError (error) {
  if (this._hadError) return
  this._hadError = true
  clearTimeout(this._handshakeTimer)
  if (this[kOptions].isServer) {
    error ??= Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    this.emit('_tlsError', error)
    this.destroy()
    return
  }
  this.destroy(error ?? disconnected(this[kOptions]))
}

function disconnected ({ path, host, port, localAddress }) {
  return Object.assign(new Error('Client network socket disconnected before secure TLS connection was established'), { code: 'ECONNRESET', path, host, port, localAddress })
}

TLSSocket.prototype._handshakeLimit = function (msecs) {
  this._handshakeTimer = setTimeout(() => this._tlsError(new ERR_TLS_HANDSHAKE_TIMEOUT()), msecs)
}

TLSSocket.prototype._destroy = function (error, callback) {
  clearTimeout(this._handshakeTimer)
  Socket.prototype._destroy.call(this, error, callback)
}

const established = (tls) => tls._handle !== null && tls._handle !== undefined && tls._secureEstablished

TLSSocket.prototype.getProtocol = function () { return established(this) ? this._handle.protocol() : null }
TLSSocket.prototype.getCipher = function () { return established(this) ? this._handle.cipher() : null }
TLSSocket.prototype.getPeerCertificate = function (detailed) { return established(this) ? this._handle.peerCertificate(!!detailed) || {} : this._handle ? {} : null }
TLSSocket.prototype.getCertificate = function () { return established(this) ? this._handle.ownCertificate() || {} : null }
TLSSocket.prototype.isSessionReused = function () { return established(this) ? this._handle.resumed() : false }
TLSSocket.prototype.getSession = function () {
  if (this[kOptions].isServer) throw new ERR_METHOD_NOT_IMPLEMENTED('TLSSocket.prototype.getSession of a server')
  return this[kSession]
}
TLSSocket.prototype.getTLSTicket = function () {
  const session = this[kSession]
  return session && session.subarray(4, 4 + session.readUInt32BE(0)) // a session begins with its ticket
}
TLSSocket.prototype.setSession = function (session) {
  keepGiven(this, typeof session === 'string' ? Buffer.from(session, 'latin1') : session)
}
TLSSocket.prototype.setMaxSendFragment = function (size) { validateNumber(size, 'size'); return size === 16384 } // fragments have the size they have
TLSSocket.prototype.disableRenegotiation = function () { this[kSecure] = true }
TLSSocket.prototype.renegotiate = function (options, callback) {
  validateObject(options, 'options')
  if (callback !== undefined) validateFunction(callback, 'callback')
  const error = new ERR_TLS_RENEGOTIATION_DISABLED()
  if (callback) process.nextTick(callback, error)
  return false
}
for (const name of ['getEphemeralKeyInfo', 'getFinished', 'getPeerFinished', 'exportKeyingMaterial', 'getPeerX509Certificate', 'getX509Certificate',
  'getSharedSigalgs', 'enableTrace']) {
  TLSSocket.prototype[name] = function () { throw new ERR_METHOD_NOT_IMPLEMENTED(`TLSSocket.prototype.${name}`) }
}

TLSSocket.prototype.setServername = function (name) {
  validateString(name, 'name')
  if (this[kOptions].isServer) throw new ERR_TLS_SNI_FROM_SERVER()
  this._servername = name
}

Object.defineProperty(TLSSocket.prototype, 'encrypted', { configurable: true, enumerable: true, writable: true, value: true })

module.exports = { TLSSocket }
