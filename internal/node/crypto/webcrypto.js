// The crypto global: https://w3c.github.io/webcrypto/
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors')
const random = require('internal/crypto/random')
const { kEnumerableProperty, lazyProperties } = require('internal/util')

// These are built when a method of subtle is called.
const algorithms = () => require('internal/crypto/webalgorithms')
const operations = () => require('internal/crypto/weboperations')
const webKeys = () => require('internal/crypto/webkeys')

const ordinal = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th']

// call checks the receiver and the number of arguments of a method.
function call (self, name, args, needed) {
  if (self !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto')
  if (args.length >= needed) return
  const e = new TypeError(`Failed to execute '${name}' on 'SubtleCrypto': ${needed} arguments required, but only ${args.length} present.`)
  e.code = new ERR_MISSING_ARGS('algorithm').code
  throw e
}

const context = (name, i) => `Failed to execute '${name}' on 'SubtleCrypto': ${ordinal[i]} argument`

function data (value, name, i) {
  const { bufferSource, isBufferSource } = algorithms()
  if (isBufferSource(value)) return bufferSource(value)
  const e = new TypeError(`${context(name, i)} is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.`)
  e.code = new ERR_INVALID_ARG_TYPE('data', 'Buffer', value).code
  throw e
}

function keyArgument (value, name, i) {
  if (webKeys().isCryptoKey(value)) return value
  const e = new TypeError(`${context(name, i)} is not of type CryptoKey.`)
  e.code = new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', value).code
  throw e
}

function enumerated (value, known, type, name, i) {
  value = `${value}`
  if (known.includes(value)) return value
  const e = new TypeError(`${context(name, i)} value '${value}' is not a valid enum value of type ${type}.`)
  e.code = new ERR_INVALID_ARG_VALUE('value', value).code
  throw e
}

const formatOf = (value, name, i) => enumerated(value, ['raw', 'pkcs8', 'spki', 'jwk'], 'KeyFormat', name, i)

function usagesOf (value, name, i) {
  if (value === null || typeof value !== 'object' || typeof value[Symbol.iterator] !== 'function') {
    const e = new TypeError(`${context(name, i)} can not be converted to sequence.`)
    e.code = new ERR_INVALID_ARG_TYPE('usages', 'Array', value).code
    throw e
  }
  return [...new Set([...value].map((usage) => enumerated(usage, webKeys().usageOrder, 'KeyUsage', name, i)))]
}

const refusals = {
  sign: 'Unable to use this key to sign',
  verify: 'Unable to use this key to verify',
  deriveBits: 'baseKey does not have deriveBits usage',
  deriveKey: 'baseKey does not have deriveKey usage'
}

// requireKey checks that a key is for an algorithm and has a usage.
function requireKey (key, algorithm, usage) {
  const { exception } = algorithms()
  const refusal = refusals[usage] ?? 'The requested operation is not valid for the provided key'
  if (!key.usages.includes(usage)) throw exception(refusal, 'InvalidAccessError')
  if (algorithm.name !== key.algorithm.name) throw exception(usage.startsWith('derive') ? 'Key algorithm mismatch' : refusal, 'InvalidAccessError')
}

function keyData (format, value, name) {
  if (format !== 'jwk') return data(value, name, 1)
  if (value === null || typeof value === 'object') return value // webimport refuses what is no dictionary
  const e = new TypeError(`${context(name, 1)} can not be converted to a dictionary.`)
  e.code = new ERR_INVALID_ARG_TYPE('keyData', 'Object', value).code
  throw e
}

// The normalized algorithm of wrapping, which may be one of encryption.
function wrapping (algorithm, operation, otherwise) {
  const { normalize } = algorithms()
  try {
    return normalize(algorithm, operation)
  } catch {
    return normalize(algorithm, otherwise)
  }
}

class SubtleCrypto {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() }

  async digest (algorithm, value) {
    call(this, 'digest', arguments, 2)
    value = data(value, 'digest', 1)
    return operations().digest(algorithms().normalize(algorithm, 'digest'), value)
  }

  async generateKey (algorithm, extractable, keyUsages) {
    call(this, 'generateKey', arguments, 3)
    const wanted = usagesOf(keyUsages, 'generateKey', 2)
    return operations().generateKey(algorithms().normalize(algorithm, 'generateKey'), !!extractable, wanted)
  }

  async importKey (format, value, algorithm, extractable, keyUsages) {
    call(this, 'importKey', arguments, 4)
    format = formatOf(format, 'importKey', 0)
    value = keyData(format, value, 'importKey')
    const wanted = usagesOf(keyUsages, 'importKey', 4)
    return require('internal/crypto/webimport').importKey(format, value, algorithms().normalize(algorithm, 'importKey'), !!extractable, wanted)
  }

  async exportKey (format, key) {
    call(this, 'exportKey', arguments, 2)
    format = formatOf(format, 'exportKey', 0)
    keyArgument(key, 'exportKey', 1)
    if (!key.extractable) throw algorithms().exception('key is not extractable', 'InvalidAccessException') // node's name for it
    return require('internal/crypto/webimport').exportKey(format, key)
  }

  async sign (algorithm, key, value) {
    call(this, 'sign', arguments, 3)
    keyArgument(key, 'sign', 1)
    value = data(value, 'sign', 2)
    algorithm = algorithms().normalize(algorithm, 'sign')
    requireKey(key, algorithm, 'sign')
    return operations().sign(algorithm, key, value)
  }

  async verify (algorithm, key, signature, value) {
    call(this, 'verify', arguments, 4)
    keyArgument(key, 'verify', 1)
    signature = data(signature, 'verify', 2)
    value = data(value, 'verify', 3)
    algorithm = algorithms().normalize(algorithm, 'verify')
    requireKey(key, algorithm, 'verify')
    return operations().verify(algorithm, key, signature, value)
  }

  async encrypt (algorithm, key, value) {
    call(this, 'encrypt', arguments, 3)
    keyArgument(key, 'encrypt', 1)
    value = data(value, 'encrypt', 2)
    algorithm = algorithms().normalize(algorithm, 'encrypt')
    requireKey(key, algorithm, 'encrypt')
    return operations().encrypt(algorithm, key, value)
  }

  async decrypt (algorithm, key, value) {
    call(this, 'decrypt', arguments, 3)
    keyArgument(key, 'decrypt', 1)
    value = data(value, 'decrypt', 2)
    algorithm = algorithms().normalize(algorithm, 'decrypt')
    requireKey(key, algorithm, 'decrypt')
    return operations().decrypt(algorithm, key, value)
  }

  async deriveBits (algorithm, baseKey, length) {
    call(this, 'deriveBits', arguments, 3)
    keyArgument(baseKey, 'deriveBits', 1)
    if (length !== null) length = Number(length) >>> 0
    algorithm = algorithms().normalize(algorithm, 'deriveBits')
    requireKey(baseKey, algorithm, 'deriveBits')
    return operations().deriveBits(algorithm, baseKey, length)
  }

  async deriveKey (algorithm, baseKey, derivedKeyAlgorithm, extractable, keyUsages) {
    call(this, 'deriveKey', arguments, 5)
    keyArgument(baseKey, 'deriveKey', 1)
    const wanted = usagesOf(keyUsages, 'deriveKey', 4)
    const { normalize } = algorithms()
    algorithm = normalize(algorithm, 'deriveBits')
    const imported = normalize(derivedKeyAlgorithm, 'importKey')
    const length = normalize(derivedKeyAlgorithm, 'get key length')
    requireKey(baseKey, algorithm, 'deriveKey')
    const bits = await operations().deriveBits(algorithm, baseKey, operations().keyLength(length))
    return require('internal/crypto/webimport').importKey('raw', bits, imported, !!extractable, wanted)
  }

  async wrapKey (format, key, wrappingKey, algorithm) {
    call(this, 'wrapKey', arguments, 4)
    format = formatOf(format, 'wrapKey', 0)
    keyArgument(key, 'wrapKey', 1)
    keyArgument(wrappingKey, 'wrapKey', 2)
    algorithm = wrapping(algorithm, 'wrapKey', 'encrypt')
    requireKey(wrappingKey, algorithm, 'wrapKey')
    if (!key.extractable) throw algorithms().exception('key is not extractable', 'InvalidAccessError')
    let exported = require('internal/crypto/webimport').exportKey(format, key)
    if (format === 'jwk') {
      let text = JSON.stringify(exported)
      if (algorithm.name === 'AES-KW') text = text.slice(0, -1) + ' '.repeat((8 - text.length % 8) % 8) + '}'
      exported = require('buffer').Buffer.from(text)
    }
    return operations().encrypt(algorithm, wrappingKey, exported)
  }

  async unwrapKey (format, wrappedKey, unwrappingKey, unwrapAlgo, unwrappedKeyAlgo, extractable, keyUsages) {
    call(this, 'unwrapKey', arguments, 7)
    format = formatOf(format, 'unwrapKey', 0)
    wrappedKey = data(wrappedKey, 'unwrapKey', 1)
    keyArgument(unwrappingKey, 'unwrapKey', 2)
    const wanted = usagesOf(keyUsages, 'unwrapKey', 6)
    const algorithm = wrapping(unwrapAlgo, 'unwrapKey', 'decrypt')
    const imported = algorithms().normalize(unwrappedKeyAlgo, 'importKey')
    requireKey(unwrappingKey, algorithm, 'unwrapKey')
    let value = await operations().decrypt(algorithm, unwrappingKey, wrappedKey)
    if (format === 'jwk') {
      try {
        value = JSON.parse(require('buffer').Buffer.from(value).toString())
      } catch {
        throw algorithms().exception('Invalid wrapped JWK key', 'DataError')
      }
    }
    return require('internal/crypto/webimport').importKey(format, value, imported, !!extractable, wanted)
  }
}
for (const name of ['encrypt', 'decrypt', 'sign', 'verify', 'digest', 'generateKey', 'deriveKey', 'deriveBits', 'importKey', 'exportKey', 'wrapKey', 'unwrapKey']) {
  Object.defineProperty(SubtleCrypto.prototype, name, kEnumerableProperty)
}
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { configurable: true, value: 'SubtleCrypto' })
const subtle = Object.create(SubtleCrypto.prototype)

class Crypto {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() }
  get subtle () {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto')
    return subtle
  }

  getRandomValues (array) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto')
    if (arguments.length === 0) {
      const e = new TypeError("Failed to execute 'getRandomValues' on 'Crypto': 1 argument required, but only 0 present.")
      e.code = 'ERR_MISSING_ARGS'
      throw e
    }
    return random.getRandomValues(array)
  }

  randomUUID (options) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto')
    return random.randomUUID(options)
  }
}
Object.defineProperties(Crypto.prototype, {
  subtle: kEnumerableProperty,
  getRandomValues: kEnumerableProperty,
  randomUUID: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'Crypto' }
})
const crypto = Object.create(Crypto.prototype)

module.exports = { crypto, Crypto, SubtleCrypto, webcrypto: crypto }
lazyProperties(module.exports, 'internal/crypto/webkeys', ['CryptoKey'])
