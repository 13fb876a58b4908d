// TextEncoderStream and TextDecoderStream (https://encoding.spec.whatwg.org/#interface-textdecoderstream).
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { TextEncoder, TextDecoder } = require('internal/encoding')
const { transformOver } = require('internal/webstreams/transform')
const { objectOf: readableObject } = require('internal/webstreams/readablestream')
const { objectOf: writableObject } = require('internal/webstreams/writablestream')
const { expose, members, printed, wrongThis } = require('internal/webstreams/classes')

// Encoder keeps a leading surrogate at the end of a chunk: its partner may start the next one.
class Encoder {
  constructor () {
    this.encoder = new TextEncoder()
    this.lead = ''
  }

  transform (chunk, transform) {
    let text = this.lead + chunk
    if (text === '') return
    const last = text.charCodeAt(text.length - 1)
    const split = last >= 0xD800 && last <= 0xDBFF ? text.length - 1 : text.length
    this.lead = text.slice(split)
    text = text.slice(0, split)
    if (text !== '') transform.enqueue(this.encoder.encode(text))
  }

  flush (transform) { if (this.lead !== '') transform.enqueue(this.encoder.encode(this.lead)) }
}

class Decoder {
  constructor (decoder) { this.decoder = decoder }

  transform (chunk, transform) {
    if (chunk === undefined) throw new ERR_INVALID_ARG_TYPE('list', ['SharedArrayBuffer', 'ArrayBuffer', 'ArrayBufferView'], chunk)
    this.give(this.decoder.decode(chunk, { stream: true }), transform)
  }

  flush (transform) { this.give(this.decoder.decode(), transform) }
  give (text, transform) { if (text !== '') transform.enqueue(text) }
}

class TextEncoderStream {
  #transform = transformOver(new Encoder())

  static #of (value) {
    if (value === null || typeof value !== 'object' || !(#transform in value)) throw wrongThis('TextEncoderStream')
    return value.#transform
  }

  get encoding () { return TextEncoderStream.#of(this) && 'utf-8' }
  get readable () { return readableObject(TextEncoderStream.#of(this).readable) }
  get writable () { return writableObject(TextEncoderStream.#of(this).writable) }
}

class TextDecoderStream {
  #decoder
  #transform
  constructor (encoding = 'utf-8', options = {}) {
    this.#decoder = new TextDecoder(encoding, options)
    this.#transform = transformOver(new Decoder(this.#decoder))
  }

  static #of (value) {
    if (value === null || typeof value !== 'object' || !(#transform in value)) throw wrongThis('TextDecoderStream')
    return value
  }

  get encoding () { return TextDecoderStream.#of(this).#decoder.encoding }
  get fatal () { return TextDecoderStream.#of(this).#decoder.fatal }
  get ignoreBOM () { return TextDecoderStream.#of(this).#decoder.ignoreBOM }
  get readable () { return readableObject(TextDecoderStream.#of(this).#transform.readable) }
  get writable () { return writableObject(TextDecoderStream.#of(this).#transform.writable) }
}

expose(TextEncoderStream, ['encoding', 'readable', 'writable'], false)
expose(TextDecoderStream, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable'], false)
printed(TextEncoderStream, members(TextEncoderStream, ['encoding', 'readable', 'writable']))
printed(TextDecoderStream, members(TextDecoderStream, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']))

module.exports = { TextEncoderStream, TextDecoderStream }
