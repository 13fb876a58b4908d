const { codes: { ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateEncoding, validateFunction, validateString } = require('internal/validators')
const { LazyWritable } = require('internal/crypto/lazy')
const { bytes, encoded } = require('internal/crypto/arguments')
const keys = require('internal/crypto/keys')

const kHandle = Symbol('kHandle')

function Sign (algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options)
  validateString(algorithm, 'algorithm')
  this[kHandle] = native.begin(algorithm)
  Reflect.apply(LazyWritable, this, [options])
}
Object.setPrototypeOf(Sign.prototype, LazyWritable.prototype)
Object.setPrototypeOf(Sign, LazyWritable)

Sign.prototype._write = function _write (chunk, encoding, callback) {
  this.update(chunk, encoding)
  callback()
}

Sign.prototype.update = function update (data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding)
    if (encoding && encoding !== 'utf8' && encoding !== 'buffer') data = bytes(data, 'data', undefined, encoding)
  } else if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data)
  native.update(this[kHandle], data)
  return this
}

function intOption (name, options) {
  const value = options[name]
  if (value === undefined || value === value >> 0) return value
  throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value)
}

// signatureOptions answers padding, salt length and whether ECDSA signatures are plain numbers.
function signatureOptions (options) {
  if (typeof options !== 'object' || options === null) return [undefined, undefined, false]
  const { dsaEncoding } = options
  const padding = intOption('padding', options)
  const salt = intOption('saltLength', options)
  if (dsaEncoding !== undefined && dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding)
  return [padding, salt, dsaEncoding === 'ieee-p1363']
}

Sign.prototype.sign = function sign (options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED()
  const key = keys.preparePrivate(options)
  return encoded(native.sign(this[kHandle], key, ...signatureOptions(options)), encoding)
}

function Verify (algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options)
  validateString(algorithm, 'algorithm')
  this[kHandle] = native.begin(algorithm)
  Reflect.apply(LazyWritable, this, [options])
}
Object.setPrototypeOf(Verify.prototype, LazyWritable.prototype)
Object.setPrototypeOf(Verify, LazyWritable)
Verify.prototype._write = Sign.prototype._write
Verify.prototype.update = Sign.prototype.update

Verify.prototype.verify = function verify (options, signature, sigEncoding) {
  const chosen = signatureOptions(options)
  signature = bytes(signature, 'signature', undefined, sigEncoding)
  return native.verify(this[kHandle], keys.preparePublic(options), signature, ...chosen)
}

function sign (algorithm, data, key, callback) {
  if (algorithm !== undefined && algorithm !== null) validateString(algorithm, 'algorithm')
  if (callback !== undefined) validateFunction(callback, 'callback')
  data = bytes(data, 'data', ['Buffer', 'TypedArray', 'DataView'])
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED()
  const chosen = signatureOptions(key)
  return native.signData(keys.preparePrivate(key), algorithm, data, ...chosen, callback)
}

function verify (algorithm, data, key, signature, callback) {
  if (algorithm !== undefined && algorithm !== null) validateString(algorithm, 'algorithm')
  if (callback !== undefined) validateFunction(callback, 'callback')
  data = bytes(data, 'data', ['Buffer', 'TypedArray', 'DataView'])
  if (!ArrayBuffer.isView(signature) && !(signature instanceof ArrayBuffer)) throw new ERR_INVALID_ARG_TYPE('signature', ['Buffer', 'TypedArray', 'DataView'], signature)
  const chosen = signatureOptions(key)
  return native.verifyData(keys.preparePublic(key), algorithm, data, signature, ...chosen, callback)
}

module.exports = {
  Sign,
  Verify,
  native,
  createSign (algorithm, options) { return new Sign(algorithm, options) },
  createVerify (algorithm, options) { return new Verify(algorithm, options) },
  sign,
  verify
}
