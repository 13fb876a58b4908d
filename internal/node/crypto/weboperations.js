// What CryptoKeys do. Each function answers a promise.
const { exception, hashName } = require('internal/crypto/webalgorithms')
const { handleOf, makeKey } = require('internal/crypto/webkeys')
const { checkCurve, checkUsages, rsaAlgorithm, usages } = require('internal/crypto/webimport')
const { arrayBuffer } = require('internal/crypto/arguments')
const keys = require('internal/crypto/keys')

const operationError = (message, cause) => exception(message, 'OperationError', cause)

// promised runs a native that takes a callback last.
function promised (method, args, message = 'The operation failed for an operation-specific reason') {
  return new Promise((resolve, reject) => {
    const done = (error, value) => error ? reject(operationError(message, error)) : resolve(value)
    try {
      method(...args, done)
    } catch (cause) {
      reject(operationError(message, cause))
    }
  })
}
const bytesOf = async (promise) => arrayBuffer(await promise)

const digest = (algorithm, data) => bytesOf(promised(native.digest, [hashName(algorithm), data]))

// Signatures.

const PKCS1 = 1
const PSS = 6

function signatureOptions ({ name, saltLength }) {
  if (name === 'RSASSA-PKCS1-v1_5') return [PKCS1, undefined, false]
  if (name === 'RSA-PSS') return [PSS, saltLength, false]
  return [undefined, undefined, name === 'ECDSA']
}

function signatureHash (algorithm, key) {
  if (algorithm.name === 'Ed25519') return null
  return hashName(algorithm.name === 'ECDSA' ? algorithm.hash : key.algorithm.hash)
}

function requireType (key, type) {
  if (key.type !== type) throw exception(`Key must be a ${type} key`, 'InvalidAccessError')
}

function sign (algorithm, key, data) {
  if (algorithm.name === 'HMAC') return bytesOf(promised(native.hmac, [hashName(key.algorithm.hash), handleOf(key), data]))
  requireType(key, 'private')
  const { signData } = require('internal/crypto/sign').native
  return bytesOf(promised(signData, [handleOf(key), signatureHash(algorithm, key), data, ...signatureOptions(algorithm)]))
}

function verify (algorithm, key, signature, data) {
  if (algorithm.name === 'HMAC') return promised(native.hmacVerify, [hashName(key.algorithm.hash), handleOf(key), data, signature])
  requireType(key, 'public')
  const { verifyData } = require('internal/crypto/sign').native
  return promised(verifyData, [handleOf(key), signatureHash(algorithm, key), data, signature, ...signatureOptions(algorithm)])
}

// Encryption.

function gcm (encrypting, algorithm, key, data) {
  const { iv, additionalData, tagLength = 128 } = algorithm
  if (![32, 64, 96, 104, 112, 120, 128].includes(tagLength)) throw operationError(`${tagLength} is not a valid AES-GCM tag length`)
  if (!encrypting && data.byteLength < tagLength / 8) throw operationError('The provided data is too small.')
  return promised(native.gcm, [encrypting, handleOf(key), iv, data, additionalData ?? new Uint8Array(0), tagLength / 8])
}

function cbc (encrypting, { iv }, key, data) {
  if (iv.byteLength !== 16) throw operationError('algorithm.iv must contain exactly 16 bytes')
  return promised(native.cipher, [`aes-${key.algorithm.length}-cbc`, encrypting, handleOf(key), iv, data])
}

function ctr (encrypting, { counter, length }, key, data) {
  if (counter.byteLength !== 16) throw operationError('algorithm.counter must contain exactly 16 bytes')
  if (length === 0 || length > 128) throw operationError('AES-CTR algorithm.length must be between 1 and 128')
  return promised(native.ctr, [handleOf(key), counter, length, data])
}

const keyWrapIV = new Uint8Array(8).fill(0xa6)

const keyWrap = (encrypting, algorithm, key, data) => promised(native.cipher, [`id-aes${key.algorithm.length}-wrap`, encrypting, handleOf(key), keyWrapIV, data])

function oaep (encrypting, { label }, key, data) {
  requireType(key, encrypting ? 'public' : 'private')
  const { publicEncrypt, privateDecrypt } = require('internal/crypto/asymmetric').native
  return promised(encrypting ? publicEncrypt : privateDecrypt, [handleOf(key), data, 4, hashName(key.algorithm.hash), label])
}

const ciphers = { 'AES-GCM': gcm, 'AES-CBC': cbc, 'AES-CTR': ctr, 'AES-KW': keyWrap, 'RSA-OAEP': oaep }

const encrypt = (algorithm, key, data) => bytesOf(ciphers[algorithm.name](true, algorithm, key, data))
const decrypt = (algorithm, key, data) => bytesOf(ciphers[algorithm.name](false, algorithm, key, data))

// Derivation.

async function agree (algorithm, key, length) {
  const other = algorithm.public
  if (other.type !== 'public') throw exception('algorithm.public must be a public key', 'InvalidAccessError')
  requireType(key, 'private')
  if (other.algorithm.name !== algorithm.name) throw exception('Keys must be ECDH, X25519, or X448 keys', 'InvalidAccessError')
  if (other.algorithm.namedCurve !== key.algorithm.namedCurve) throw exception('Named curve mismatch', 'InvalidAccessError')
  const bits = await bytesOf(promised(require('internal/crypto/agree').native.agree, [handleOf(key), handleOf(other)]))
  if (length === null) return bits
  if (bits.byteLength * 8 < length) throw operationError('derived bit length is too small')
  const out = bits.slice(0, Math.ceil(length / 8))
  if (length % 8 !== 0) {
    const view = new Uint8Array(out)
    view[view.length - 1] &= 0xff00 >> (length % 8)
  }
  return out
}

function checkLength (length) {
  if (length === null) throw operationError('length cannot be null')
  if (length % 8 !== 0) throw operationError('length must be a multiple of 8')
}

async function hkdf ({ hash, salt, info }, key, length) {
  checkLength(length)
  if (length === 0) return new ArrayBuffer(0)
  return bytesOf(promised(require('internal/crypto/derive').native.hkdf, [hashName(hash), handleOf(key), salt, info, length / 8]))
}

async function pbkdf2 ({ hash, salt, iterations }, key, length) {
  if (iterations === 0) throw operationError('iterations cannot be zero')
  checkLength(length)
  if (length === 0) return new ArrayBuffer(0)
  return bytesOf(promised(require('internal/crypto/derive').native.pbkdf2, [hashName(hash), keys.native.bytes(handleOf(key)), salt, iterations, length / 8]))
}

const derivations = { ECDH: agree, X25519: agree, HKDF: hkdf, PBKDF2: pbkdf2 }

const deriveBits = (algorithm, key, length) => derivations[algorithm.name](algorithm, key, length)

const blockBits = (hash) => hash.name === 'SHA-384' || hash.name === 'SHA-512' ? 1024 : 512

// keyLength is how many bits a derived key needs; null is as many as there are.
function keyLength (algorithm) {
  const { name, hash, length } = algorithm
  if (name === 'HKDF' || name === 'PBKDF2') return null
  if (name === 'HMAC') {
    if (length === undefined) return blockBits(hash)
    if (length === 0) throw new TypeError('Invalid key length')
    return length
  }
  if (length !== 128 && length !== 192 && length !== 256) throw operationError('Invalid key length')
  return length
}

// Generation.

function checkAll (name, wanted) {
  const types = Object.keys(usages[name])
  checkUsages(name, types[0], types.length === 1 ? wanted : wanted.filter((usage) => !usages[name].private.includes(usage)))
}

async function generateSecret (algorithm, extractable, wanted) {
  const { name, hash } = algorithm
  checkAll(name, wanted)
  let { length } = algorithm
  if (name === 'HMAC') {
    length ??= blockBits(hash)
    if (length === 0) throw operationError('Zero-length key is not supported')
  } else if (length !== 128 && length !== 192 && length !== 256) throw operationError('AES key length must be 128, 192, or 256 bits')
  const handle = await promised(keys.native.generate, [Math.ceil(length / 8)])
  const described = name === 'HMAC' ? { name, length, hash: { name: hash.name } } : { name, length }
  return secretKey(new keys.SecretKeyObject(handle), described, wanted, extractable)
}

function secretKey (object, algorithm, wanted, extractable) {
  if (wanted.length === 0) throw exception('Usages cannot be empty when creating a key.', 'SyntaxError')
  return makeKey(object, algorithm, wanted, extractable)
}

async function generatePair (algorithm, extractable, wanted) {
  const { name, hash, namedCurve, modulusLength, publicExponent } = algorithm
  checkAll(name, wanted)
  if (namedCurve !== undefined) checkCurve(namedCurve)
  let handle
  if (name.startsWith('RSA')) {
    const exponent = publicExponent.reduce((n, b) => n * 256 + b, 0)
    if (exponent > 0xffffffff || exponent < 3 || exponent % 2 === 0) throw operationError('The publicExponent must be equivalent to an unsigned 32-bit value')
    handle = await promised(keys.native.generatePair, ['rsa', { modulusLength, publicExponent: exponent }])
  } else if (namedCurve !== undefined) handle = await promised(keys.native.generatePair, ['ec', { namedCurve }])
  else handle = await promised(keys.native.generatePair, [name.toLowerCase(), {}])
  const described = () => hash !== undefined ? rsaAlgorithm(name, hash, handle) : namedCurve !== undefined ? { name, namedCurve } : { name }
  const own = (type) => wanted.filter((usage) => usages[name][type].includes(usage))
  if (own('private').length === 0) throw exception('Usages cannot be empty when creating a key.', 'SyntaxError')
  const publicKey = makeKey(new keys.PublicKeyObject(keys.native.public(handle)), described(), own('public'), true)
  const privateKey = makeKey(new keys.PrivateKeyObject(handle), described(), own('private'), extractable)
  return namedCurve === undefined && hash === undefined ? { __proto__: null, privateKey, publicKey } : { __proto__: null, publicKey, privateKey }
}

const generateKey = (algorithm, extractable, wanted) => usages[algorithm.name].secret
  ? generateSecret(algorithm, extractable, wanted)
  : generatePair(algorithm, extractable, wanted)

module.exports = { decrypt, deriveBits, digest, encrypt, generateKey, keyLength, sign, verify }
