// What the functions of child_process check and make of their arguments.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_SIGNAL } } = require('internal/errors')
const { isInt32, validateAbortSignal, validateBoolean, validateFunction, validateObject, validateString } = require('internal/validators')

const defaultMaxBuffer = 1024 * 1024

function withoutNull (text, name, what = 'a string') {
  if (typeof text === 'string' && text.includes('\0')) throw new ERR_INVALID_ARG_VALUE(name, text, `must be ${what} without null bytes`)
}

function pathOf (value, name) {
  if (value instanceof URL || (value !== null && typeof value === 'object' && value.href && value.protocol && value.auth === undefined && value.path === undefined)) value = require('url').fileURLToPath(value)
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value)
  value = String(value)
  withoutNull(value, name, 'a string, Uint8Array, or URL')
  return value
}

const signals = () => require('os').constants.signals

function validSignal (signal) {
  if (typeof signal === 'number' && Object.values(signals()).includes(signal)) return signal
  if (typeof signal === 'string' && signals()[signal.toUpperCase()]) return signals()[signal.toUpperCase()]
  throw new ERR_UNKNOWN_SIGNAL(signal)
}

function killSignal (value) {
  if (typeof value === 'string' || typeof value === 'number') return validSignal(value)
  if (value != null) throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], value)
}

function validateTimeout (timeout) {
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 0)) throw new ERR_OUT_OF_RANGE('timeout', 'an unsigned integer', timeout)
}

function validateMaxBuffer (maxBuffer) {
  if (maxBuffer != null && !(typeof maxBuffer === 'number' && maxBuffer >= 0)) throw new ERR_OUT_OF_RANGE('options.maxBuffer', 'a positive number', maxBuffer)
}

function unlessNull (value, name, validate) {
  if (value != null) validate(value, name)
}

function int32 (value, name) {
  if (!isInt32(value)) throw new ERR_INVALID_ARG_TYPE(name, 'int32', value)
}

// The variables of an object, inherited ones too, as NAME=value.
function pairs (env) {
  const list = []
  for (const name in env) {
    const value = env[name]
    if (value === undefined) continue
    withoutNull(name, `options.env['${name}']`)
    withoutNull(value, `options.env['${name}']`)
    list.push(`${name}=${value}`)
  }
  return list
}

function shellCommand (file, args, shell) {
  const command = args.length > 0 ? `${file} ${args.join(' ')}` : file
  if (process.platform === 'win32') return { file: typeof shell === 'string' ? shell : process.env.comspec || 'cmd.exe', args: ['/d', '/s', '/c', `"${command}"`] }
  return { file: typeof shell === 'string' ? shell : '/bin/sh', args: ['-c', command] }
}

// The options of spawn and spawnSync with all that starting a program needs.
function forSpawn (file, args, options) {
  validateString(file, 'file')
  withoutNull(file, 'file')
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty')
  if (Array.isArray(args)) args = [...args]
  else if (args == null) args = []
  else if (typeof args !== 'object') throw new ERR_INVALID_ARG_TYPE('args', 'object', args)
  else {
    options = args
    args = []
  }
  args.forEach((argument, i) => withoutNull(argument, `args[${i}]`))
  if (options === undefined) options = { __proto__: null }
  else validateObject(options, 'options')

  let { cwd, shell, argv0 } = options
  if (cwd != null) cwd = pathOf(cwd, 'options.cwd')
  unlessNull(options.detached, 'options.detached', validateBoolean)
  unlessNull(options.uid, 'options.uid', int32)
  unlessNull(options.gid, 'options.gid', int32)
  if (shell != null && typeof shell !== 'boolean' && typeof shell !== 'string') throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], shell)
  withoutNull(shell, 'options.shell')
  unlessNull(argv0, 'options.argv0', validateString)
  withoutNull(argv0, 'options.argv0')
  unlessNull(options.windowsHide, 'options.windowsHide', validateBoolean)
  unlessNull(options.windowsVerbatimArguments, 'options.windowsVerbatimArguments', validateBoolean)
  if (shell) ({ file, args } = shellCommand(file, args, shell))
  return {
    __proto__: null, // what a program does to Object.prototype is no option
    ...options,
    args: [typeof argv0 === 'string' ? argv0 : file, ...args],
    cwd,
    detached: !!options.detached,
    envPairs: pairs(options.env || process.env),
    file,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments
  }
}

// The arguments of execFile and execFileSync, any of which may be left out.
function forExecFile (file, args, options, callback) {
  if (Array.isArray(args)) args = [...args]
  else if (args !== null && typeof args === 'object') {
    callback = options
    options = args
    args = null
  } else if (typeof args === 'function') {
    callback = args
    options = null
    args = null
  }
  args ??= []
  if (typeof options === 'function') callback = options
  else if (options != null) validateObject(options, 'options')
  options = typeof options === 'function' || options == null ? { __proto__: null } : options
  if (callback != null) validateFunction(callback, 'callback')
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0')
    withoutNull(options.argv0, 'options.argv0')
  }
  return { file, args, options, callback }
}

// The arguments of exec and execSync.
function forExec (command, options, callback) {
  validateString(command, 'command')
  withoutNull(command, 'command')
  if (typeof options === 'function') {
    callback = options
    options = undefined
  }
  options = { __proto__: null, ...options }
  options.shell = typeof options.shell === 'string' ? options.shell : true
  return { file: command, options, callback }
}

module.exports = { defaultMaxBuffer, forExec, forExecFile, forSpawn, killSignal, pathOf, validSignal, validateAbortSignal, validateMaxBuffer, validateTimeout, withoutNull }
