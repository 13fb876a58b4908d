const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_SIGNAL, ERR_SOCKET_BAD_PORT } } = require('internal/errors')

function validateInteger (value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value)
  if (!Number.isInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value)
  if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value)
}

function validateInt32 (value, name, min = -2147483648, max = 2147483647) { validateInteger(value, name, min, max) }

function validateUint32 (value, name, positive = false) { validateInteger(value, name, positive ? 1 : 0, 4294967295) }

function validateNumber (value, name, min, max) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value)
  if ((min != null && value < min) || (max != null && value > max) || ((min != null || max != null) && Number.isNaN(value))) {
    throw new ERR_OUT_OF_RANGE(name, `${min != null ? `>= ${min}` : ''}${min != null && max != null ? ' && ' : ''}${max != null ? `<= ${max}` : ''}`, value)
  }
}

function ofType (type) {
  return (value, name) => { if (typeof value !== type) throw new ERR_INVALID_ARG_TYPE(name, type === 'function' ? 'Function' : type, value) }
}

function validateObject (value, name, options) {
  const { nullable = false, allowArray = false, allowFunction = false } = options || {}
  if ((!nullable && value === null) || (!allowArray && Array.isArray(value)) ||
      (typeof value !== 'object' && (!allowFunction || typeof value !== 'function'))) throw new ERR_INVALID_ARG_TYPE(name, 'Object', value)
}

function validateArray (value, name, minLength = 0) {
  if (!Array.isArray(value)) throw new ERR_INVALID_ARG_TYPE(name, 'Array', value)
  if (value.length < minLength) throw new ERR_INVALID_ARG_VALUE(name, value, `must be longer than ${minLength}`)
}

const validateString = ofType('string')

function validateStringArray (value, name) {
  validateArray(value, name)
  value.forEach((v, i) => validateString(v, `${name}[${i}]`))
}

function validateOneOf (value, name, allowed) {
  if (allowed.includes(value)) return
  const text = allowed.map((v) => typeof v === 'string' ? `'${v}'` : String(v)).join(', ')
  throw new ERR_INVALID_ARG_VALUE(name, value, 'must be one of: ' + text)
}

function validateAbortSignal (signal, name) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal)
  }
}

function validateBuffer (value, name = 'buffer') {
  if (!ArrayBuffer.isView(value)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], value)
}

function validateSignalName (signal, name = 'signal') {
  validateString(signal, name)
  if (require('os').constants.signals[signal] === undefined) throw new ERR_UNKNOWN_SIGNAL(signal)
}

function validatePort (port, name = 'Port', allowZero = true) {
  if ((typeof port !== 'number' && typeof port !== 'string') || (typeof port === 'string' && port.trim().length === 0) ||
      +port !== (+port >>> 0) || port > 0xFFFF || (port === 0 && !allowZero)) throw new ERR_SOCKET_BAD_PORT(name, port, allowZero)
  return port | 0
}

function parseFileMode (value, name, fallback) {
  value ??= fallback
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a 32-bit unsigned integer or an octal string')
    value = parseInt(value, 8)
  }
  validateUint32(value, name)
  return value
}

function validateEncoding (data, encoding) {
  const normal = require('internal/util').normalizeEncoding(encoding)
  if (normal === 'hex' && data.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('encoding', encoding, `is invalid for data of length ${data.length}`)
}

const linkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/

// A value for the Link field: one or a list of them, as one.
function validateLinkHeaderValue (hints) {
  const all = typeof hints === 'string' ? [hints] : hints
  if (!Array.isArray(all)) throw badLink(hints)
  for (const link of all) if (typeof link !== 'string' || !linkValue.test(link)) throw badLink(link)
  return all.join(', ')
}

const badLink = (value) => new ERR_INVALID_ARG_VALUE('hints', value, 'must be an array or string of format "</styles.css>; rel=preload; as=style"')

module.exports = {
  isInt32: (v) => v === (v | 0),
  isUint32: (v) => v === (v >>> 0),
  parseFileMode,
  validateAbortSignal,
  validateArray,
  validateBoolean: ofType('boolean'),
  validateBuffer,
  validateEncoding,
  validateFunction: ofType('function'),
  validateInt32,
  validateLinkHeaderValue,
  validateInteger,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateUint32
}
