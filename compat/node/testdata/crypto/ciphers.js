'use strict'
const check = require('../check')
const crypto = require('crypto')

const bytes = (n) => Buffer.from(Array.from({ length: n }, (_, i) => (i * 7 + 1) & 255))
const text = 'A text of more than three blocks, which is no multiple of sixteen.'
const names = ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'aes128', 'aes-128-ecb', 'aes-256-ctr', 'aes-128-cfb', 'aes-128-cfb8', 'aes-128-cfb1', 'aes-256-ofb',
  'aes-128-gcm', 'aes-192-gcm', 'aes-256-gcm', 'aes-128-ccm', 'aes-256-ccm', 'aes-128-ocb', 'aes-256-ocb', 'aes-128-xts', 'aes-256-xts', 'chacha20',
  'chacha20-poly1305', 'des-ede-cbc', 'des-ede3-cbc', 'des3', 'des-ede3-ecb', 'des-ede3-cfb', 'des-ede3-cfb8', 'des-ede3-ofb']

for (const name of names) {
  const info = crypto.getCipherInfo(name)
  console.log(name, JSON.stringify(info))
  const key = bytes(info.keyLength)
  const iv = info.ivLength ? bytes(info.ivLength) : null
  const tagged = ['gcm', 'ccm', 'ocb'].includes(info.mode) || name.endsWith('poly1305')
  const options = tagged ? { authTagLength: 16 } : undefined
  check(`${name} there and back`, () => {
    const pack = crypto.createCipheriv(name, key, iv, options)
    if (tagged) pack.setAAD(Buffer.from('seen'), { plaintextLength: text.length })
    const whole = info.mode === 'ccm' || info.mode === 'xts'
    const packed = Buffer.concat([pack.update(whole ? text : text.slice(0, 19)), ...(whole ? [] : [pack.update(text.slice(19))]), pack.final()])
    const tag = tagged ? pack.getAuthTag() : undefined
    const unpack = crypto.createDecipheriv(name, key, iv, options)
    if (tagged) unpack.setAuthTag(tag).setAAD(Buffer.from('seen'), { plaintextLength: text.length })
    return [packed.toString('hex'), tag?.toString('hex'), unpack.update(packed, undefined, 'utf8') + unpack.final('utf8') === text]
  })
}

for (const [name, iv] of [['id-aes128-wrap', Buffer.alloc(8, 0xa6)], ['aes256-wrap', Buffer.alloc(8, 0xa6)], ['id-aes192-wrap-pad', Buffer.from('a65959a6', 'hex')]]) {
  const key = bytes(crypto.getCipherInfo(name).keyLength)
  check(name, () => {
    const packed = crypto.createCipheriv(name, key, iv).update(bytes(24))
    return [packed.toString('hex'), crypto.createDecipheriv(name, key, iv).update(packed).equals(bytes(24))]
  })
  check(`${name} broken`, () => crypto.createDecipheriv(name, key, iv).update(bytes(32)))
}

const K = bytes(16)
const opened = (name, iv, data, options, tag) => {
  const d = crypto.createDecipheriv(name, K, iv, options)
  if (tag) d.setAuthTag(tag)
  return Buffer.concat([d.update(data), d.final()])
}
const told = (f) => () => {
  try {
    return f()
  } catch (e) {
    return [e.name, e.message, e.code, e.library, e.reason]
  }
}
for (const [name, f] of Object.entries({
  'bad decrypt': () => opened('aes-128-cbc', bytes(16), bytes(16)),
  'wrong length': () => opened('aes-128-cbc', bytes(16), bytes(15)),
  'no tag': () => opened('aes-128-gcm', bytes(12), bytes(16)),
  'wrong tag': () => opened('aes-128-gcm', bytes(12), bytes(16), undefined, bytes(16)),
  'ccm wrong tag': () => opened('aes-128-ccm', bytes(12), bytes(16), { authTagLength: 16 }, bytes(16)),
  unknown: () => crypto.createCipheriv('nope', K, K),
  'key length': () => crypto.createCipheriv('aes-256-cbc', K, K),
  'iv length': () => crypto.createCipheriv('aes-128-cbc', K, bytes(8)),
  'iv missing': () => crypto.createCipheriv('aes-128-cbc', K),
  'iv null': () => crypto.createCipheriv('aes-128-cbc', K, null),
  'tag length': () => crypto.createCipheriv('aes-128-gcm', K, bytes(12), { authTagLength: 17 }),
  'ccm tag length': () => crypto.createCipheriv('aes-128-ccm', K, bytes(12)),
  'ccm data length': () => crypto.createCipheriv('aes-128-ccm', K, bytes(12), { authTagLength: 16 }).setAAD(K),
  'tag too early': () => crypto.createCipheriv('aes-128-gcm', K, bytes(12)).getAuthTag(),
  'tag of none': () => { const c = crypto.createCipheriv('aes-128-cbc', K, K); c.final(); c.getAuthTag() },
  'aad too late': () => { const c = crypto.createCipheriv('aes-128-gcm', K, bytes(12)); c.update('a'); c.setAAD(K) },
  'final twice': () => { const c = crypto.createCipheriv('aes-128-cbc', K, K); c.final(); c.final() },
  'update after': () => { const c = crypto.createCipheriv('aes-128-cbc', K, K); c.final(); c.update('a') },
  'no padding': () => { const c = crypto.createCipheriv('aes-128-cbc', K, K); c.setAutoPadding(false); c.update(bytes(15)); c.final() },
  'whole blocks': () => { const c = crypto.createCipheriv('aes-128-cbc', K, K); c.setAutoPadding(false); return c.update(K, null, 'hex') + c.final('hex') },
  'info by number': () => crypto.getCipherInfo(419),
  'info refused': () => crypto.getCipherInfo('aes-128-cbc', { keyLength: 15 }),
  'iv of 8 for gcm': () => crypto.createCipheriv('aes-128-gcm', K, bytes(8)).update('abc', 'utf8', 'hex'),
  'long iv for gcm': () => crypto.createCipheriv('aes-128-gcm', K, bytes(60)).update('abc', 'utf8', 'hex'),
  'short tag': () => { const c = crypto.createCipheriv('aes-128-gcm', K, bytes(12), { authTagLength: 12 }); c.final(); return c.getAuthTag().toString('hex') },
  'split characters': () => { const c = crypto.createCipheriv('aes-128-ctr', K, K); return [c.update('ab', 'utf8', 'base64'), c.update('c', 'utf8', 'base64'), c.final('base64')] },
  'of a password': () => crypto.createCipher('aes-128-cbc', 'password').update('0123456789abcdef', 'utf8', 'hex')
})) check(name, told(f))

const { PassThrough } = require('stream')
const source = new PassThrough()
const chunks = []
source.pipe(crypto.createCipheriv('aes-128-cbc', K, K)).pipe(crypto.createDecipheriv('aes-128-cbc', K, K))
  .on('data', (c) => chunks.push(c)).on('end', () => console.log('as streams', Buffer.concat(chunks).toString() === text.repeat(100)))
source.end(text.repeat(100))
