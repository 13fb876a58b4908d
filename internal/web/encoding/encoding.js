// TextEncoder and TextDecoder. The classes are JavaScript, for subclasses and brands; all work is Go.
const enumerable = { __proto__: null, enumerable: true }
const custom = Symbol.for('nodejs.util.inspect.custom')
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get
let checkEncoder, decoderOf

function wrongThis (name) {
  const { codes: { ERR_INVALID_THIS } } = require('internal/errors')
  return new ERR_INVALID_THIS(name)
}

class TextEncoder {
  #brand
  static {
    checkEncoder = (value) => { if (value === null || typeof value !== 'object' || !(#brand in value)) throw wrongThis('TextEncoder') }
  }

  get encoding () {
    checkEncoder(this)
    return 'utf-8'
  }

  encode (input = '') {
    checkEncoder(this)
    return native.encode(`${input}`)
  }

  encodeInto (source, destination) {
    checkEncoder(this)
    if (typeof source !== 'string') native.throwType('src', 'of type string', source)
    if (Reflect.apply(tagOf, destination, []) !== 'Uint8Array') native.throwType('dest', 'an instance of Uint8Array', destination)
    return native.encodeInto(source, destination)
  }

  [custom] (depth, options, inspect) {
    checkEncoder(this)
    if (depth < 0) return this
    return inspect({ encoding: 'utf-8' }, options)
  }
}

class TextDecoder {
  #decoder
  constructor (label = 'utf-8', options = undefined) {
    if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
      native.throwType('options', 'of type object', options)
    }
    this.#decoder = native.decoder(`${label}`, !!options?.fatal, !!options?.ignoreBOM)
  }

  static {
    decoderOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#decoder in value)) throw wrongThis('TextDecoder')
      return value.#decoder
    }
  }

  get encoding () { return native.encodingOf(decoderOf(this)) }
  get fatal () { return native.fatalOf(decoderOf(this)) }
  get ignoreBOM () { return native.ignoreBOMOf(decoderOf(this)) }

  decode (input = undefined, options = undefined) {
    return native.decode(decoderOf(this), input, options === undefined || options === null ? false : !!options.stream)
  }

  [custom] (depth, options, inspect) {
    decoderOf(this)
    if (depth < 0) return this
    const { encoding, fatal, ignoreBOM } = this
    return `${this.constructor.name} ${inspect({ encoding, fatal, ignoreBOM }, options)}`
  }
}

Object.defineProperties(TextEncoder.prototype, {
  encode: enumerable,
  encodeInto: enumerable,
  encoding: enumerable,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextEncoder' }
})
Object.defineProperties(TextDecoder.prototype, {
  decode: enumerable,
  encoding: enumerable,
  fatal: enumerable,
  ignoreBOM: enumerable,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextDecoder' }
})

module.exports = { TextEncoder, TextDecoder }
