// Importing and exporting of CryptoKeys, by algorithm and format.
const { exception } = require('internal/crypto/webalgorithms')
const { handleOf, makeKey } = require('internal/crypto/webkeys')
const keys = require('internal/crypto/keys')
const { arrayBuffer } = require('internal/crypto/arguments')

const dataError = (message, cause) => exception(message, 'DataError', cause)
// kind is the name of an algorithm's keys in messages.
const kind = (name) => name.startsWith('AES') ? 'AES' : name.startsWith('RSA') ? 'RSA' : name
const unsupported = (name, format) => exception(`Unable to import ${kind(name)} key with format ${format}`, 'NotSupportedError')

// What keys may be used for, by algorithm and type.
const usages = {
  'RSASSA-PKCS1-v1_5': { public: ['verify'], private: ['sign'] },
  'RSA-PSS': { public: ['verify'], private: ['sign'] },
  'RSA-OAEP': { public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] },
  ECDSA: { public: ['verify'], private: ['sign'] },
  ECDH: { public: [], private: ['deriveKey', 'deriveBits'] },
  Ed25519: { public: ['verify'], private: ['sign'] },
  X25519: { public: [], private: ['deriveKey', 'deriveBits'] },
  HMAC: { secret: ['sign', 'verify'] },
  'AES-CBC': { secret: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] },
  'AES-CTR': { secret: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] },
  'AES-GCM': { secret: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] },
  'AES-KW': { secret: ['wrapKey', 'unwrapKey'] },
  HKDF: { secret: ['deriveKey', 'deriveBits'] },
  PBKDF2: { secret: ['deriveKey', 'deriveBits'] }
}

function checkUsages (name, type, wanted) {
  if (wanted.some((usage) => !usages[name][type].includes(usage))) {
    throw exception(`Unsupported key usage for ${/^(AES|E|HMAC|X)/.test(name) ? 'an' : 'a'} ${kind(name)} key`, 'SyntaxError')
  }
}

const jwkAlgorithms = {
  'RSASSA-PKCS1-v1_5': { 'SHA-1': 'RS1', 'SHA-256': 'RS256', 'SHA-384': 'RS384', 'SHA-512': 'RS512' },
  'RSA-PSS': { 'SHA-1': 'PS1', 'SHA-256': 'PS256', 'SHA-384': 'PS384', 'SHA-512': 'PS512' },
  'RSA-OAEP': { 'SHA-1': 'RSA-OAEP', 'SHA-256': 'RSA-OAEP-256', 'SHA-384': 'RSA-OAEP-384', 'SHA-512': 'RSA-OAEP-512' },
  HMAC: { 'SHA-1': 'HS1', 'SHA-256': 'HS256', 'SHA-384': 'HS384', 'SHA-512': 'HS512' }
}

// jwkAlgorithm is the alg member of a key, undefined where it has none.
function jwkAlgorithm (algorithm, bits) {
  const { name } = algorithm
  if (jwkAlgorithms[name]) return jwkAlgorithms[name][algorithm.hash.name]
  if (name.startsWith('AES-')) return `A${bits}${name.slice(4)}`
}

// sameHash tells whether the name of a JWK algorithm, of whatever kind, means this hash function.
const sameHash = (alg, hash) => Object.values(jwkAlgorithms).some((names) => names[hash.name] === alg)

const encryptionUse = { 'RSA-OAEP': 'enc', ECDH: 'enc', X25519: 'enc', 'AES-CBC': 'enc', 'AES-CTR': 'enc', 'AES-GCM': 'enc', 'AES-KW': 'enc' }

function checkJWK (jwk, kty, name, extractable, wanted) {
  if (jwk === null || typeof jwk !== 'object' || ArrayBuffer.isView(jwk)) throw dataError('Invalid keyData')
  if (jwk.kty !== kty) throw dataError('Invalid JWK "kty" Parameter')
  if (wanted.length > 0 && jwk.use !== undefined && jwk.use !== (encryptionUse[name] ?? 'sig')) throw dataError('Invalid JWK "use" Parameter')
  if (jwk.key_ops !== undefined) {
    if (!Array.isArray(jwk.key_ops) || new Set(jwk.key_ops).size !== jwk.key_ops.length) throw dataError('Duplicate key operation')
    if (wanted.some((usage) => !jwk.key_ops.includes(usage))) throw dataError('Key operations and usage mismatch')
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable === true) throw dataError('JWK "ext" Parameter and extractable mismatch')
}

function attempt (make) {
  let handle
  try {
    handle = make()
  } catch (cause) {
    throw dataError('Invalid keyData', cause)
  }
  if (handle === undefined) throw dataError('Invalid keyData')
  return handle
}

// parsed reads a key pair's half in one of the formats that are the same for all algorithms.
function parsed (format, data, kty, name, wanted, extractable) {
  if (format === 'jwk') {
    checkJWK(data, kty, name, extractable, wanted)
    const type = data.d === undefined ? 'public' : 'private'
    checkUsages(name, type, wanted)
    return () => keys.native.fromJWK(data, type === 'private')
  }
  checkUsages(name, format === 'pkcs8' ? 'private' : 'public', wanted)
  return () => keys.native.parse(format === 'pkcs8', data, 'der', format)
}

function importRSA (format, data, algorithm, extractable, wanted) {
  const { name, hash } = algorithm
  if (!['spki', 'pkcs8', 'jwk'].includes(format)) throw unsupported(name, format)
  const handle = attempt(parsed(format, data, 'RSA', name, wanted, extractable))
  if (keys.native.algorithm(handle) !== 'rsa') throw dataError('Invalid key type')
  if (format === 'jwk' && data.alg !== undefined && !sameHash(data.alg, hash)) throw dataError('JWK "alg" does not match the requested algorithm')
  return makeKey(keys.objectFor(handle), rsaAlgorithm(name, hash, handle), wanted, extractable)
}

function rsaAlgorithm (name, hash, handle) {
  const { modulusLength, publicExponent } = keys.native.details(handle)
  const hex = publicExponent.toString(16)
  const bytes = require('buffer').Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return { name, modulusLength, publicExponent: new Uint8Array(bytes), hash: { name: hash.name } }
}

const curves = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' }
const curveAlgorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

function checkCurve (namedCurve) {
  if (!Object.hasOwn(curves, namedCurve)) throw exception('Unrecognized namedCurve', 'NotSupportedError')
}

function importEC (format, data, algorithm, extractable, wanted) {
  const { name, namedCurve } = algorithm
  checkCurve(namedCurve)
  if (!['raw', 'spki', 'pkcs8', 'jwk'].includes(format)) throw unsupported(name, format)
  let make
  if (format === 'raw') {
    checkUsages(name, 'public', wanted)
    make = () => keys.native.fromRaw('ec', namedCurve, data, false)
  } else make = parsed(format, data, 'EC', name, wanted, extractable)
  if (format === 'jwk') {
    if (data.crv !== namedCurve) throw dataError('JWK "crv" does not match the requested algorithm')
    if (name === 'ECDSA' && data.alg !== undefined && data.alg !== curveAlgorithms[namedCurve]) throw dataError('JWK "alg" does not match the requested algorithm')
  }
  const handle = attempt(make)
  if (keys.native.algorithm(handle) !== 'ec') throw dataError('Invalid key type')
  if (keys.native.details(handle).namedCurve !== curves[namedCurve]) throw dataError('Named curve mismatch')
  return makeKey(keys.objectFor(handle), { name, namedCurve }, wanted, extractable)
}

function importOKP (format, data, algorithm, extractable, wanted) {
  const { name } = algorithm
  if (!['raw', 'spki', 'pkcs8', 'jwk'].includes(format)) throw unsupported(name, format)
  let make
  if (format === 'raw') {
    checkUsages(name, 'public', wanted)
    make = () => keys.native.fromRaw(name.toLowerCase(), '', data, false)
  } else make = parsed(format, data, 'OKP', name, wanted, extractable)
  if (format === 'jwk') {
    if (data.crv !== name) throw dataError('JWK "crv" Parameter and algorithm name mismatch')
    if (data.alg !== undefined && name === 'Ed25519' && data.alg !== 'EdDSA' && data.alg !== name) throw dataError('JWK "alg" does not match the requested algorithm')
    const { d } = data
    if (d !== undefined && !consistent(name, data)) throw dataError('Invalid keyData')
  }
  const handle = attempt(make)
  if (keys.native.algorithm(handle) !== name.toLowerCase()) throw dataError('Invalid key type')
  return makeKey(keys.objectFor(handle), { name }, wanted, extractable)
}

// consistent tells whether the public half that a JSON Web Key names is that of the private one.
function consistent (name, jwk) {
  if (typeof jwk.x !== 'string' || typeof jwk.d !== 'string') return false
  const handle = attempt(() => keys.native.fromJWK(jwk, true))
  return keys.native.toJWK(handle).x === jwk.x
}

// secretBytes reads a secret key in the formats it may have.
function secretBytes (format, data, algorithm, extractable, wanted) {
  const { name } = algorithm
  if (format === 'raw') return data
  if (format !== 'jwk') throw unsupported(name, format)
  checkJWK(data, 'oct', name, extractable, wanted)
  if (typeof data.k !== 'string') throw dataError('Invalid keyData')
  return require('buffer').Buffer.from(data.k, 'base64url')
}

function importAES (format, data, algorithm, extractable, wanted) {
  const { name } = algorithm
  checkUsages(name, 'secret', wanted)
  const bytes = secretBytes(format, data, algorithm, extractable, wanted)
  const length = bytes.byteLength * 8
  if (length !== 128 && length !== 192 && length !== 256) throw dataError('Invalid key length')
  if (format === 'jwk' && data.alg !== undefined && data.alg !== jwkAlgorithm(algorithm, length)) throw dataError('JWK "alg" does not match the requested algorithm')
  return makeKey(new keys.SecretKeyObject(keys.native.secret(bytes)), { name, length }, wanted, extractable)
}

function importHMAC (format, data, algorithm, extractable, wanted) {
  const { name, hash } = algorithm
  checkUsages(name, 'secret', wanted)
  const bytes = secretBytes(format, data, algorithm, extractable, wanted)
  if (format === 'jwk' && data.alg !== undefined && !sameHash(data.alg, hash)) throw dataError('JWK "alg" does not match the requested algorithm')
  let length = bytes.byteLength * 8
  if (length === 0) throw dataError('Zero-length key is not supported')
  if (algorithm.length !== undefined) {
    if (algorithm.length === 0) throw dataError('Zero-length key is not supported')
    if (algorithm.length > length || algorithm.length <= length - 8) throw dataError('Invalid key length')
    length = algorithm.length
  }
  return makeKey(new keys.SecretKeyObject(keys.native.secret(bytes)), { name, hash: { name: hash.name }, length }, wanted, extractable)
}

function importDerivation (format, data, algorithm, extractable, wanted) {
  const { name } = algorithm
  if (format !== 'raw') throw unsupported(name, format)
  checkUsages(name, 'secret', wanted)
  if (extractable) throw exception(`${name} keys are not extractable`, 'SyntaxError')
  return makeKey(new keys.SecretKeyObject(keys.native.secret(data)), { name }, wanted, false)
}

const importers = {
  'RSASSA-PKCS1-v1_5': importRSA, 'RSA-PSS': importRSA, 'RSA-OAEP': importRSA, ECDSA: importEC, ECDH: importEC, Ed25519: importOKP, X25519: importOKP,
  'AES-CBC': importAES, 'AES-CTR': importAES, 'AES-GCM': importAES, 'AES-KW': importAES, HMAC: importHMAC, HKDF: importDerivation, PBKDF2: importDerivation
}

function importKey (format, data, algorithm, extractable, wanted) {
  const key = importers[algorithm.name](format, data, algorithm, extractable, wanted)
  if (key.type !== 'public' && key.usages.length === 0) {
    throw exception(`Usages cannot be empty when importing a ${key.type} key.`, 'SyntaxError')
  }
  return key
}

function exportKey (format, key) {
  const { algorithm: { name }, type } = key
  if (format === 'jwk') return exportJWK(key)
  if (format === 'raw' && type === 'secret' && name !== 'HKDF' && name !== 'PBKDF2') return arrayBuffer(keys.native.bytes(handleOf(key)))
  if (format === 'raw' && type === 'public' && !name.startsWith('RSA')) return arrayBuffer(keys.native.raw(handleOf(key), false))
  if ((format === 'spki' && type === 'public') || (format === 'pkcs8' && type === 'private')) return arrayBuffer(keys.native.export(handleOf(key), 'der', format))
  throw exception(`Unable to export a ${format === 'pkcs8' ? format : 'raw'} ${name} ${type} key`, 'InvalidAccessError')
}

function exportJWK (key) {
  const { algorithm, extractable, usages } = key
  const { name } = algorithm
  const out = { key_ops: usages.slice(), ext: extractable, ...keys.native.toJWK(handleOf(key)) }
  const alg = name === 'Ed25519' ? name : jwkAlgorithm(algorithm, algorithm.length)
  if (alg !== undefined) out.alg = alg
  return out
}

module.exports = { checkCurve, checkUsages, exportKey, importKey, rsaAlgorithm, usages }
