const kEnumerable = { enumerable: true }

class TextEncoder {
  #brand
  get encoding() {
    this.#brand
    return 'utf-8'
  }
  encode(input = '') {
    this.#brand
    return native.encode(`${input}`)
  }
  encodeInto(source, destination) {
    this.#brand
    if (typeof source !== 'string') native.throwType('src', 'of type string', source)
    return native.encodeInto(source, destination)
  }
}

class TextDecoder {
  #state
  constructor(label = 'utf-8', options = undefined) {
    if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
      native.throwType('options', 'of type object', options)
    }
    this.#state = native.decoder(`${label}`, !!options?.fatal, !!options?.ignoreBOM)
  }
  get encoding() { return native.encodingOf(this.#state) }
  get fatal() { return native.fatalOf(this.#state) }
  get ignoreBOM() { return native.ignoreBOMOf(this.#state) }
  decode(input = undefined, options = undefined) {
    return native.decode(this.#state, input, options === undefined || options === null ? false : !!options.stream)
  }
}

Object.defineProperties(TextEncoder.prototype, {
  encode: kEnumerable, encodeInto: kEnumerable, encoding: kEnumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'TextEncoder' },
})
Object.defineProperties(TextDecoder.prototype, {
  decode: kEnumerable, encoding: kEnumerable, fatal: kEnumerable, ignoreBOM: kEnumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'TextDecoder' },
})
exports.TextEncoder = TextEncoder
exports.TextDecoder = TextDecoder
