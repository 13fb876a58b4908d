// Blob and File (https://w3c.github.io/FileAPI/). The bytes are Go's, in pieces that slices share.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors')
const custom = Symbol.for('nodejs.util.inspect.custom')
const kMake = Symbol('make')
let contentOf, typeOf

function checkOptions (options) {
  if (options === undefined || options === null || typeof options === 'object' || typeof options === 'function') return options ?? {}
  throw new ERR_INVALID_ARG_TYPE('options', 'a dictionary', options)
}

function partsOf (sources) {
  if (sources === null || (typeof sources !== 'object' && typeof sources !== 'function') || typeof sources[Symbol.iterator] !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources)
  }
  const parts = []
  for (const part of sources) parts.push(isBlob(part) ? contentOf(part) : native.isBytes(part) ? part : `${part}`)
  return parts
}

// The type in lower case, or nothing when it has other characters than the standard wants.
function normalType (type) {
  type = `${type}`
  return /[^\x20-\x7e]/.test(type) ? '' : type.toLowerCase()
}

class Blob {
  #content
  #type
  constructor (sources = [], options = {}) {
    if (sources === kMake) {
      this.#content = options.content
      this.#type = options.type
      return
    }
    options = checkOptions(options)
    const parts = partsOf(sources)
    const endings = options.endings === undefined ? 'transparent' : `${options.endings}`
    if (endings !== 'transparent' && endings !== 'native') throw new ERR_INVALID_ARG_VALUE('options.endings', options.endings)
    const { type = '' } = options
    this.#content = native.join(parts, endings === 'native')
    this.#type = normalType(type)
  }

  static {
    contentOf = (value) => value !== null && typeof value === 'object' && #content in value ? value.#content : undefined
    typeOf = (blob) => blob.#type
  }

  get size () { return native.size(check(this)) }

  get type () {
    check(this)
    return this.#type
  }

  slice (start = 0, end = undefined, type = '') {
    const content = check(this)
    const size = native.size(content)
    return make(native.slice(content, clamp(start, size), end === undefined ? size : clamp(end, size)), normalType(type))
  }

  async arrayBuffer () { return native.buffer(check(this)) }
  async bytes () { return new Uint8Array(native.buffer(check(this))) }
  async text () { return native.text(check(this)) }

  stream () {
    const content = check(this)
    const { createReadable } = require('internal/webstreams/readablestream')
    return createReadable(new Source(content), { bytes: true })
  }

  [custom] (depth, options, inspect) {
    check(this)
    if (depth < 0) return this
    return `Blob ${inspect({ size: this.size, type: this.type }, deeper(options))}`
  }
}

// Source gives a stream the pieces of a blob.
class Source {
  constructor (content) {
    this.content = content
    this.next = 0
  }

  pull (control) {
    const piece = native.piece(this.content, this.next++)
    if (piece !== undefined) {
      control.enqueue(piece)
      return
    }
    control.close()
    if (control.pulls.length > 0) control.respond(0)
  }
}

function check (value) {
  const content = contentOf(value)
  if (content === undefined) throw new ERR_INVALID_THIS('Blob')
  return content
}

// Web IDL's [Clamp] long long, counted from the end when negative.
function clamp (value, size) {
  value = Math.round(+value) || 0
  return value < 0 ? Math.max(size + value, 0) : Math.min(value, size)
}

function deeper (options) { return { ...options, depth: options.depth == null ? null : options.depth - 1 } }
function isBlob (value) { return contentOf(value) !== undefined }
function make (content, type) { return new Blob(kMake, { content, type }) }

class File extends Blob {
  #name
  #lastModified
  constructor (fileBits, fileName, options = {}) {
    if (fileBits === kMake) {
      super(kMake, fileName)
      this.#name = fileName.name
      this.#lastModified = fileName.lastModified
      return
    }
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName')
    super(fileBits, options)
    const lastModified = options?.lastModified
    this.#lastModified = lastModified === undefined ? Date.now() : +lastModified || 0
    this.#name = native.wellFormed(`${fileName}`)
  }

  static #check (value) {
    if (value === null || typeof value !== 'object' || !(#name in value)) throw new ERR_INVALID_THIS('File')
    return value
  }

  get name () { return File.#check(this).#name }
  get lastModified () { return File.#check(this).#lastModified }

  [custom] (depth, options, inspect) {
    File.#check(this)
    if (depth < 0) return this
    return `File ${inspect({ size: this.size, type: this.type, name: this.#name, lastModified: this.#lastModified }, deeper(options))}`
  }
}

function expose (Class, names) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true })
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: Class.name })
}
expose(Blob, ['size', 'type', 'slice', 'stream', 'text', 'arrayBuffer'])
expose(File, ['name', 'lastModified'])

const { register } = require('internal/cloneable')
const cloned = (blob) => ({ bytes: native.buffer(contentOf(blob)), type: typeOf(blob) })
register(Blob.prototype, { module: 'internal/blob', revive: 'reviveBlob', clone: cloned })
register(File.prototype, {
  module: 'internal/blob',
  revive: 'reviveFile',
  clone: (file) => ({ ...cloned(file), name: file.name, lastModified: file.lastModified })
})

const urls = new Map() // by the id in an object URL: the blob that was given it

function createObjectURL (blob) {
  if (!isBlob(blob)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob)
  const id = native.uuid()
  urls.set(id, make(contentOf(blob), typeOf(blob)))
  return `blob:nodedata:${id}`
}

function revokeObjectURL (url) { urls.delete(idOf(`${url}`)) }

// The blob that an object URL stands for, or undefined.
function resolveObjectURL (url) {
  const blob = urls.get(idOf(`${url}`))
  return blob && make(contentOf(blob), typeOf(blob))
}

function idOf (url) { return /^\s*blob:nodedata:([0-9a-f-]+)(?:#.*)?$/i.exec(url)?.[1] }

module.exports = {
  Blob,
  File,
  isBlob,
  bytes: (blob) => new Uint8Array(native.buffer(contentOf(blob))),
  createObjectURL,
  revokeObjectURL,
  resolveObjectURL,
  reviveBlob: ({ bytes, type }) => make(native.adopt(bytes), type),
  reviveFile: ({ bytes, type, name, lastModified }) => new File(kMake, { content: native.adopt(bytes), type, name, lastModified })
}
