const check = require('../check')
const texts = ['', 'abc', 'héllo wörld', '日本語', '\u{1F600}!', 'a\0b', 'ff', 'zz', 'Zm9v', '_-8', 'YQ==']
for (const enc of ['utf8', 'utf16le', 'latin1', 'ascii', 'hex', 'base64', 'base64url', 'binary', 'ucs2']) {
  for (const t of texts) check(`${enc} ${JSON.stringify(t)}`, () => { const b = Buffer.from(t, enc); return [b, b.toString(enc), Buffer.byteLength(t, enc)] })
}
const b = Buffer.from([1, 2, 3, 250, 251, 252, 253, 254, 255, 128])
for (const m of ['readUInt8', 'readInt8', 'readUInt16LE', 'readUInt16BE', 'readInt16LE', 'readInt16BE', 'readUInt32LE', 'readUInt32BE', 'readInt32LE', 'readInt32BE', 'readFloatLE', 'readFloatBE', 'readDoubleLE', 'readDoubleBE', 'readBigInt64LE', 'readBigUInt64BE']) {
  for (const o of [0, 2, 9, 1.5, -1, 'x']) check(`${m}(${o})`, () => b[m](o))
}
for (const [m, v] of [['writeUInt8', 256], ['writeInt8', -129], ['writeUInt16LE', 65535], ['writeInt32BE', -5], ['writeDoubleLE', 1.5], ['writeFloatBE', 0.1], ['writeBigInt64LE', -1n], ['writeUInt32LE', 2 ** 32]]) check(`${m}(${v})`, () => { const x = Buffer.alloc(8); return [x[m](v, 0), x] })
check('concat', () => Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2))
check('fill', () => [Buffer.alloc(5, 'ab'), Buffer.alloc(3).fill(257), Buffer.alloc(4).fill('é')])
check('indexOf', () => [b.indexOf(250), Buffer.from('hello').indexOf('l'), Buffer.from('hello').lastIndexOf('l'), Buffer.from('hello').includes('ell'), Buffer.from('abc').indexOf('')])
check('compare', () => [Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.from('a').equals(Buffer.from('a'))])
check('slice', () => { const x = Buffer.from('abcdef'); const y = x.subarray(1, 3); y[0] = 65; return [x.toString(), y, x.slice(-2).toString()] })
check('swap', () => [Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3]).swap32()])
check('json', () => JSON.stringify(Buffer.from('a')))
check('from', () => [Buffer.from([256, -1, 1.9]), Buffer.from(new Uint16Array([1, 300])), Buffer.from(new ArrayBuffer(2)), Buffer.from({ type: 'Buffer', data: [1] }), Buffer.from(Object('x'))])
for (const bad of [5, null, undefined, {}, true, () => {}]) check(`from(${String(bad)})`, () => Buffer.from(bad))
for (const bad of [-1, 'x', NaN, 2 ** 53]) check(`alloc(${bad})`, () => Buffer.alloc(bad))
check('encoding', () => Buffer.from('a', 'nope'))
check('isEncoding', () => ['utf8', 'UTF-8', 'hex', 'nope', '', undefined].map((e) => Buffer.isEncoding(e)))
check('atob', () => [atob('YWJj'), btoa('abc')])
check('atob bad', () => atob('a'))
check('btoa bad', () => btoa('日'))
check('transcode', () => require('buffer').transcode(Buffer.from('€'), 'utf8', 'latin1'))
check('blob', () => new Blob(['ab', Buffer.from('c')], { type: 'text/plain' }).size)
