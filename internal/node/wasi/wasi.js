const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_WASI_ALREADY_STARTED } } = require('internal/errors')
const { validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateString } = require('internal/validators')

process.emitWarning('WASI is an experimental feature and might change at any time', 'ExperimentalWarning')

const kBindingName = Symbol('kBindingName')
const kExitCode = Symbol('kExitCode')
const kInstance = Symbol('kInstance')
const kSetMemory = Symbol('kSetMemory')
const kStarted = Symbol('kStarted')

const bindings = { unstable: 'wasi_unstable', preview1: 'wasi_snapshot_preview1' }
const maxDescriptor = 2147483647

// What console.log shows of wasiImport: node's binding has a class of this name.
const Binding = { WASI: class {} }.WASI
Object.defineProperty(Binding, 'name', { value: 'WASI' })

function bindingFor (version) {
  validateString(version, 'options.version')
  if (!Object.hasOwn(bindings, version)) throw new ERR_INVALID_ARG_VALUE('options.version', version, 'unsupported WASI version')
  return bindings[version]
}

function argumentsOf (args) {
  if (args === undefined) return []
  validateArray(args, 'options.args')
  return args.map(String)
}

function environmentOf (env) {
  if (env === undefined) return []
  validateObject(env, 'options.env')
  return Object.entries(env).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`)
}

function preopensOf (preopens) {
  if (preopens === undefined) return []
  validateObject(preopens, 'options.preopens')
  return Object.entries(preopens).map(([guest, host]) => [guest, String(host)])
}

function descriptorOf (options, name, fallback) {
  const fd = options[name]
  if (fd === undefined) return fallback
  validateInt32(fd, `options.${name}`, 0, maxDescriptor)
  return fd
}

// What Go has no descriptor for is read and written through node's fs.
function streamOf (fd) {
  if (fd < 3) return { fd }
  const fs = require('fs')
  const guard = (f) => (...args) => { try { return f(...args) } catch (e) { return e.code ?? 'EIO' } }
  return {
    fd,
    stat: guard(() => { const st = fs.fstatSync(fd); return [st.dev, st.ino, st.mode, st.nlink, st.size, st.atimeMs, st.mtimeMs, st.ctimeMs] }),
    read: guard((bytes, position) => fs.readSync(fd, bytes, 0, bytes.length, position)),
    write: guard((bytes, position) => fs.writeSync(fd, bytes, 0, bytes.length, position)),
    truncate: guard((size) => { fs.ftruncateSync(fd, size); return 0 })
  }
}

class WASI {
  constructor (options = {}) {
    validateObject(options, 'options')
    this[kBindingName] = bindingFor(options.version)
    const args = argumentsOf(options.args)
    const env = environmentOf(options.env)
    const preopens = preopensOf(options.preopens)
    const stdio = [descriptorOf(options, 'stdin', 0), descriptorOf(options, 'stdout', 1), descriptorOf(options, 'stderr', 2)]
    if (options.returnOnExit !== undefined) validateBoolean(options.returnOnExit, 'options.returnOnExit')

    const system = native.create(this[kBindingName], new Binding(), args, env, preopens, stdio.map(streamOf))
    const { proc_exit, proc_raise } = system.functions
    system.functions.proc_exit = options.returnOnExit === false ? through(proc_exit) : wasiReturnOnProcExit.bind(this)
    system.functions.proc_raise = through(proc_raise)
    this[kSetMemory] = system.setMemory
    this.wasiImport = system.functions
    this[kStarted] = false
    this[kExitCode] = 0
    this[kInstance] = undefined
  }

  finalizeBindings (instance, { memory = instance?.exports?.memory } = {}) {
    if (this[kStarted]) throw new ERR_WASI_ALREADY_STARTED()
    validateObject(instance, 'instance')
    validateObject(instance.exports, 'instance.exports')
    if (!(memory instanceof WebAssembly.Memory)) native.notMemory()
    this[kSetMemory](memory)
    this[kInstance] = instance
    this[kStarted] = true
  }

  start (instance) {
    this.finalizeBindings(instance)
    const { _start, _initialize } = this[kInstance].exports
    validateFunction(_start, 'instance.exports._start')
    if (_initialize !== undefined) throw new ERR_INVALID_ARG_TYPE('instance.exports._initialize', 'undefined', _initialize)
    try {
      _start()
    } catch (error) {
      if (error !== kExitCode) throw error
    }
    return this[kExitCode]
  }

  initialize (instance) {
    this.finalizeBindings(instance)
    const { _start, _initialize } = this[kInstance].exports
    if (_initialize !== undefined) validateFunction(_initialize, 'instance.exports._initialize')
    if (_start !== undefined) throw new ERR_INVALID_ARG_TYPE('instance.exports._start', 'undefined', _start)
    if (_initialize !== undefined) _initialize()
  }

  getImportObject () { return { [this[kBindingName]]: this.wasiImport } }
}

// An exit of the process takes effect when JavaScript runs on after the call: WebAssembly alone would not notice.
function through (native) {
  const { name, length } = native
  return Object.defineProperties((...args) => { const result = native(...args); return result }, { name: { value: name }, length: { value: length } })
}

// Unwinds the program: the symbol is thrown through its frames and caught by start.
function wasiReturnOnProcExit (code) {
  this[kExitCode] = code
  throw kExitCode // eslint-disable-line no-throw-literal
}

module.exports = { WASI }
