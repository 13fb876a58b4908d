const { codes: { ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { inspect, format, formatWithOptions, stripVTControlCharacters } = require('internal/util/inspect')
const { deprecate, promisify, systemErrorMap, toUSVString, lazyProperties } = require('internal/util')
const { validateString, validateFunction, validateNumber, validateOneOf, validateObject } = require('internal/validators')
const types = require('util/types')

function inherits (ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor)
  if (superCtor === undefined || superCtor === null) throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor)
  if (superCtor.prototype === undefined) throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype)
  Object.defineProperty(ctor, 'super_', { value: superCtor, writable: true, configurable: true })
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype)
}

function callbackify (original) {
  validateFunction(original, 'original')
  function callbackified (...args) {
    const callback = args.pop()
    validateFunction(callback, 'last argument')
    const bound = callback.bind(this)
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(bound, null, value),
      (reason) => {
        if (!reason) {
          const error = new ERR_FALSY_VALUE_REJECTION()
          error.reason = reason
          reason = error
        }
        process.nextTick(bound, reason)
      })
  }
  const descriptors = Object.getOwnPropertyDescriptors(original)
  if (typeof descriptors.length.value === 'number') descriptors.length.value++
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified'
  delete descriptors.prototype
  Object.defineProperties(callbackified, descriptors)
  return callbackified
}

const sections = {}
function debuglog (set, callback) {
  set = String(set).toUpperCase()
  const wanted = () => (process.env.NODE_DEBUG || '').split(',').some((pattern) =>
    new RegExp(`^${pattern.trim().replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replace(/\*/g, '.*')}$`, 'i').test(set) && pattern !== '')
  let enabled
  const isEnabled = () => (enabled ??= sections[set] ??= wanted())
  const logger = (...args) => {
    if (typeof callback === 'function') {
      callback(logger)
      callback = undefined
    }
    if (isEnabled()) require('internal/console').writeError(format('%s %d: %s\n', set, process.pid, format(...args)))
  }
  Object.defineProperty(logger, 'enabled', { get: isEnabled, configurable: true, enumerable: true })
  return logger
}

function getSystemErrorName (number) {
  validateNumber(number, 'err')
  if (number >= 0 || !Number.isSafeInteger(number)) throw new ERR_OUT_OF_RANGE('err', 'a negative integer', number)
  const entry = systemErrorMap().get(number)
  return entry ? entry[0] : `Unknown system error ${number}`
}

function styleText (style, text, options) {
  validateString(text, 'text')
  if (options !== undefined) validateObject(options, 'options')
  const { validateStream = true, stream = process.stdout } = options ?? {}
  const plain = validateStream && !(stream?.isTTY && (stream.getColorDepth?.() ?? 1) > 2)
  const list = Array.isArray(style) ? style : [style]
  let left = ''; let right = ''
  for (const key of list) {
    const codes = inspect.colors[key]
    if (codes == null) validateOneOf(key, 'format', Object.keys(inspect.colors))
    left += `\u001b[${codes[0]}m`
    right = `\u001b[${codes[1]}m${right}`
  }
  return plain ? text : `${left}${text}${right}`
}

let abandoned // of resources that are gone: nobody waits for their signals any more
function aborted (signal, resource) {
  if (signal === undefined) return Promise.reject(new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal))
  try {
    require('internal/validators').validateAbortSignal(signal, 'signal')
    validateObject(resource, 'resource', { allowFunction: true })
  } catch (error) { return Promise.reject(error) }
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const listener = () => resolve()
    signal.addEventListener('abort', listener, { once: true })
    abandoned ??= new FinalizationRegistry(({ signal, listener }) => signal.removeEventListener('abort', listener))
    abandoned.register(resource, { signal, listener })
  })
}

const isObject = (v) => v !== null && typeof v === 'object'
const pad = (n) => String(n).padStart(2, '0')
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

module.exports = {
  _errnoException: (...args) => systemException(...args),
  _exceptionWithHostPort: (...args) => systemException(...args),
  _extend (target, source) {
    if (source === null || typeof source !== 'object') return target
    for (const key of Object.keys(source)) target[key] = source[key]
    return target
  },
  aborted,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  getSystemErrorMap: systemErrorMap,
  getSystemErrorName,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: (v) => typeof v === 'boolean',
  isBuffer: (v) => Buffer.isBuffer(v),
  isDate: types.isDate,
  isDeepStrictEqual (a, b) {
    return require('internal/util/comparisons').isDeepStrictEqual(a, b)
  },
  isError: (v) => Object.prototype.toString.call(v) === '[object Error]' || v instanceof Error,
  isFunction: (v) => typeof v === 'function',
  isNull: (v) => v === null,
  isNullOrUndefined: (v) => v === null || v === undefined,
  isNumber: (v) => typeof v === 'number',
  isObject,
  isPrimitive: (v) => v === null || (typeof v !== 'object' && typeof v !== 'function'),
  isRegExp: types.isRegExp,
  isString: (v) => typeof v === 'string',
  isSymbol: (v) => typeof v === 'symbol',
  isUndefined: (v) => v === undefined,
  log (...args) {
    const d = new Date()
    console.log('%s - %s', `${d.getDate()} ${months[d.getMonth()]} ${[d.getHours(), d.getMinutes(), d.getSeconds()].map(pad).join(':')}`, format(...args))
  },
  parseEnv (content) {
    validateString(content, 'content')
    return native.parseEnv(content)
  },
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString: (v) => toUSVString(v),
  types
}

function systemException (number, syscall, original) {
  const [code] = systemErrorMap().get(number) ?? [`Unknown system error ${number}`]
  const error = new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`)
  error.errno = number
  error.code = code
  error.syscall = syscall
  return error
}

lazyProperties(module.exports, 'internal/util/parse_args', ['parseArgs'])
lazyProperties(module.exports, 'internal/mime', ['MIMEType', 'MIMEParams'])
lazyProperties(module.exports, 'internal/encoding', ['TextDecoder', 'TextEncoder'])
lazyProperties(module.exports, 'internal/abort_controller', ['transferableAbortController', 'transferableAbortSignal'])
