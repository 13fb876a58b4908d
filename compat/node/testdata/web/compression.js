'use strict'
// CompressionStream and DecompressionStream in all formats, in pieces, and what they do with bad data.
const check = require('../check')
const { line } = check
const zlib = require('zlib')

async function run (stream, chunks) {
  const writer = stream.writable.getWriter()
  for (const chunk of chunks) writer.write(chunk).catch(() => {})
  writer.close().catch(() => {})
  const parts = []
  for await (const part of stream.readable) parts.push(part)
  return Buffer.concat(parts)
}

async function show (name, work) {
  try {
    console.log(`${name}: ${line(await work())}`)
  } catch (e) {
    console.log(`${name}: rejects ${e.name} ${e.code} ${e.message}`)
  }
}

check('no format', () => new CompressionStream())
check('other format', () => new DecompressionStream('br'))
check('shown', () => [new CompressionStream('gzip'), String(new DecompressionStream('deflate'))])
check('this of readable', () => CompressionStream.prototype.readable)

;(async () => {
  const text = Buffer.from('hello hello hello '.repeat(5000))
  for (const [format, inflate, deflate] of [['gzip', 'gunzipSync', 'gzipSync'], ['deflate', 'inflateSync', 'deflateSync'], ['deflate-raw', 'inflateRawSync', 'deflateRawSync']]) {
    await show(`${format} out`, async () => zlib[inflate](await run(new CompressionStream(format), [text.subarray(0, 10), text.subarray(10)])).equals(text))
    await show(`${format} in`, async () => (await run(new DecompressionStream(format), [...zlib[deflate](text)].map((b) => Uint8Array.of(b)))).equals(text))
    await show(`${format} cut`, () => run(new DecompressionStream(format), [zlib[deflate](text).subarray(0, 20)]))
  }
  await show('no data', () => run(new DecompressionStream('gzip'), [Buffer.from('this is not gzip')]))
  await show('not bytes', async () => {
    const writer = new CompressionStream('gzip').writable.getWriter()
    writer.closed.catch(() => {})
    await writer.write({})
  })
})()
