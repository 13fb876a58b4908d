// Diffie-Hellman with numbers, with elliptic curves, and with key objects.
const {
  codes: {
    ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY, ERR_CRYPTO_INCOMPATIBLE_KEY, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_CRYPTO_INVALID_KEYPAIR,
    ERR_CRYPTO_UNKNOWN_DH_GROUP, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_CRYPTO_INVALID_CURVE
  }
} = require('internal/errors')
const { validateInt32, validateObject, validateString } = require('internal/validators')
const { bytes, encoded, isBytes } = require('internal/crypto/arguments')
const { Buffer } = require('buffer')

const coded = (error, code) => Object.assign(error, { code })

// What OpenSSL says of numbers that are too small.
function unfit (number, reason, code, library = 'Diffie-Hellman routines') {
  return Object.assign(new Error(`error:${number}:${library}::${reason}`), { library, reason, code })
}
const badGenerator = () => unfit('02800065', 'bad generator', 'ERR_OSSL_DH_BAD_GENERATOR')
const tooSmall = () => unfit('0280007E', 'modulus too small', 'ERR_OSSL_DH_MODULUS_TOO_SMALL')
const isEncoding = (value) => typeof value === 'string' && (value === 'buffer' || Buffer.isEncoding(value))
const own = (b) => Buffer.from(ArrayBuffer.isView(b) ? b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength) : b)

const kState = Symbol('kState')

function DiffieHellman (sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding)
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey)) {
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], sizeOrKey)
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey')
  if (keyEncoding && !isEncoding(keyEncoding)) {
    genEncoding = generator
    generator = keyEncoding
    keyEncoding = false
  }
  if (!generator) generator = Buffer.from([2])
  else if (typeof generator === 'number') {
    validateInt32(generator, 'generator')
    if (generator <= 1) throw badGenerator()
    generator = require('internal/crypto/primes').numberOf(BigInt(generator), 'generator')
  } else if (typeof generator === 'string') generator = own(bytes(generator, 'generator', undefined, genEncoding || 'latin1'))
  else if (isBytes(generator)) generator = own(generator)
  else throw new ERR_INVALID_ARG_TYPE('generator', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], generator)
  if (generator.every((b, i) => b === 0 || (i === generator.length - 1 && b === 1))) throw badGenerator()
  let prime
  if (typeof sizeOrKey === 'number') {
    if (sizeOrKey < 2) throw tooSmall()
    prime = Buffer.from(require('internal/crypto/primes').generatePrimeSync(sizeOrKey, { safe: sizeOrKey > 8 }))
  } else {
    prime = own(bytes(sizeOrKey, 'sizeOrKey', undefined, keyEncoding || 'utf8'))
    if (prime.length === 0) throw unfit('01800076', 'bits too small', 'ERR_OSSL_BN_BITS_TOO_SMALL', 'bignum routines')
  }
  this[kState] = { prime, generator, privateKey: undefined, publicKey: undefined }
}

function DiffieHellmanGroup (name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name)
  validateString(name, 'name')
  const prime = require('internal/crypto/primes').groupPrime(name)
  if (prime === undefined) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP()
  this[kState] = { prime, generator: Buffer.from([2]), privateKey: undefined, publicKey: undefined }
}

const methods = {
  generateKeys (encoding) {
    const s = this[kState]
    if (s.prime.length < 64) throw tooSmall()
    s.privateKey ??= native.privateNumber(s.prime)
    s.publicKey = native.power(s.generator, s.privateKey, s.prime)
    return encoded(own(s.publicKey), encoding)
  },
  computeSecret (otherPublicKey, inputEncoding, outputEncoding) {
    const s = this[kState]
    const other = bytes(otherPublicKey, 'otherPublicKey', undefined, inputEncoding)
    const secret = native.agreeNumbers(s.prime, s.privateKey ?? Buffer.from([0]), other)
    if (typeof secret === 'number') throw coded(new RangeError(`Supplied key is too ${secret === 1 ? 'small' : 'large'}`), 'ERR_CRYPTO_INVALID_KEYLEN')
    return encoded(secret, outputEncoding)
  },
  getPrime (encoding) { return encoded(own(this[kState].prime), encoding) },
  getGenerator (encoding) { return encoded(own(this[kState].generator), encoding) },
  getPublicKey (encoding) { return encoded(own(held(this, 'publicKey', 'No public key - did you forget to generate one?')), encoding) },
  getPrivateKey (encoding) { return encoded(own(held(this, 'privateKey', 'No private key - did you forget to generate one?')), encoding) }
}

function held (self, name, message) {
  const value = self[kState][name]
  if (value === undefined) throw coded(new Error(message), 'ERR_CRYPTO_INVALID_STATE')
  return value
}

for (const Class of [DiffieHellman, DiffieHellmanGroup]) {
  for (const name of Object.keys(methods)) Class.prototype[name] = methods[name]
  Object.defineProperty(Class.prototype, 'verifyError', {
    configurable: true,
    enumerable: true,
    get () { return (this[kState].verifyError ??= require('internal/crypto/primes').checkModulus(this[kState].prime, this[kState].generator)) }
  })
}

DiffieHellman.prototype.setPublicKey = function setPublicKey (key, encoding) {
  this[kState].publicKey = own(bytes(key, 'key', undefined, encoding))
  return this
}

DiffieHellman.prototype.setPrivateKey = function setPrivateKey (key, encoding) {
  this[kState].privateKey = own(bytes(key, 'key', undefined, encoding))
  return this
}

function ECDH (curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve)
  validateString(curve, 'curve')
  if (!native.hasCurve(curve)) throw new ERR_CRYPTO_INVALID_CURVE()
  this[kState] = { curve, key: undefined, point: undefined }
}

const pointForm = (format) => {
  if (!format || format === 'uncompressed') return ''
  if (format === 'compressed' || format === 'hybrid') return format
  throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format)
}

const rawKey = (handle, isPrivate, form) => require('internal/crypto/keys').native.raw(handle, isPrivate, form)

ECDH.prototype.generateKeys = function generateKeys (encoding, format) {
  const s = this[kState]
  s.key = require('internal/crypto/keys').native.generatePair('ec', { namedCurve: s.curve })
  s.point = undefined
  return this.getPublicKey(encoding, format)
}

ECDH.prototype.getPublicKey = function getPublicKey (encoding, format) {
  const s = this[kState]
  const form = pointForm(format)
  if (s.point !== undefined) return encoded(native.convert(s.curve, s.point, form), encoding)
  if (s.key === undefined) throw coded(new Error('Failed to get ECDH public key'), 'ERR_CRYPTO_OPERATION_FAILED')
  return encoded(rawKey(s.key, false, form), encoding)
}

ECDH.prototype.getPrivateKey = function getPrivateKey (encoding) {
  if (this[kState].key === undefined) throw coded(new Error('Failed to get ECDH private key'), 'ERR_CRYPTO_OPERATION_FAILED')
  return encoded(rawKey(this[kState].key, true), encoding)
}

ECDH.prototype.setPrivateKey = function setPrivateKey (key, encoding) {
  const handle = native.scalar(this[kState].curve, bytes(key, 'key', undefined, encoding))
  if (handle === undefined) throw coded(new RangeError('Private key is not valid for specified curve.'), 'ERR_CRYPTO_INVALID_KEYTYPE')
  this[kState].key = handle
  this[kState].point = undefined
  return this
}

ECDH.prototype.setPublicKey = function setPublicKey (key, encoding) {
  const point = native.convert(this[kState].curve, bytes(key, 'key', undefined, encoding), '')
  if (point === undefined) throw coded(new Error('Failed to convert Buffer to EC_POINT'), 'ERR_CRYPTO_OPERATION_FAILED')
  this[kState].point = point
  return this
}

ECDH.prototype.computeSecret = function computeSecret (otherPublicKey, inputEncoding, outputEncoding) {
  const s = this[kState]
  const { native: keys } = require('internal/crypto/keys')
  const other = keys.fromRaw('ec', s.curve, bytes(otherPublicKey, 'otherPublicKey', undefined, inputEncoding), false)
  if (s.key === undefined || (s.point !== undefined && !s.point.equals(rawKey(s.key, false)))) throw new ERR_CRYPTO_INVALID_KEYPAIR()
  if (other === undefined) throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY()
  return encoded(native.agree(s.key, other), outputEncoding)
}

ECDH.convertKey = function convertKey (key, curve, inputEncoding, outputEncoding, format) {
  validateString(curve, 'curve')
  key = bytes(key, 'key', undefined, inputEncoding)
  const form = pointForm(format)
  if (!native.hasCurve(curve)) throw new ERR_CRYPTO_INVALID_CURVE()
  const point = native.convert(curve, key, form)
  if (point === undefined) throw coded(new Error('Failed to convert Buffer to EC_POINT'), 'ERR_CRYPTO_OPERATION_FAILED')
  return encoded(point, outputEncoding)
}

const agreeing = new Set(['dh', 'ec', 'x448', 'x25519'])

function diffieHellman (options) {
  validateObject(options, 'options')
  const { privateKey, publicKey } = options
  const { KeyObject, handleOf } = require('internal/crypto/keys')
  if (!(privateKey instanceof KeyObject)) throw new ERR_INVALID_ARG_VALUE('options.privateKey', privateKey)
  if (!(publicKey instanceof KeyObject)) throw new ERR_INVALID_ARG_VALUE('options.publicKey', publicKey)
  if (privateKey.type !== 'private') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(privateKey.type, 'private')
  if (publicKey.type !== 'public' && publicKey.type !== 'private') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(publicKey.type, 'private or public')
  const { asymmetricKeyType } = privateKey
  if (asymmetricKeyType !== publicKey.asymmetricKeyType || !agreeing.has(asymmetricKeyType)) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${asymmetricKeyType} and ${publicKey.asymmetricKeyType}`)
  }
  return native.agree(handleOf(privateKey), handleOf(publicKey))
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  diffieHellman,
  native,
  createDiffieHellman (sizeOrKey, keyEncoding, generator, genEncoding) { return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) },
  createDiffieHellmanGroup: (name) => new DiffieHellmanGroup(name),
  createECDH: (curve) => new ECDH(curve),
  getCurves: () => native.curves(),
  getDiffieHellman: (name) => new DiffieHellmanGroup(name)
}
