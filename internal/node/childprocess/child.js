const EventEmitter = require('events')
const { AbortError } = require('internal/errors')
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators')
const { validSignal } = require('internal/child_process/arguments')
const stdio = require('internal/child_process/stdio')
const { getSystemErrorName } = require('util')

function failure (errno, call) {
  const code = getSystemErrorName(errno)
  const error = new Error(`${call} ${code}`)
  return Object.assign(error, { errno, code, syscall: call })
}

const named = (name) => require('os').constants.errno[name]
// Failures that come as events, for they say something of the program or of a shortage; the others are mistakes of the caller.
const announced = ['EACCES', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOENT']

// What the Go side reads: all of it is there, and texts are texts.
function request ({ file, cwd, uid, gid, detached }, args, envPairs, list) {
  return { __proto__: null, file, args: args.map(String), cwd, uid, gid, detached: !!detached, envPairs: envPairs.map(String), stdio: stdio.numbers(list) }
}

function ChildProcess () {
  EventEmitter.call(this)
  this._closesNeeded = 1
  this._closesGot = 0
  this.connected = false
  this.signalCode = null
  this.exitCode = null
  this.killed = false
  this.spawnfile = null
  this._handle = null
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype)
Object.setPrototypeOf(ChildProcess, EventEmitter)

ChildProcess.prototype.spawn = function spawn (options) {
  validateObject(options, 'options')
  const { list, channel } = stdio.parse(options.stdio || 'pipe', false)
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced'])
  const serialization = options.serialization || 'json'
  if (options.envPairs !== undefined) validateArray(options.envPairs, 'options.envPairs')
  const envPairs = options.envPairs === undefined ? [] : options.envPairs
  if (channel !== undefined) envPairs.push(`NODE_CHANNEL_FD=${channel}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization}`)
  validateString(options.file, 'options.file')
  this.spawnfile = options.file
  if (options.args === undefined) this.spawnargs = []
  else {
    validateArray(options.args, 'options.args')
    this.spawnargs = options.args
  }
  if (channel !== undefined) this._closesNeeded++
  const handle = native.spawn(request(options, this.spawnargs, envPairs, list), (code, signal) => ended(this, code, signal))
  const { errno, ends } = handle
  if (errno === 0) {
    this._handle = handle
    process.nextTick(() => this.emit('spawn'))
  } else if (announced.some((name) => -named(name) === errno)) {
    this._handle = handle
    process.nextTick(() => ended(this, errno, ''))
    if (ends.length === 0) return errno
  } else {
    ends.forEach(discard)
    throw failure(errno, 'spawn')
  }
  this.pid = handle.pid
  stdio.giveAway(list)
  attach(this, list, ends)
  if (channel === undefined) return errno
  if (errno === 0) require('internal/child_process/channel').attach(this, native.openChannel(ends[channel]), serialization, () => closed(this))
  else discard(ends[channel])
  return errno
}

// Closes our end of a pipe that nobody will use.
function discard (end) { if (end >= 0) native.openChannel(end).close() }

// Makes the streams of the pipes.
function attach (child, list, ends) {
  const { open } = require('internal/child_process/stream')
  const streams = list.map(({ type, ipc }, i) => {
    if (ipc || (type !== 'pipe' && type !== 'overlapped')) return null
    const stream = open(ends[i], i > 0)
    if (i > 0 && child.pid !== undefined) {
      child._closesNeeded++
      stream.on('close', () => closed(child))
    }
    return stream
  })
  child.stdin = streams[0]
  child.stdout = streams[1]
  child.stderr = streams[2]
  child.stdio = streams
}

// The program has ended, or has not started.
function ended (child, code, signal) {
  if (signal) child.signalCode = signal
  else child.exitCode = code
  child.stdin?.destroy()
  child._handle = null
  if (code < 0) {
    const call = child.spawnfile ? 'spawn ' + child.spawnfile : 'spawn'
    const error = failure(code, call)
    if (child.spawnfile) error.path = child.spawnfile
    error.spawnargs = child.spawnargs.slice(1)
    child.emit('error', error)
  } else child.emit('exit', child.exitCode, child.signalCode)
  // What nobody reads must not keep the streams, and 'close', from coming to their end.
  process.nextTick(() => {
    for (const stream of child.stdio || []) {
      if (stream && stream.readable && !stream._usedAsStdio) stream.resume()
    }
  })
  closed(child)
}

function closed (child) {
  if (++child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode)
}

ChildProcess.prototype.kill = function kill (sig) {
  const signal = sig === 0 ? sig : validSignal(sig === undefined ? 'SIGTERM' : sig)
  if (!this._handle?.kill) return false
  const errno = this._handle.kill(signal)
  if (errno === 0) {
    this.killed = true
    return true
  }
  if (errno === -named('EINVAL') || errno === -named('ENOSYS')) throw failure(errno, 'kill')
  if (errno !== -named('ESRCH')) this.emit('error', failure(errno, 'kill'))
  return false
}

ChildProcess.prototype.ref = function ref () { this._handle?.ref?.() }
ChildProcess.prototype.unref = function unref () { this._handle?.unref?.() }
if (Symbol.dispose) {
  ChildProcess.prototype[Symbol.dispose] = function () { if (!this.killed) this.kill() }
}

// Kills the program when the signal is aborted.
function abortable (child, signal, killSignal) {
  const abort = () => {
    try {
      if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: signal.reason }))
    } catch (error) {
      child.emit('error', error)
    }
  }
  if (signal.aborted) process.nextTick(abort)
  else {
    signal.addEventListener('abort', abort, { once: true })
    child.once('exit', () => signal.removeEventListener('abort', abort))
  }
}

// Kills the program after a while.
function timed (child, timeout, killSignal) {
  let timer = setTimeout(() => {
    timer = null
    try {
      child.kill(killSignal)
    } catch (error) {
      child.emit('error', error)
    }
  }, timeout)
  child.once('exit', () => clearTimeout(timer))
}

// Runs a program to its end.
function spawnSync (options) {
  const { list } = stdio.parse(options.stdio || 'pipe', true)
  const inputs = stdio.inputs(list, options)
  const { timeout, maxBuffer, killSignal } = options
  const { errno, pid, status = null, signal = null, output = null } = native.spawnSync({ ...request(options, options.args, options.envPairs, list), timeout, maxBuffer, killSignal, inputs })
  if (output && options.encoding && options.encoding !== 'buffer') {
    output.forEach((bytes, i) => { if (bytes) output[i] = bytes.toString(options.encoding) })
  }
  const result = {}
  if (errno !== 0) {
    const call = 'spawnSync ' + options.file
    result.error = Object.assign(failure(errno, call), { path: options.file, spawnargs: options.args.slice(1) })
  }
  return Object.assign(result, { status, signal, output, pid, stdout: output && output[1], stderr: output && output[2] })
}

module.exports = { ChildProcess, abortable, failure, spawnSync, timed }
