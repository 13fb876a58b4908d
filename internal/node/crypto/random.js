const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateNumber, validateFunction, validateBoolean, validateObject } = require('internal/validators')
const { Buffer, kMaxLength } = require('buffer')
const MAX = Math.min(kMaxLength, 2 ** 31 - 1)

function checkSize (size, unit, offset, length) {
  validateNumber(size, 'size')
  size *= unit
  if (Number.isNaN(size) || size > MAX || size < 0) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${MAX}`, size)
  if (size + offset > length) throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset)
  return size >>> 0
}

function checkOffset (offset, unit, length) {
  validateNumber(offset, 'offset')
  offset *= unit
  const max = Math.min(length, MAX)
  if (Number.isNaN(offset) || offset > max || offset < 0) throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${max}`, offset)
  return offset >>> 0
}

function checkBuffer (buffer) {
  if (!(buffer instanceof ArrayBuffer) && !ArrayBuffer.isView(buffer) && !(buffer instanceof SharedArrayBuffer)) throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buffer)
}

function randomBytes (size, callback) {
  validateNumber(size, 'size')
  checkSize(size, 1, 0, Infinity)
  if (callback !== undefined) validateFunction(callback, 'callback')
  const buffer = native.bytes(size)
  if (callback === undefined) return buffer
  setImmediate(callback, null, buffer)
}

function randomFillSync (buffer, offset = 0, size) {
  checkBuffer(buffer)
  const unit = buffer.BYTES_PER_ELEMENT || 1
  offset = checkOffset(offset, unit, buffer.byteLength)
  size = size === undefined ? buffer.byteLength - offset : checkSize(size, unit, offset, buffer.byteLength)
  native.fill(buffer, offset, size)
  return buffer
}

function randomFill (buffer, offset, size, callback) {
  checkBuffer(buffer)
  const unit = buffer.BYTES_PER_ELEMENT || 1
  if (typeof offset === 'function') {
    callback = offset
    offset = 0
    size = undefined
  } else if (typeof size === 'function') {
    callback = size
    size = undefined
  } else validateFunction(callback, 'callback')
  offset = checkOffset(offset, unit, buffer.byteLength)
  size = size === undefined ? buffer.byteLength - offset : checkSize(size, unit, offset, buffer.byteLength)
  native.fill(buffer, offset, size)
  setImmediate(callback, null, buffer)
}

function randomInt (min, max, callback) {
  const one = max === undefined || typeof max === 'function'
  if (one) {
    callback = max
    max = min
    min = 0
  }
  if (callback !== undefined) validateFunction(callback, 'callback')
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min)
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max)
  if (max <= min) throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max)
  const range = max - min
  if (!(range <= 2 ** 48 - 1)) throw new ERR_OUT_OF_RANGE(one ? 'max' : 'max - min', `<= ${2 ** 48 - 1}`, range)
  const bytes = Buffer.alloc(6)
  const limit = 2 ** 48 - (2 ** 48 % range)
  let x
  do {
    native.fill(bytes, 0, 6)
    x = bytes.readUIntBE(0, 6)
  } while (x >= limit)
  const n = (x % range) + min
  if (callback === undefined) return n
  process.nextTick(callback, undefined, n)
}

function randomUUID (options) {
  if (options !== undefined) validateObject(options, 'options')
  if (options?.disableEntropyCache !== undefined) validateBoolean(options.disableEntropyCache, 'options.disableEntropyCache')
  return native.uuid()
}

const integers = new Set(['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array'])
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get

function getRandomValues (data) {
  const { DOMException } = require('internal/domexception')
  if (!ArrayBuffer.isView(data) || !integers.has(tagOf.call(data))) throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError')
  if (data.byteLength > 65536) throw new DOMException(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError')
  native.fill(data, 0, data.byteLength)
  return data
}

module.exports = { randomBytes, pseudoRandomBytes: randomBytes, prng: randomBytes, rng: randomBytes, randomFill, randomFillSync, randomInt, randomUUID, getRandomValues }
