// What every face of fs shares: argument checks and the way to the operations.
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateAbortSignal, validateBoolean, validateFunction, validateInt32, validateInteger, parseFileMode } = require('internal/validators')
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
    validateInt32(value, name)
    return value
  }
  const bits = Object.hasOwn(flagBits, value) ? flagBits[value] : undefined
  if (bits === undefined) throw new ERR_INVALID_ARG_VALUE('flags', value)
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
  if (Object.is(value, -0)) return 0
  validateInt32(value, 'fd', 0)
  return value
}

// file is what readFile and its like take: an open file's number or a path.
const file = (value) => (value === (value | 0) && value >= 0 ? value : path(value))

// options gives an object of options, as it is, for an encoding, an object or nothing.
function options (given, defaults = {}) {
  if (given === null || given === undefined || typeof given === 'function') return defaults
  if (typeof given === 'string') given = { ...defaults, encoding: given }
  else if (typeof given !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], given)
  if (given.encoding && given.encoding !== 'buffer' && !Buffer.isEncoding(given.encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', given.encoding, 'is invalid encoding')
  }
  if (given.signal !== undefined) validateAbortSignal(given.signal, 'options.signal')
  return given
}

// isRaw tells whether names are wanted as bytes, which encoded then gives in the encoding that was asked for.
const isRaw = (encoding) => Boolean(encoding) && encoding !== 'utf8' && encoding !== 'utf-8'
const encoded = (name, encoding) => (typeof name === 'string' || encoding === 'buffer' ? name : name.toString(encoding))

// bytes gives the data of a write as bytes.
function bytes (data, encoding) {
  if (typeof data === 'string') return Buffer.from(data, encoding || 'utf8')
  if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data)
  return data
}

function time (value, name = 'time') {
  if (typeof value === 'string' && +value == value) return +value // eslint-disable-line eqeqeq
  if (Number.isFinite(value)) return value < 0 ? Date.now() / 1000 : value
  if (value instanceof Date) return value.getTime() / 1000
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], value)
}

function view (value, name = 'buffer') {
  if (!ArrayBuffer.isView(value)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], value)
}

function views (values) {
  if (!Array.isArray(values) || !values.every(ArrayBuffer.isView)) throw new ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', values)
  return values
}

function position (value, length) {
  if (value === undefined || value === null) return -1
  if (typeof value === 'number') validateInteger(value, 'position', -1)
  else if (typeof value === 'bigint') {
    const most = 2n ** 63n - 1n - BigInt(length)
    if (value < -1n || value > most) throw new ERR_OUT_OF_RANGE('position', `>= -1 && <= ${most}`, value)
  } else throw new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], value)
  return value
}

// reading gives [view, offset, length, position] of a read; a length of 0 reads nothing.
function reading (buffer, offset, length, at) {
  if (offset === undefined || offset === null) offset = 0
  else validateInteger(offset, 'offset', 0)
  length |= 0
  if (length === 0) return [buffer, 0, 0, -1]
  if (buffer.byteLength === 0) throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written')
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length)
  if (offset + length > buffer.byteLength) throw new ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length)
  return [buffer, offset, length, position(at, length)]
}

// writing gives [view, offset, length, position] of a write of a view.
function writing (buffer, offset, length, at) {
  if (offset === undefined || offset === null) offset = 0
  else validateInteger(offset, 'offset', 0)
  if (typeof length !== 'number') length = buffer.byteLength - offset
  if (offset > buffer.byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${buffer.byteLength}`, offset)
  if (length > buffer.byteLength - offset) throw new ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length)
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length)
  validateInt32(length, 'length', 0)
  return [buffer, offset, length, typeof at === 'number' || typeof at === 'bigint' ? at : -1]
}

function callback (value, name = 'cb') {
  validateFunction(value, name)
  return value
}

// aborted is the error of an operation whose signal said stop, or undefined.
const aborted = (signal) => (signal?.aborted ? new AbortError(undefined, { cause: signal.reason }) : undefined)

module.exports = {
  constants,
  watch: native.watch,
  unwatch: native.unwatch,
  refWatch: native.refWatch,
  unrefWatch: native.unrefWatch,
  sync: native.sync,
  start: (name, ...args) => new Promise((resolve, reject) => native.start(resolve, reject, name, ...args)),
  begin: (callback, name, ...args) => native.start((value) => callback(null, value), callback, name, ...args),
  flags,
  path,
  fd,
  file,
  mode: parseFileMode,
  options,
  isRaw,
  encoded,
  bytes,
  time,
  view,
  views,
  position,
  reading,
  writing,
  callback,
  aborted,
  flush (value) {
    validateBoolean(value ?? false, 'options.flush')
    return Boolean(value)
  }
}
