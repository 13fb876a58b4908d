const EventEmitter = require('events')
const path = require('path')
const { MessageChannel, drain } = require('internal/messaging')
const { transferOf } = require('internal/structured_clone')
const { isURL } = require('internal/url')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_METHOD_NOT_IMPLEMENTED, ERR_WORKER_NOT_RUNNING, ERR_WORKER_PATH } } = require('internal/errors')
const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV')
const defaultStack = 4 // MiB, which hold as many frames as a host's default depth
const framesPerMiB = 2500

class Worker extends EventEmitter {
  #native
  #port
  #streams
  #limits
  #ended

  constructor (filename, options = {}) {
    super()
    const program = programOf(filename, options)
    const { execArgv, argv } = listsOf(options)
    const env = environmentOf(options.env)
    this.#limits = limitsOf(options.resourceLimits)
    this.#native = native.worker()
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.on('message', (message) => this.emit('message', message))
    port1.on('messageerror', (error) => this.emit('messageerror', error))
    port1.unref()
    this.#streams = new Streams(this, options)
    this.#streams.native = this.#native
    this.threadId = this.#native.start({
      ...program,
      argv,
      execArgv,
      ownExecArgv: !!options.execArgv,
      env,
      stdin: !!options.stdin,
      callDepth: Math.ceil(this.#limits.stackSizeMb * framesPerMiB),
      init: {
        workerData: options.workerData,
        environmentData: require('internal/worker/environment_data').data,
        parentPort: port2,
        resourceLimits: this.#limits,
        name: options.name ? String(options.name).trim() : ''
      },
      transfer: [port2, ...(transferOf(options.transferList) ?? [])],
      emit: (what, value) => this.#hear(what, value)
    })
    this.performance = { eventLoopUtilization: (...args) => require('internal/perf/timing').utilization(this.#native?.usage(), ...args) }
    process.nextTick(() => process.emit('worker', this))
  }

  #hear (what, value) {
    switch (what) {
      case 'online':
        this.emit('online')
        break
      case 'error':
        this.emit('error', require('internal/worker/errors').restore(value))
        break
      case 'exit':
        this.#exit(value)
        break
      default:
        this.#streams.write(what, value)
    }
  }

  #exit (code) {
    drain(this.#port)
    this.#port.unref()
    this.#port.close()
    this.#port = null
    this.#native = null
    this.threadId = -1
    this.#limits = {}
    this.#ended = true
    this.#streams.end()
    this.emit('exit', code)
    this.removeAllListeners()
  }

  postMessage (...args) {
    if (this.#port !== null) this.#port.postMessage(...args)
  }

  terminate (callback) {
    this.ref()
    if (typeof callback === 'function') {
      process.emitWarning('Passing a callback to worker.terminate() is deprecated. It returns a Promise instead.', 'DeprecationWarning', 'DEP0132')
      if (this.#native === null) return Promise.resolve()
      this.once('exit', (code) => callback(null, code))
    }
    if (this.#native === null) return Promise.resolve()
    this.#native.terminate()
    return new Promise((resolve) => this.once('exit', resolve))
  }

  ref () {
    this.#native?.ref()
    this.#port?.ref()
  }

  unref () {
    this.#native?.unref()
    this.#port?.unref()
  }

  get stdin () { return this.#streams.stdin }
  get stdout () { return this.#streams.stdout }
  get stderr () { return this.#streams.stderr }
  get resourceLimits () { return this.#limits }
  getHeapSnapshot () {
    if (this.#native === null) return Promise.reject(new ERR_WORKER_NOT_RUNNING())
    return Promise.reject(new ERR_METHOD_NOT_IMPLEMENTED('worker.getHeapSnapshot'))
  }
}

// The kind of program that the arguments of the constructor name, and its source.
function programOf (filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') throw new ERR_INVALID_ARG_VALUE('options.eval', options.eval, "must be false when 'filename' is not a string")
    return { kind: 'eval', source: filename }
  }
  if (isURL(filename)) {
    if (filename.protocol === 'data:') return { kind: 'url', source: `${filename}` }
    return { kind: 'file', source: require('url').fileURLToPath(filename) }
  }
  if (typeof filename !== 'string') throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename)
  if (path.isAbsolute(filename) || /^\.\.?[\\/]/.test(filename)) return { kind: 'file', source: path.resolve(filename) }
  throw new ERR_WORKER_PATH(filename)
}

function listsOf (options) {
  for (const name of ['execArgv', 'argv']) {
    if (options[name] && !Array.isArray(options[name])) throw new ERR_INVALID_ARG_TYPE(`options.${name}`, 'Array', options[name])
  }
  const execArgv = options.execArgv ? options.execArgv.map(String) : process.execArgv
  return { execArgv, argv: options.argv ? options.argv.map(String) : [] }
}

// The variables of the worker: undefined is a copy of ours, null ours themselves.
function environmentOf (env) {
  if (env === SHARE_ENV) return null
  if (env === null || env === undefined || env === process.env) return undefined
  if (typeof env !== 'object') throw new ERR_INVALID_ARG_TYPE('options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env)
  return Object.entries({ ...env }).map(([name, value]) => `${name}=${value}`)
}

// Only the stack can be limited.
function limitsOf (given) {
  const limits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 2096, codeRangeSizeMb: 0, stackSizeMb: defaultStack }
  for (const name of Object.keys(limits)) if (typeof given?.[name] === 'number') limits[name] = given[name]
  if (!(limits.stackSizeMb > 0)) limits.stackSizeMb = defaultStack
  return limits
}

// The standard streams of a worker. They are made when somebody asks for them: what comes before goes to our own.
class Streams {
  #worker
  #options
  #made = {}
  #ended = false
  constructor (worker, options) {
    this.#worker = worker
    this.#options = options
    if (options.stdout) this.#output('stdout')
    if (options.stderr) this.#output('stderr')
    if (options.stdin) this.#input()
  }

  get stdin () { return this.#made.stdin ?? null }
  get stdout () { return this.#output('stdout') }
  get stderr () { return this.#output('stderr') }

  #output (name) {
    if (this.#made[name] === undefined) {
      const { Readable } = require('stream')
      this.#made[name] = new Readable({ read () {} })
      if (this.#ended) this.#made[name].push(null)
    }
    return this.#made[name]
  }

  #input () {
    const { Writable } = require('stream')
    const streams = this
    this.#made.stdin = new Writable({
      write (chunk, encoding, callback) {
        streams.native?.write(chunk)
        callback()
      },
      final (callback) {
        streams.native?.end()
        callback()
      }
    })
  }

  write (name, chunk) {
    if (!this.#options[name]) process[name].write(chunk)
    this.#made[name]?.push(chunk)
  }

  end () {
    this.#ended = true
    this.native = undefined
    for (const name of ['stdout', 'stderr']) this.#made[name]?.push(null)
  }
}

module.exports = { Worker }
