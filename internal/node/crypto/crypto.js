const { lazyProperties } = require('internal/util')
const { codes: { ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')

const crypto = module.exports
const parts = {
  hash: ['createHash', 'createHmac', 'getHashes', 'hash', 'timingSafeEqual', 'Hash', 'Hmac'],
  random: ['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID'],
  cipher: ['createCipheriv', 'createDecipheriv', 'getCiphers', 'getCipherInfo', 'Cipher', 'Cipheriv', 'Decipher', 'Decipheriv'],
  derive: ['hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync'],
  keys: ['createPrivateKey', 'createPublicKey', 'createSecretKey', 'KeyObject'],
  keygen: ['generateKeyPair', 'generateKeyPairSync', 'generateKey', 'generateKeySync'],
  sign: ['createSign', 'createVerify', 'sign', 'verify', 'Sign', 'Verify'],
  asymmetric: ['privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt'],
  agree: ['createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH', 'diffieHellman', 'getCurves', 'getDiffieHellman', 'DiffieHellman', 'DiffieHellmanGroup', 'ECDH'],
  primes: ['checkPrime', 'checkPrimeSync', 'generatePrime', 'generatePrimeSync'],
  x509: ['X509Certificate', 'Certificate']
}
for (const part of Object.keys(parts)) lazyProperties(crypto, `internal/crypto/${part}`, parts[part])
lazyProperties(crypto, 'internal/crypto/cipher', ['createCipher', 'createDecipher'], false)

crypto.getFips = function getFips () { return 0 }
crypto.setFips = function setFips (value) {
  if (value) throw new ERR_METHOD_NOT_IMPLEMENTED('crypto.setFips')
}
crypto.setEngine = function setEngine () { throw new ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED() }
crypto.secureHeapUsed = function secureHeapUsed () { return { total: 0, used: 0, utilization: 0, min: 0 } }

function getRandomValues (array) { return require('internal/crypto/webcrypto').crypto.getRandomValues(array) }

const accessor = (get, enumerable = true, set) => ({ configurable: true, enumerable, get, set })
Object.defineProperties(crypto, {
  constants: { ...accessor(() => require('internal/crypto/constants').constants), configurable: false },
  webcrypto: { ...accessor(() => require('internal/crypto/webcrypto').crypto), configurable: false },
  subtle: { ...accessor(() => require('internal/crypto/webcrypto').crypto.subtle), configurable: false },
  getRandomValues: { ...accessor(() => getRandomValues), configurable: false },
  fips: accessor(crypto.getFips, false, crypto.setFips)
})
lazyProperties(crypto, 'internal/crypto/random', ['pseudoRandomBytes', 'prng', 'rng'], false)
