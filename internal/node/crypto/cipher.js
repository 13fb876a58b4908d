const { codes: { ERR_CRYPTO_INVALID_STATE, ERR_INTERNAL_ASSERTION, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING } } = require('internal/errors')
const { validateEncoding, validateInt32, validateObject, validateString, validateUint32 } = require('internal/validators')
const { deprecate, normalizeEncoding } = require('internal/util')
const { LazyTransform } = require('internal/crypto/lazy')
const { bytes, isBytes } = require('internal/crypto/arguments')
const { Buffer } = require('buffer')

const kHandle = Symbol('kHandle')

// output makes what update and final answer: a string of a decoder that keeps incomplete characters, or a buffer.
function output (self, buffer, encoding, end) {
  if (!encoding || encoding === 'buffer') return buffer
  self._decoder ??= new (require('string_decoder').StringDecoder)(encoding)
  if (self._decoder.encoding !== normalizeEncoding(encoding)) {
    if (normalizeEncoding(encoding) === undefined) throw new ERR_UNKNOWN_ENCODING(encoding)
    throw new ERR_INTERNAL_ASSERTION('Cannot change encoding\nThis is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n' +
      'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n')
  }
  return end ? self._decoder.end(buffer) : self._decoder.write(buffer)
}

function setup (self, cipher, key, iv, options, encrypt) {
  const length = options?.authTagLength
  if (length !== undefined && length !== null) validateLength(length, 'options.authTagLength')
  self[kHandle] = native.cipher(cipher, key, iv, encrypt, length ?? -1)
  self._decoder = null
  Reflect.apply(LazyTransform, self, [options])
}

function validateLength (length, name) {
  if (!Number.isInteger(length) || length < 0 || length > 2147483647) throw new ERR_INVALID_ARG_VALUE(name, length)
}

function setupIV (self, cipher, key, iv, options, encrypt) {
  validateString(cipher, 'cipher')
  const encoding = options?.encoding === undefined || options?.encoding === null ? 'utf8' : options.encoding
  if (options?.encoding !== undefined && options.encoding !== null) validateString(encoding, 'options.encoding')
  const secret = require('internal/crypto/keys').secretBytes(key, encoding)
  if (iv !== null && typeof iv !== 'string' && !isBytes(iv)) throw new ERR_INVALID_ARG_TYPE('iv', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], iv)
  setup(self, cipher, secret, iv === null ? null : bytes(iv, 'iv'), options, encrypt)
}

function setupPassword (self, cipher, password, options, encrypt) {
  validateString(cipher, 'cipher')
  password = bytes(password, 'password', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'])
  const [key, iv] = native.bytesToKey(cipher, password)
  setup(self, cipher, key, iv, options, encrypt)
  if (encrypt && ['ctr', 'gcm', 'ccm'].includes(native.info(cipher)[0])) process.emitWarning(`Use Cipheriv for counter mode of ${cipher}`)
}

const methods = {
  _transform (chunk, encoding, callback) {
    this.push(native.update(this[kHandle], typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk))
    callback()
  },
  _flush (callback) {
    try {
      this.push(native.final(this[kHandle]))
    } catch (e) {
      return callback(e)
    }
    callback()
  },
  update (data, inputEncoding, outputEncoding) {
    if (typeof data === 'string') {
      validateEncoding(data, inputEncoding)
      if (inputEncoding && inputEncoding !== 'utf8' && inputEncoding !== 'buffer') data = Buffer.from(data, inputEncoding)
    } else if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data)
    return output(this, native.update(this[kHandle], data), outputEncoding, false)
  },
  final (outputEncoding) { return output(this, native.final(this[kHandle]), outputEncoding, true) },
  setAutoPadding (autoPadding) {
    if (!native.padding(this[kHandle], autoPadding === undefined || !!autoPadding)) throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding')
    return this
  }
}

function getAuthTag () {
  const tag = native.tag(this[kHandle])
  if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag')
  return tag
}

function setAuthTag (tag, encoding) {
  if (!native.expect(this[kHandle], bytes(tag, 'buffer', undefined, encoding))) throw new ERR_CRYPTO_INVALID_STATE('setAuthTag')
  return this
}

function setAAD (aadbuf, options) {
  const length = options?.plaintextLength
  if (length !== undefined && length !== null) validateLength(length, 'options.plaintextLength')
  if (!native.aad(this[kHandle], bytes(aadbuf, 'aadbuf', undefined, options?.encoding), length ?? -1)) throw new ERR_CRYPTO_INVALID_STATE('setAAD')
  return this
}

function define (Class, extra) {
  Object.setPrototypeOf(Class.prototype, LazyTransform.prototype)
  Object.setPrototypeOf(Class, LazyTransform)
  Object.assign(Class.prototype, methods, extra)
}

function Cipher (cipher, password, options) {
  if (!new.target) return new Cipher(cipher, password, options)
  setupPassword(this, cipher, password, options, true)
}
function Decipher (cipher, password, options) {
  if (!new.target) return new Decipher(cipher, password, options)
  setupPassword(this, cipher, password, options, false)
}
function Cipheriv (cipher, key, iv, options) {
  if (!new.target) return new Cipheriv(cipher, key, iv, options)
  setupIV(this, cipher, key, iv, options, true)
}
function Decipheriv (cipher, key, iv, options) {
  if (!new.target) return new Decipheriv(cipher, key, iv, options)
  setupIV(this, cipher, key, iv, options, false)
}
for (const Class of [Cipher, Cipheriv]) define(Class, { getAuthTag, setAAD })
for (const Class of [Decipher, Decipheriv]) define(Class, { setAuthTag, setAAD })

function getCipherInfo (nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid)
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid')
  let keyLength, ivLength
  if (options !== undefined) {
    validateObject(options, 'options')
    ;({ keyLength, ivLength } = options)
    if (keyLength !== undefined) validateUint32(keyLength, 'options.keyLength')
    if (ivLength !== undefined) validateUint32(ivLength, 'options.ivLength')
  }
  const found = native.info(nameOrNid, keyLength, ivLength)
  if (found === undefined) return undefined
  const [mode, name, nid, blockSize, iv, key] = found
  const info = { mode, name, nid }
  if (mode !== 'stream') info.blockSize = blockSize
  if (iv !== 0) info.ivLength = iv
  info.keyLength = key
  return info
}

module.exports = {
  Cipher,
  Cipheriv,
  Decipher,
  Decipheriv,
  getCipherInfo,
  getCiphers: () => native.names(),
  createCipheriv (cipher, key, iv, options) { return new Cipheriv(cipher, key, iv, options) },
  createDecipheriv (cipher, key, iv, options) { return new Decipheriv(cipher, key, iv, options) },
  createCipher: deprecate((cipher, password, options) => new Cipher(cipher, password, options), 'crypto.createCipher is deprecated.', 'DEP0106'),
  createDecipher: deprecate((cipher, password, options) => new Decipher(cipher, password, options), 'crypto.createDecipher is deprecated.', 'DEP0106')
}
