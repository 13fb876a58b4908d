// The algorithms of the Web Crypto API: which operation has which, and what their dictionaries must have.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_OPTION, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { isCryptoKey } = require('internal/crypto/webkeys')

function exception (message, name, cause) {
  const { DOMException } = require('internal/domexception')
  return new DOMException(message, cause === undefined ? name : { name, cause })
}

const isBufferSource = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer

// Converters of members. Bytes are copied: the caller may change them later.
function bufferSource (value, name) {
  if (!isBufferSource(value)) throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value)
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength)) : new Uint8Array(value.slice(0))
}
function integerUpTo (limit) {
  return (value, name) => {
    const n = Math.trunc(Number(value))
    if (!Number.isFinite(n) || n < 0 || n > limit) throw new ERR_OUT_OF_RANGE(name, `>= 0 and <= ${limit}`, value)
    return n + 0
  }
}
const octet = integerUpTo(255)
const short = integerUpTo(65535)
const long = integerUpTo(4294967295)
const text = (value) => `${value}`
const hash = (value) => normalize(value, 'digest')
function publicExponent (value, name) {
  if (!(value instanceof Uint8Array)) throw new ERR_INVALID_ARG_TYPE(name, 'Uint8Array', value)
  return new Uint8Array(value)
}
function cryptoKey (value, name) {
  if (!isCryptoKey(value)) throw new ERR_INVALID_ARG_TYPE(name, 'CryptoKey', value)
  return value
}

const optional = (convert) => Object.assign((value, name) => convert(value, name), { optional: true })

const rsaGeneration = { hash, modulusLength: long, publicExponent }
const rsaImport = { hash }
const curve = { namedCurve: text }
const aesLength = { length: short }
const gcm = { iv: bufferSource, additionalData: optional(bufferSource), tagLength: optional(octet) }
const cbc = { iv: bufferSource }
const ctr = { counter: bufferSource, length: octet }
const oaep = { label: optional(bufferSource) }
const hkdf = { hash, salt: bufferSource, info: bufferSource }
const pbkdf2 = { hash, iterations: long, salt: bufferSource }
const agreement = { public: cryptoKey }
const hmac = { hash, length: optional(long) }
const plain = {}

const encryption = { 'RSA-OAEP': oaep, 'AES-CBC': cbc, 'AES-GCM': gcm, 'AES-CTR': ctr }
const signatures = { 'RSASSA-PKCS1-v1_5': plain, 'RSA-PSS': { saltLength: long }, ECDSA: { hash }, HMAC: plain, Ed25519: plain }
const aes = (dictionary) => ({ 'AES-CBC': dictionary, 'AES-GCM': dictionary, 'AES-CTR': dictionary, 'AES-KW': dictionary })
const rsa = (dictionary) => ({ 'RSASSA-PKCS1-v1_5': dictionary, 'RSA-PSS': dictionary, 'RSA-OAEP': dictionary })
const operations = {
  digest: { 'SHA-1': plain, 'SHA-256': plain, 'SHA-384': plain, 'SHA-512': plain },
  encrypt: encryption,
  decrypt: encryption,
  sign: signatures,
  verify: signatures,
  deriveBits: { HKDF: hkdf, PBKDF2: pbkdf2, ECDH: agreement, X25519: agreement },
  generateKey: { ...rsa(rsaGeneration), ...aes(aesLength), ECDSA: curve, ECDH: curve, Ed25519: plain, X25519: plain, HMAC: hmac },
  importKey: { ...rsa(rsaImport), ...aes(plain), ECDSA: curve, ECDH: curve, Ed25519: plain, X25519: plain, HMAC: hmac, HKDF: plain, PBKDF2: plain },
  wrapKey: { 'AES-KW': plain },
  unwrapKey: { 'AES-KW': plain },
  'get key length': { ...aes(aesLength), HMAC: hmac, HKDF: plain, PBKDF2: plain }
}

// normalize reads an algorithm for an operation.
function normalize (algorithm, operation) {
  if (typeof algorithm === 'string') return normalize({ name: algorithm }, operation)
  if (algorithm === null || (typeof algorithm !== 'object' && typeof algorithm !== 'function')) return normalize({ name: `${algorithm}` }, operation)
  if (algorithm.name === undefined) throw new ERR_MISSING_OPTION('algorithm.name')
  const wanted = `${algorithm.name}`.toUpperCase()
  const table = operations[operation]
  const name = Object.keys(table).find((known) => known.toUpperCase() === wanted)
  if (name === undefined) throw exception('Unrecognized algorithm name', 'NotSupportedError')
  const out = { name }
  const dictionary = table[name]
  for (const member of Object.keys(dictionary).sort()) {
    const value = algorithm[member]
    if (value !== undefined) out[member] = dictionary[member](value, `algorithm.${member}`)
    else if (!dictionary[member].optional) throw new ERR_MISSING_OPTION(`algorithm.${member}`)
  }
  return out
}

const hashNames = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' }

module.exports = { bufferSource, exception, hashName: (algorithm) => hashNames[algorithm.name], isBufferSource, normalize }
