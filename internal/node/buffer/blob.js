const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const { Buffer } = require('buffer')
const custom = Symbol.for('nodejs.util.inspect.custom')
let bytesIn // reads a Blob's bytes

const normalizeType = (type) => {
  type = `${type}`
  return /[^\u0020-\u007e]/.test(type) ? '' : type.toLowerCase()
}

function bytesOf (part, endings) {
  if (part instanceof Blob) return bytesIn(part)
  if (ArrayBuffer.isView(part)) return Buffer.from(Buffer.from(part.buffer, part.byteOffset, part.byteLength))
  if (part instanceof ArrayBuffer) return Buffer.from(Buffer.from(part))
  let text = `${part}`
  if (endings === 'native') text = text.replace(/\r\n|\r/g, '\n')
  return Buffer.from(text, 'utf8')
}

class Blob {
  #bytes
  #type
  constructor (sources = [], options = {}) {
    if (sources === null || typeof sources[Symbol.iterator] !== 'function' || typeof sources === 'string') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources)
    }
    if (options === null || typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'object', options)
    const endings = options.endings ?? 'transparent'
    this.#bytes = Buffer.concat(Array.from(sources, (part) => bytesOf(part, endings)))
    this.#type = normalizeType(options.type ?? '')
  }

  static { bytesIn = (blob) => blob.#bytes }

  get size () { return this.#bytes.length }
  get type () { return this.#type }

  slice (start = 0, end = this.size, type = '') {
    const part = new Blob([], { type })
    part.#bytes = this.#bytes.subarray(start, end)
    return part
  }

  async arrayBuffer () {
    const bytes = this.#bytes
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  }

  async text () { return new TextDecoder().decode(this.#bytes) }

  stream () {
    const bytes = this.#bytes
    return new ReadableStream({
      type: 'bytes',
      pull (controller) {
        if (bytes.length) controller.enqueue(new Uint8Array(bytes))
        controller.close()
      }
    })
  }

  [custom] (depth, options, inspect) {
    return `${this.constructor.name} ${inspect({ size: this.size, type: this.type }, options)}`
  }
}

class File extends Blob {
  #name
  #lastModified
  constructor (bits, name, options = {}) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName')
    super(bits, options)
    this.#name = `${name}`
    this.#lastModified = options.lastModified === undefined ? Date.now() : Math.trunc(+options.lastModified) || 0
  }

  get name () { return this.#name }
  get lastModified () { return this.#lastModified }

  [custom] (depth, options, inspect) {
    return `File ${inspect({ size: this.size, type: this.type, name: this.name, lastModified: this.lastModified }, options)}`
  }
}

const enumerable = (Class, names) => {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true })
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: Class.name })
}
enumerable(Blob, ['size', 'type', 'slice', 'stream', 'text', 'arrayBuffer'])
enumerable(File, ['name', 'lastModified'])

module.exports = {
  Blob,
  File,
  bytes: bytesIn,
  resolveObjectURL () { throw new ERR_METHOD_NOT_IMPLEMENTED('buffer.resolveObjectURL') }
}
