const EventEmitter = require('events')
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_SOCKET_ALREADY_BOUND, ERR_SOCKET_BAD_BUFFER_SIZE, ERR_SOCKET_BAD_TYPE, ERR_SOCKET_DGRAM_IS_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_CONNECTED, ERR_SOCKET_DGRAM_NOT_RUNNING
  }
} = require('internal/errors')
const { validateAbortSignal, validateFunction, validateNumber, validatePort, validateString } = require('internal/validators')
const { nameOf } = require('internal/net/failure')
const { isIP } = require('internal/net/address')
const { UDP } = require('internal/net/handle')

const kState = Symbol('state symbol')
const UNBOUND = 0
const BINDING = 1
const BOUND = 2

const nowhere = { udp4: '0.0.0.0', udp6: '::' }
const nearby = { udp4: '127.0.0.1', udp6: '::1' }
const familyOf = (type) => type === 'udp6' ? 6 : 4

function failure (status, syscall, address, port) {
  const [code] = nameOf(status)
  const place = address === undefined ? '' : port ? ` ${address}:${port}` : ` ${address}`
  const error = Object.assign(new Error(`${syscall} ${code}${place}`), { errno: status, code, syscall })
  if (address !== undefined) error.address = address
  if (port) error.port = port
  return error
}

function Socket (type, listener) {
  EventEmitter.call(this)
  let options = {}
  if (type !== null && typeof type === 'object') {
    options = type
    type = options.type
  }
  if (type !== 'udp4' && type !== 'udp6') throw new ERR_SOCKET_BAD_TYPE()
  const { lookup, signal } = options
  if (lookup) validateFunction(lookup, 'lookup')
  this.type = type
  this[kState] = { handle: UDP(type), bound: UNBOUND, queue: [], reuse: !!options.reuseAddr, lookup: lookup || ((...args) => require('dns').lookup(...args)), remote: null, connecting: false }
  if (typeof listener === 'function') this.on('message', listener)
  if (signal !== undefined) {
    validateAbortSignal(signal, 'options.signal')
    const abort = () => { if (this[kState].handle) this.close() }
    if (signal.aborted) abort()
    else {
      signal.addEventListener('abort', abort, { once: true })
      this.once('close', () => signal.removeEventListener('abort', abort))
    }
  }
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype)
Object.setPrototypeOf(Socket, EventEmitter)

// running is the state of a socket that is not closed.
function running (socket) {
  const state = socket[kState]
  if (!state.handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING()
  return state
}

// find calls back with the address of a host, in the socket's family.
function find (socket, host, callback) {
  if (isIP(host) === familyOf(socket.type)) callback(null, host)
  else socket[kState].lookup(host, familyOf(socket.type), (error, address) => callback(error, address))
}

Socket.prototype.bind = function (port, address, callback) {
  const state = running(this)
  if (state.bound !== UNBOUND) throw new ERR_SOCKET_ALREADY_BOUND()
  state.bound = BINDING
  const last = arguments[arguments.length - 1]
  if (typeof last === 'function') {
    const onListening = () => { this.off('error', onError); last.call(this) }
    const onError = () => this.off('listening', onListening)
    this.once('listening', onListening)
    this.once('error', onError)
  }
  if (port !== null && typeof port === 'object') {
    if (port.fd !== undefined) throw new ERR_METHOD_NOT_IMPLEMENTED('dgram.Socket.prototype.bind of a descriptor')
    address = port.address
    port = port.port
  }
  if (typeof port === 'function') port = undefined
  if (typeof address === 'function') address = undefined
  find(this, address || nowhere[this.type], (error, ip) => {
    if (!state.handle) return
    if (error) return fail(this, error)
    begin(this, ip, port || 0)
  })
  return this
}

function fail (socket, error) {
  socket[kState].bound = UNBOUND
  process.nextTick(() => socket.emit('error', error))
}

function begin (socket, ip, port) {
  const state = socket[kState]
  let status
  try {
    status = state.handle.bind(ip, port, state.reuse)
  } catch (error) {
    fail(socket, error)
    return
  }
  if (status) {
    fail(socket, failure(status, 'bind', ip, port))
    return
  }
  if (state.unrefed) state.handle.unref()
  state.handle.onmessage = (size, bytes, from) => {
    if (size < 0) socket.emit('error', failure(size, 'recvmsg'))
    else if (!state.remote || (from.port === state.remote.port && from.address === state.remote.address)) socket.emit('message', bytes, { ...from, size })
  }
  process.nextTick(() => {
    if (!state.handle) return
    state.bound = BOUND
    socket.emit('listening')
    for (const waiting of state.queue.splice(0)) waiting()
  })
}

// whenBound binds a socket to some port, if it is not bound, before it does something.
function whenBound (socket, action) {
  const state = socket[kState]
  if (state.bound === BOUND) return action()
  if (state.bound === UNBOUND) socket.bind({ port: 0 })
  state.queue.push(() => { if (state.handle) action() })
}

Socket.prototype.connect = function (port, address, callback) {
  port = validatePort(port, 'Port', false)
  if (typeof address === 'function') {
    callback = address
    address = ''
  } else if (address === undefined) address = ''
  validateString(address, 'address')
  const state = running(this)
  if (state.remote || state.connecting) throw new ERR_SOCKET_DGRAM_IS_CONNECTED()
  state.connecting = true
  if (callback !== undefined) this.once('connect', callback)
  whenBound(this, () => {
    find(this, address || nearby[this.type], (error, ip) => {
      state.connecting = false
      if (error) {
        process.nextTick(() => this.emit('error', error))
        return
      }
      state.remote = { address: ip, family: `IPv${familyOf(this.type)}`, port, host: address || ip }
      process.nextTick(() => this.emit('connect'))
    })
  })
}

Socket.prototype.disconnect = function () {
  if (!running(this).remote) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED()
  this[kState].remote = null
}

Socket.prototype.remoteAddress = function () {
  const { remote } = running(this)
  if (!remote) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED()
  const { address, family, port } = remote
  return { address, family, port }
}

const isBytes = (v) => ArrayBuffer.isView(v)
const bytesOf = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength)

function part (buffer, offset, length) {
  if (typeof buffer === 'string') buffer = Buffer.from(buffer)
  else if (!isBytes(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer)
  offset >>>= 0
  length >>>= 0
  if (offset > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset')
  if (offset + length > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length')
  return bytesOf(buffer).subarray(offset, offset + length)
}

function whole (message) {
  if (typeof message === 'string') return Buffer.from(message)
  if (isBytes(message)) return bytesOf(message)
  if (!Array.isArray(message)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView', 'string'], message)
  const list = message.map((one) => typeof one === 'string' ? Buffer.from(one) : isBytes(one) ? bytesOf(one) : null)
  if (list.includes(null)) throw new ERR_INVALID_ARG_TYPE('buffer list arguments', ['Buffer', 'TypedArray', 'DataView', 'string'], message)
  return Buffer.concat(list)
}

// send(message[, offset, length][, port][, address][, callback])
Socket.prototype.send = function (buffer, offset, length, port, address, callback) {
  const state = running(this)
  const connected = !!state.remote || state.connecting
  const ranged = connected ? typeof length === 'number' : (address !== undefined || (port !== undefined && typeof port !== 'function')) && typeof length === 'number'
  if (ranged) {
    buffer = part(buffer, offset, length)
    if (connected) [port, address, callback] = [undefined, undefined, port]
  } else {
    buffer = whole(buffer)
    if (connected) [port, address, callback] = [undefined, undefined, offset]
    else [port, address, callback] = [offset, length, port]
  }
  if (!connected) port = validatePort(port, 'Port', false)
  if (typeof callback !== 'function') callback = undefined
  if (typeof address === 'function') {
    callback = address
    address = undefined
  } else if (address != null && typeof address !== 'string') throw new ERR_INVALID_ARG_TYPE('address', ['string', 'falsy'], address)
  whenBound(this, () => sendNow(this, buffer, port, address, callback))
}

function sendNow (socket, buffer, port, address, callback) {
  const state = socket[kState]
  const done = (error) => {
    if (callback) process.nextTick(callback, error, error ? undefined : buffer.length)
    else if (error) process.nextTick(() => socket.emit('error', error))
  }
  const host = address || state.remote?.host || nearby[socket.type]
  find(socket, state.remote ? state.remote.address : host, (error, ip) => {
    if (error) return done(error)
    if (!state.handle) return
    try {
      const to = port ?? state.remote.port
      const status = state.handle.send(buffer, host, ip, to)
      done(status ? failure(status, 'send', ip, to) : null)
    } catch (refused) {
      done(refused)
    }
  })
}

Socket.prototype.sendto = function (buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset')
  validateNumber(length, 'length')
  validateNumber(port, 'port')
  validateString(address, 'address')
  this.send(buffer, offset, length, port, address, callback)
}

Socket.prototype.close = function (callback) {
  const state = this[kState]
  if (typeof callback === 'function') this.on('close', callback)
  const { handle } = running(this)
  state.handle = null
  state.queue = []
  handle.close()
  process.nextTick(() => this.emit('close'))
  return this
}

Socket.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')] = async function () {
  if (!this[kState].handle) return
  return new Promise((resolve, reject) => this.close((error) => error ? reject(error) : resolve()))
}

Socket.prototype.address = function () {
  const name = running(this).handle.getsockname()
  if (typeof name === 'number') throw failure(name, 'getsockname')
  return name
}

for (const name of ['ref', 'unref']) {
  Socket.prototype[name] = function () {
    const { handle, bound } = this[kState]
    this[kState].unrefed = name === 'unref'
    if (handle && bound !== UNBOUND) handle[name]()
    return this
  }
}

for (const [name, received] of [['setRecvBufferSize', true], ['setSendBufferSize', false]]) {
  Socket.prototype[name] = function (size) {
    if (size >>> 0 !== size) throw new ERR_SOCKET_BAD_BUFFER_SIZE()
    const { handle, bound } = running(this)
    if (bound !== BOUND) throw failure(-9, 'uv_recv_buffer_size')
    handle.bufferSize(size, received)
  }
}

// The system lets every socket of ours broadcast.
Socket.prototype.setBroadcast = function () {
  if (running(this).bound !== BOUND) throw failure(-9, 'setBroadcast')
}
for (const name of ['setTTL', 'setMulticastTTL', 'setMulticastLoopback', 'setMulticastInterface', 'addMembership', 'dropMembership', 'addSourceSpecificMembership',
  'dropSourceSpecificMembership', 'getRecvBufferSize', 'getSendBufferSize', 'getSendQueueSize', 'getSendQueueCount']) {
  Socket.prototype[name] = function () { throw new ERR_METHOD_NOT_IMPLEMENTED(`dgram.Socket.prototype.${name}`) }
}

module.exports = {
  createSocket: (type, listener) => new Socket(type, listener),
  Socket
}
