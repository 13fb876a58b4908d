'use strict'
const check = require('../check')
const crypto = require('crypto')

for (const name of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'SHA512', 'sha512-224', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384', 'SHA3-512', 'shake128',
  'shake256', 'ripemd160', 'rmd160', 'blake2b512', 'BLAKE2s256', 'md5-sha1', 'RSA-SHA256', 'sha256WithRSAEncryption', 'SHA2-256', 'sha-1']) {
  check(name, () => crypto.createHash(name).update('abc').update(Buffer.from('def')).digest('hex'))
  check(`${name} of a copy`, () => {
    const first = crypto.createHash(name).update('abc')
    const second = first.copy()
    first.update('more')
    return second.digest('base64')
  })
}
for (const name of ['md5', 'sha1', 'sha256', 'sha512', 'sha3-256', 'blake2b512']) {
  check(`hmac ${name}`, () => crypto.createHmac(name, 'a key').update('data').digest('hex'))
}
for (const [name, f] of Object.entries({
  'extendable output': () => crypto.createHash('shake256', { outputLength: 77 }).update('x').digest('hex'),
  'no output': () => crypto.createHash('shake128', { outputLength: 0 }).digest('hex'),
  'output of a copy': () => crypto.createHash('shake128', { outputLength: 5 }).copy({ outputLength: 9 }).digest('hex'),
  'usual output of a copy': () => crypto.createHash('shake128', { outputLength: 5 }).copy().digest('hex'),
  'fixed output': () => crypto.createHash('sha256', { outputLength: 28 }),
  unknown: () => crypto.createHash('nope'),
  'unknown hmac': () => crypto.createHmac('nope', 'k'),
  'no key': () => crypto.createHmac('sha1'),
  'digest twice': () => { const h = crypto.createHash('sha1'); h.digest(); h.digest() },
  'update after': () => { const h = crypto.createHash('sha1'); h.digest(); h.update('a') },
  'hmac twice': () => { const h = crypto.createHmac('sha1', 'k'); h.digest(); return h.digest('hex') },
  'odd hex': () => crypto.createHash('sha1').update('abc', 'hex'),
  'wrong data': () => crypto.createHash('sha1').update(5),
  encodings: () => ['hex', 'base64', 'base64url', 'latin1', 'buffer', undefined].map((e) => crypto.createHash('md5').update('ü', 'latin1').digest(e)),
  once: () => [crypto.hash('sha1', 'data'), crypto.hash('sha256', Buffer.from('data'), 'base64'), crypto.hash('md5', 'data', 'buffer')],
  'once unknown': () => crypto.hash('nope', 'x'),
  'once encoding': () => crypto.hash('sha1', 'x', 'nope'),
  equal: () => [crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), crypto.timingSafeEqual(new Uint16Array([1]), Buffer.from([2, 0]))],
  'unequal lengths': () => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')),
  pbkdf2: () => crypto.pbkdf2Sync('password', 'salt', 100, 40, 'sha512').toString('hex'),
  'pbkdf2 digest': () => crypto.pbkdf2Sync('p', 's', 1, 1, 'nope'),
  'pbkdf2 iterations': () => crypto.pbkdf2Sync('p', 's', 0, 1, 'sha1'),
  hkdf: () => Buffer.from(crypto.hkdfSync('sha256', 'key', 'salt', 'info', 50)).toString('hex'),
  'hkdf length': () => crypto.hkdfSync('sha256', 'key', 'salt', 'info', 255 * 32 + 1),
  scrypt: () => crypto.scryptSync('password', 'salt', 32, { N: 1024, r: 8, p: 2 }).toString('hex'),
  'scrypt cost': () => crypto.scryptSync('p', 's', 1, { N: 3 }),
  'scrypt memory': () => crypto.scryptSync('p', 's', 1, { N: 1 << 20 }),
  'scrypt both names': () => crypto.scryptSync('p', 's', 1, { N: 2, cost: 2 }),
  'key object': () => crypto.createHmac('sha256', crypto.createSecretKey(Buffer.from('k'))).update('x').digest('hex')
})) check(name, f)

const stream = crypto.createHash('sha256')
stream.on('readable', () => {
  const out = stream.read()
  if (out) console.log('as a stream', out.toString('hex'))
})
stream.write('abc')
stream.end('def')
crypto.pbkdf2('p', 's', 10, 16, 'sha1', (e, key) => {
  console.log('pbkdf2 later', e, key.toString('hex'))
  crypto.scrypt('p', 's', 16, { N: 16 }, (e, key) => {
    console.log('scrypt later', e, key.toString('hex'))
    crypto.hkdf('sha1', 'k', 's', 'i', 16, (e, key) => console.log('hkdf later', e, Buffer.from(key).toString('hex')))
  })
})
