'use strict'
// Keys that node made, in all their forms, and what is done with them.
const check = require('../check')
const crypto = require('crypto')
const made = require('./keys.json')

const m = Buffer.from('a message')
for (const [name, pair] of Object.entries(made)) {
  if (!pair.private) continue
  const priv = crypto.createPrivateKey(pair.private)
  const pub = crypto.createPublicKey(pair.public)
  check(name, () => [priv, pub, priv.type, priv.asymmetricKeyType, priv.asymmetricKeyDetails, pub.equals(crypto.createPublicKey(pair.private)), priv.equals(pub)])
  for (const [key, type] of [[priv, 'pkcs8'], [priv, 'pkcs1'], [priv, 'sec1'], [pub, 'spki'], [pub, 'pkcs1'], [pub, 'nope']]) {
    check(`${name} as ${type}`, () => [key.export({ type, format: 'pem' }), key.export({ type, format: 'der' }).toString('base64')])
  }
  for (const key of [priv, pub]) {
    check(`${name} as jwk`, () => key.export({ format: 'jwk' }))
    check(`${name} from jwk`, () => (key.type === 'public' ? crypto.createPublicKey : crypto.createPrivateKey)({ key: key.export({ format: 'jwk' }), format: 'jwk' }).equals(key))
  }
}
for (const [name, key] of Object.entries(made.encrypted)) {
  const right = name === 'sec1' ? made.p256.private : made.rsa.private
  check(`encrypted ${name}`, () => crypto.createPrivateKey({ key, passphrase: 'secret' }).equals(crypto.createPrivateKey(right)))
  for (const passphrase of ['wrong', undefined]) {
    check(`encrypted ${name}, ${passphrase}`, () => {
      try {
        crypto.createPrivateKey({ key, passphrase })
      } catch (e) {
        return [e.name, e.message, e.code, e.library, e.reason]
      }
    })
  }
}

for (const name of ['rsa', 'ed25519']) {
  check(`${name} signature`, () => crypto.sign(name === 'rsa' ? 'sha256' : null, m, made[name].private).toString('hex'))
}
check('createSign', () => crypto.createSign('RSA-SHA512').update('a ').update('message').sign(made.rsa.private, 'base64'))
check('salt of nothing', () => crypto.sign('sha256', m, { key: made.rsa.private, padding: 6, saltLength: 0 }).toString('hex'))
for (const hash of ['md5', 'sha1', 'sha224', 'sha384', 'sha512-256', 'sha3-256', 'ripemd160']) {
  check(`rsa with ${hash}`, () => crypto.sign(hash, m, made.rsa.private).toString('base64'))
}
for (const [name, s] of Object.entries(made.signatures)) {
  if (typeof s === 'object') {
    check(`${name} verifies`, () => [
      crypto.verify('sha256', m, made[name].public, Buffer.from(s.der, 'hex')),
      crypto.verify('sha384', m, { key: made[name].public, dsaEncoding: 'ieee-p1363' }, Buffer.from(s.plain, 'hex')),
      crypto.verify('sha256', Buffer.from('another'), made[name].public, Buffer.from(s.der, 'hex')),
      crypto.createVerify('sha256').update(m).verify(made[name].public, s.der, 'hex')
    ])
  }
}
check('pss verifies', () => [crypto.verify('sha256', m, made.pss.public, Buffer.from(made.signatures.pss, 'hex')),
  crypto.verify('sha1', m, { key: made.rsa.public, padding: 6 }, Buffer.from(made.signatures.rsaPss, 'hex'))])
check('oaep', () => [crypto.privateDecrypt(made.rsa.private, Buffer.from(made.sealed.oaep, 'hex')).toString(),
  crypto.privateDecrypt({ key: made.rsa.private, oaepHash: 'sha256', oaepLabel: Buffer.from('label') }, Buffer.from(made.sealed.oaep256, 'hex')).toString()])
check('privateEncrypt', () => crypto.privateEncrypt(made.rsa.private, m).toString('hex'))
check('publicDecrypt', () => crypto.publicDecrypt(made.rsa.public, crypto.privateEncrypt(made.rsa.private, m)).toString())
check('bare', () => crypto.publicEncrypt({ key: made.rsa.public, padding: crypto.constants.RSA_NO_PADDING }, Buffer.alloc(128, 1)).toString('hex'))
check('agreement', () => [crypto.diffieHellman({ privateKey: crypto.createPrivateKey(made.x25519.private), publicKey: crypto.createPublicKey(made.x25519other.public) }).toString('hex'),
  crypto.diffieHellman({ privateKey: crypto.createPrivateKey(made.p256.private), publicKey: crypto.createPublicKey(made.p256other.public) }).toString('hex')])

const told = (f) => () => {
  try {
    return f()
  } catch (e) {
    return [e.name, e.message, e.code, e.library, e.reason]
  }
}
const rsa = crypto.createPrivateKey(made.rsa.private)
const ec = crypto.createPrivateKey(made.p256.private)
for (const [name, f] of Object.entries({
  'no key': () => crypto.createPrivateKey('nope'),
  'no public key': () => crypto.createPublicKey('nope'),
  'wrong tag': () => crypto.createPublicKey({ key: Buffer.alloc(3), format: 'der', type: 'spki' }),
  'not private': () => crypto.createPrivateKey(made.rsa.public),
  'of an object': () => crypto.createPrivateKey(rsa),
  'public of a public': () => crypto.createPublicKey(crypto.createPublicKey(made.rsa.public)),
  'secret to sign': () => crypto.sign('sha1', m, crypto.createSecretKey(m)),
  'no key to sign': () => crypto.sign('sha1', m),
  'unknown digest': () => crypto.sign('nope', m, rsa),
  'unknown to createSign': () => crypto.createSign('nope'),
  'agreement cannot sign': () => crypto.sign('sha256', m, made.x25519.private),
  'digest for ed25519': () => crypto.sign('sha256', m, made.ed25519.private),
  'createSign for ed25519': () => crypto.createSign('sha256').sign(made.ed25519.private),
  'pss digest': () => crypto.sign('sha1', m, made.pss.private),
  'pss salt': () => crypto.sign('sha256', m, { key: made.pss.private, saltLength: 8 }),
  'pss padding': () => crypto.sign('sha256', m, { key: made.pss.private, padding: 1 }),
  'long salt': () => crypto.sign('sha256', m, { key: rsa, padding: 6, saltLength: 1000 }),
  'too much data': () => crypto.publicEncrypt(made.rsa.public, Buffer.alloc(200)),
  'too little data': () => crypto.publicEncrypt({ key: made.rsa.public, padding: 3 }, Buffer.alloc(20)),
  'too large a number': () => crypto.publicEncrypt({ key: made.rsa.public, padding: 3 }, Buffer.alloc(128, 255)),
  'not ours': () => crypto.privateDecrypt(rsa, Buffer.alloc(128, 1)),
  'old padding': () => crypto.privateDecrypt({ key: rsa, padding: 1 }, Buffer.alloc(128, 1)),
  'ec encrypts nothing': () => crypto.publicEncrypt(ec, m),
  'two curves': () => crypto.diffieHellman({ privateKey: ec, publicKey: crypto.createPublicKey(made.p384.public) }),
  'two kinds': () => crypto.diffieHellman({ privateKey: ec, publicKey: crypto.createPublicKey(made.rsa.public) }),
  'jwk kind': () => crypto.createPublicKey({ key: { kty: 'nope' }, format: 'jwk' }),
  'jwk member': () => crypto.createPublicKey({ key: { kty: 'RSA', n: 'AQ' }, format: 'jwk' }),
  'jwk point': () => crypto.createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }, format: 'jwk' }),
  'no cipher': () => rsa.export({ type: 'pkcs8', format: 'pem', passphrase: 'x' }),
  'unknown cipher': () => rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'nope', passphrase: 'x' }),
  'no encryption in der': () => rsa.export({ type: 'pkcs1', format: 'der', cipher: 'aes-128-cbc', passphrase: 'x' }),
  'type of pair': () => crypto.generateKeyPairSync('nope'),
  'unknown curve': () => crypto.generateKeyPairSync('ec', { namedCurve: 'nope' }),
  'small modulus': () => crypto.generateKeyPairSync('rsa', { modulusLength: 100 }),
  'length of key': () => crypto.generateKeySync('aes', { length: 100 }),
  secret: () => [crypto.createSecretKey('abc', 'utf8').export(), crypto.createSecretKey(m).export({ format: 'jwk' }), crypto.generateKeySync('hmac', { length: 100 }).symmetricKeySize],
  'ecdh curve': () => crypto.createECDH('nope'),
  'ecdh without key': () => crypto.createECDH('secp256k1').getPublicKey(),
  'ecdh convert': () => crypto.ECDH.convertKey('02' + '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798', 'secp256k1', 'hex', 'hex', 'uncompressed'),
  ecdh: () => { const e = crypto.createECDH('prime256v1'); e.setPrivateKey('01'.repeat(32), 'hex'); return [e.getPublicKey('hex', 'compressed'), e.getPublicKey('hex', 'hybrid'), e.computeSecret(e.getPublicKey(), null, 'hex')] },
  dh: () => { const d = crypto.createDiffieHellmanGroup('modp5'); return [d.verifyError, d.getGenerator('hex'), d.getPrime('hex')] },
  'dh group': () => crypto.getDiffieHellman('nope'),
  'dh by hand': () => { const p = crypto.getDiffieHellman('modp2').getPrime(); const d = crypto.createDiffieHellman(p); d.setPrivateKey(Buffer.from([5])); d.generateKeys(); return [d.getPublicKey('hex'), d.computeSecret(Buffer.from([3]), null, 'hex')] },
  primes: () => [crypto.checkPrimeSync(7n), crypto.checkPrimeSync(Buffer.from([9])), crypto.generatePrimeSync(20, { bigint: true }) > 2n ** 19n],
  'prime residue': () => crypto.generatePrimeSync(16, { add: 8n, rem: 3n, bigint: true }) % 8n
})) check(name, told(f))

const { promisify } = require('util')
const later = async () => {
  const pair = await promisify(crypto.generateKeyPair)('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'p' } })
  console.log('a pair later', pair.publicKey.split('\n')[0], pair.privateKey.split('\n')[0])
  const signature = await promisify(crypto.sign)('sha256', m, { key: pair.privateKey, passphrase: 'p' })
  console.log('verified later', await promisify(crypto.verify)('sha256', m, pair.publicKey, signature))
  console.log('a key later', (await promisify(crypto.generateKey)('aes', { length: 192 })).symmetricKeySize)
  console.log('a prime later', await promisify(crypto.checkPrime)(await promisify(crypto.generatePrime)(64)))
}
later()
