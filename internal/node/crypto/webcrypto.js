const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_METHOD_NOT_IMPLEMENTED, ERR_MISSING_ARGS } } = require('internal/errors')
const random = require('internal/crypto/random')
const enumerable = { __proto__: null, enumerable: true }

class SubtleCrypto {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() }

  async digest (algorithm, data) {
    if (this !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto')
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('algorithm', 'data')
    const name = typeof algorithm === 'string' ? algorithm : algorithm?.name
    const known = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' }[String(name).toUpperCase()]
    const { DOMException } = require('internal/domexception')
    if (name === undefined) throw new TypeError('Algorithm: name: Missing or not a string')
    if (known === undefined) throw new DOMException('Unrecognized algorithm name', 'NotSupportedError')
    if (!(data instanceof ArrayBuffer) && !ArrayBuffer.isView(data)) throw new TypeError("Failed to execute 'digest' on 'SubtleCrypto': 2nd argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.")
    const out = require('internal/crypto/hash').digestOf(known, data)
    return out.buffer.slice(out.byteOffset, out.byteOffset + out.byteLength)
  }
}
for (const name of ['encrypt', 'decrypt', 'sign', 'verify', 'generateKey', 'deriveKey', 'deriveBits', 'importKey', 'exportKey', 'wrapKey', 'unwrapKey']) {
  SubtleCrypto.prototype[name] = { async [name] () { throw new ERR_METHOD_NOT_IMPLEMENTED(`subtle.${name}`) } }[name]
}
Object.defineProperties(SubtleCrypto.prototype, { digest: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'SubtleCrypto' } })
const subtle = Object.create(SubtleCrypto.prototype)

class Crypto {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() }
  get subtle () {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto')
    return subtle
  }

  getRandomValues (array) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto')
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('typedArray')
    return random.getRandomValues(array)
  }

  randomUUID (options) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto')
    return random.randomUUID(options)
  }
}
Object.defineProperties(Crypto.prototype, { subtle: enumerable, getRandomValues: enumerable, randomUUID: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'Crypto' } })
const crypto = Object.create(Crypto.prototype)
class CryptoKey { constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() } }

module.exports = { crypto, Crypto, CryptoKey, SubtleCrypto, webcrypto: crypto }
