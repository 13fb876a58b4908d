'use strict'
const { line } = require('../check')
const { subtle } = globalThis.crypto
const made = require('./keys.json')
const crypto = require('crypto')

const m = Buffer.from('a message')
const hex = (b) => Buffer.from(b).toString('hex')
const raw = (n) => Uint8Array.from({ length: n }, (_, i) => i * 3 + 1)
const der = (pem) => Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64')

async function there (algorithm, key) {
  const packed = await subtle.encrypt(algorithm, key, m)
  return [algorithm.name === 'RSA-OAEP' ? packed.byteLength : hex(packed), Buffer.from(await subtle.decrypt(algorithm, key, packed)).toString()]
}

const cases = {
  digests: async () => Promise.all(['SHA-1', 'sha-256', 'SHA-384', { name: 'SHA-512' }].map(async (a) => hex(await subtle.digest(a, m)))),
  'AES-CBC': async () => there({ name: 'AES-CBC', iv: raw(16) }, await subtle.importKey('raw', raw(16), 'AES-CBC', true, ['encrypt', 'decrypt'])),
  'AES-CTR': async () => there({ name: 'AES-CTR', counter: raw(16), length: 64 }, await subtle.importKey('raw', raw(32), 'AES-CTR', true, ['encrypt', 'decrypt'])),
  'AES-CTR that wraps': async () => {
    const key = await subtle.importKey('raw', raw(16), 'AES-CTR', true, ['encrypt'])
    return hex(await subtle.encrypt({ name: 'AES-CTR', counter: new Uint8Array(16).fill(255), length: 4 }, key, new Uint8Array(60)))
  },
  'AES-CTR that repeats': async () => {
    const key = await subtle.importKey('raw', raw(16), 'AES-CTR', true, ['encrypt'])
    return subtle.encrypt({ name: 'AES-CTR', counter: new Uint8Array(16), length: 1 }, key, new Uint8Array(60))
  },
  'AES-GCM': async () => there({ name: 'AES-GCM', iv: raw(12), additionalData: m }, await subtle.importKey('raw', raw(16), 'AES-GCM', true, ['encrypt', 'decrypt'])),
  'AES-GCM of other lengths': async () => there({ name: 'AES-GCM', iv: raw(16), tagLength: 96 }, await subtle.importKey('raw', raw(32), 'AES-GCM', true, ['encrypt', 'decrypt'])),
  'AES-KW': async () => {
    const wrapping = await subtle.importKey('raw', raw(16), 'AES-KW', true, ['wrapKey', 'unwrapKey'])
    const key = await subtle.importKey('raw', raw(32), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign'])
    const wrapped = await subtle.wrapKey('raw', key, wrapping, 'AES-KW')
    return [hex(wrapped), await subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])]
  },
  'wrapped as jwk': async () => {
    const wrapping = await subtle.importKey('raw', raw(16), 'AES-GCM', true, ['wrapKey', 'unwrapKey'])
    const key = await subtle.importKey('raw', raw(16), 'AES-CBC', true, ['encrypt'])
    const wrapped = await subtle.wrapKey('jwk', key, wrapping, { name: 'AES-GCM', iv: raw(12) })
    return subtle.exportKey('jwk', await subtle.unwrapKey('jwk', wrapped, wrapping, { name: 'AES-GCM', iv: raw(12) }, 'AES-CBC', true, ['encrypt']))
  },
  HMAC: async () => {
    const key = await subtle.importKey('raw', raw(20), { name: 'HMAC', hash: 'SHA-512' }, true, ['sign', 'verify'])
    const signature = await subtle.sign('HMAC', key, m)
    return [key, hex(signature), await subtle.verify('HMAC', key, signature, m), await subtle.verify('HMAC', key, signature, raw(3)), await subtle.exportKey('jwk', key)]
  },
  RSA: async () => {
    const key = await subtle.importKey('pkcs8', der(made.rsa.private), { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['sign'])
    return [key, hex(await subtle.sign('RSASSA-PKCS1-v1_5', key, m)), await subtle.exportKey('jwk', key)]
  },
  'RSA-OAEP': async () => {
    const algorithm = { name: 'RSA-OAEP', hash: 'SHA-1' }
    const key = await subtle.importKey('pkcs8', der(made.rsa.private), algorithm, false, ['decrypt'])
    return Buffer.from(await subtle.decrypt({ name: 'RSA-OAEP' }, key, Buffer.from(made.sealed.oaep, 'hex'))).toString()
  },
  ECDSA: async () => {
    const key = await subtle.importKey('spki', der(made.p256.public), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
    return [await subtle.verify({ name: 'ECDSA', hash: 'SHA-384' }, key, Buffer.from(made.signatures.p256.plain, 'hex'), m), hex(await subtle.exportKey('raw', key)), await subtle.exportKey('jwk', key)]
  },
  Ed25519: async () => {
    const key = await subtle.importKey('pkcs8', der(made.ed25519.private), 'Ed25519', true, ['sign'])
    return [hex(await subtle.sign('Ed25519', key, m)), await subtle.exportKey('jwk', key)]
  },
  ECDH: async () => {
    const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
    const own = await subtle.importKey('pkcs8', der(made.p256.private), algorithm, false, ['deriveBits', 'deriveKey'])
    const other = await subtle.importKey('spki', der(made.p256other.public), algorithm, false, [])
    return [hex(await subtle.deriveBits({ name: 'ECDH', public: other }, own, 250)), hex(await subtle.deriveBits({ name: 'ECDH', public: other }, own, null)),
      await subtle.deriveKey({ name: 'ECDH', public: other }, own, { name: 'AES-CBC', length: 128 }, true, ['encrypt'])]
  },
  X25519: async () => {
    const own = await subtle.importKey('pkcs8', der(made.x25519.private), 'X25519', false, ['deriveBits'])
    const other = await subtle.importKey('spki', der(made.x25519other.public), 'X25519', true, [])
    return [hex(await subtle.deriveBits({ name: 'X25519', public: other }, own, 256)), hex(await subtle.exportKey('raw', other))]
  },
  HKDF: async () => {
    const key = await subtle.importKey('raw', raw(16), 'HKDF', false, ['deriveBits', 'deriveKey'])
    const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: raw(4), info: m }
    return [hex(await subtle.deriveBits(algorithm, key, 320)), await subtle.exportKey('jwk', await subtle.deriveKey(algorithm, key, { name: 'HMAC', hash: 'SHA-1' }, true, ['sign']))]
  },
  PBKDF2: async () => {
    const key = await subtle.importKey('raw', raw(16), 'PBKDF2', false, ['deriveBits'])
    return hex(await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: raw(4), iterations: 10 }, key, 128))
  },
  generated: async () => Promise.all([
    subtle.generateKey({ name: 'AES-GCM', length: 192 }, true, ['encrypt', 'wrapKey']),
    subtle.generateKey({ name: 'HMAC', hash: 'SHA-384' }, false, ['sign']),
    subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, false, ['sign', 'verify']),
    subtle.generateKey('Ed25519', true, ['sign', 'verify']),
    subtle.generateKey({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign', 'verify'])
  ]),
  'key objects': async () => [crypto.KeyObject.from(await subtle.importKey('raw', raw(16), 'AES-CBC', true, ['encrypt'])).export(),
    structuredClone(await subtle.importKey('raw', raw(16), 'AES-CBC', true, ['encrypt']))],
  'unknown algorithm': () => subtle.digest('SHA-3', m),
  'no usages': () => subtle.generateKey({ name: 'AES-CBC', length: 128 }, true, []),
  'wrong usages': () => subtle.generateKey({ name: 'AES-CBC', length: 128 }, true, ['sign']),
  'wrong length': () => subtle.generateKey({ name: 'AES-CBC', length: 100 }, true, ['encrypt']),
  'unknown curve': () => subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-192' }, true, ['sign']),
  'wrong format': () => subtle.importKey('spki', raw(16), 'AES-CBC', true, ['encrypt']),
  'wrong data': () => subtle.importKey('spki', raw(16), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']),
  'key of another length': () => subtle.importKey('raw', raw(15), 'AES-CBC', true, ['encrypt']),
  'another kind of jwk': () => subtle.importKey('jwk', { kty: 'RSA' }, 'AES-CBC', true, ['encrypt']),
  'not extractable': async () => subtle.exportKey('raw', await subtle.importKey('raw', raw(16), 'AES-CBC', false, ['encrypt'])),
  'not for that': async () => subtle.sign('HMAC', await subtle.importKey('raw', raw(16), { name: 'HMAC', hash: 'SHA-1' }, false, ['verify']), m),
  'not for that algorithm': async () => subtle.encrypt({ name: 'AES-GCM', iv: raw(12) }, await subtle.importKey('raw', raw(16), 'AES-CBC', false, ['encrypt']), m),
  'bad iv': async () => subtle.encrypt({ name: 'AES-CBC', iv: raw(12) }, await subtle.importKey('raw', raw(16), 'AES-CBC', false, ['encrypt']), m),
  'broken data': async () => subtle.decrypt({ name: 'AES-GCM', iv: raw(12) }, await subtle.importKey('raw', raw(16), 'AES-GCM', false, ['decrypt']), raw(40))
}

;(async () => {
  for (const [name, f] of Object.entries(cases)) {
    try {
      console.log(`${name}: ${line(await f())}`)
    } catch (e) {
      console.log(`${name}: ${e.constructor.name} ${e.name} ${e.message}`)
    }
  }
})()
