// What the room's functions take: bytes, or strings that are made bytes.
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { Buffer } = require('buffer')

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer

// bytes answers value as bytes: a string in its encoding, UTF-8 by default.
function bytes (value, name, expected = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], encoding = 'utf8') {
  if (typeof value === 'string') return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding)
  if (!isBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, expected, value)
  return value
}

// arrayBuffer is the memory of a buffer that the natives made: it has nothing else in it.
const arrayBuffer = (b) => b.byteLength === b.buffer.byteLength ? b.buffer : b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength)

// encoded is a buffer, or a string where an encoding is wanted.
const encoded = (b, encoding) => encoding && encoding !== 'buffer' ? b.toString(encoding) : b

module.exports = { arrayBuffer, bytes, encoded, isBytes }
