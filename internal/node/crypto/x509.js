// X509Certificate, and the obsolete Certificate of the keygen element.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateBoolean, validateObject, validateString } = require('internal/validators')
const { customInspectSymbol, kEnumerableProperty } = require('internal/util')
const { bytes, isBytes } = require('internal/crypto/arguments')
const keys = require('internal/crypto/keys')

const kHandle = Symbol('kHandle')
const kText = Symbol('kText')

// described is the text of a certificate, made when the first of it is asked for.
function described (certificate) {
  return (certificate[kText] ??= native.describe(certificate[kHandle]))
}

function subjectOption (options) {
  if (options === undefined) return 'default'
  validateObject(options, 'options')
  const { subject = 'default' } = options
  validateString(subject, 'options.subject')
  if (!['default', 'always', 'never'].includes(subject)) throw new ERR_INVALID_ARG_VALUE('options.subject', subject)
  return subject
}

function hostOptions (options) {
  const subject = subjectOption(options)
  const flags = [['wildcards', true], ['partialWildcards', true], ['multiLabelWildcards', false], ['singleLabelSubdomains', false]].map(([name, otherwise]) => {
    const value = options?.[name] ?? otherwise
    validateBoolean(value, `options.${name}`)
    return value
  })
  return [subject, ...flags]
}

class X509Certificate {
  constructor (buffer) {
    if (typeof buffer !== 'string' && !isBytes(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer)
    Object.defineProperties(this, {
      [kHandle]: { value: native.parse(bytes(buffer, 'buffer')) },
      [kText]: { value: undefined, writable: true }
    })
  }

  get subject () { return described(this).subject }
  get subjectAltName () { return described(this).subjectAltName }
  get issuer () { return described(this).issuer }
  get issuerCertificate () { return undefined }
  get infoAccess () { return described(this).infoAccess }
  get validFrom () { return described(this).validFrom }
  get validTo () { return described(this).validTo }
  get fingerprint () { return described(this).fingerprint }
  get fingerprint256 () { return described(this).fingerprint256 }
  get fingerprint512 () { return described(this).fingerprint512 }
  get keyUsage () { return described(this).keyUsage }
  get serialNumber () { return described(this).serialNumber }
  get raw () { return native.raw(this[kHandle]) }
  get publicKey () { return new keys.PublicKeyObject(native.key(this[kHandle])) }
  get ca () { return described(this).ca }

  toString () { return native.pem(this[kHandle]) }
  toJSON () { return this.toString() }
  toLegacyObject () { return legacy(this) }

  checkHost (name, options) {
    validateString(name, 'name')
    return native.host(this[kHandle], name, ...hostOptions(options))
  }

  checkEmail (email, options) {
    validateString(email, 'email')
    return native.email(this[kHandle], email, subjectOption(options))
  }

  checkIP (ip, options) {
    validateString(ip, 'ip')
    return native.ip(this[kHandle], ip)
  }

  checkIssued (otherCert) {
    if (!(otherCert instanceof X509Certificate)) throw new ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert)
    return native.issued(this[kHandle], otherCert[kHandle])
  }

  checkPrivateKey (pkey) {
    if (!keys.isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey)
    if (pkey.type !== 'private') throw new ERR_INVALID_ARG_VALUE('pkey', pkey)
    return keys.native.equal(native.key(this[kHandle]), keys.native.public(keys.handleOf(pkey)))
  }

  verify (pkey) {
    if (!keys.isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey)
    if (pkey.type !== 'public') throw new ERR_INVALID_ARG_VALUE('pkey', pkey)
    return native.verify(this[kHandle], keys.handleOf(pkey))
  }

  [customInspectSymbol] (depth, options) {
    if (depth < 0) return this
    const out = {}
    for (const name of ['subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'fingerprint', 'fingerprint256', 'fingerprint512', 'keyUsage', 'serialNumber']) out[name] = this[name]
    return `X509Certificate ${require('util').inspect(out, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`
  }
}
Object.defineProperty(X509Certificate.prototype, 'toJSON', kEnumerableProperty)

// nested makes the object of lines "name=value", where a name may come more than once.
function nested (text, separator) {
  const out = { __proto__: null }
  for (const line of (text ?? '').split('\n')) {
    const at = line.indexOf(separator)
    if (at < 0) continue
    const [name, value] = [line.slice(0, at), line.slice(at + 1)]
    if (out[name] === undefined) out[name] = separator === ':' ? [value] : value
    else out[name] = [].concat(out[name], value)
  }
  return out
}

const nistCurves = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }

// legacy is the form in which tls shows certificates.
function legacy (certificate) {
  const text = described(certificate)
  const out = { subject: nested(text.subject, '='), issuer: nested(text.issuer, '='), subjectaltname: text.subjectAltName }
  if (text.infoAccess !== undefined) out.infoAccess = nested(text.infoAccess.replace(/^(.*?) - (.*?):/gm, '$1 - $2:'), ':')
  out.ca = text.ca
  const key = certificate.publicKey
  const { modulusLength, publicExponent, namedCurve } = key.asymmetricKeyDetails
  if (modulusLength !== undefined) {
    const { n } = key.export({ format: 'jwk' })
    out.modulus = require('buffer').Buffer.from(n, 'base64url').toString('hex').toUpperCase()
    out.bits = modulusLength
    out.exponent = `0x${publicExponent.toString(16)}`
    out.pubkey = key.export({ type: 'spki', format: 'der' })
  } else if (namedCurve !== undefined) {
    out.pubkey = keys.native.raw(keys.handleOf(key), false)
    out.bits = Math.floor((out.pubkey.length - 1) / 2) * 8
    if (namedCurve === 'secp521r1') out.bits = 521
    out.asn1Curve = namedCurve
    if (nistCurves[namedCurve] !== undefined) out.nistCurve = nistCurves[namedCurve]
  }
  return Object.assign(out, {
    valid_from: text.validFrom,
    valid_to: text.validTo,
    fingerprint: text.fingerprint,
    fingerprint256: text.fingerprint256,
    fingerprint512: text.fingerprint512,
    ...(text.keyUsage && { ext_key_usage: text.keyUsage }),
    serialNumber: text.serialNumber,
    raw: certificate.raw
  })
}

function Certificate () {
  if (!(this instanceof Certificate)) return new Certificate()
}

function signed (spkac, encoding) {
  spkac = bytes(spkac, 'spkac', undefined, encoding)
  if (spkac.byteLength > 2147483647) throw Object.assign(new RangeError('spkac is too large'), { code: 'ERR_OUT_OF_RANGE' })
  return spkac
}

Certificate.exportChallenge = function exportChallenge (spkac, encoding) { return native.challengeOfSPKAC(signed(spkac, encoding)) }
Certificate.exportPublicKey = function exportPublicKey (spkac, encoding) { return native.keyOfSPKAC(signed(spkac, encoding)) }
Certificate.verifySpkac = function verifySpkac (spkac, encoding) { return native.verifySPKAC(signed(spkac, encoding)) }
Object.assign(Certificate.prototype, Certificate)

module.exports = { Certificate, X509Certificate }
