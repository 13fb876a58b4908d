const { validateInt32, validateObject } = require('internal/validators')
const [name, release, version, machine] = native.system()

function withPrimitive (fn) {
  Object.defineProperty(fn, Symbol.toPrimitive, { value: () => fn(), configurable: true })
  return fn
}

const freeze = (o) => Object.freeze(Object.assign(Object.create(null), o))
const constants = freeze({
  UV_UDP_REUSEADDR: 4,
  dlopen: freeze({ RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 }),
  errno: freeze(native.errno),
  signals: freeze(native.signals),
  priority: freeze({ PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20 })
})

function systemError (errno, syscall) {
  const { codes: { ERR_SYSTEM_ERROR } } = require('internal/errors')
  const [code, message] = require('internal/util').systemErrorMap().get(errno) ?? ['UNKNOWN', 'unknown error']
  return new ERR_SYSTEM_ERROR({ errno, code, message, syscall })
}

const os = module.exports = {
  arch: withPrimitive(() => process.arch),
  availableParallelism: withPrimitive(() => native.cpus),
  cpus: () => native.processors().map(([model, speed, user, nice, sys, idle, irq]) => ({ model, speed, times: { user, nice, sys, idle, irq } })),
  endianness: withPrimitive(() => 'LE'),
  freemem: withPrimitive(() => native.memory()[0]),
  getPriority (pid) {
    if (pid === undefined) pid = 0
    else validateInt32(pid, 'pid')
    const [status, priority] = native.getPriority(pid)
    if (status) throw systemError(status, 'uv_os_getpriority')
    return priority
  },
  homedir: withPrimitive(() => process.env.HOME ?? native.user().homedir),
  hostname: withPrimitive(() => native.hostname()),
  loadavg: () => native.memory().slice(3),
  networkInterfaces: () => native.interfaces(),
  platform: withPrimitive(() => process.platform),
  release: withPrimitive(() => release),
  setPriority (pid, priority) {
    if (priority === undefined) {
      priority = pid
      pid = 0
    }
    validateInt32(pid, 'pid')
    validateInt32(priority, 'priority', -20, 19)
    const status = native.setPriority(pid, priority)
    if (status) throw systemError(status, 'uv_os_setpriority')
  },
  tmpdir: withPrimitive(() => {
    const dir = process.env.TMPDIR || process.env.TMP || process.env.TEMP || '/tmp'
    return dir.length > 1 && dir.endsWith('/') ? dir.slice(0, -1) : dir
  }),
  totalmem: withPrimitive(() => native.memory()[1]),
  type: withPrimitive(() => name),
  userInfo (options) {
    if (options !== undefined) validateObject(options, 'options')
    const user = native.user()
    if (options?.encoding === 'buffer') {
      for (const key of ['username', 'homedir', 'shell']) if (user[key] !== null) user[key] = Buffer.from(user[key])
    }
    return user
  },
  uptime: withPrimitive(() => native.memory()[2]),
  version: withPrimitive(() => version),
  machine: withPrimitive(() => machine),
  constants,
  EOL: '\n',
  devNull: '/dev/null'
}
for (const key of ['EOL', 'devNull']) Object.defineProperty(os, key, { writable: false })
Object.defineProperty(os, 'constants', { writable: false, configurable: false })
