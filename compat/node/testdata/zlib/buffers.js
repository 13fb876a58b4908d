'use strict'
// Functions on whole buffers: what one made the other reads, and what data from elsewhere says.
const check = require('../check')
const zlib = require('zlib')
const { promisify } = require('util')

const text = Buffer.from('All work and no play makes a dull program. '.repeat(500))
const pairs = [['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['gzip', 'unzip'], ['deflate', 'unzip'], ['brotliCompress', 'brotliDecompress']]
for (const [pack, unpack] of pairs) {
  for (const input of [text, Buffer.alloc(0), 'a string', new Uint16Array([1, 2, 3]), new Uint8Array([1, 2]).buffer]) {
    check(`${pack} and ${unpack}`, () => zlib[`${unpack}Sync`](zlib[`${pack}Sync`](input)).length)
  }
}
for (const options of [{ level: 0 }, { level: 1 }, { level: 9 }, { strategy: 2 }, { strategy: 3 }, { strategy: 4 }, { windowBits: 9 }, { memLevel: 1 }, { chunkSize: 64 }]) {
  check(`deflate ${JSON.stringify(options)}`, () => zlib.inflateSync(zlib.deflateSync(text, options), options).equals(text))
  check('its header', () => zlib.deflateSync(text, options).subarray(0, 2).toString('hex'))
}
check('gzip header', () => zlib.gzipSync('x').subarray(0, 10).toString('hex'))

const dictionary = Buffer.from('program dull makes play')
check('dictionary', () => zlib.inflateSync(zlib.deflateSync(text, { dictionary }), { dictionary }).equals(text))
check('raw dictionary', () => zlib.inflateRawSync(zlib.deflateRawSync(text, { dictionary }), { dictionary }).equals(text))
check('no dictionary', () => zlib.inflateSync(zlib.deflateSync(text, { dictionary })))
check('another dictionary', () => zlib.inflateSync(zlib.deflateSync(text, { dictionary }), { dictionary: text }))

// Made with other tools: a header with every optional part, two members, and data that Go's encoders never write.
const member = zlib.gzipSync('one')
check('members', () => zlib.gunzipSync(Buffer.concat([member, zlib.gzipSync('two')])).toString())
check('zeros behind', () => zlib.gunzipSync(Buffer.concat([member, Buffer.alloc(20)])).toString())
check('garbage behind', () => zlib.gunzipSync(Buffer.concat([member, Buffer.from('garbage')])))
check('garbage behind deflate', () => zlib.inflateSync(Buffer.concat([zlib.deflateSync('one'), Buffer.from('garbage')])).toString())
const named = Buffer.concat([Buffer.from('1f8b08180000000000ff', 'hex'), Buffer.from('a name\0a comment\0'), zlib.deflateRawSync('one'), member.subarray(-8)])
check('name and comment', () => zlib.gunzipSync(named).toString())
check('fixed codes', () => zlib.inflateRawSync(Buffer.from('4b4c4a4e494dcb48cdc9c95728cf2fca490100', 'hex').subarray(0, 18)).toString())

const broken = {
  'not gzip': ['gunzip', Buffer.from('hello')],
  'half a magic': ['gunzip', Buffer.from([0x1f])],
  'another method': ['gunzip', Buffer.from('1f8b07000000000000030300', 'hex')],
  'reserved flags': ['gunzip', Buffer.from('1f8b08e0000000000003030000000000', 'hex')],
  'header check': ['gunzip', Buffer.from('1f8b0802000000000003ffff03000000000000000000', 'hex')],
  'data check': ['gunzip', Buffer.concat([member.subarray(0, -8), Buffer.alloc(8)])],
  'length check': ['gunzip', Buffer.concat([member.subarray(0, -4), Buffer.alloc(4)])],
  truncated: ['gunzip', member.subarray(0, -1)],
  empty: ['inflate', Buffer.alloc(0)],
  'zlib header': ['inflate', Buffer.from([0x78, 0x9d, 1])],
  'zlib method': ['inflate', Buffer.from([0x77, 0x85, 1])],
  'zlib window': ['inflate', Buffer.from([0x88, 0x1c, 1])],
  adler: ['inflate', Buffer.from('789c030000000002', 'hex')],
  'block type': ['inflateRaw', Buffer.from([0xff, 0xff])],
  'stored lengths': ['inflateRaw', Buffer.from([1, 1, 0, 0, 0])],
  'far back': ['inflateRaw', Buffer.from('0b020000', 'hex')],
  brotli: ['brotliDecompress', Buffer.from('ffffffff', 'hex')],
  'brotli truncated': ['brotliDecompress', zlib.brotliCompressSync('hello world').subarray(0, 5)]
}
for (const [name, [method, data]] of Object.entries(broken)) {
  check(name, () => {
    try {
      return zlib[`${method}Sync`](data)
    } catch (e) {
      return [e.name, e.message, e.errno, e.code, Object.keys(e)]
    }
  })
}

for (const [name, f] of Object.entries({
  'too large': () => zlib.gunzipSync(zlib.gzipSync(text), { maxOutputLength: 100 }),
  'just fits': () => zlib.gunzipSync(zlib.gzipSync(text), { maxOutputLength: text.length }).length,
  'tolerant of the end': () => zlib.gunzipSync(zlib.gzipSync('hello').subarray(0, -8), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString(),
  level: () => zlib.gzipSync('a', { level: 10 }),
  'level type': () => zlib.gzipSync('a', { level: 'x' }),
  windowBits: () => zlib.createGzip({ windowBits: 8 }),
  chunkSize: () => zlib.gzipSync('a', { chunkSize: 10 }),
  infinite: () => zlib.gzipSync('a', { chunkSize: Infinity }),
  flush: () => zlib.gzipSync('a', { flush: 99 }),
  'dictionary type': () => zlib.deflateSync('a', { dictionary: 5 }),
  'brotli parameter': () => zlib.brotliCompressSync('a', { params: { a: 1 } }),
  'brotli value': () => zlib.brotliCompressSync('a', { params: { 1: 'x' } }),
  'brotli limit': () => zlib.brotliCompressSync('a', { params: { 4: 42 } }),
  input: () => zlib.gzipSync({}),
  'no callback': () => zlib.gzip('a'),
  info: () => Object.keys(zlib.gunzipSync(zlib.gzipSync(text), { info: true })),
  'bytes taken': () => zlib.gunzipSync(member, { info: true }).engine.bytesWritten === member.length,
  crc32: () => [zlib.crc32('hello'), zlib.crc32(Buffer.from('lo'), zlib.crc32('hel')), zlib.crc32('')],
  'crc32 type': () => zlib.crc32({}),
  constants: () => zlib.constants,
  codes: () => zlib.codes,
  names: () => Object.keys(zlib).sort(),
  'old names': () => [zlib.Z_BEST_SPEED, zlib.BROTLI_DECODE, Object.keys(zlib).includes('Z_OK')]
})) check(name, f)

const later = []
for (const [pack, unpack] of pairs) {
  later.push(promisify(zlib[pack])(text).then((b) => promisify(zlib[unpack])(b)).then((b) => `${unpack} later: ${b.equals(text)}`))
}
later.push(promisify(zlib.gunzip)('nonsense').catch((e) => `${e.message} ${e.errno} ${e.code}`))
later.push(promisify(zlib.gunzip)(zlib.gzipSync(text), { maxOutputLength: 5 }).catch((e) => `${e.name} ${e.message} ${e.code}`))
Promise.all(later).then((lines) => console.log(lines.join('\n')))
