// process.binding, for what packages look up in it. Everything here is made of public modules: there are no bindings beneath them.
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')

const bare = (...parts) => Object.assign(Object.create(null), ...parts)

const traceEvents = {
  TRACE_EVENT_PHASE_BEGIN: 66,
  TRACE_EVENT_PHASE_END: 69,
  TRACE_EVENT_PHASE_COMPLETE: 88,
  TRACE_EVENT_PHASE_INSTANT: 73,
  TRACE_EVENT_PHASE_ASYNC_BEGIN: 83,
  TRACE_EVENT_PHASE_ASYNC_STEP_INTO: 84,
  TRACE_EVENT_PHASE_ASYNC_STEP_PAST: 112,
  TRACE_EVENT_PHASE_ASYNC_END: 70,
  TRACE_EVENT_PHASE_NESTABLE_ASYNC_BEGIN: 98,
  TRACE_EVENT_PHASE_NESTABLE_ASYNC_END: 101,
  TRACE_EVENT_PHASE_NESTABLE_ASYNC_INSTANT: 110,
  TRACE_EVENT_PHASE_FLOW_BEGIN: 115,
  TRACE_EVENT_PHASE_FLOW_STEP: 116,
  TRACE_EVENT_PHASE_FLOW_END: 102,
  TRACE_EVENT_PHASE_METADATA: 77,
  TRACE_EVENT_PHASE_COUNTER: 67,
  TRACE_EVENT_PHASE_SAMPLE: 80,
  TRACE_EVENT_PHASE_CREATE_OBJECT: 78,
  TRACE_EVENT_PHASE_SNAPSHOT_OBJECT: 79,
  TRACE_EVENT_PHASE_DELETE_OBJECT: 68,
  TRACE_EVENT_PHASE_MEMORY_DUMP: 118,
  TRACE_EVENT_PHASE_MARK: 82,
  TRACE_EVENT_PHASE_CLOCK_SYNC: 99,
  TRACE_EVENT_PHASE_ENTER_CONTEXT: 40,
  TRACE_EVENT_PHASE_LEAVE_CONTEXT: 41,
  TRACE_EVENT_PHASE_LINK_IDS: 61
}

// Glue reads the constants of fs: the modules that it does not ask for are not loaded.
function constants () {
  const all = bare({ trace: bare(traceEvents) })
  for (const name of ['os', 'fs', 'crypto', 'zlib']) {
    Object.defineProperty(all, name, {
      configurable: true,
      enumerable: true,
      get () {
        const value = bare(require(name).constants)
        Object.defineProperty(all, name, { value, writable: true })
        return value
      }
    })
  }
  return all
}

function uv () {
  const { getSystemErrorMap } = require('util')
  const codes = {}
  for (const [number, [name]] of getSystemErrorMap()) codes[`UV_${name}`] = number
  return {
    errname: (number) => getSystemErrorMap().get(number)?.[0] ?? `Unknown system error ${number}`,
    getErrorMap: getSystemErrorMap,
    ...codes
  }
}

function os () {
  const m = require('os')
  return {
    getHostname: m.hostname,
    getLoadAvg: (into) => { into.set(m.loadavg()) },
    getUptime: m.uptime,
    getTotalMem: m.totalmem,
    getFreeMem: m.freemem,
    getHomeDirectory: m.homedir,
    getUserInfo: m.userInfo,
    getPriority: m.getPriority,
    setPriority: m.setPriority,
    getAvailableParallelism: m.availableParallelism
  }
}

// Packages read the constants of tcp_wrap when they load, and make a TCP only for sockets: that is when they hear that there is none.
function tcp () {
  const absent = (name) => ({ [name]: function () { throw new ERR_METHOD_NOT_IMPLEMENTED(`process.binding('tcp_wrap').${name}`) } })
  return { ...absent('TCP'), ...absent('TCPConnectWrap'), constants: { SOCKET: 0, SERVER: 1, UV_TCP_IPV6ONLY: 1 } }
}

function natives () {
  const sources = {}
  for (const name of require('module').builtinModules) sources[name] = `// ${name} is part of this host: there is no source to show\n`
  return sources
}

const makers = {
  constants,
  uv,
  os,
  natives,
  util: () => ({ ...require('util/types') }),
  fs: () => ({ statValues: new Float64Array(36), bigintStatValues: new BigInt64Array(36) }),
  tcp_wrap: tcp,
  tty_wrap: () => ({ isTTY: require('tty').isatty }),
  config: () => ({
    isDebugBuild: false,
    hasOpenSSL: true,
    fipsMode: false,
    hasIntl: true,
    hasTracing: false,
    hasNodeOptions: true,
    hasInspector: false,
    noBrowserGlobals: false,
    bits: 64
  })
}

// Those of node that are not made here: asking for one names it.
const others = new Set(['async_wrap', 'buffer', 'cares_wrap', 'contextify', 'crypto', 'http_parser', 'icu', 'inspector', 'js_stream', 'pipe_wrap',
  'process_wrap', 'signal_wrap', 'spawn_sync', 'stream_wrap', 'tls_wrap', 'udp_wrap', 'url', 'v8', 'zlib'])

const made = new Map()

module.exports = function binding (name) {
  name = `${name}`
  if (!made.has(name)) {
    if (others.has(name)) throw new ERR_METHOD_NOT_IMPLEMENTED(`process.binding('${name}')`)
    if (!Object.hasOwn(makers, name)) throw new Error(`No such module: ${name}`)
    made.set(name, makers[name]())
  }
  return made.get(name)
}
