// tls.createSecureContext: certificates of our own and whom to trust.
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_TLS_INVALID_PROTOCOL_VERSION, ERR_TLS_PROTOCOL_VERSION_CONFLICT }
} = require('internal/errors')
const { validateInteger, validateString } = require('internal/validators')

const DEFAULT_CIPHERS = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:' +
  'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:' +
  'ECDHE-RSA-AES128-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:DHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-SHA256:DHE-RSA-AES256-SHA256:' +
  'HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA'
const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']
const methods = { __proto__: null, TLS_method: [], TLSv1_method: ['TLSv1'], TLSv1_1_method: ['TLSv1.1'], TLSv1_2_method: ['TLSv1.2'], SSLv23_method: [] }

const isPem = (v) => typeof v === 'string' || ArrayBuffer.isView(v)

function checkPem (name, value) {
  if (value !== undefined && value !== null && !isPem(value)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value)
}

const listOf = (v) => v === undefined || v === null || v === '' ? [] : Array.isArray(v) ? v.flat() : [v]

// A key is PEM, an object of PEM and passphrase, or a KeyObject. One that is enciphered is deciphered by node:crypto.
function keyOf (key, passphrase) {
  if (key !== null && typeof key === 'object' && typeof key.export === 'function') return key.export({ type: 'pkcs8', format: 'pem' })
  const pem = key?.pem !== undefined ? key.pem : key
  checkPem('options.key', pem)
  if (!`${pem}`.includes('ENCRYPTED')) return pem
  return require('crypto').createPrivateKey({ key: pem, passphrase: key?.passphrase ?? passphrase ?? '' }).export({ type: 'pkcs8', format: 'pem' })
}

function SecureContext (options) {
  if (!(this instanceof SecureContext)) return new SecureContext(options)
  const { minVersion, maxVersion } = versionsOf(options)
  const { cert, key, ca, passphrase, ciphers, pfx, crl } = options
  if (pfx) throw new ERR_METHOD_NOT_IMPLEMENTED('tls.createSecureContext with pfx')
  for (const [name, value] of [['options.cert', cert], ['options.ca', ca]]) for (const one of listOf(value)) checkPem(name, one)
  if (passphrase !== undefined && passphrase !== null) validateString(passphrase, 'options.passphrase')
  if (ciphers !== undefined && ciphers !== null) validateString(ciphers, 'options.ciphers')
  for (const one of listOf(crl)) checkPem('options.crl', one)
  if (options.sessionTimeout !== undefined && options.sessionTimeout !== null) validateInteger(options.sessionTimeout, 'options.sessionTimeout', 0, 2147483647)
  const certs = listOf(cert)
  this.context = native.context({
    keys: listOf(key).map((k) => keyOf(k, passphrase)),
    certs,
    ca: ca === undefined || ca === null || ca === false ? null : listOf(ca),
    minVersion,
    maxVersion,
    ciphers: ciphers || DEFAULT_CIPHERS
  })
}

function versionsOf ({ minVersion, maxVersion, secureProtocol }) {
  if (secureProtocol) {
    if (minVersion) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(minVersion, secureProtocol)
    if (maxVersion) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(maxVersion, secureProtocol)
    const method = methods[String(secureProtocol).replace(/_(client|server)_method$/, '_method')]
    if (!method) throw Object.assign(new TypeError(`Unknown method: ${secureProtocol}`), { code: 'ERR_TLS_INVALID_PROTOCOL_METHOD' })
    if (method.length) return { minVersion: method[0], maxVersion: method[0] }
  }
  const tls = require('tls')
  const check = (value, kind, fallback) => {
    if (value === undefined || value === null) return fallback
    if (!versions.includes(value)) throw new ERR_TLS_INVALID_PROTOCOL_VERSION(value, kind)
    return value
  }
  return { minVersion: check(minVersion, 'minimum', tls.DEFAULT_MIN_VERSION), maxVersion: check(maxVersion, 'maximum', tls.DEFAULT_MAX_VERSION) }
}

function createSecureContext (options) { return new SecureContext(options ?? {}) }

module.exports = { SecureContext, createSecureContext, DEFAULT_CIPHERS }
