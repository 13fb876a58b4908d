// net.Server (https://nodejs.org/docs/latest-v20.x/api/net.html#class-netserver).
const EventEmitter = require('events')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING } } = require('internal/errors')
const { validateAbortSignal, validateNumber, validatePort } = require('internal/validators')
const { listenFailure, failure } = require('internal/net/failure')
const { isIP } = require('internal/net/address')
const handles = require('internal/net/handle')
const { Socket, applyOptions } = require('internal/net/socket')
const { normalize, toNumber } = require('internal/net/connect')

const EINVAL = -22
const noIPv6 = new Set([EINVAL, -97, -99]) // EAFNOSUPPORT, EADDRNOTAVAIL

function Server (options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener)
  EventEmitter.call(this)
  if (typeof options === 'function') {
    connectionListener = options
    options = {}
  } else if (options == null || typeof options === 'object') options = { ...options }
  else throw new ERR_INVALID_ARG_TYPE('options', 'Object', options)
  if (connectionListener != null) this.on('connection', connectionListener)
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay')
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0
  }
  this._connections = 0
  this._handle = null
  this._usingWorkers = false
  this._workers = []
  this._unref = false
  this._listeningId = 1
  this.allowHalfOpen = options.allowHalfOpen || false
  this.pauseOnConnect = !!options.pauseOnConnect
  this.noDelay = Boolean(options.noDelay)
  this.keepAlive = Boolean(options.keepAlive)
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000)
  this.highWaterMark = options.highWaterMark
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype)
Object.setPrototypeOf(Server, EventEmitter)

Server.prototype.listen = function (...args) {
  const [given, callback] = normalize(args)
  if (this._handle || this.listeningSoon) throw new ERR_SERVER_ALREADY_LISTEN()
  if (callback !== null) this.once('listening', callback)
  const backlogFrom = (...places) => places.map(toNumber).find((n) => n !== false) || undefined
  const options = given
  let { port } = options
  const backlog = backlogFrom(args.length > 1 && args[1], args.length > 2 && args[2]) || options.backlog
  if (options._handle || options.handle) return adoptHandle(this, options._handle ?? options.handle)
  closeOnAbort(this, options)
  if (typeof options.fd === 'number' && options.fd >= 0) { // descriptors are the process's, which is not the guest's alone
    open(this, null, () => EINVAL, null)
    return this
  }
  if (args.length === 0 || typeof args[0] === 'function' || (port === undefined && 'port' in options) || port === null) port = 0
  if (typeof port === 'number' || typeof port === 'string') {
    validatePort(port, 'options.port')
    listenPort(this, port | 0, options, backlog)
    return this
  }
  if (options.path && typeof options.path === 'string' && toNumber(options.path) === false) {
    listenPath(this, options)
    return this
  }
  if (!(('port' in options) || ('path' in options))) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"')
  }
  throw new ERR_INVALID_ARG_VALUE('options', options)
}

function closeOnAbort (server, { signal }) {
  if (signal === undefined) return
  validateAbortSignal(signal, 'options.signal')
  const onAbort = () => server.close()
  if (signal.aborted) process.nextTick(onAbort)
  else {
    signal.addEventListener('abort', onAbort, { once: true })
    server.once('close', () => signal.removeEventListener('abort', onAbort))
  }
}

function adoptHandle (server, handle) {
  if (handle instanceof Server) handle = handle._handle
  if (!handle || typeof handle.close !== 'function' || !('onconnection' in handle || typeof handle.getsockname === 'function')) {
    throw new ERR_INVALID_ARG_VALUE('options', handle, 'must have the property "port" or "path"')
  }
  begin(server, handle)
  return server
}

function listenPort (server, port, options, backlog) {
  const { host, ipv6Only } = options
  if (!host) {
    open(server, port, () => {
      let made = handles.listenTCP('::', '::', port, backlog, ipv6Only)
      if (noIPv6.has(made)) made = handles.listenTCP('0.0.0.0', '0.0.0.0', port, backlog, false)
      return made
    }, '::')
    return
  }
  if (isIP(host)) {
    open(server, port, () => handles.listenTCP(host, host, port, backlog, ipv6Only), host)
    return
  }
  server.listeningSoon = true
  const id = server._listeningId
  require('dns').lookup(host, { family: options.family }, (error, address) => {
    server.listeningSoon = false
    if (id !== server._listeningId) return
    if (error) server.emit('error', error)
    else open(server, port, () => handles.listenTCP(host, address, port, backlog, ipv6Only), address)
  })
}

function listenPath (server, options) {
  server._pipeName = options.path
  open(server, -1, () => handles.listenPipe(options.path, options.readableAll, options.writableAll), options.path)
}

// open makes the handle; a failure is emitted later, as a server may get its listeners after listen.
function open (server, port, make, address) {
  let made
  try {
    made = make()
  } catch (error) {
    process.nextTick(() => server.emit('error', error))
    return
  }
  if (typeof made === 'number') {
    const error = listenFailure(made, address, port)
    process.nextTick(() => server.emit('error', error))
    return
  }
  made.isTCP = port >= 0
  const family = made.isTCP ? made.getsockname().family.slice(-1) : -1
  server._connectionKey = `${family}:${family === '4' && address === '::' ? '0.0.0.0' : address}:${port}`
  begin(server, made)
}

function begin (server, handle) {
  server._handle = handle
  handle.owner = server
  handle.onconnection = onconnection
  if (server._unref) server.unref()
  process.nextTick(() => { if (server._handle) server.emit('listening') })
}

// onconnection is what the handle calls: this is the handle.
function onconnection (status, client) {
  const server = this.owner
  if (status) {
    server.emit('error', failure(status, 'accept'))
    return
  }
  client.isTCP = this.isTCP
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    drop(server, client)
    return
  }
  const socket = new Socket({
    handle: client,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
    noDelay: server.noDelay,
    keepAlive: server.keepAlive,
    keepAliveInitialDelay: server.keepAliveInitialDelay * 1000
  })
  applyOptions(socket)
  server._connections++
  socket.server = server
  socket._server = server
  server.emit('connection', socket)
}

function drop (server, client) {
  const data = {}
  if (client.isTCP) {
    const local = client.getsockname()
    const remote = client.getpeername()
    Object.assign(data, {
      localAddress: local?.address, localPort: local?.port, localFamily: local?.family, remoteAddress: remote?.address, remotePort: remote?.port, remoteFamily: remote?.family
    })
  }
  client.close()
  server.emit('drop', client.isTCP ? data : undefined)
}

Object.defineProperty(Server.prototype, 'listening', { get () { return !!this._handle }, configurable: true, enumerable: true })

Server.prototype.address = function () {
  if (this._handle?.isTCP) return this._handle.getsockname()
  return this._pipeName && this._handle ? this._pipeName : null
}

Server.prototype.getConnections = function (callback) {
  process.nextTick(callback, null, this._connections)
  return this
}

Server.prototype.close = function (callback) {
  this._listeningId++
  this.listeningSoon = false
  if (typeof callback === 'function') {
    if (!this._handle) this.once('close', () => callback(new ERR_SERVER_NOT_RUNNING()))
    else this.once('close', callback)
  }
  if (this._handle) {
    this._handle.close()
    this._handle = null
  }
  this._emitCloseIfDrained()
  return this
}

Server.prototype._emitCloseIfDrained = function () {
  if (this._handle || this._connections) return
  process.nextTick(() => this.emit('close'))
}

Server.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')] = function () {
  if (!this._handle) return Promise.resolve()
  return new Promise((resolve, reject) => { this.close((error) => error ? reject(error) : resolve()) })
}

Server.prototype[EventEmitter.captureRejectionSymbol] = function (error, event, socket) {
  if (event === 'connection') socket.destroy(error)
  else this.emit('error', error)
}

Server.prototype.ref = function () {
  this._unref = false
  this._handle?.ref()
  return this
}

Server.prototype.unref = function () {
  this._unref = true
  this._handle?.unref()
  return this
}

module.exports = { Server }
