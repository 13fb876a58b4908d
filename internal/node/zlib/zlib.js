const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { lazyProperties } = require('internal/util')
const { validateFunction, validateUint32 } = require('internal/validators')

const zlib = module.exports
const kinds = ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip', 'BrotliCompress', 'BrotliDecompress']

zlib.crc32 = function crc32 (data, value = 0) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data)
  validateUint32(value, 'value')
  return native.crc32(data, value)
}

lazyProperties(zlib, 'internal/zlib/streams', kinds)

// Functions on whole buffers need the codec alone; with the option info the stream is part of the answer.
const { check } = require('internal/zlib/options')
const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer

function onBuffer (name, buffer, opts, callback) {
  if (typeof opts === 'function') {
    callback = opts
    opts = {}
  }
  const { handle, flush, finishFlush, maxOutputLength, info } = check(name, opts)
  validateFunction(callback, 'callback')
  if (typeof buffer !== 'string' && !isBytes(buffer)) throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer)
  const engine = info ? new zlib[name](opts) : undefined
  native.writeAll(handle, Math.max(flush, finishFlush), buffer, maxOutputLength, (error, out, taken) => {
    native.close(handle)
    if (error) return callback(error)
    const result = out ?? require('buffer').Buffer.alloc(0)
    if (engine === undefined) return callback(null, result)
    engine.bytesWritten = taken
    engine.close()
    callback(null, { buffer: result, engine })
  })
}

function onBufferSync (name, buffer, opts) {
  const { handle, finishFlush, maxOutputLength, info } = check(name, opts)
  if (typeof buffer !== 'string' && !isBytes(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer)
  if (info) {
    const engine = new zlib[name](opts)
    return { buffer: engine._processChunk(buffer, finishFlush), engine }
  }
  return native.writeSync(handle, finishFlush, buffer, maxOutputLength)
}

const enumerable = (value) => ({ configurable: true, enumerable: true, value })

for (const name of ['Deflate', 'Gzip', 'DeflateRaw', 'Unzip', 'Inflate', 'Gunzip', 'InflateRaw', 'BrotliCompress', 'BrotliDecompress']) {
  const method = name[0].toLowerCase() + name.slice(1)
  zlib[method] = function asyncBufferWrapper (buffer, opts, callback) { onBuffer(name, buffer, opts, callback) }
  zlib[`${method}Sync`] = function syncBufferWrapper (buffer, opts) { return onBufferSync(name, buffer, opts) }
}
for (const name of kinds) {
  Object.defineProperty(zlib, `create${name}`, enumerable((options) => new zlib[name](options)))
}

const { constants, codes } = require('internal/zlib/constants')
Object.defineProperties(zlib, { constants: { enumerable: true, value: constants }, codes: { enumerable: true, value: codes } })
for (const name of Object.keys(constants)) {
  if (!name.startsWith('BROTLI')) Object.defineProperty(zlib, name, { value: constants[name] })
}
