const { codes: { ERR_CRYPTO_UNKNOWN_DH_GROUP, ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_VALUE, ERR_MISSING_OPTION } } = require('internal/errors')
const { validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32 } = require('internal/validators')
const { customPromisifyArgs } = require('internal/util')
const { native: keyNatives, parseEncoding, PrivateKeyObject, PublicKeyObject, SecretKeyObject } = require('internal/crypto/keys')
const { isBytes } = require('internal/crypto/arguments')

function encodingOf (options, name, keyType, isPublic) {
  const encoding = options?.[name]
  if (encoding === undefined || encoding === null) return undefined
  if (typeof encoding !== 'object') throw new ERR_INVALID_ARG_VALUE(`options.${name}`, encoding)
  return parseEncoding(encoding, keyType, isPublic, name)
}

function rsaOptions (type, options) {
  validateObject(options, 'options')
  const { modulusLength, publicExponent = 0x10001 } = options
  validateUint32(modulusLength, 'options.modulusLength')
  validateUint32(publicExponent, 'options.publicExponent')
  if (type === 'rsa') return { modulusLength, publicExponent }
  const { hash, mgf1Hash, saltLength } = options
  let { hashAlgorithm, mgf1HashAlgorithm } = options
  if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0)
  if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm')
  if (mgf1HashAlgorithm !== undefined) validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm')
  if (hash !== undefined) {
    process.emitWarning('"options.hash" is deprecated, use "options.hashAlgorithm" instead.', 'DeprecationWarning', 'DEP0154')
    validateString(hash, 'options.hash')
    if (hashAlgorithm && hash !== hashAlgorithm) throw new ERR_INVALID_ARG_VALUE('options.hash', hash)
    hashAlgorithm ??= hash
  }
  if (mgf1Hash !== undefined) {
    process.emitWarning('"options.mgf1Hash" is deprecated, use "options.mgf1HashAlgorithm" instead.', 'DeprecationWarning', 'DEP0154')
    validateString(mgf1Hash, 'options.mgf1Hash')
    if (mgf1HashAlgorithm && mgf1Hash !== mgf1HashAlgorithm) throw new ERR_INVALID_ARG_VALUE('options.mgf1Hash', mgf1Hash)
    mgf1HashAlgorithm ??= mgf1Hash
  }
  return { modulusLength, publicExponent, hashAlgorithm, mgf1HashAlgorithm, saltLength }
}

function ecOptions (options) {
  validateObject(options, 'options')
  const { namedCurve, paramEncoding } = options
  validateString(namedCurve, 'options.namedCurve')
  if (paramEncoding !== undefined && paramEncoding !== null && paramEncoding !== 'named' && paramEncoding !== 'explicit') {
    throw new ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding)
  }
  return { namedCurve }
}

function dhOptions (options) {
  validateObject(options, 'options')
  const { group, primeLength, prime, generator } = options
  const { groupPrime, generatePrimeSync } = require('internal/crypto/primes')
  if (group !== undefined && group !== null) {
    for (const other of ['prime', 'primeLength', 'generator']) {
      if (options[other] !== undefined && options[other] !== null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', other)
    }
    validateString(group, 'options.group')
    const known = groupPrime(group)
    if (known === undefined) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP()
    return { prime: known, generator: 2 }
  }
  if (prime !== undefined && prime !== null) {
    if (primeLength !== undefined && primeLength !== null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('prime', 'primeLength')
    if (!isBytes(prime)) throw new (require('internal/errors').codes.ERR_INVALID_ARG_TYPE)('options.prime', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], prime)
  } else if (primeLength !== undefined && primeLength !== null) validateInt32(primeLength, 'options.primeLength', 0)
  else throw new ERR_MISSING_OPTION('At least one of the group, prime, or primeLength options')
  if (generator !== undefined && generator !== null) validateInt32(generator, 'options.generator', 0)
  return { prime: prime ?? generatePrimeSync(primeLength, { safe: true }), generator: generator ?? 2 }
}

function checkDSA (options) {
  validateObject(options, 'options')
  const { modulusLength, divisorLength } = options
  validateUint32(modulusLength, 'options.modulusLength')
  if (divisorLength !== undefined && divisorLength !== null) validateInt32(divisorLength, 'options.divisorLength', 0)
}

// pairJob checks everything, and answers what starts the work.
function pairJob (type, options) {
  validateString(type, 'type')
  if (options !== undefined) validateObject(options, 'options')
  const publicEncoding = encodingOf(options, 'publicKeyEncoding', type, true)
  const privateEncoding = encodingOf(options, 'privateKeyEncoding', type, false)
  let parameters = {}
  switch (type) {
    case 'rsa': case 'rsa-pss': parameters = rsaOptions(type, options); break
    case 'ec': parameters = ecOptions(options); break
    case 'dh': parameters = dhOptions(options); break
    case 'dsa': checkDSA(options); throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('dsa keys')
    case 'ed448': case 'x448': throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`${type} keys`)
    case 'ed25519': case 'x25519': break
    default: throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type')
  }
  return {
    start: (callback) => keyNatives.generatePair(type, parameters, callback),
    finish: (handle) => [exported(new PublicKeyObject(keyNatives.public(handle)), publicEncoding, options?.publicKeyEncoding),
      exported(new PrivateKeyObject(handle), privateEncoding, options?.privateKeyEncoding)]
  }
}

const exported = (key, encoding, options) => encoding === undefined ? key : key.export(options)

function generateKeyPair (type, options, callback) {
  if (typeof options === 'function') {
    callback = options
    options = undefined
  }
  validateFunction(callback, 'callback')
  const job = pairJob(type, options)
  job.start((error, handle) => {
    if (error) return callback(error)
    let pair
    try {
      pair = job.finish(handle)
    } catch (e) {
      return callback(e)
    }
    callback(null, ...pair)
  })
}
Object.defineProperty(generateKeyPair, customPromisifyArgs, { value: ['publicKey', 'privateKey'] })

function generateKeyPairSync (type, options) {
  const job = pairJob(type, options)
  const [publicKey, privateKey] = job.finish(job.start())
  return { publicKey, privateKey }
}

function secretSize (type, options) {
  validateString(type, 'type')
  validateObject(options, 'options')
  const { length } = options
  if (type === 'hmac') validateInteger(length, 'options.length', 8, 2147483647)
  else if (type === 'aes') validateOneOf(length, 'options.length', [128, 192, 256])
  else throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type')
  return Math.floor(length / 8)
}

function generateKey (type, options, callback) {
  if (typeof options === 'function') {
    callback = options
    options = undefined
  }
  validateFunction(callback, 'callback')
  keyNatives.generate(secretSize(type, options), (error, handle) => error ? callback(error) : callback(undefined, new SecretKeyObject(handle)))
}

const generateKeySync = (type, options) => new SecretKeyObject(keyNatives.generate(secretSize(type, options)))

module.exports = { generateKey, generateKeyPair, generateKeyPairSync, generateKeySync }
