// CompressionStream and DecompressionStream (https://compression.spec.whatwg.org/), on node:zlib.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { transformOver } = require('internal/webstreams/transform')
const { objectOf: readableObject } = require('internal/webstreams/readablestream')
const { objectOf: writableObject } = require('internal/webstreams/writablestream')
const { isolate } = require('internal/webstreams/promises')
const { expose, members, printed, wrongThis } = require('internal/webstreams/classes')

const coders = {
  __proto__: null,
  deflate: ['createDeflate', 'createInflate'],
  'deflate-raw': ['createDeflateRaw', 'createInflateRaw'],
  gzip: ['createGzip', 'createGunzip']
}

// Coder is a transformer that has a stream of node:zlib do its work.
class Coder {
  constructor (coder) {
    this.coder = coder
    this.done = undefined // settles the promise of the step that is going on
  }

  start (transform) {
    const { coder } = this
    coder.on('data', (chunk) => { transform.enqueue(new Uint8Array(chunk)) })
    coder.on('end', () => { this.settle() })
    coder.on('error', (error) => {
      if (this.done === undefined) transform.fail(error)
      else this.settle(error)
    })
  }

  settle (error) {
    const { done } = this
    this.done = undefined
    if (error !== undefined && error !== null) done?.reject(error)
    else done?.resolve()
  }

  step (begin) {
    return new Promise((resolve, reject) => {
      this.done = { resolve, reject }
      begin()
    })
  }

  transform (chunk) {
    if (!ArrayBuffer.isView(chunk) && typeof chunk !== 'string') {
      if (!(chunk instanceof ArrayBuffer)) throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk)
      chunk = new Uint8Array(chunk)
    }
    return this.step(() => { this.coder.write(chunk, (error) => { this.settle(error) }) })
  }

  flush () { return this.step(() => { this.coder.end() }) }
  cancel () { this.coder.destroy() }
}
isolate(Coder)

function coderOf (format, direction) {
  const makers = coders[`${format}`]
  if (makers === undefined) throw new ERR_INVALID_ARG_VALUE('format', format)
  return transformOver(new Coder(require('zlib')[makers[direction]]()), { readableHighWaterMark: 1 }) // a first write begins at once
}

class CompressionStream {
  #transform
  constructor (format) { this.#transform = coderOf(format, 0) }

  static #of (value) {
    if (value === null || typeof value !== 'object' || !(#transform in value)) throw wrongThis('CompressionStream')
    return value.#transform
  }

  get readable () { return readableObject(CompressionStream.#of(this).readable) }
  get writable () { return writableObject(CompressionStream.#of(this).writable) }
}

class DecompressionStream {
  #transform
  constructor (format) { this.#transform = coderOf(format, 1) }

  static #of (value) {
    if (value === null || typeof value !== 'object' || !(#transform in value)) throw wrongThis('DecompressionStream')
    return value.#transform
  }

  get readable () { return readableObject(DecompressionStream.#of(this).readable) }
  get writable () { return writableObject(DecompressionStream.#of(this).writable) }
}

for (const Class of [CompressionStream, DecompressionStream]) {
  expose(Class, ['readable', 'writable'])
  printed(Class, members(Class, ['readable', 'writable']))
}

module.exports = { CompressionStream, DecompressionStream }
