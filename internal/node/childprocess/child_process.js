const { codes: { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_CHILD_PROCESS_STDIO_MAXBUFFER } } = require('internal/errors')
const { validateArray, validateObject } = require('internal/validators')
const { fromWord } = require('internal/child_process/stdio')
const checked = require('internal/child_process/arguments')
const { ChildProcess, abortable, spawnSync: run, timed } = require('internal/child_process')
const { promisify, getSystemErrorName } = require('util')

function spawn (file, args, options) {
  options = checked.forSpawn(file, args, options)
  checked.validateTimeout(options.timeout)
  checked.validateAbortSignal(options.signal, 'options.signal')
  const killSignal = checked.killSignal(options.killSignal)
  const child = new ChildProcess()
  child.spawn(options)
  if (options.timeout > 0) timed(child, options.timeout, killSignal)
  if (options.signal) abortable(child, options.signal, killSignal)
  return child
}

// Collects what a stream gives, up to a size.
class Collector {
  constructor (stream, name, { encoding, maxBuffer }, overflow) {
    this.chunks = []
    this.size = 0
    this.encoding = encoding
    if (!stream) return
    if (encoding) stream.setEncoding(encoding)
    stream.on('data', (chunk) => {
      // A listener of the caller's may have set another encoding.
      const encoding = stream.readableEncoding
      const size = encoding ? Buffer.byteLength(chunk, encoding) : chunk.length
      this.size += size
      if (this.size > maxBuffer) {
        this.chunks.push(chunk.slice(0, maxBuffer - (this.size - size)))
        overflow(new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name))
      } else this.chunks.push(chunk)
    })
    this.stream = stream
  }

  content () {
    const encoding = this.encoding || this.stream?.readableEncoding
    return encoding || typeof this.chunks[0] === 'string' ? this.chunks.join('') : Buffer.concat(this.chunks)
  }
}

function execFile (file, args, options, callback) {
  ({ file, args, options, callback } = checked.forExecFile(file, args, options, callback))
  options = { __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: checked.defaultMaxBuffer, killSignal: 'SIGTERM', cwd: null, env: null, shell: false, ...options }
  checked.validateTimeout(options.timeout)
  checked.validateMaxBuffer(options.maxBuffer)
  options.killSignal = checked.killSignal(options.killSignal)

  const { cwd, env, gid, shell, signal, uid, windowsHide, windowsVerbatimArguments } = options
  const child = spawn(file, args, { __proto__: null, cwd, env, gid, shell, signal, uid, windowsHide: !!windowsHide, windowsVerbatimArguments: !!windowsVerbatimArguments })
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null
  const limits = { encoding, maxBuffer: options.maxBuffer }
  let failure = null
  let killed = false
  let done = false
  let timer

  const stop = () => {
    child.stdout?.destroy()
    child.stderr?.destroy()
    killed = true
    try {
      child.kill(options.killSignal)
    } catch (error) {
      failure ??= error
      finish()
    }
  }
  const overflow = (error) => {
    failure = error
    stop()
  }
  const stdout = new Collector(child.stdout, 'stdout', limits, overflow)
  const stderr = new Collector(child.stderr, 'stderr', limits, overflow)

  const finish = (code = 0, signal = null) => {
    if (done) return
    done = true
    clearTimeout(timer)
    if (!callback) return
    const out = stdout.content()
    const err = stderr.content()
    if (!failure && code === 0 && signal === null) return callback(null, out, err)
    const cmd = args.length > 0 ? `${file} ${args.join(' ')}` : file
    failure ??= Object.assign(new Error(`Command failed: ${cmd}\n${err}`), {
      code: code < 0 ? getSystemErrorName(code) : code,
      killed: child.killed || killed,
      signal
    })
    failure.cmd = cmd
    callback(failure, out, err)
  }
  if (options.timeout > 0) {
    timer = setTimeout(() => {
      timer = null
      stop()
    }, options.timeout)
  }
  child.on('close', finish)
  child.on('error', (error) => {
    failure = error
    child.stdout?.destroy()
    child.stderr?.destroy()
    finish()
  })
  return child
}

function exec (command, options, callback) {
  const call = checked.forExec(command, options, callback)
  return module.exports.execFile(call.file, call.options, call.callback)
}

// What util.promisify makes of exec and execFile: a promise that knows its child.
function promised (start) {
  return (...args) => {
    let settle
    const promise = new Promise((resolve, reject) => { settle = { resolve, reject } })
    promise.child = start(...args, (error, stdout, stderr) => {
      if (error !== null) settle.reject(Object.assign(error, { stdout, stderr }))
      else settle.resolve({ stdout, stderr })
    })
    return promise
  }
}
for (const start of [exec, execFile]) {
  Object.defineProperty(start, promisify.custom, { configurable: true, enumerable: false, value: promised(start), writable: true })
}

function spawnSync (file, args, options) {
  options = { __proto__: null, maxBuffer: checked.defaultMaxBuffer, ...checked.forSpawn(file, args, options) }
  checked.validateTimeout(options.timeout)
  checked.validateMaxBuffer(options.maxBuffer)
  options.killSignal = checked.killSignal(options.killSignal)
  return run(options)
}

// Throws what went wrong, with all that is known of it; else the result is the output.
function outputOf (result, command, inheritStderr) {
  if (inheritStderr && result.stderr) process.stderr.write(result.stderr)
  if (result.error) throw Object.assign(result.error, result)
  if (result.status !== 0) {
    let text = 'Command failed: ' + command
    if (result.stderr && result.stderr.length > 0) text += `\n${result.stderr.toString()}`
    throw Object.assign(new Error(text), result)
  }
  return result.stdout
}

function execFileSync (file, args, options) {
  ({ file, args, options } = checked.forExecFile(file, args, options))
  return outputOf(spawnSync(file, args, options), [options.argv0 || file, ...args].join(' '), !options.stdio)
}

function execSync (command, options) {
  const { options: chosen } = checked.forExec(command, options, null)
  return outputOf(spawnSync(command, chosen), command, !chosen.stdio)
}

// A fork of an --eval is one of the file, not of the text.
function ownExecArgv () {
  const flags = [...process.execArgv]
  const at = process._eval == null ? -1 : flags.lastIndexOf(process._eval)
  if (at > 0) flags.splice(at - 1, 2)
  return flags
}

function fork (modulePath, args, options) {
  modulePath = checked.pathOf(modulePath, 'modulePath')
  if (args == null) args = []
  else if (typeof args === 'object' && !Array.isArray(args)) {
    options = args
    args = []
  } else validateArray(args, 'args')
  if (options != null) validateObject(options, 'options')
  options = { __proto__: null, ...options, shell: false }
  options.execPath ||= process.execPath
  checked.withoutNull(options.execPath, 'options.execPath')
  const execArgv = options.execArgv && options.execArgv !== process.execArgv ? options.execArgv : ownExecArgv()
  if (typeof options.stdio === 'string') options.stdio = fromWord(options.stdio, 'ipc')
  else if (!Array.isArray(options.stdio)) options.stdio = fromWord(options.silent ? 'pipe' : 'inherit', 'ipc')
  else if (!options.stdio.includes('ipc')) throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio')
  return spawn(options.execPath, [...execArgv, modulePath, ...args], options)
}

function _forkChild () {}

module.exports = { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync }
