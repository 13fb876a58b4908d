// Key objects, and keys in all the forms in which they are given.
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE
  }
} = require('internal/errors')
const { validateObject, validateOneOf, validateString } = require('internal/validators')
const { bytes, isBytes } = require('internal/crypto/arguments')

const kHandle = Symbol('kHandle')
const kKeyType = Symbol('kKeyType')
const kAsymmetricKeyType = Symbol('kAsymmetricKeyType')
const kAsymmetricKeyDetails = Symbol('kAsymmetricKeyDetails')
const detailed = new Set(['rsa', 'rsa-pss', 'ec'])

// What a key is wanted for.
const consumePublic = 'consume public'
const consumePrivate = 'consume private'
const createPublic = 'create public'
const createPrivate = 'create private'

class KeyObject {
  constructor (type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new ERR_INVALID_ARG_VALUE('type', type)
    if (typeof handle !== 'object' || handle === null) throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle)
    this[kKeyType] = type
    Object.defineProperty(this, kHandle, { value: handle })
  }

  get type () { return this[kKeyType] }

  static from (key) {
    if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key)
    return require('internal/crypto/webkeys').keyObjectOf(key)
  }

  equals (otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject)
    return otherKeyObject.type === this.type && native.equal(this[kHandle], otherKeyObject[kHandle])
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { configurable: true, value: 'KeyObject' })

class SecretKeyObject extends KeyObject {
  constructor (handle) { super('secret', handle) }
  get symmetricKeySize () { return native.bytes(this[kHandle]).length }

  export (options) {
    if (options !== undefined) {
      validateObject(options, 'options')
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk'])
      if (options.format === 'jwk') return native.toJWK(this[kHandle])
    }
    return native.bytes(this[kHandle])
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType () { return (this[kAsymmetricKeyType] ??= native.algorithm(this[kHandle])) }
  get asymmetricKeyDetails () {
    if (!detailed.has(this.asymmetricKeyType)) return {}
    return (this[kAsymmetricKeyDetails] ??= native.details(this[kHandle]))
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor (handle) { super('public', handle) }

  export (options) {
    if (options && options.format === 'jwk') return native.toJWK(this[kHandle])
    const { format, type } = parseEncoding(options, this.asymmetricKeyType, true)
    return native.export(this[kHandle], format, type)
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor (handle) { super('private', handle) }

  export (options) {
    if (options && options.format === 'jwk') {
      if (options.passphrase !== undefined) throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption')
      return native.toJWK(this[kHandle])
    }
    const { format, type, cipher, passphrase } = parseEncoding(options, this.asymmetricKeyType, false)
    return native.export(this[kHandle], format, type, cipher, passphrase)
  }
}

// Key objects are cloned as their bytes.
require('internal/cloneable').register(KeyObject.prototype, {
  module: 'internal/crypto/keys',
  revive: 'revive',
  clone (key) {
    if (key.type === 'secret') return { type: 'secret', data: key.export() }
    return { type: key.type, data: key.export({ format: 'der', type: key.type === 'public' ? 'spki' : 'pkcs8' }) }
  }
})

function revive ({ type, data }) {
  if (type === 'secret') return new SecretKeyObject(native.secret(data))
  if (type === 'public') return new PublicKeyObject(native.parse(false, data, 'der', 'spki'))
  return new PrivateKeyObject(native.parse(true, data, 'der', 'pkcs8'))
}

const isKeyObject = (value) => value instanceof KeyObject && value[kHandle] !== undefined
const isCryptoKey = (value) => typeof value === 'object' && value !== null && value[Symbol.toStringTag] === 'CryptoKey' &&
  require('internal/crypto/webkeys').isCryptoKey(value)
const isText = (value) => typeof value === 'string' || isBytes(value)
const objectOf = (cryptoKey) => require('internal/crypto/webkeys').keyObjectOf(cryptoKey)

const keyTypes = (withObjects) => ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', ...(withObjects ? ['KeyObject', 'CryptoKey'] : [])]

const optionName = (name, object) => object === undefined ? `options.${name}` : `options.${object}.${name}`

function parseFormat (format, otherwise, name) {
  if (format === undefined && otherwise !== undefined) return otherwise
  if (format === 'pem' || format === 'der' || format === 'jwk') return format
  throw new ERR_INVALID_ARG_VALUE(name, format)
}

function parseType (type, required, keyType, isPublic, name) {
  if (type === undefined && !required) return undefined
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for RSA keys')
    return type
  }
  if (type === 'spki' && isPublic !== false) return type
  if (type === 'pkcs8' && isPublic !== true) return type
  if (type === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for EC keys')
    return type
  }
  throw new ERR_INVALID_ARG_VALUE(name, type)
}

// parseEncoding reads in which form a key is, or is wanted when its keyType is known.
function parseEncoding (encoding, keyType, isPublic, object) {
  validateObject(encoding, 'options')
  const isInput = keyType === undefined
  const format = parseFormat(encoding.format, isInput ? 'pem' : undefined, optionName('format', object))
  const type = parseType(encoding.type, (!isInput || format === 'der') && format !== 'jwk', keyType, isPublic, optionName('type', object))
  if (isPublic === true) return { format, type }
  const { cipher, passphrase } = encoding
  if (!isInput) {
    if (cipher !== undefined && cipher !== null) {
      if (typeof cipher !== 'string') throw new ERR_INVALID_ARG_VALUE(optionName('cipher', object), cipher)
      if (format === 'der' && (type === 'pkcs1' || type === 'sec1')) throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'does not support encryption')
    } else if (passphrase !== undefined) throw new ERR_INVALID_ARG_VALUE(optionName('cipher', object), cipher)
  }
  const needed = isInput ? passphrase !== undefined : cipher !== undefined && cipher !== null
  if (needed && !isText(passphrase)) throw new ERR_INVALID_ARG_VALUE(optionName('passphrase', object), passphrase)
  return { format, type, cipher, passphrase: passphrase === undefined ? undefined : bytes(passphrase, 'key.passphrase', undefined, encoding.encoding) }
}

function handleOfObject (key, purpose) {
  if (purpose === createPrivate) throw new ERR_INVALID_ARG_TYPE('key', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key)
  if (key.type !== 'private') {
    if (purpose === consumePrivate || purpose === createPublic) throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private')
    if (key.type !== 'public') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private or public')
  }
  return key[kHandle]
}

const jwkMembers = { OKP: ['crv', 'x', 'd'], EC: ['crv', 'x', 'y', 'd'], RSA: ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] }
const jwkCurves = { OKP: ['Ed25519', 'Ed448', 'X25519', 'X448'], EC: ['P-256', 'secp256k1', 'P-384', 'P-521'] }

function handleOfJWK (key, purpose) {
  validateObject(key, 'key')
  validateOneOf(key.kty, 'key.kty', ['RSA', 'EC', 'OKP'])
  const isPublic = purpose === consumePublic || purpose === createPublic
  for (const name of jwkMembers[key.kty]) {
    if (isPublic && name === 'd') break
    validateString(key[name], `key.${name}`)
    if (name === 'crv') validateOneOf(key.crv, 'key.crv', jwkCurves[key.kty])
  }
  return native.fromJWK(key, !isPublic)
}

// prepare answers the native half of a key given in any form.
function prepare (key, purpose) {
  if (isKeyObject(key)) return handleOfObject(key, purpose)
  if (isCryptoKey(key)) return handleOfObject(objectOf(key), purpose)
  if (isText(key)) return parse({ format: 'pem' }, bytes(key, 'key'), purpose)
  if (typeof key === 'object' && key !== null) {
    const { key: data, encoding, format } = key
    if (isKeyObject(data)) return handleOfObject(data, purpose)
    if (isCryptoKey(data)) return handleOfObject(objectOf(data), purpose)
    if (format === 'jwk') {
      validateObject(data, 'key.key')
      return handleOfJWK(data, purpose)
    }
    if (!isText(data)) throw new ERR_INVALID_ARG_TYPE('key.key', keyTypes(purpose !== createPrivate), data)
    const isPublic = purpose === consumePrivate || purpose === createPrivate ? false : undefined
    return parse(parseEncoding(key, undefined, isPublic), bytes(data, 'key', undefined, encoding), purpose)
  }
  throw new ERR_INVALID_ARG_TYPE('key', keyTypes(purpose !== createPrivate), key)
}

function parse ({ format, type, passphrase }, data, purpose) {
  return native.parse(purpose === consumePrivate || purpose === createPrivate, data, format, type ?? '', passphrase)
}

// secretHandle answers the native half of a secret key object.
function secretHandle (key, name) {
  if (isCryptoKey(key)) key = objectOf(key)
  if (!isKeyObject(key)) throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key)
  if (key.type !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret')
  return key[kHandle]
}

// secretBytes answers a secret as bytes or as the native half of a key.
const secretBytes = (key, encoding) => isText(key) ? bytes(key, 'key', undefined, encoding) : secretHandle(key, 'key')

function createSecretKey (key, encoding) {
  if (!isText(key)) throw new ERR_INVALID_ARG_TYPE('key', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key)
  key = bytes(key, 'key', undefined, encoding)
  if (key.byteLength > 2147483647) throw new ERR_OUT_OF_RANGE('key.byteLength', '>= 0 && <= 2147483647', key.byteLength)
  return new SecretKeyObject(native.secret(key))
}

function createPublicKey (key) {
  const handle = prepare(key, createPublic)
  return new PublicKeyObject(native.isPrivate(handle) ? native.public(handle) : handle)
}

const createPrivateKey = (key) => new PrivateKeyObject(prepare(key, createPrivate))

// objectFor makes the key object for a native half.
function objectFor (handle) {
  return native.isPrivate(handle) ? new PrivateKeyObject(handle) : new PublicKeyObject(handle)
}

module.exports = {
  KeyObject,
  PrivateKeyObject,
  PublicKeyObject,
  SecretKeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  handleOf: (object) => object[kHandle],
  isCryptoKey,
  isKeyObject,
  native,
  objectFor,
  parseEncoding,
  preparePrivate: (key) => prepare(key, consumePrivate),
  revive,
  preparePublic: (key) => prepare(key, consumePublic),
  secretBytes,
  secretHandle
}
