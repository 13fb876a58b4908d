const EventEmitter = require('events')
const { codes: { ERR_METHOD_NOT_IMPLEMENTED, ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE, ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET, ERR_UNKNOWN_SIGNAL } } = require('internal/errors')
const { validateInteger, validateString, parseFileMode } = require('internal/validators')

const proto = Object.create(EventEmitter.prototype, {
  constructor: { value: function process () {}, writable: true, configurable: true }
})
Object.defineProperty(proto.constructor, 'name', { value: 'process' })
proto.constructor.prototype = proto
const process = module.exports = Object.create(proto, { [Symbol.toStringTag]: { value: 'process', writable: true } })
EventEmitter.call(process)

const version = native.Version
const releases = 'https://nodejs.org/download/release/' + version

function constant (name, value, configurable = true) { Object.defineProperty(process, name, { value, enumerable: true, writable: false, configurable }) }

// lazy defines a property whose value is made when it is first read.
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
  llhttp: '8.1.2', modules: '115', napi: '9', openssl: '3.0.19', simdjson: '3.10.0', simdutf: '5.6.4', tz: '2025a', undici: '6.23.0', unicode: '16.0', uv: '1.46.0',
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
constant('argv0', native.argv0 || 'node', false)
constant('pid', native.pid)
constant('_preload_modules', [])
constant('moduleLoadList', [])
constant('features', {
  inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true, cached_builtins: true, require_module: false
})
constant('config', frozen({
  target_defaults: { cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [] },
  variables: { napi_build_version: '9', node_shared: false }
}))
Object.assign(process, {
  argv: native.argv,
  execArgv: native.execArgv,
  execPath: native.execPath,
  env: native.env,
  ppid: native.ppid,
  debugPort: 9229,
  _exiting: false,
  domain: null
})

function frozen (object) {
  for (const value of Object.values(object)) if (typeof value === 'object') frozen(value)
  return Object.freeze(object)
}

let title = native.title || 'node'
Object.defineProperty(process, 'title', {
  configurable: true,
  enumerable: true,
  get: () => title,
  set (value) { title = `${value}` }
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

// tracedExit says where the program ends, whatever the program makes of stacks.
function tracedExit (code) {
  for (const [name, value] of [['prepareStackTrace', undefined], ['stackTraceLimit', 10]]) {
    Reflect.defineProperty(Error, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true })
  }
  const trace = {}
  Error.captureStackTrace(trace, tracedExit)
  native.traceExit(code, /\n[^]*$|$/.exec(trace.stack)[0])
  native.reallyExit(code)
}

Object.assign(process, {
  cwd: native.cwd,
  chdir: native.chdir,
  uptime: native.uptime,
  getuid: native.getuid,
  geteuid: native.geteuid,
  getgid: native.getgid,
  getegid: native.getegid,
  nextTick: native.nextTick,
  umask: function umask (mask) { return mask === undefined ? native.umask() : native.umask(parseFileMode(mask, 'mask')) },
  exit (code) {
    if (code !== undefined) process.exitCode = code
    if (!process._exiting) {
      process._exiting = true
      native.setExiting()
      process.emit('exit', process.exitCode || 0)
    }
    process.reallyExit(native.getExitCode())
  },
  reallyExit: native.tracesExit ? tracedExit : native.reallyExit,
  abort () { process.reallyExit(134) },
  _kill: native.kill,
  kill (pid, sig) {
    if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid) // eslint-disable-line eqeqeq
    const error = process._kill(pid, signalNumber(sig))
    if (error) throw errnoException(error, 'kill')
    return true
  },
  binding: (name) => require('internal/process/binding')(name),
  getActiveResourcesInfo: native.activeResources,
  _getActiveHandles: () => native.activeResources().filter((name) => /Wrap$/.test(name) && !isRequest(name)).map((name) => ({ type: name })),
  _getActiveRequests: () => native.activeResources().filter(isRequest).map((name) => ({ type: name })),
  _rawDebug (...args) { native.write(2, require('internal/util/inspect').format(...args) + '\n') },
  _tickCallback () {},
  _fatalException: (error, fromPromise) => handleUncaught(error, fromPromise ? 'unhandledRejection' : 'uncaughtException'),
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
  setSourceMapsEnabled (value) { require('internal/validators').validateBoolean(value, 'val') },
  loadEnvFile (path = '.env') {
    const { path: check } = require('internal/fs/core')
    native.loadEnvironment(require('fs').readFileSync(check(path), 'utf8'))
  },
  dlopen () { throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('process.dlopen') },
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
let capture = null

const isRequest = (name) => /Req(?:Callback|Wrap)?$/.test(name)

function signalNumber (signal) {
  if (signal === 0) return 0
  signal ||= 'SIGTERM'
  const { signals } = require('os').constants
  if (Object.hasOwn(signals, signal)) return signals[signal]
  if (typeof signal === 'number') return signal
  throw new ERR_UNKNOWN_SIGNAL(signal)
}

function errnoException (number, syscall) {
  const code = require('util').getSystemErrorName(number)
  return Object.assign(new Error(`${syscall} ${code}`), { errno: number, code, syscall })
}

// Parts that are compiled when one of their functions is read.
function lazily (id, names) { for (const name of names) lazy(name, () => require(id)[name]) }
lazily('internal/process/usage', ['hrtime', 'memoryUsage', 'resourceUsage', 'cpuUsage', 'constrainedMemory', 'availableMemory'])
lazily('internal/process/credentials', ['getgroups', 'initgroups', 'setgroups', 'setegid', 'seteuid', 'setgid', 'setuid'])
lazily('internal/process/warning', ['emitWarning'])
lazy('assert', () => require('internal/util').deprecate((value, message) => {
  if (value) return
  const { coded } = require('internal/errors')
  throw coded(Error, 'ERR_ASSERTION', message || 'assertion error')
}, 'process.assert() is deprecated. Please use the `assert` module instead.', 'DEP0100'))

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
lazy('allowedNodeEnvironmentFlags', () => require('internal/process/environment_flags'))
if (native.restricted) lazy('permission', () => permission(), false)
Object.defineProperty(process, 'mainModule', { configurable: true, enumerable: true, get: () => require('module')._mainModule, set (value) { Object.defineProperty(process, 'mainModule', { value, writable: true, configurable: true, enumerable: true }) } })

if (!native.flags.noWarnings && process.env.NODE_NO_WARNINGS !== '1') process.on('warning', (warning) => require('internal/process/warning').print(warning))

// the host's hooks

function handleUncaught (error, origin) {
  process.emit('uncaughtExceptionMonitor', error, origin)
  if (capture !== null) {
    capture(error)
    return true
  }
  return process.emit('uncaughtException', error, origin)
}

native.setHooks((code, unsettled) => {
  // of a main module that still awaits, listeners are told nothing, and find the code in process.exitCode
  const told = unsettled ? process.exitCode || 0 : code
  if (unsettled) process.exitCode ??= code
  else if (code !== native.getExitCode()) process.exitCode = code
  process._exiting = true
  native.setExiting()
  try {
    process.emit('exit', unsettled ? told : process.exitCode || code)
  } catch (error) {
    if (!handleUncaught(error, 'uncaughtException')) throw error
  }
  return native.getExitCode()
}, (code) => {
  process.emit('beforeExit', process.exitCode || code || 0)
}, (error, origin) => {
  if (typeof process._fatalException !== 'function') process.reallyExit(6)
  return process._fatalException(error, origin === 'unhandledRejection')
}, (reason, promise) => require('internal/process/promises').unhandled(reason, promise),
(reason, promise) => require('internal/process/promises').handled(promise))

if (native.channel) require('internal/child_process/channel')
if (native.worker) require('internal/worker/process')(process)
