// net.Socket: a Duplex over a handle (https://nodejs.org/docs/latest-v20.x/api/net.html#class-netsocket).
const { Duplex } = require('stream')
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_FD_TYPE, ERR_INVALID_HANDLE_TYPE, ERR_OUT_OF_RANGE, ERR_SOCKET_CLOSED, ERR_SOCKET_CLOSED_BEFORE_CONNECTION } } = require('internal/errors')
const { validateFunction, validateInt32, validateNumber, validateAbortSignal } = require('internal/validators')
const { failure } = require('internal/net/failure')
const { END, openInherited } = require('internal/net/handle')
const { setTimeout, clearTimeout } = require('timers')

const kTimeout = Symbol('timeout')
const kNoDelay = Symbol('noDelay')
const kKeepAlive = Symbol('keepAlive')
const kKeepAliveDelay = Symbol('keepAliveDelay')
const kBuffer = Symbol('onread buffer')
const kTotals = Symbol('bytes of a closed handle')
const TIMEOUT_MAX = 2 ** 31 - 1
const nop = () => {}

function Socket (options) {
  if (!(this instanceof Socket)) return new Socket(options)
  if (options?.objectMode) throw new ERR_INVALID_ARG_VALUE('options.objectMode', options.objectMode, 'is not supported')
  if (options?.readableObjectMode || options?.writableObjectMode) {
    throw new ERR_INVALID_ARG_VALUE(`options.${options.readableObjectMode ? 'readableObjectMode' : 'writableObjectMode'}`, options.readableObjectMode || options.writableObjectMode, 'is not supported')
  }
  options = typeof options === 'number' ? { fd: options } : { ...options }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay')
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0
  }
  this.connecting = false
  this._hadError = false
  this._parent = null
  this._host = null
  this._handle = null
  this._pendingData = null
  this._pendingEncoding = ''
  this.server = this._server = null
  this._peername = this._sockname = undefined
  this.timeout = undefined
  this[kTimeout] = null
  this[kTotals] = null
  this[kNoDelay] = !!options.noDelay
  this[kKeepAlive] = !!options.keepAlive
  this[kKeepAliveDelay] = ~~(options.keepAliveInitialDelay / 1000)
  this[kBuffer] = ownBuffer(options.onread)
  const given = options.fd === undefined ? options.handle : inherited(options.fd)
  options.emitClose = false
  options.autoDestroy = true
  options.decodeStrings = false
  options.allowHalfOpen = !!options.allowHalfOpen
  const { signal } = options
  delete options.signal
  Duplex.call(this, options)
  this.on('end', refuseWrites)
  if (given) {
    adopt(this, given)
    if (options.pauseOnCreate) {
      given.readStop?.()
      this._readableState.flowing = false
    } else if (options.readable !== false && !options.manualStart) this.read(0)
  }
  if (signal) {
    validateAbortSignal(signal, 'options.signal')
    require('stream').addAbortSignal(signal, this)
  }
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype)
Object.setPrototypeOf(Socket, Duplex)

// ownBuffer reads the onread option: target is the buffer that is filled next.
function ownBuffer (onread) {
  if (onread === null || typeof onread !== 'object' || typeof onread.callback !== 'function') return null
  const { buffer, callback } = onread
  const next = typeof buffer === 'function' ? buffer : () => buffer
  const target = buffer instanceof Uint8Array || typeof buffer === 'function' ? next() : null
  return target instanceof Uint8Array ? { callback, next, target, rest: null } : null
}

// A descriptor of this process is the guest's business only if it came from the process that started this one: several hosts share the others.
function inherited (fd) {
  validateInt32(fd, 'fd', 0)
  const handle = openInherited(fd)
  if (handle === null) throw new ERR_INVALID_FD_TYPE('UNKNOWN')
  return handle
}

// adopt makes handle the socket's.
function adopt (socket, handle) {
  socket._handle = handle
  handle.owner = socket
  handle.onread = onread
  socket._handle.reading = false
}

// Once the peer has ended and nothing is to be written on a half open stream, writing is an error of its own.
function refuseWrites () { if (!this.allowHalfOpen) this.write = writeAfterFIN }

function writeAfterFIN (chunk, encoding, callback) {
  if (!this.writableEnded) return Duplex.prototype.write.apply(this, arguments)
  if (typeof encoding === 'function') callback = encoding
  const error = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' })
  if (typeof callback === 'function') process.nextTick(callback, error)
  this.destroy(error)
  return false
}

// onread is what handles call: this is the handle.
function onread (status, chunk) {
  const socket = this.owner
  if (socket.destroyed) return
  if (socket[kTimeout] !== null) socket._unrefTimer()
  if (status > 0) {
    const more = socket[kBuffer] === null ? socket.push(chunk) : deliver(socket, chunk)
    if (more === false && socket._handle === this && this.reading) {
      this.reading = false
      this.readStop()
    }
  } else if (status === END) {
    if (socket._handle === this) this.reading = false
    socket.push(null)
    socket.read(0)
  } else if (status < 0) {
    socket.destroy(failure(status, 'read'))
  }
}

// deliver hands what was read to the onread option, through its own buffer; what comes after the callback paused waits.
function deliver (socket, chunk) {
  const onread = socket[kBuffer]
  for (let at = 0; at < chunk.length;) {
    const { target } = onread
    const n = Math.min(target.length, chunk.length - at)
    target.set(chunk.subarray(at, at + n))
    at += n
    const more = onread.callback.call(socket, n, target) !== false
    onread.target = onread.next()
    if (more && socket._handle?.reading) continue
    onread.rest = at < chunk.length ? chunk.subarray(at) : null
    return false
  }
  return true
}

// deliverRest goes on with what was kept while paused.
function deliverRest (socket) {
  const { rest } = socket[kBuffer]
  if (rest === null || !socket._handle?.reading) return
  socket[kBuffer].rest = null
  socket._handle.onread(rest.length, rest)
}

function startReading (socket) {
  const handle = socket._handle
  if (handle.reading) return
  handle.reading = true
  if (socket[kBuffer]?.rest) process.nextTick(deliverRest, socket)
  const status = handle.readStart()
  if (status) socket.destroy(failure(status, 'read'))
}

Socket.prototype._read = function (n) {
  if (this.connecting || !this._handle) this.once('connect', () => this._read(n))
  else startReading(this)
}

Socket.prototype.read = function (n) {
  if (this[kBuffer] !== null && !this.connecting && this._handle && !this._handle.reading) startReading(this)
  return Duplex.prototype.read.call(this, n)
}

Socket.prototype.pause = function () {
  if (this[kBuffer] !== null && !this.connecting && this._handle?.reading) {
    this._handle.reading = false
    if (!this.destroyed) this._handle.readStop()
  }
  return Duplex.prototype.pause.call(this)
}

Socket.prototype.resume = function () {
  if (this[kBuffer] !== null && !this.connecting && this._handle && !this._handle.reading) startReading(this)
  return Duplex.prototype.resume.call(this)
}

const direct = { __proto__: null, utf8: 'utf8', 'utf-8': 'utf8', latin1: 'latin1', binary: 'latin1', ascii: 'latin1' }

// bytes of a chunk as handles take them, and the encoding of what is a string still.
function raw (chunk, encoding) {
  if (typeof chunk !== 'string') return [chunk, 'buffer']
  const known = direct[encoding]
  return known !== undefined ? [chunk, known] : [Buffer.from(chunk, encoding), 'buffer']
}

function whenConnected (socket, chunk, encoding, callback, write) {
  socket._pendingData = chunk
  socket._pendingEncoding = encoding
  const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION())
  socket.once('connect', () => {
    socket.off('close', onClose)
    write()
  })
  socket.once('close', onClose)
}

Socket.prototype._write = function (chunk, encoding, callback) {
  if (this.connecting) {
    whenConnected(this, chunk, encoding, callback, () => this._write(chunk, encoding, callback))
    return
  }
  this._pendingData = null
  this._pendingEncoding = ''
  if (!this._handle) {
    callback(new ERR_SOCKET_CLOSED())
    return
  }
  if (this[kTimeout] !== null) this._unrefTimer()
  const done = completion(this, callback)
  if (typeof chunk !== 'string') dispatched(this._handle.write(chunk, 'buffer', done), callback)
  else {
    const [data, kind] = raw(chunk, encoding)
    dispatched(this._handle.write(data, kind, done), callback)
  }
}

Socket.prototype._writev = function (chunks, callback) {
  if (this.connecting) {
    whenConnected(this, chunks, '', callback, () => this._writev(chunks, callback))
    return
  }
  this._pendingData = null
  this._pendingEncoding = ''
  if (!this._handle) {
    callback(new ERR_SOCKET_CLOSED())
    return
  }
  if (this[kTimeout] !== null) this._unrefTimer()
  const list = []
  for (const { chunk, encoding } of chunks) list.push(...raw(chunk, encoding))
  dispatched(this._handle.writev(list, completion(this, callback)), callback)
}

function completion (socket, callback) {
  return (status) => {
    if (socket.destroyed) {
      callback(null)
      return
    }
    if (status < 0) {
      callback(failure(status, 'write'))
      return
    }
    if (socket[kTimeout] !== null) socket._unrefTimer()
    callback(null)
  }
}

function dispatched (answer, callback) {
  if (answer > 0) callback(null)
  else if (answer < 0) callback(failure(answer, 'write'))
}

Socket.prototype._final = function (callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback))
    return
  }
  if (!this._handle) {
    callback()
    return
  }
  const status = this._handle.shutdown(() => callback())
  if (status !== 0) callback(status === -107 ? null : failure(status, 'shutdown')) // 107: a socket that is not connected has nothing to shut
}

Socket.prototype._destroy = function (error, callback) {
  this.connecting = false
  for (let s = this; s; s = s._parent) {
    clearTimeout(s[kTimeout])
    s[kTimeout] = null
  }
  const handle = this._handle
  if (handle) {
    const failed = !!error
    this[kTotals] = { read: handle.bytesRead(), written: handle.bytesWritten() }
    const closed = () => this.emit('close', failed)
    if (this.resetAndClosing) {
      this.resetAndClosing = false
      const status = handle.reset(closed)
      if (status) this.emit('error', failure(status, 'reset'))
    } else handle.close(closed)
    handle.onread = nop
    this._handle = null
    this._sockname = undefined
    callback(error)
  } else {
    callback(error)
    process.nextTick(() => this.emit('close', !!error))
  }
  if (this._server) {
    const server = this._server
    this._server = null
    server._connections--
    server._emitCloseIfDrained?.()
  }
}

Socket.prototype.end = function (chunk, encoding, callback) {
  Duplex.prototype.end.call(this, chunk, encoding, callback)
  return this
}

Socket.prototype.destroySoon = function () {
  if (this.writable) this.end()
  if (this.writableFinished) this.destroy()
  else this.once('finish', this.destroy)
}

Socket.prototype.resetAndDestroy = function () {
  if (!this._handle) {
    this.destroy(new ERR_SOCKET_CLOSED())
    return this
  }
  if (!this._handle.isTCP) throw new ERR_INVALID_HANDLE_TYPE()
  const reset = () => {
    this.resetAndClosing = true
    this.destroy()
  }
  if (this.connecting) this.once('connect', reset)
  else reset()
  return this
}

// timerDuration checks a time to wait.
function timerDuration (msecs, name) {
  validateNumber(msecs, name)
  if (msecs < 0 || !Number.isFinite(msecs)) throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs)
  if (msecs <= TIMEOUT_MAX) return msecs
  process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${TIMEOUT_MAX}.`, 'TimeoutOverflowWarning')
  return TIMEOUT_MAX
}

Socket.prototype.setTimeout = function (msecs, callback) {
  if (this.destroyed) return this
  msecs = timerDuration(msecs, 'msecs')
  this.timeout = msecs
  clearTimeout(this[kTimeout])
  this[kTimeout] = null
  if (msecs === 0) {
    if (callback !== undefined) {
      validateFunction(callback, 'callback')
      this.removeListener('timeout', callback)
    }
    return this
  }
  this[kTimeout] = setTimeout(() => this._onTimeout(), msecs).unref()
  if (callback !== undefined) {
    validateFunction(callback, 'callback')
    this.once('timeout', callback)
  }
  return this
}

Socket.prototype._onTimeout = function () { this.emit('timeout') }

Socket.prototype._unrefTimer = function () {
  for (let s = this; s !== null && s !== undefined; s = s._parent) {
    if (s[kTimeout]) s[kTimeout].refresh()
  }
}

Socket.prototype.setNoDelay = function (enable) {
  enable = Boolean(enable === undefined ? true : enable)
  if (!this._handle) {
    this[kNoDelay] = enable
    return this
  }
  if (this._handle.setNoDelay && enable !== this[kNoDelay]) {
    this[kNoDelay] = enable
    this._handle.setNoDelay(enable)
  }
  return this
}

Socket.prototype.setKeepAlive = function (enable, initialDelayMsecs) {
  enable = Boolean(enable)
  const delay = ~~(initialDelayMsecs / 1000)
  if (!this._handle) {
    this[kKeepAlive] = enable
    this[kKeepAliveDelay] = delay
    return this
  }
  if (this._handle.setKeepAlive && (enable !== this[kKeepAlive] || (enable && this[kKeepAliveDelay] !== delay))) {
    this[kKeepAlive] = enable
    this[kKeepAliveDelay] = delay
    this._handle.setKeepAlive(enable, delay)
  }
  return this
}

// applyOptions tells a new connection what was asked for before there was one.
function applyOptions (socket) {
  if (socket[kNoDelay]) socket._handle.setNoDelay?.(true)
  if (socket[kKeepAlive]) socket._handle.setKeepAlive?.(true, socket[kKeepAliveDelay])
}

for (const name of ['ref', 'unref']) {
  Socket.prototype[name] = function () {
    if (!this._handle) {
      this.once('connect', this[name])
      return this
    }
    this._handle[name]?.()
    return this
  }
}

Socket.prototype.address = function () { return this._getsockname() }

Socket.prototype._getpeername = function () {
  if (!this._handle || !this._handle.getpeername || this.connecting) return this._peername || {}
  if (!this._peername) this._peername = this._handle.getpeername() ?? {}
  return this._peername
}

Socket.prototype._getsockname = function () {
  if (!this._handle || !this._handle.getsockname) return {}
  if (!this._sockname) this._sockname = this._handle.getsockname() ?? {}
  return this._sockname
}

const view = (get) => ({ configurable: false, enumerable: true, get })
Object.defineProperties(Socket.prototype, {
  _connecting: view(function () { return this.connecting }),
  pending: { configurable: true, enumerable: false, get () { return !this._handle || this.connecting } },
  readyState: {
    configurable: false,
    enumerable: false,
    get () {
      if (this.connecting) return 'opening'
      if (this.readable && this.writable) return 'open'
      if (this.readable) return 'readOnly'
      return this.writable ? 'writeOnly' : 'closed'
    }
  },
  bufferSize: { configurable: false, enumerable: false, get () { return this._handle ? this.writableLength : undefined } },
  bytesRead: view(function () { return this._handle ? this._handle.bytesRead() : this[kTotals]?.read ?? 0 }),
  bytesWritten: view(bytesWritten),
  _bytesDispatched: view(function () { return this._handle ? this._handle.bytesWritten() : this[kTotals]?.written ?? 0 }),
  remoteAddress: view(function () { return this._getpeername().address }),
  remoteFamily: view(function () { return this._getpeername().family }),
  remotePort: view(function () { return this._getpeername().port }),
  localAddress: view(function () { return this._getsockname().address }),
  localPort: view(function () { return this._getsockname().port }),
  localFamily: view(function () { return this._getsockname().family })
})

// bytesWritten counts what waits to be written, too.
function bytesWritten () {
  const state = this._writableState
  if (!state) return undefined
  const length = (chunk, encoding) => typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length
  let bytes = this._bytesDispatched
  for (const { chunk, encoding } of state.getBuffer()) bytes += length(chunk, encoding)
  const pending = this._pendingData
  if (Array.isArray(pending)) for (const { chunk, encoding } of pending) bytes += length(chunk, encoding)
  else if (pending) bytes += length(pending, this._pendingEncoding)
  return bytes
}

Socket.prototype.connect = function (...args) { return require('internal/net/connect').connect(this, args) }

module.exports = { Socket, adopt, applyOptions, timerDuration }
