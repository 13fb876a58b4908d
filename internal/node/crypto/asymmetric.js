// RSA encryption of short data, in both directions.
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateString } = require('internal/validators')
const { bytes } = require('internal/crypto/arguments')
const keys = require('internal/crypto/keys')

const PKCS1 = 1
const OAEP = 4

function define (name, otherwise, prepare) {
  return {
    [name] (options, buffer) {
      const handle = prepare(options)
      const padding = options.padding || otherwise
      const { oaepHash, oaepLabel, encoding } = options
      if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash')
      const label = oaepLabel === undefined ? undefined : bytes(oaepLabel, 'key.oaepLabel', undefined, encoding)
      buffer = bytes(buffer, 'buffer', undefined, encoding)
      if (name === 'privateDecrypt' && padding === PKCS1) {
        // Answering whether this padding is right betrays the data, to whoever may ask often enough.
        const e = new TypeError('RSA_PKCS1_PADDING is no longer supported for private decryption, this can be reverted with --security-revert=CVE-2023-46809')
        e.code = new ERR_INVALID_ARG_VALUE('padding', padding).code
        throw e
      }
      return native[name](handle, buffer, padding, oaepHash ?? 'sha1', label)
    }
  }[name]
}

module.exports = {
  native,
  publicEncrypt: define('publicEncrypt', OAEP, keys.preparePublic),
  publicDecrypt: define('publicDecrypt', PKCS1, keys.preparePublic),
  privateEncrypt: define('privateEncrypt', PKCS1, keys.preparePrivate),
  privateDecrypt: define('privateDecrypt', OAEP, keys.preparePrivate)
}
