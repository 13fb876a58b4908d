const { codes: { ERR_CRYPTO_INVALID_DIGEST, ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { validateFunction, validateInt32, validateString, validateInteger } = require('internal/validators')
const { Buffer } = require('buffer')

function bytes (value, name) {
  if (typeof value === 'string') return Buffer.from(value)
  if (!(value instanceof ArrayBuffer) && !ArrayBuffer.isView(value)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value)
  return value
}

function checkPBKDF2 (password, salt, iterations, length, digest) {
  validateString(digest, 'digest')
  password = bytes(password, 'password')
  salt = bytes(salt, 'salt')
  validateInt32(iterations, 'iterations', 1)
  validateInt32(length, 'keylen', 0)
  return [password, salt, iterations, length, digest]
}

function pbkdf2 (password, salt, iterations, length, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest
    digest = undefined
  }
  const args = checkPBKDF2(password, salt, iterations, length, digest)
  validateFunction(callback, 'callback')
  if (native.pbkdf2(...args, callback) === null) throw new ERR_CRYPTO_INVALID_DIGEST(digest)
}

function pbkdf2Sync (...args) {
  const key = native.pbkdf2(...checkPBKDF2(...args))
  if (key === null) throw new ERR_CRYPTO_INVALID_DIGEST(args[4])
  return key
}

function checkHKDF (digest, key, salt, info, length) {
  validateString(digest, 'digest')
  key = bytes(key, 'ikm')
  salt = bytes(salt, 'salt')
  info = bytes(info, 'info')
  validateInteger(length, 'length', 0, 2 ** 31 - 1)
  return [digest, key, salt, info, length]
}

const arrayBuffer = (b) => b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength)

function hkdf (digest, key, salt, info, length, callback) {
  const args = checkHKDF(digest, key, salt, info, length)
  validateFunction(callback, 'callback')
  if (native.hkdf(...args, (error, out) => error ? callback(error) : callback(null, arrayBuffer(out))) === null) throw new ERR_CRYPTO_INVALID_DIGEST(digest)
}

function hkdfSync (...args) {
  const out = native.hkdf(...checkHKDF(...args))
  if (out === null) throw new ERR_CRYPTO_INVALID_DIGEST(args[0])
  return arrayBuffer(out)
}

module.exports = { pbkdf2, pbkdf2Sync, hkdf, hkdfSync }
