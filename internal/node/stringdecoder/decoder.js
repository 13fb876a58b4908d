const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING } } = require('internal/errors')
const { normalizeEncoding } = require('internal/util')
const { Buffer } = require('buffer')

const kRest = Symbol('kRest')
const widths = { utf8: 4, utf16le: 4, base64: 3, base64url: 3 }

function StringDecoder (encoding) {
  const normal = normalizeEncoding(encoding)
  if (normal === undefined) {
    if (Buffer.isEncoding === undefined || Buffer.isEncoding(encoding) === false) throw new ERR_UNKNOWN_ENCODING(encoding)
  }
  this.encoding = normal
  this[kRest] = Buffer.alloc(0)
}

function bytesOf (value) {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], value)
}

StringDecoder.prototype.write = function write (chunk) {
  if (typeof chunk === 'string') return chunk
  if (!this[kRest]) throw new ERR_INVALID_THIS('StringDecoder')
  let bytes = bytesOf(chunk)
  const continued = this[kRest].length > 0
  if (continued) bytes = Buffer.concat([this[kRest], bytes])
  const end = native.complete(bytes, this.encoding, continued)
  this[kRest] = end === bytes.length ? Buffer.alloc(0) : Buffer.from(bytes.subarray(end))
  return bytes.toString(this.encoding, 0, end)
}

StringDecoder.prototype.end = function end (chunk) {
  const text = chunk === undefined ? '' : this.write(chunk)
  let rest = this[kRest]
  this[kRest] = Buffer.alloc(0)
  if (this.encoding === 'utf16le') rest = rest.subarray(0, rest.length & ~1) // half a unit is nothing
  return rest.length > 0 ? text + rest.toString(this.encoding) : text
}

StringDecoder.prototype.text = function text (chunk, offset) {
  this[kRest] = Buffer.alloc(0)
  return this.write(chunk.slice(offset))
}

Object.defineProperties(StringDecoder.prototype, {
  lastChar: { configurable: true, enumerable: true, get () { return Buffer.concat([this[kRest]], widths[this.encoding] ?? 1) } },
  lastNeed: { configurable: true, enumerable: true, get () { return missing(this[kRest], this.encoding) } },
  lastTotal: { configurable: true, enumerable: true, get () { return this[kRest].length + missing(this[kRest], this.encoding) } }
})

function missing (rest, encoding) {
  if (rest.length === 0) return 0
  if (encoding === 'utf8') return (rest[0] >= 0xF0 ? 4 : rest[0] >= 0xE0 ? 3 : 2) - rest.length
  if (encoding === 'utf16le') return rest.length >= 2 ? 4 - rest.length : 1
  return 3 - rest.length
}

module.exports = { StringDecoder }
