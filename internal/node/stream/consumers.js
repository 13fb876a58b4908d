// stream/consumers: everything that a stream or an iterable has, at once.
const { Buffer, Blob } = require('buffer')

async function chunksOf(stream) {
  const chunks = []
  const iterator = (stream[Symbol.asyncIterator] ?? stream[Symbol.iterator]).call(stream)
  for (;;) {
    const { value, done } = await iterator.next()
    if (done) return chunks
    chunks.push(value)
  }
}

async function blob(stream) { return new Blob(await chunksOf(stream)) }
async function arrayBuffer(stream) { return (await blob(stream)).arrayBuffer() }
async function buffer(stream) { return Buffer.from(await arrayBuffer(stream)) }
async function text(stream) {
  const decoder = new TextDecoder()
  let all = ''
  for (const chunk of await chunksOf(stream)) all += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
  return all + decoder.decode(undefined, { stream: false })
}
async function json(stream) { return JSON.parse(await text(stream)) }

module.exports = { arrayBuffer, blob, buffer, text, json }
