const EventEmitter = require('events')
const { codes: { ERR_METHOD_NOT_IMPLEMENTED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET } } = require('internal/errors')
const { validateInteger, validateObject, validateString, validateArray } = require('internal/validators')

const proto = Object.create(EventEmitter.prototype, {
  constructor: { value: function process () {}, writable: true, configurable: true },
  [Symbol.toStringTag]: { value: 'process', configurable: true }
})
Object.defineProperty(proto.constructor, 'name', { value: 'process' })
const process = module.exports = Object.create(proto)
EventEmitter.call(process)

const version = native.Version
const releases = 'https://nodejs.org/download/release/' + version

function constant (name, value, enumerable = true) {
  Object.defineProperty(process, name, { value, enumerable, writable: false, configurable: false })
}

function lazy (name, load, enumerable = true) {
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable,
    get () {
      const value = load()
      Object.defineProperty(process, name, { value, configurable: true, enumerable, writable: true })
      return value
    },
    set (value) { Object.defineProperty(process, name, { value, configurable: true, enumerable, writable: true }) }
  })
}

constant('version', version)
constant('versions', Object.freeze({
  node: version.slice(1), acorn: '8.15.0', ada: '2.9.2', ares: '1.34.6', brotli: '1.1.0', cjs_module_lexer: '1.4.1', cldr: '46.0', icu: '76.1',
  llhttp: '8.1.2', modules: '115', napi: '9', simdjson: '3.10.0', simdutf: '5.6.4', tz: '2025a', undici: '6.23.0', unicode: '16.0', uv: '1.46.0',
  uvwasi: '0.0.23', v8: '11.3.244.8-node.33', zlib: '1.3.0.1-motley'
}))
constant('arch', native.arch)
constant('platform', native.platform)
constant('release', Object.freeze({
  name: 'node',
  lts: 'Iron',
  sourceUrl: `${releases}/node-${version}.tar.gz`,
  headersUrl: `${releases}/node-${version}-headers.tar.gz`
}))
Object.assign(process, {
  title: native.title || 'node',
  argv: native.argv,
  execArgv: native.execArgv,
  execPath: native.execPath,
  env: native.env,
  pid: native.pid,
  ppid: native.ppid,
  debugPort: 9229,
  argv0: native.argv0 || 'node',
  _preload_modules: [],
  _exiting: false,
  moduleLoadList: [],
  config: { target_defaults: { cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [] }, variables: { napi_build_version: '9', node_shared: false } },
  features: { inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true, cached_builtins: true },
  exitCode: undefined
})
for (const name of native.flags.on) process[name] = true
if (native.flags.eval !== undefined) process._eval = native.flags.eval
let exitCode
Object.defineProperty(process, 'exitCode', {
  enumerable: true,
  configurable: false,
  get: () => exitCode,
  set (code) {
    if (code !== null && code !== undefined) {
      let value = code
      if (typeof code === 'string' && code !== '' && Number.isInteger(+code)) value = +code
      validateInteger(value, 'code')
      native.setExitCode(value, true)
    } else native.setExitCode(0, false)
    exitCode = code
  }
})

// methods

Object.assign(process, {
  cwd: native.cwd,
  chdir: native.chdir,
  uptime: native.uptime,
  getuid: native.getuid,
  geteuid: native.geteuid,
  getgid: native.getgid,
  getegid: native.getegid,
  nextTick: native.nextTick,
  getgroups: () => [native.getgid()],
  umask (mask) {
    if (mask === undefined) return native.umask()
    return native.umask(require('internal/validators').parseFileMode(mask, 'mask'))
  },
  hrtime (previous) {
    const now = native.hrtime()
    if (previous === undefined) return now
    validateArray(previous, 'time')
    if (previous.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, previous.length)
    const nanoseconds = now[1] - previous[1]
    return nanoseconds < 0 ? [now[0] - previous[0] - 1, nanoseconds + 1e9] : [now[0] - previous[0], nanoseconds]
  },
  memoryUsage () {
    const [rss, heapTotal, heapUsed, external, arrayBuffers] = native.memory()
    return { rss, heapTotal, heapUsed, external, arrayBuffers }
  },
  constrainedMemory: () => 0,
  availableMemory: () => require('os').freemem(),
  resourceUsage () {
    const [userCPUTime, systemCPUTime] = native.cpuTime()
    return {
      userCPUTime, systemCPUTime, maxRSS: Math.floor(native.memory()[0] / 1024), sharedMemorySize: 0, unsharedDataSize: 0, unsharedStackSize: 0,
      minorPageFault: 0, majorPageFault: 0, swappedOut: 0, fsRead: 0, fsWrite: 0, ipcSent: 0, ipcReceived: 0, signalsCount: 0,
      voluntaryContextSwitches: 0, involuntaryContextSwitches: 0
    }
  },
  cpuUsage (previous) {
    const [user, system] = native.cpuTime()
    if (!previous) return { user, system }
    validateObject(previous, 'prevValue')
    for (const name of ['user', 'system']) {
      const value = previous[name]
      if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(`prevValue.${name}`, 'number', value)
      if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${name}`, value)
    }
    return { user: user - previous.user, system: system - previous.system }
  },
  exit (code) {
    if (code !== undefined) process.exitCode = code
    if (!process._exiting) {
      process._exiting = true
      native.setExiting()
      process.emit('exit', process.exitCode || 0)
    }
    process.reallyExit(native.getExitCode())
  },
  reallyExit: native.reallyExit,
  abort () { process.reallyExit(134) },
  kill (pid, signal) {
    if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid) // eslint-disable-line eqeqeq
    if (typeof signal === 'string') require('internal/validators').validateSignalName(signal)
    if (signal === 0 && pid === process.pid) return true
    throw accessDenied('run', 'process.kill')
  },
  emitWarning,
  binding: (name) => require('internal/process/binding')(name),
  getActiveResourcesInfo: () => [],
  _getActiveHandles: () => [],
  _getActiveRequests: () => [],
  _rawDebug (...args) { native.write(2, require('internal/util/inspect').format(...args) + '\n') },
  _tickCallback () {},
  setUncaughtExceptionCaptureCallback (fn) {
    if (fn === null) {
      capture = null
      return
    }
    if (typeof fn !== 'function') throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn)
    if (capture !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET()
    capture = fn
  },
  hasUncaughtExceptionCaptureCallback: () => capture !== null,
  setSourceMapsEnabled (value) { if (typeof value !== 'boolean') throw new ERR_INVALID_ARG_TYPE('val', 'boolean', value) },
  getBuiltinModule (id) {
    validateString(id, 'id')
    const { builtinModules } = require('module')
    const name = id.replace(/^node:/, '')
    return builtinModules.includes(name) ? require(name) : undefined
  },
  openStdin () {
    process.stdin.resume()
    return process.stdin
  }
})
process.hrtime.bigint = native.hrtimeBigint
process.memoryUsage.rss = () => native.memory()[0]
let capture = null

function accessDenied (permission, what) {
  const { codes } = require('internal/errors')
  return new codes.ERR_ACCESS_DENIED(`Access to ${what} is denied: it would be granted by --allow-${permission}`)
}

function permission () {
  const { validateString } = require('internal/validators')
  return {
    has (scope, reference) {
      validateString(scope, 'scope')
      if (reference != null) validateString(reference, 'reference')
      return native.hasPermission(scope, reference)
    }
  }
}

// Only while somebody listens to a signal it loses its default action.
const isSignal = (name) => typeof name === 'string' && name.startsWith('SIG')
process.on('newListener', (name) => {
  if (isSignal(name) && process.listenerCount(name) === 0) native.watchSignal(name, (number) => process.emit(name, name, number))
})
process.on('removeListener', (name) => {
  if (isSignal(name) && process.listenerCount(name) === 0) native.unwatchSignal(name)
})

lazy('stdout', () => require('internal/stdio').stdout)
lazy('stderr', () => require('internal/stdio').stderr)
lazy('stdin', () => require('internal/stdio').stdin)
lazy('report', () => ({ compact: false, directory: '', filename: '', reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false, signal: 'SIGUSR2', getReport () { throw new ERR_METHOD_NOT_IMPLEMENTED('process.report.getReport') } }))
lazy('allowedNodeEnvironmentFlags', () => new Set(['--max-old-space-size', '--stack-trace-limit', '--no-warnings']))
if (native.restricted) lazy('permission', () => permission(), false)
Object.defineProperty(process, 'mainModule', { configurable: true, enumerable: true, get: () => require('module')._mainModule, set (value) { Object.defineProperty(process, 'mainModule', { value, writable: true, configurable: true, enumerable: true }) } })

// warnings

function emitWarning (warning, type, code, ctor) {
  let detail
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ctor = type.ctor
    code = type.code
    if (typeof type.detail === 'string') detail = type.detail
    type = type.type || 'Warning'
  } else if (typeof type === 'function') {
    ctor = type
    code = ''
    type = 'Warning'
  }
  if (type !== undefined) validateString(type, 'type')
  if (typeof code === 'function') {
    ctor = code
    code = ''
  } else if (code !== undefined) validateString(code, 'code')
  if (typeof warning === 'string') {
    const message = warning
    warning = new Error(message)
    warning.name = String(type || 'Warning')
    if (code !== undefined) warning.code = code
    if (detail !== undefined) warning.detail = detail
    if (Error.captureStackTrace) Error.captureStackTrace(warning, ctor || process.emitWarning)
  } else if (!(warning instanceof Error)) throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning)
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return
    if (process.throwDeprecation) {
      process.nextTick(() => { throw warning })
      return
    }
  }
  process.nextTick(() => process.emit('warning', warning))
}

let hinted = false
function printWarning (warning) {
  if (!(warning instanceof Error) || process.noDeprecation && warning.name === 'DeprecationWarning') return
  if (native.flags.disabled.includes(warning.code) || native.flags.disabled.includes(warning.name)) return
  const trace = process.traceProcessWarnings || (warning.name === 'DeprecationWarning' && process.traceDeprecation)
  let text = `(node:${process.pid}) `
  if (warning.code) text += `[${warning.code}] `
  text += trace && warning.stack ? warning.stack : Error.prototype.toString.call(warning)
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`
  if (!trace && !hinted) {
    text += `\n(Use \`node --trace-${warning.name === 'DeprecationWarning' ? 'deprecation' : 'warnings'} ...\` to show where the warning was created)`
    hinted = true
  }
  require('internal/console').writeError(text + '\n')
}
if (!native.flags.noWarnings && process.env.NODE_NO_WARNINGS !== '1') process.on('warning', printWarning)

// the host's hooks

native.setHooks((code) => {
  if (code !== native.getExitCode()) process.exitCode = code
  process._exiting = true
  native.setExiting()
  process.emit('exit', process.exitCode || code)
  return native.getExitCode()
}, (code) => {
  process.emit('beforeExit', process.exitCode || code || 0)
}, (error, origin) => {
  process.emit('uncaughtExceptionMonitor', error, origin)
  if (capture !== null) {
    capture(error)
    return true
  }
  return process.emit('uncaughtException', error, origin)
}, (reason, promise) => require('internal/process/promises').unhandled(reason, promise),
(reason, promise) => require('internal/process/promises').handled(promise))

if (native.channel) require('internal/child_process/channel')
