const { codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateEncoding, validateString, validateUint32 } = require('internal/validators')
const { normalizeEncoding } = require('internal/util')
const { LazyTransform } = require('internal/crypto/lazy')
const { Buffer } = require('buffer')

const kHandle = Symbol('kHandle')
const kFinalized = Symbol('kFinalized')

// bytesOf answers what the natives take: bytes, or a string that is UTF-8.
function bytesOf (data, encoding) {
  if (typeof data === 'string') {
    if (encoding === undefined || encoding === 'utf8') return data
    validateEncoding(data, encoding)
    const normal = normalizeEncoding(encoding)
    return normal === 'utf8' || normal === undefined ? data : Buffer.from(data, normal)
  }
  if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data)
  return data
}

// encode makes what digest answers of what the native answered: it knows the commonest encodings itself.
function encode (out, encoding) {
  if (typeof out === 'string' || !encoding || encoding === 'buffer') return out
  return normalizeEncoding(encoding) === undefined ? out : out.toString(encoding)
}

function Hash (algorithm, options) {
  if (!new.target) return new Hash(algorithm, options)
  const isCopy = algorithm instanceof Hash
  if (!isCopy) validateString(algorithm, 'algorithm')
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined
  if (length !== undefined) validateUint32(length, 'options.outputLength')
  this[kHandle] = isCopy ? native.copy(algorithm[kHandle], length) : native.hash(algorithm, length)
  this[kFinalized] = false
  Reflect.apply(LazyTransform, this, [options])
}
Object.setPrototypeOf(Hash.prototype, LazyTransform.prototype)
Object.setPrototypeOf(Hash, LazyTransform)

Hash.prototype.copy = function copy (options) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED()
  return new Hash(this, options)
}

Hash.prototype._transform = function _transform (chunk, encoding, callback) {
  native.update(this[kHandle], bytesOf(chunk, encoding === 'buffer' ? undefined : encoding))
  callback()
}

Hash.prototype._flush = function _flush (callback) {
  this.push(native.digest(this[kHandle]))
  callback()
}

Hash.prototype.update = function update (data, encoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED()
  native.update(this[kHandle], bytesOf(data, encoding))
  return this
}

Hash.prototype.digest = function digest (outputEncoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED()
  this[kFinalized] = true
  return encode(native.digest(this[kHandle], outputEncoding), outputEncoding)
}

// hmacKey answers the key's native half, or its bytes.
function hmacKey (key, encoding) {
  if (typeof key === 'string') return encoding === undefined || encoding === 'utf8' || encoding === 'buffer' ? key : Buffer.from(key, encoding)
  if (ArrayBuffer.isView(key) || key instanceof ArrayBuffer) return key
  return require('internal/crypto/keys').secretHandle(key, 'key')
}

function Hmac (hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options)
  validateString(hmac, 'hmac')
  const handle = native.hmac(hmac, hmacKey(key, options?.encoding))
  if (handle === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(hmac)
  this[kHandle] = handle
  this[kFinalized] = false
  Reflect.apply(LazyTransform, this, [options])
}
Object.setPrototypeOf(Hmac.prototype, LazyTransform.prototype)
Object.setPrototypeOf(Hmac, LazyTransform)
Hmac.prototype.update = Hash.prototype.update
Hmac.prototype._flush = Hash.prototype._flush
Hmac.prototype._transform = Hash.prototype._transform
Hmac.prototype.digest = function digest (outputEncoding) {
  if (this[kFinalized]) return encode(Buffer.from(''), outputEncoding)
  return Reflect.apply(Hash.prototype.digest, this, [outputEncoding])
}

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer

function timingSafeEqual (buf1, buf2) {
  if (!isBytes(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], buf1)
  if (!isBytes(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], buf2)
  if (buf1.byteLength !== buf2.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH()
  return native.equal(buf1, buf2)
}

function hash (algorithm, input, outputEncoding = 'hex') {
  validateString(algorithm, 'algorithm')
  if (typeof input !== 'string' && !ArrayBuffer.isView(input)) throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input)
  validateString(outputEncoding, 'outputEncoding')
  const normal = outputEncoding === 'buffer' ? outputEncoding : normalizeEncoding(outputEncoding)
  if (normal === undefined) throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding)
  const out = native.once(algorithm, input, normal)
  if (out === undefined) throw new Error(`Digest method ${algorithm} is not supported`)
  return encode(out, normal)
}

module.exports = {
  Hash,
  Hmac,
  bytesOf,
  hash,
  timingSafeEqual,
  getHashes: () => native.names(),
  createHash (algorithm, options) { return new Hash(algorithm, options) },
  createHmac (hmac, key, options) { return new Hmac(hmac, key, options) },
  // The digest as bytes, undefined for a function that is unknown.
  digestOf: (algorithm, data) => native.once(algorithm, data)
}
