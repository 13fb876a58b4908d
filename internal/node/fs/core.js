// What every face of fs shares: argument checks and the way to the operations.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateInteger, validateAbortSignal } = require('internal/validators')
const { Buffer } = require('buffer')
const { constants } = native

const flagBits = {
  r: 0, rs: constants.O_SYNC, 'r+': constants.O_RDWR, 'rs+': constants.O_RDWR | constants.O_SYNC,
  w: constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY, 'w+': constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR,
  a: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY, 'a+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR
}
flagBits.sr = flagBits.rs
flagBits['sr+'] = flagBits['rs+']
flagBits.as = flagBits.sa = flagBits.a | constants.O_SYNC
flagBits['as+'] = flagBits['sa+'] = flagBits['a+'] | constants.O_SYNC
for (const kind of ['w', 'a']) {
  flagBits[`${kind}x`] = flagBits[`x${kind}`] = flagBits[kind] | constants.O_EXCL
  flagBits[`${kind}x+`] = flagBits[`x${kind}+`] = flagBits[`${kind}+`] | constants.O_EXCL
}

function flags (value, name = 'flags') {
  if (value === undefined || value === null) return 0
  if (typeof value === 'number') {
    validateInteger(value, name, -2147483648, 2147483647)
    return value
  }
  const bits = Object.hasOwn(flagBits, value) ? flagBits[value] : undefined
  if (bits === undefined) throw new ERR_INVALID_ARG_VALUE(name, value)
  return bits
}

// path checks a path argument and gives it in a form that the operations take: a string or bytes.
function path (value, name = 'path') {
  if (isURL(value)) value = require('url').fileURLToPath(value)
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value)
  const hasNull = typeof value === 'string' ? value.includes('\u0000') : value.includes(0)
  if (hasNull) throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string, Uint8Array, or URL without null bytes')
  return value
}

function isURL (value) {
  return value !== null && typeof value === 'object' && Boolean(value.href && value.protocol && value.auth === undefined && value.path === undefined)
}

function fd (value) {
  validateInteger(value, 'fd', 0, 2147483647)
  return value
}

function mode (value, otherwise, name = 'mode') {
  value ??= otherwise
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a 32-bit unsigned integer or an octal string')
    value = Number.parseInt(value, 8)
  }
  validateInteger(value, name, 0, 4294967295)
  return value
}

// options turns an encoding, an object or nothing into an object with defaults.
function options (given, defaults = {}) {
  if (given === null || given === undefined || typeof given === 'function') return defaults
  if (typeof given === 'string') given = { ...defaults, encoding: given }
  else if (typeof given !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], given)
  if (given.encoding && given.encoding !== 'buffer' && !Buffer.isEncoding(given.encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', given.encoding, 'is invalid encoding')
  }
  if (given.signal !== undefined) validateAbortSignal(given.signal, 'options.signal')
  return { ...defaults, ...given }
}

// encoded gives text of the file system in the encoding that was asked for.
function encoded (text, encoding) {
  if (!encoding || encoding === 'utf8' || encoding === 'utf-8') return text
  return encoding === 'buffer' ? Buffer.from(text) : Buffer.from(text).toString(encoding)
}

// bytes gives the data of a write as bytes.
function bytes (data, encoding, name = 'data') {
  if (typeof data === 'string') return Buffer.from(data, encoding || 'utf8')
  if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data)
  return data
}

function time (value, name) {
  if (typeof value === 'string' && value !== '' && +value == value) return +value // eslint-disable-line eqeqeq
  if (Number.isFinite(value)) return value < 0 ? Date.now() / 1000 : value
  if (value instanceof Date) return value.getTime() / 1000
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], value)
}

// range checks offset and length of a read or write against a view.
function range (view, offset, length) {
  if (!ArrayBuffer.isView(view)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], view)
  offset ??= 0
  validateInteger(offset, 'offset', 0)
  length ??= view.byteLength - offset
  if (length === 0) return [offset, 0]
  if (offset > view.byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${view.byteLength}`, offset)
  if (length > view.byteLength - offset) throw new ERR_OUT_OF_RANGE('length', `<= ${view.byteLength - offset}`, length)
  validateInteger(length, 'length', 0)
  return [offset, length]
}

function position (value) {
  if (value === undefined || value === null) return -1
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], value)
  validateInteger(value, 'position', -1)
  return value
}

module.exports = {
  constants,
  sync: native.sync,
  start: (name, ...args) => new Promise((resolve, reject) => native.start(resolve, reject, name, ...args)),
  begin: (callback, name, ...args) => native.start((value) => callback(null, value), callback, name, ...args),
  flags,
  path,
  fd,
  mode,
  options,
  encoded,
  bytes,
  time,
  range,
  position
}
