// How a socket gets its connection: arguments, names, one address after the other.
const { codes: { ERR_INVALID_ADDRESS_FAMILY, ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS, ERR_IP_BLOCKED, ERR_MISSING_ARGS, ERR_SOCKET_CONNECTION_TIMEOUT } } = require('internal/errors')
const { validateBoolean, validateFunction, validateInt32, validateNumber, validatePort, validateString } = require('internal/validators')
const { connectFailure } = require('internal/net/failure')
const { isIP, BlockList } = require('internal/net/address')
const handles = require('internal/net/handle')
const { adopt, applyOptions, Socket } = require('internal/net/socket')
const { setTimeout, clearTimeout } = require('timers')

const kNormal = Symbol('normalized arguments')
let autoSelectFamily = true
let attemptTimeout = 250

const isPipeName = (s) => typeof s === 'string' && toNumber(s) === false
const toNumber = (x) => (x = Number(x)) >= 0 ? x : false

// normalize makes [options, callback] of the arguments of connect and listen.
function normalize (args) {
  if (args[kNormal]) return args
  const [first, second] = args
  let options = {}
  if (typeof first === 'object' && first !== null) options = first
  else if (args.length > 0 && isPipeName(first)) options.path = first
  else if (args.length > 0) {
    options.port = first
    if (args.length > 1 && typeof second === 'string') options.host = second
  }
  const last = args[args.length - 1]
  const normal = [options, args.length > 0 && typeof last === 'function' ? last : null]
  normal[kNormal] = true
  return normal
}

function connect (socket, args) {
  const [options, callback] = normalize(Array.isArray(args[0]) && args[0][kNormal] ? args[0] : args)
  if (options.port === undefined && options.path == null) throw new ERR_MISSING_ARGS(['options', 'port', 'path'])
  if (socket.write !== Socket.prototype.write) socket.write = Socket.prototype.write
  if (socket.destroyed) revive(socket)
  const { path } = options
  const local = !!path
  if (!socket._handle) adopt(socket, newHandle(local))
  if (callback !== null) socket.once('connect', callback)
  socket._unrefTimer()
  socket.connecting = true
  if (local) {
    validateString(path, 'options.path')
    attempt(socket, { path })
  } else find(socket, options)
  return socket
}

function newHandle (local) {
  const handle = local ? handles.Pipe() : handles.TCP()
  handle.isTCP = !local
  return handle
}

// revive makes a destroyed socket fit for another connection.
function revive (socket) {
  const end = { destroyed: false, closed: false, closeEmitted: false, errored: null, errorEmitted: false, ended: false, constructed: true }
  Object.assign(socket._readableState, end, { reading: false, endEmitted: socket._readableState.readable === false })
  Object.assign(socket._writableState, end, { ending: false, finalCalled: false, prefinished: false, finished: false, buffered: [], length: 0, writing: false, pendingcb: 0, needDrain: false })
  socket._handle = null
  socket._peername = socket._sockname = undefined
}

function find (socket, options) {
  const { localAddress, localPort } = options
  const host = options.host || 'localhost'
  let { port } = options
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress)
  if (localPort) validateNumber(localPort, 'options.localPort')
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port)
    validatePort(port)
  }
  port |= 0
  if (options.blockList !== undefined && !BlockList.isBlockList(options.blockList)) throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList)
  const target = { host, port, localAddress, localPort, blockList: options.blockList }
  let many = autoSelectFamily
  if (options.autoSelectFamily != null) {
    validateBoolean(options.autoSelectFamily, 'options.autoSelectFamily')
    many = options.autoSelectFamily
  }
  let pause = attemptTimeout
  if (options.autoSelectFamilyAttemptTimeout != null) {
    validateInt32(options.autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1)
    pause = Math.max(10, options.autoSelectFamilyAttemptTimeout)
  }
  if (isIP(host)) {
    process.nextTick(() => { if (socket.connecting) attempt(socket, { ...target, address: host, family: isIP(host) }) })
    return
  }
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup')
  const dns = require('dns') // a program may have put a lookup of its own there
  const hints = { family: options.family, hints: options.hints || 0 }
  if (hints.family !== 4 && hints.family !== 6 && hints.hints === 0) hints.hints = dns.ADDRCONFIG
  socket._host = host
  const lookup = options.lookup || dns.lookup
  if (many && hints.family !== 4 && hints.family !== 6 && !localAddress) lookupAll(socket, lookup, target, hints, pause)
  else lookupOne(socket, lookup, target, hints)
}

function lookupOne (socket, lookup, target, hints) {
  lookup(target.host, hints, (error, address, family) => {
    socket.emit('lookup', error, address, family, target.host)
    if (!socket.connecting) return
    if (error) process.nextTick(() => socket.destroy(error))
    else if (!isIP(address)) process.nextTick(() => socket.destroy(new ERR_INVALID_IP_ADDRESS(address)))
    else if (family !== 4 && family !== 6) process.nextTick(() => socket.destroy(badFamily(target, family)))
    else {
      socket._unrefTimer()
      attempt(socket, { ...target, address, family })
    }
  })
}

const badFamily = ({ host, port }, family) => Object.assign(new ERR_INVALID_ADDRESS_FAMILY(family, host, port), { host, port })

function lookupAll (socket, lookup, target, hints, pause) {
  hints.all = true
  lookup(target.host, hints, (error, addresses) => {
    if (!socket.connecting) {
      socket.emit('lookup', error, undefined, undefined, target.host)
      return
    }
    if (error) {
      socket.emit('lookup', error, undefined, undefined, target.host)
      process.nextTick(() => socket.destroy(error))
      return
    }
    const valid = []
    for (const { address, family } of addresses) {
      socket.emit('lookup', error, address, family, target.host)
      if (isIP(address) && (family === 4 || family === 6)) valid.push({ address, family })
    }
    if (valid.length === 0) {
      const { address, family } = addresses[0] ?? {}
      const failed = isIP(address) ? badFamily(target, family) : new ERR_INVALID_IP_ADDRESS(address)
      process.nextTick(() => socket.destroy(failed))
      return
    }
    socket._unrefTimer()
    if (valid.length === 1) attempt(socket, { ...target, ...valid[0] })
    else attemptEach(socket, target, interleave(valid), pause)
  })
}

// interleave alternates the families, beginning with that of the first address.
function interleave (addresses) {
  const first = addresses.filter((a) => a.family === addresses[0].family)
  const other = addresses.filter((a) => a.family !== addresses[0].family)
  const out = []
  for (let i = 0; i < Math.max(first.length, other.length); i++) {
    if (i < first.length) out.push(first[i])
    if (i < other.length) out.push(other[i])
  }
  return out
}

// start begins one connection; it returns the error that keeps it from beginning.
function start (socket, handle, to, done) {
  try {
    if (to.path !== undefined) handle.connectPipe(to.path, done)
    else {
      const status = handle.connect(to.host, to.address, to.port, to.localAddress || undefined, to.localPort || undefined, done)
      if (status) return connectFailure(status, to.address, to.port)
    }
  } catch (error) {
    return error
  }
}

function blocked (to) {
  if (to.blockList && to.address && to.blockList.check(to.address, `ipv${to.family}`)) return new ERR_IP_BLOCKED(to.address)
}

// attempt connects to the only address there is.
function attempt (socket, to) {
  if (to.path === undefined) socket.emit('connectionAttempt', to.address, to.port, to.family)
  const handle = socket._handle
  const failed = blocked(to) ?? start(socket, handle, to, (status) => {
    if (socket.destroyed || socket._handle !== handle) return
    if (status === 0) connected(socket)
    else {
      const error = connectFailure(status, to.path ?? to.address, to.port, localText(handle, to))
      if (to.path === undefined) socket.emit('connectionAttemptFailed', to.address, to.port, to.family, error)
      socket.destroy(error)
    }
  })
  if (failed) process.nextTick(() => socket.destroy(failed))
}

const localText = (handle, to) => to.localAddress && to.localPort ? `${to.localAddress}:${to.localPort}` : undefined

function connected (socket) {
  socket.connecting = false
  socket._sockname = undefined
  if (socket.destroyed) return
  socket._unrefTimer()
  applyOptions(socket)
  socket.emit('connect')
  socket.emit('ready')
  if (!socket.isPaused() && socket._handle && !socket.destroyed) {
    if (socket.readable && socket._readableState.readable !== false) socket.read(0)
  }
}

// attemptEach tries one address after the other, each when the one before failed or took too long.
function attemptEach (socket, target, addresses, pause) {
  const errors = []
  let index = 0
  let timer = null
  let pending = 0
  const unused = new Set()
  const finish = (handle) => {
    clearTimeout(timer)
    for (const other of unused) if (other !== handle) other.close()
    unused.clear()
  }
  socket.once('close', () => finish(null))
  const next = () => {
    clearTimeout(timer)
    if (!socket.connecting || socket.destroyed) return
    if (index >= addresses.length) {
      if (pending === 0) socket.destroy(aggregate(errors))
      return
    }
    const to = { ...target, ...addresses[index++] }
    const handle = index === 1 ? socket._handle : newHandle(false)
    if (index > 1) unused.add(handle)
    socket.emit('connectionAttempt', to.address, to.port, to.family)
    pending++
    let late = false
    const fail = (error) => {
      pending--
      errors.push(error)
      socket.emit('connectionAttemptFailed', to.address, to.port, to.family, error)
      if (!late || index >= addresses.length) next()
    }
    const refused = blocked(to) ?? start(socket, handle, to, (status) => {
      if (!socket.connecting || socket.destroyed) return
      if (status !== 0) return fail(connectFailure(status, to.address, to.port))
      if (handle !== socket._handle) {
        unused.delete(handle)
        const former = socket._handle
        adopt(socket, handle)
        former.onread = () => {}
        if (!former.hasRef()) handle.unref()
        former.close()
      }
      finish(handle)
      connected(socket)
    })
    if (refused) {
      process.nextTick(fail, refused)
      return
    }
    if (index < addresses.length) {
      timer = setTimeout(() => {
        late = true
        const error = new ERR_SOCKET_CONNECTION_TIMEOUT()
        errors.push(error)
        socket.emit('connectionAttemptTimeout', to.address, to.port, to.family)
        next()
      }, pause)
    }
  }
  next()
}

function aggregate (errors) {
  if (errors.length === 1) return errors[0]
  const error = new AggregateError(errors, '')
  error.code = errors[0].code
  return error
}

module.exports = {
  normalize,
  toNumber,
  connect,
  getDefaultAutoSelectFamily: () => autoSelectFamily,
  setDefaultAutoSelectFamily (value) {
    validateBoolean(value, 'value')
    autoSelectFamily = value
  },
  getDefaultAutoSelectFamilyAttemptTimeout: () => attemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout (value) {
    validateInt32(value, 'value', 1)
    attemptTimeout = Math.max(10, value)
  }
}
