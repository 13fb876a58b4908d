const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING, ERR_INVALID_BUFFER_SIZE, ERR_BUFFER_OUT_OF_BOUNDS } } = require('internal/errors')
const { validateInteger } = require('internal/validators')
const { isArrayBuffer, isUint8Array } = native

const kMaxLength = 4294967296
const kStringMaxLength = 536870888
const customInspect = Symbol.for('nodejs.util.inspect.custom')
let inspectMaxBytes = 50

// The prototype is older than this module: buffers are made before anything of them is used.
const { prototype } = native
function FastBuffer (...args) { return Reflect.construct(Uint8Array, args, new.target ?? FastBuffer) }
Object.setPrototypeOf(FastBuffer, Uint8Array)
Object.defineProperty(FastBuffer, 'prototype', { value: prototype })

let warned = false
function warnOfConstructor () {
  if (warned || native.isCalledByPackage()) return
  warned = true
  process.emitWarning('Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DeprecationWarning', 'DEP0005')
}

function Buffer (value, encodingOrOffset, length) {
  warnOfConstructor()
  if (typeof value === 'number') {
    if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', value)
    return Buffer.alloc(value)
  }
  return Buffer.from(value, encodingOrOffset, length)
}
Object.setPrototypeOf(Buffer, Uint8Array)
Buffer.prototype = prototype
Object.defineProperty(Buffer.prototype, 'constructor', { value: Buffer, writable: true, configurable: true, enumerable: false })
Object.defineProperty(Buffer, Symbol.species, { configurable: true, enumerable: false, get () { return FastBuffer } })

// makers

function checkSize (size) {
  if (typeof size !== 'number') throw new ERR_INVALID_ARG_TYPE('size', 'number', size)
  if (!(size >= 0 && size <= kMaxLength)) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxLength}`, size)
}

Buffer.poolSize = 8 * 1024

Buffer.alloc = function alloc (size, fill, encoding) {
  checkSize(size)
  const buffer = native.alloc(size)
  return fill !== undefined && fill !== 0 && size > 0 ? fillWith(buffer, fill, 0, size, encoding) : buffer
}
Buffer.allocUnsafe = function allocUnsafe (size) {
  checkSize(size)
  return native.alloc(size)
}
Buffer.allocUnsafeSlow = function allocUnsafeSlow (size) {
  checkSize(size)
  return native.alloc(size)
}

function SlowBuffer (size) {
  checkSize(size)
  return native.alloc(size)
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype)
Object.setPrototypeOf(SlowBuffer, Uint8Array)

Buffer.from = function from (value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset)
  if (typeof value === 'object' && value !== null) {
    if (isArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length)
    const primitive = value.valueOf && value.valueOf()
    if (primitive != null && primitive !== value && (typeof primitive === 'string' || typeof primitive === 'object')) {
      return from(primitive, encodingOrOffset, length)
    }
    const buffer = fromObject(value)
    if (buffer) return buffer
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const text = value[Symbol.toPrimitive]('string')
      if (typeof text === 'string') return fromString(text, encodingOrOffset)
    }
  }
  throw new ERR_INVALID_ARG_TYPE('first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value)
}

function fromString (text, encoding) {
  if (typeof encoding !== 'string' || encoding === '') return native.fromString(text)
  if (!native.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding)
  return native.fromString(text, encoding)
}

function fromArrayBuffer (buffer, offset, length) {
  offset = offset === undefined ? 0 : +offset || 0
  const room = buffer.byteLength - offset
  if (room < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset')
  if (length === undefined) length = room
  else {
    length = +length
    if (!(length > 0)) length = 0
    else if (length > room) throw new ERR_BUFFER_OUT_OF_BOUNDS('length')
  }
  return new FastBuffer(buffer, offset, length)
}

function fromObject (object) {
  if (isUint8Array(object)) return native.fromBytes(object)
  if (object.length !== undefined || (object.buffer && isArrayBuffer(object.buffer))) {
    return typeof object.length === 'number' ? fromArrayLike(object) : native.alloc(0)
  }
  if (object.type === 'Buffer' && Array.isArray(object.data)) return fromArrayLike(object.data)
}

function fromArrayLike (list) {
  if (!(list.length > 0)) return native.alloc(0)
  const buffer = native.alloc(list.length)
  Uint8Array.prototype.set.call(buffer, list)
  return buffer
}

Buffer.of = function of (...items) { return fromArrayLike(items) }

Buffer.copyBytesFrom = function copyBytesFrom (view, offset, length) {
  if (!ArrayBuffer.isView(view) || view instanceof DataView) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view)
  const size = view.length
  if (size === 0) return native.alloc(0)
  if (offset === undefined && length === undefined) length = size
  if (offset !== undefined) validateInteger(offset, 'offset', 0)
  else offset = 0
  if (offset >= size) return native.alloc(0)
  if (length !== undefined) validateInteger(length, 'length', 0)
  const end = length === undefined ? size : Math.min(offset + length, size)
  const part = view.slice(offset, end)
  return native.fromBytes(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
}

Buffer.concat = function concat (list, length) {
  if (!Array.isArray(list)) throw new ERR_INVALID_ARG_TYPE('list', 'Array', list)
  list.forEach((part, i) => {
    if (!isUint8Array(part)) throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], part)
  })
  if (length === undefined) length = list.reduce((sum, part) => sum + part.length, 0)
  else if (!Number.isInteger(length) || length < 0 || length > kMaxLength) {
    if (typeof length !== 'number') throw new ERR_INVALID_ARG_TYPE('length', 'number', length)
    throw new ERR_OUT_OF_RANGE('length', `>= 0 && <= ${kMaxLength}`, length)
  }
  return list.length === 0 ? native.alloc(0) : native.concat(list, length)
}

// statics about values

Buffer.isBuffer = function isBuffer (value) { return value instanceof Buffer }
Buffer.isEncoding = function isEncoding (encoding) { return native.isEncoding(encoding) }
Buffer.byteLength = function byteLength (value, encoding) {
  if (typeof value === 'string' || native.isBytes(value)) return native.byteLength(value, encoding)
  throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], value)
}
Buffer.compare = function compare (a, b) {
  checkBytes(a, 'buf1')
  checkBytes(b, 'buf2')
  return a === b ? 0 : native.compare(a, b)
}

function checkBytes (value, name) {
  if (!isUint8Array(value)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'Uint8Array'], value)
}

// methods

const proto = prototype
const define = (methods) => {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(proto, name, { value, writable: true, configurable: true, enumerable: true })
  }
}

function checkOffset (value, name, min, max) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value)
  if (!Number.isInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value)
  if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value)
}

define({
  toString (encoding, start, end) {
    if (arguments.length === 0) return native.slice(this)
    if (encoding !== undefined) {
      encoding = `${encoding}`
      if (!native.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding)
    }
    return native.slice(this, encoding, start, end)
  },
  equals (other) {
    checkBytes(other, 'otherBuffer')
    return this === other || (this.byteLength === other.byteLength && native.compare(this, other) === 0)
  },
  compare (target, targetStart, targetEnd, sourceStart, sourceEnd) {
    checkBytes(target, 'target')
    const at = (value, name, max, otherwise) => {
      if (value === undefined) return otherwise
      checkOffset(value, name, 0, max)
      return value
    }
    targetStart = at(targetStart, 'targetStart', Number.MAX_SAFE_INTEGER, 0)
    targetEnd = at(targetEnd, 'targetEnd', target.length, target.length)
    sourceStart = at(sourceStart, 'sourceStart', Number.MAX_SAFE_INTEGER, 0)
    sourceEnd = at(sourceEnd, 'sourceEnd', this.length, this.length)
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1
    if (targetStart >= targetEnd) return 1
    return native.compare(this.subarray(sourceStart, sourceEnd), target.subarray(targetStart, targetEnd))
  },
  copy (target, targetStart, sourceStart, sourceEnd) {
    if (!isUint8Array(this)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this)
    if (!ArrayBuffer.isView(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target)
    const integer = (value, otherwise, name, max) => {
      if (value === undefined) return otherwise
      value = Math.trunc(+value) || 0
      if (value < 0 || value > max) throw new ERR_OUT_OF_RANGE(name, max === Infinity ? '>= 0' : `>= 0 && <= ${max}`, value)
      return value
    }
    targetStart = integer(targetStart, 0, 'targetStart', Infinity)
    if (targetStart >= target.byteLength) return 0
    sourceStart = integer(sourceStart, 0, 'sourceStart', this.length)
    sourceEnd = integer(sourceEnd, this.length, 'sourceEnd', Infinity)
    return sourceStart >= sourceEnd ? 0 : native.copy(this, target, targetStart, sourceStart, sourceEnd)
  },
  slice (start, end) { return this.subarray(start, end) },
  subarray (start, end) {
    const part = Uint8Array.prototype.subarray.call(this, start, end)
    return Object.setPrototypeOf(part, proto)
  },
  toJSON () { return { type: 'Buffer', data: Array.from(this) } },
  fill (value, offset, end, encoding) { return fillWith(this, value, offset, end, encoding) },
  indexOf: function indexOf (value, offset, encoding) { return search(this, value, offset, encoding, true) },
  lastIndexOf: function lastIndexOf (value, offset, encoding) { return search(this, value, offset, encoding, false) },
  includes: function includes (value, offset, encoding) { return search(this, value, offset, encoding, true) !== -1 },
  write (text, offset, length, encoding) {
    checkText(text)
    if (offset === undefined) return native.write(this, text)
    if (length === undefined && typeof offset === 'string') return native.write(this, text, offset)
    checkOffset(offset, 'offset', 0, this.length)
    if (typeof length === 'string') [length, encoding] = [undefined, length]
    else if (length !== undefined) checkOffset(length, 'length', 0, this.length)
    return native.write(this, text, encoding, offset, length)
  },
  swap16 () { return swap(this, 2) },
  swap32 () { return swap(this, 4) },
  swap64 () { return swap(this, 8) }
})
define({ toLocaleString: proto.toString })

function swap (buffer, size) {
  if (buffer.length % size !== 0) throw new ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`)
  return native.swap(buffer, size)
}

function fillWith (buffer, value, offset, end, encoding) {
  if (typeof value === 'string') {
    if (typeof offset === 'string') [encoding, offset, end] = [offset, undefined, undefined]
    else if (typeof end === 'string') [encoding, end] = [end, undefined]
    if (encoding !== undefined && typeof encoding !== 'string') throw new ERR_INVALID_ARG_TYPE('encoding', 'string', encoding)
    if (encoding !== undefined && !native.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding)
    const pattern = native.fromString(value, encoding)
    if (pattern.length === 0 && value !== '') throw new ERR_INVALID_ARG_VALUE('value', value)
    value = value === '' ? 0 : pattern
  } else if (!(value instanceof Uint8Array)) {
    if (ArrayBuffer.isView(value)) value = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    else value = typeof value === 'boolean' ? +value : value & 255
  }
  if (offset === undefined) offset = 0
  else checkOffset(offset, 'offset', 0, Number.MAX_SAFE_INTEGER)
  if (end === undefined) end = buffer.length
  else checkOffset(end, 'end', 0, buffer.length)
  if (offset >= end) return buffer
  if (!native.fill(buffer, value, offset, end)) throw new ERR_INVALID_ARG_VALUE('value', value)
  return buffer
}

function search (buffer, value, offset, encoding, forward) {
  if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer)
  if (typeof offset === 'string') [encoding, offset] = [offset, undefined]
  offset = offset === undefined ? undefined : +offset
  if (typeof value === 'number') return native.search(buffer, value & 255, offset, forward, 1)
  let unit = 1
  if (typeof value === 'string') {
    if (encoding !== undefined && !native.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(`${encoding}`)
    value = native.fromString(value, encoding)
  } else if (!isUint8Array(value)) {
    throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value)
  }
  if (/^(ucs-?2|utf-?16le)$/i.test(encoding)) unit = 2
  return native.search(buffer, value, offset, forward, unit)
}

// numbers

for (const base of ['UInt8', 'Int8', 'UInt16LE', 'UInt16BE', 'Int16LE', 'Int16BE', 'UInt32LE', 'UInt32BE', 'Int32LE', 'Int32BE', 'FloatLE', 'FloatBE',
  'DoubleLE', 'DoubleBE', 'BigUInt64LE', 'BigUInt64BE', 'BigInt64LE', 'BigInt64BE']) {
  const read = native[`read${base}`]
  const write = native[`write${base}`]
  const methods = {
    [`read${base}`] (offset = 0) { return read(this, offset) },
    [`write${base}`] (value, offset = 0) { return write(this, value, offset) }
  }
  define(methods)
  if (base.includes('UInt')) alias(methods, base)
}
for (const base of ['UIntLE', 'UIntBE', 'IntLE', 'IntBE']) {
  const read = native[`read${base}`]
  const write = native[`write${base}`]
  const methods = {
    [`read${base}`] (offset, byteLength) {
      if (offset === undefined) throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset)
      return read(this, offset, byteLength)
    },
    [`write${base}`] (value, offset, byteLength) {
      if (offset === undefined) throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset)
      return write(this, value, offset, byteLength)
    }
  }
  define(methods)
  if (base.includes('UInt')) alias(methods, base)
}

function alias (methods, base) {
  const lower = base.replace('UInt', 'Uint')
  define({ [`read${lower}`]: methods[`read${base}`], [`write${lower}`]: methods[`write${base}`] })
}

function checkText (text) {
  if (typeof text !== 'string') throw Object.assign(new TypeError('argument must be a string'), { code: 'ERR_INVALID_ARG_TYPE' })
  return text
}

for (const encoding of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
  define({
    [`${encoding}Slice`] (start, end) { return native.slice(this, encoding, start, end) },
    [`${encoding}Write`] (text, offset, length) { return native.write(this, checkText(text), encoding, offset, length) }
  })
}

Object.defineProperties(proto, {
  parent: { enumerable: true, configurable: true, get () { return this instanceof Buffer ? this.buffer : undefined } },
  offset: { enumerable: true, configurable: true, get () { return this instanceof Buffer ? this.byteOffset : undefined } }
})

function inspect (depth, options) {
  const shown = Math.min(inspectMaxBytes, this.length)
  let text = native.slice(this, 'hex', 0, shown).replace(/(.{2})/g, '$1 ').trim()
  const hidden = this.length - shown
  if (hidden > 0) text += ` ... ${hidden} more byte${hidden > 1 ? 's' : ''}`
  const extra = Object.keys(this).filter((key) => !/^\d+$/.test(key))
  if (options && extra.length) {
    const own = Object.fromEntries(extra.map((key) => [key, this[key]]))
    const inner = require('internal/util/inspect').inspect(own, { ...options, breakLength: Infinity, compact: true })
    text += `${this.length ? ', ' : ''}${inner.slice(2, -2)}`
  }
  const name = this.constructor.name === 'FastBuffer' ? 'Buffer' : this.constructor.name
  return `<${name} ${text}>`
}
Object.defineProperty(proto, customInspect, { value: inspect, writable: true, configurable: true, enumerable: true })
define({ inspect })

// the module

function fail (name, message) {
  const { DOMException } = globalThis
  throw DOMException ? new DOMException(message, name) : Object.assign(new Error(message), { name, code: 5 })
}

function atob (input) {
  if (arguments.length === 0) throw new (require('internal/errors').codes.ERR_MISSING_ARGS)('input')
  const text = native.atob(`${input}`)
  return text === undefined ? fail('InvalidCharacterError', 'The string to be decoded is not correctly encoded.') : text
}

function btoa (input) {
  if (arguments.length === 0) throw new (require('internal/errors').codes.ERR_MISSING_ARGS)('input')
  const text = native.btoa(`${input}`)
  return text === undefined ? fail('InvalidCharacterError', 'Invalid character') : text
}

function transcode (source, from, to) {
  checkBytes(source, 'source')
  const known = (e) => ['utf8', 'ucs2', 'utf16le', 'latin1', 'ascii', 'binary', 'utf-8', 'ucs-2', 'utf-16le'].includes(`${e}`.toLowerCase())
  if (!known(from) || !known(to)) {
    throw Object.assign(new Error('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]'), { code: 'U_ILLEGAL_ARGUMENT_ERROR', errno: 1 })
  }
  let text = native.slice(source, from)
  const limit = { ascii: 127, latin1: 255, binary: 255 }[`${to}`.toLowerCase()]
  if (limit) text = Array.from(text, (c) => (c.codePointAt(0) > limit ? '?' : c)).join('')
  return native.fromString(text, to)
}

function checkInput (input) {
  if (!native.isBytes(input)) throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input)
}

module.exports = {
  Buffer,
  SlowBuffer,
  transcode,
  isUtf8 (input) { checkInput(input); return native.isUtf8(input) },
  isAscii (input) { checkInput(input); return native.isAscii(input) },
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
  constants: Object.freeze({ MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength }),
  get INSPECT_MAX_BYTES () { return inspectMaxBytes },
  set INSPECT_MAX_BYTES (value) {
    if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE('INSPECT_MAX_BYTES', 'number', value)
    if (!(value >= 0)) throw new ERR_OUT_OF_RANGE('INSPECT_MAX_BYTES', 'a non-negative number', value)
    inspectMaxBytes = value
  },
  get Blob () { return require('internal/blob').Blob },
  get resolveObjectURL () { return require('internal/blob').resolveObjectURL },
  get File () { return require('internal/blob').File }
}
