const { codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { validateEncoding, validateString, validateUint32 } = require('internal/validators')
const { Transform } = require('stream')
const { Buffer } = require('buffer')

const kHandle = Symbol('kHandle')
const kDone = Symbol('kFinalized')

function bytesOf (data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding)
    return encoding === undefined || encoding === 'utf8' || encoding === 'buffer' ? data : Buffer.from(data, encoding)
  }
  if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data)
  return data
}

function setup (self, handle, options) {
  self[kHandle] = handle
  self[kDone] = false
  Reflect.apply(Transform, self, [options])
}

function Hash (algorithm, options) {
  if (!new.target) return new Hash(algorithm, options)
  const isCopy = algorithm instanceof Hash
  if (!isCopy) validateString(algorithm, 'algorithm')
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined
  if (length !== undefined) validateUint32(length, 'options.outputLength')
  const handle = isCopy ? native.copy(algorithm[kHandle]) : native.hash(algorithm, length)
  if (handle === undefined) throw Object.assign(new Error('Digest method not supported'), { code: 'ERR_CRYPTO_INVALID_DIGEST' })
  setup(this, handle, options)
}
Object.setPrototypeOf(Hash.prototype, Transform.prototype)
Object.setPrototypeOf(Hash, Transform)

Hash.prototype.copy = function copy (options) {
  if (this[kDone]) throw new ERR_CRYPTO_HASH_FINALIZED()
  return new Hash(this, options)
}

Hash.prototype._transform = function _transform (chunk, encoding, callback) {
  native.update(this[kHandle], bytesOf(chunk, encoding))
  callback()
}

Hash.prototype._flush = function _flush (callback) {
  this.push(native.digest(this[kHandle]))
  this[kDone] = true
  callback()
}

Hash.prototype.update = function update (data, encoding) {
  if (this[kDone]) throw new ERR_CRYPTO_HASH_FINALIZED()
  native.update(this[kHandle], bytesOf(data, encoding))
  return this
}

Hash.prototype.digest = function digest (encoding) {
  if (this[kDone]) throw new ERR_CRYPTO_HASH_FINALIZED()
  this[kDone] = true
  const out = native.digest(this[kHandle])
  return encoding && encoding !== 'buffer' ? out.toString(encoding) : out
}

function Hmac (algorithm, key, options) {
  if (!new.target) return new Hmac(algorithm, key, options)
  validateString(algorithm, 'hmac')
  if (typeof key === 'string') key = Buffer.from(key, options?.encoding)
  else if (!ArrayBuffer.isView(key) && !(key instanceof ArrayBuffer)) throw new ERR_INVALID_ARG_TYPE('key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key)
  const handle = native.hmac(algorithm, key)
  if (handle === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(algorithm)
  setup(this, handle, options)
}
Object.setPrototypeOf(Hmac.prototype, Transform.prototype)
Object.setPrototypeOf(Hmac, Transform)
Hmac.prototype.update = Hash.prototype.update
Hmac.prototype._flush = Hash.prototype._flush
Hmac.prototype._transform = Hash.prototype._transform
Hmac.prototype.digest = function digest (encoding) {
  if (this[kDone]) {
    const empty = Buffer.from('')
    return encoding && encoding !== 'buffer' ? empty.toString(encoding) : empty
  }
  return Reflect.apply(Hash.prototype.digest, this, [encoding])
}

function timingSafeEqual (a, b) {
  for (const [name, value] of [['buf1', a], ['buf2', b]]) {
    if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value)
  }
  if (a.byteLength !== b.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH()
  return native.equal(a, b)
}

function hash (algorithm, input, encoding = 'hex') {
  validateString(algorithm, 'algorithm')
  return new Hash(algorithm).update(input).digest(encoding)
}

module.exports = {
  Hash,
  Hmac,
  hash,
  timingSafeEqual,
  getHashes: () => native.names(),
  createHash: (algorithm, options) => new Hash(algorithm, options),
  createHmac: (algorithm, key, options) => new Hmac(algorithm, key, options),
  // One digest without the stream's cost.
  digestOf (algorithm, data) {
    const handle = native.hash(algorithm)
    if (handle === undefined) return undefined
    native.update(handle, data)
    return native.digest(handle)
  }
}
