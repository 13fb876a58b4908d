const { lazyProperties } = require('internal/util')
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')

const crypto = module.exports
lazyProperties(crypto, 'internal/crypto/hash', ['Hash', 'Hmac', 'createHash', 'createHmac', 'getHashes', 'hash', 'timingSafeEqual'])
lazyProperties(crypto, 'internal/crypto/random', ['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID', 'getRandomValues', 'pseudoRandomBytes', 'prng', 'rng'])
lazyProperties(crypto, 'internal/crypto/derive', ['pbkdf2', 'pbkdf2Sync', 'hkdf', 'hkdfSync'])
lazyProperties(crypto, 'internal/crypto/webcrypto', ['webcrypto'])
Object.defineProperty(crypto, 'subtle', { configurable: true, enumerable: true, get: () => crypto.webcrypto.subtle })
crypto.getCiphers = () => []
crypto.getCurves = () => []
crypto.getFips = () => 0
crypto.setFips = () => {}
crypto.constants = { SSL_OP_ALL: 2147485776, RSA_PKCS1_PADDING: 1, RSA_NO_PADDING: 3, RSA_PKCS1_OAEP_PADDING: 4, RSA_X931_PADDING: 5, RSA_PKCS1_PSS_PADDING: 6, RSA_PSS_SALTLEN_DIGEST: -1, RSA_PSS_SALTLEN_MAX_SIGN: -2, RSA_PSS_SALTLEN_AUTO: -2, defaultCoreCipherList: '', TLS1_VERSION: 769, TLS1_1_VERSION: 770, TLS1_2_VERSION: 771, TLS1_3_VERSION: 772, POINT_CONVERSION_COMPRESSED: 2, POINT_CONVERSION_UNCOMPRESSED: 4, POINT_CONVERSION_HYBRID: 6 }
for (const name of ['checkPrime', 'checkPrimeSync', 'createCipheriv', 'createDecipheriv', 'createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH',
  'createPrivateKey', 'createPublicKey', 'createSecretKey', 'createSign', 'createVerify', 'diffieHellman', 'generateKey', 'generateKeyPair',
  'generateKeyPairSync', 'generateKeySync', 'generatePrime', 'generatePrimeSync', 'getCipherInfo', 'getDiffieHellman', 'privateDecrypt', 'privateEncrypt',
  'publicDecrypt', 'publicEncrypt', 'scrypt', 'scryptSync', 'secureHeapUsed', 'setEngine', 'sign', 'verify']) {
  crypto[name] = { [name] () { throw new ERR_METHOD_NOT_IMPLEMENTED(`crypto.${name}`) } }[name]
}
