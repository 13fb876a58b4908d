const { codes: { ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_INVALID_KEYLEN, ERR_CRYPTO_INVALID_SCRYPT_PARAMS, ERR_CRYPTO_SCRYPT_INVALID_PARAMETER, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateFunction, validateInt32, validateInteger, validateString, validateUint32 } = require('internal/validators')
const { arrayBuffer, bytes, isBytes } = require('internal/crypto/arguments')

function knownDigest (digest) {
  if (native.digestSize(digest) === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(digest)
}

function checkPBKDF2 (password, salt, iterations, length, digest) {
  validateString(digest, 'digest')
  password = bytes(password, 'password')
  salt = bytes(salt, 'salt')
  validateInt32(iterations, 'iterations', 1)
  validateInt32(length, 'keylen', 0)
  return [digest, password, salt, iterations, length]
}

function pbkdf2 (password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest
    digest = undefined
  }
  const args = checkPBKDF2(password, salt, iterations, keylen, digest)
  validateFunction(callback, 'callback')
  knownDigest(digest)
  native.pbkdf2(...args, (error, key) => error ? callback(error) : callback(null, key))
}

function pbkdf2Sync (password, salt, iterations, keylen, digest) {
  const args = checkPBKDF2(password, salt, iterations, keylen, digest)
  knownDigest(digest)
  return native.pbkdf2(...args)
}

function checkHKDF (digest, key, salt, info, length) {
  validateString(digest, 'digest')
  if (typeof key !== 'string' && !isBytes(key)) {
    const keys = require('internal/crypto/keys')
    if (!keys.isKeyObject(key) && !keys.isCryptoKey(key)) {
      throw new ERR_INVALID_ARG_TYPE('ikm', ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], key)
    }
    key = keys.secretHandle(key, 'ikm')
  }
  salt = bytes(salt, 'salt')
  info = bytes(info, 'info')
  validateInteger(length, 'length', 0, 2147483647)
  if (info.byteLength > 1024) throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength)
  knownDigest(digest)
  if (length > 255 * native.digestSize(digest)) throw new ERR_CRYPTO_INVALID_KEYLEN()
  return [digest, key, salt, info, length]
}

function hkdf (hash, key, salt, info, length, callback) {
  const args = checkHKDF(hash, key, salt, info, length)
  validateFunction(callback, 'callback')
  native.hkdf(...args, (error, out) => error ? callback(error) : callback(null, arrayBuffer(out)))
}

const hkdfSync = (hash, key, salt, info, length) => arrayBuffer(native.hkdf(...checkHKDF(hash, key, salt, info, length)))

// A cost option has a long name and a short one.
function option (options, long, short) {
  const value = options[short]
  if (value === undefined) return options[long]
  if (options[long] !== undefined) throw new ERR_CRYPTO_SCRYPT_INVALID_PARAMETER()
  return value
}

function checkScrypt (password, salt, keylen, options) {
  password = bytes(password, 'password')
  salt = bytes(salt, 'salt')
  validateInt32(keylen, 'keylen', 0)
  let [N, r, p, maxmem] = [16384, 8, 1, 32 << 20]
  if (options && options !== undefined) {
    const cost = option(options, 'cost', 'N')
    const blockSize = option(options, 'blockSize', 'r')
    const parallelization = option(options, 'parallelization', 'p')
    if (cost !== undefined) validateUint32(N = cost, 'N')
    if (blockSize !== undefined) validateUint32(r = blockSize, 'r')
    if (parallelization !== undefined) validateUint32(p = parallelization, 'p')
    if (options.maxmem !== undefined) validateInteger(maxmem = options.maxmem, 'maxmem', 0)
    N ||= 16384
    r ||= 8
    p ||= 1
    maxmem = Math.min(maxmem || 32 << 20, 2 ** 32) // more would end the process, not the call
  }
  if (N < 2 || (BigInt(N) & BigInt(N - 1)) !== 0n || r * p >= 2 ** 30) throw new ERR_CRYPTO_INVALID_SCRYPT_PARAMS('')
  if (128 * N * r + 128 * r * p + 32 * r + 128 * r > maxmem) {
    throw new ERR_CRYPTO_INVALID_SCRYPT_PARAMS(': error:030000AC:digital envelope routines::memory limit exceeded')
  }
  return [password, salt, keylen, N, r, p]
}

function scrypt (password, salt, keylen, options, callback) {
  if (callback === undefined) {
    callback = options
    options = undefined
  }
  const args = checkScrypt(password, salt, keylen, options)
  validateFunction(callback, 'callback')
  native.scrypt(...args, (error, key) => error ? callback(error) : callback(null, key))
}

const scryptSync = (password, salt, keylen, options) => native.scrypt(...checkScrypt(password, salt, keylen, options))

module.exports = { native, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync }
