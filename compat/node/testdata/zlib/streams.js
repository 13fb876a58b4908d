'use strict'
// The streams: events, back-pressure, flushes, parameters, ends.
const zlib = require('zlib')
const { pipeline, Readable, Writable } = require('stream')
const { promisify } = require('util')
const { line } = require('../check')

const text = Buffer.from('To be or not to be, that is the question. '.repeat(3000))
const collect = (stream) => new Promise((resolve, reject) => {
  const chunks = []
  stream.on('data', (c) => chunks.push(c)).on('end', () => resolve(Buffer.concat(chunks))).on('error', reject)
})
const show = (name, value) => console.log(`${name}: ${line(value)}`)

const cases = {
  async 'there and back' () {
    const out = []
    for (const [pack, unpack] of [['Gzip', 'Gunzip'], ['Deflate', 'Inflate'], ['DeflateRaw', 'InflateRaw'], ['Gzip', 'Unzip'], ['Deflate', 'Unzip'], ['BrotliCompress', 'BrotliDecompress']]) {
      const source = Readable.from((function * () { for (let i = 0; i < text.length; i += 1000) yield text.subarray(i, i + 1000) })())
      const back = source.pipe(zlib[`create${pack}`]()).pipe(zlib[`create${unpack}`]())
      out.push(unpack, (await collect(back)).equals(text))
    }
    return out
  },
  async 'byte by byte' () {
    const packed = Buffer.concat([zlib.gzipSync('first'), zlib.gzipSync('second')])
    const gunzip = zlib.createGunzip()
    for (const b of packed) gunzip.write(Buffer.from([b]))
    gunzip.end()
    return [(await collect(gunzip)).toString(), gunzip.bytesWritten === packed.length]
  },
  async 'sync flush' () {
    const deflate = zlib.createDeflate()
    const inflate = zlib.createInflate()
    const seen = []
    deflate.on('data', (c) => inflate.write(c))
    inflate.on('data', (c) => seen.push(c.toString()))
    const flushed = (s) => new Promise((resolve) => { deflate.write(s); deflate.flush(zlib.constants.Z_SYNC_FLUSH, () => inflate.flush(resolve)) })
    await flushed('one')
    seen.push('|')
    await flushed('two')
    seen.push('|')
    deflate.close()
    inflate.close()
    return seen.join('')
  },
  async params () {
    const deflate = zlib.createDeflate({ level: 9 })
    const result = collect(deflate)
    deflate.write(text.subarray(0, 50000))
    await new Promise((resolve) => deflate.params(0, zlib.constants.Z_DEFAULT_STRATEGY, resolve))
    deflate.write(text.subarray(50000, 60000))
    await new Promise((resolve) => deflate.params(6, zlib.constants.Z_HUFFMAN_ONLY, resolve))
    deflate.end(text.subarray(60000))
    const packed = await result
    return [packed.length > 10000, zlib.inflateSync(packed).equals(text), deflate._level, deflate._strategy]
  },
  async reset () {
    const gzip = zlib.createGzip()
    const result = collect(gzip)
    gzip.end('whole')
    return zlib.gunzipSync(await result).toString()
  },
  async 'one error' () {
    const gunzip = zlib.createGunzip()
    const events = []
    await new Promise((resolve) => {
      gunzip.on('error', (e) => events.push(e.message, e.errno, e.code))
      gunzip.on('close', resolve)
      gunzip.resume()
      gunzip.write('not gzip at all')
      gunzip.end('more')
    })
    return [events, gunzip.destroyed, gunzip._closed]
  },
  async truncated () {
    const inflate = zlib.createInflate()
    inflate.end(zlib.deflateSync(text).subarray(0, 100))
    return collect(inflate).catch((e) => [e.message, e.code])
  },
  async 'behind the end' () {
    const inflate = zlib.createInflateRaw()
    const result = collect(inflate)
    inflate.write(Buffer.concat([zlib.deflateRawSync('data'), Buffer.from('rest')]))
    return (await result).toString()
  },
  async 'chunks of their size' () {
    const sizes = new Set()
    const inflate = zlib.createInflate({ chunkSize: 1024 })
    inflate.on('data', (c) => sizes.add(c.length))
    inflate.end(zlib.deflateSync(text))
    await new Promise((resolve) => inflate.on('end', resolve))
    return [...sizes]
  },
  async 'a slow reader' () {
    let taken = 0
    const slow = new Writable({ highWaterMark: 1, write (chunk, encoding, done) { taken += chunk.length; setImmediate(done) } })
    const bomb = zlib.deflateSync(Buffer.alloc(2 << 20))
    await promisify(pipeline)(Readable.from([bomb]), zlib.createInflate(), slow)
    return taken
  },
  async 'flush after the end' () {
    const gzip = zlib.createGzip()
    const result = collect(gzip)
    gzip.end('x')
    await new Promise((resolve) => gzip.flush(resolve))
    return (await result).length > 20
  },
  async 'brotli flush' () {
    const encode = zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } })
    const decode = zlib.createBrotliDecompress()
    encode.pipe(decode)
    encode.write('part')
    encode.flush()
    const [first] = await require('events').once(decode, 'data')
    encode.destroy()
    decode.destroy()
    return first.toString()
  },
  async 'closed meanwhile' () {
    const gzip = zlib.createGzip()
    const events = []
    gzip.on('error', (e) => events.push(e.message))
    gzip.write(text, (e) => events.push(e ? e.code : 'written'))
    await new Promise((resolve) => gzip.close(resolve)).catch(() => {})
    await new Promise(setImmediate)
    return [gzip.destroyed]
  },
  async classes () {
    const gzip = zlib.Gzip({ level: 3 })
    return [gzip instanceof zlib.Gzip, gzip instanceof require('stream').Transform, gzip._level, zlib.Gzip.name, zlib.createGzip.length]
  },
  async 'by hand' () {
    const gunzip = new zlib.Gunzip()
    return gunzip._processChunk(zlib.gzipSync('by hand'), zlib.constants.Z_FINISH).toString()
  }
}

;(async () => {
  for (const [name, f] of Object.entries(cases)) show(name, await f())
})()
