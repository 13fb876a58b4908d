// V8's wire format, read back. Input is not trusted: whatever does not hold ends in an error.
const { codes: { ERR_INVALID_ARG_TYPE }, coded } = require('internal/errors')
const { viewTags, errorTags, regExpFlags, kState, VERSION } = require('internal/v8/serializer')
const { Buffer } = require('buffer')
const views = Object.fromEntries(Object.entries(viewTags).map(([name, tag]) => [tag, name]))
const errors = Object.fromEntries(Object.entries(errorTags).map(([name, tag]) => [tag, name]))

function Deserializer (buffer) {
  if (new.target === undefined) throw coded(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', "Class constructor Deserializer cannot be invoked without 'new'")
  if (!ArrayBuffer.isView(buffer)) throw Object.assign(new ERR_INVALID_ARG_TYPE('buffer', [], buffer), { message: 'buffer must be a TypedArray or a DataView' })
  this.buffer = buffer
  Object.defineProperty(this, kState, { value: { in: native.reader(buffer), objects: [], version: 0, transferred: new Map() } })
}

class Reading {
  constructor (deserializer) {
    this.deserializer = deserializer
    this.state = deserializer[kState]
    this.in = this.state.in
  }

  fail () { throw new Error('Unable to deserialize cloned data.') }
  need (v) { return v === undefined ? this.fail() : v }

  // tag reads a tag; padding and what older versions wrote before a value are skipped.
  tag () {
    for (;;) {
      const tag = String.fromCharCode(this.need(this.in.byte()))
      if (tag === '?') this.need(this.in.varint())
      else if (tag !== '\0') return tag
    }
  }

  peek () {
    while (this.in.peek() === 0) this.in.byte()
    return String.fromCharCode(this.need(this.in.peek()))
  }

  value () {
    const tag = this.tag()
    const read = readers[tag]
    if (read === undefined) this.fail()
    const v = read.call(this)
    if (tag === 'B' || tag === 't' || tag === 'u') return this.viewOf(v)
    return v
  }

  // viewOf reads the view that may follow its buffer.
  viewOf (buffer) {
    if (this.in.left() === 0 || this.peek() !== 'V') return buffer
    this.in.byte()
    const name = this.need(views[this.tag()])
    const offset = this.need(this.in.varint())
    const length = this.need(this.in.varint())
    if (this.state.version >= 14) this.need(this.in.varint())
    const size = name === 'DataView' ? 1 : globalThis[name].BYTES_PER_ELEMENT
    if (offset > buffer.byteLength || length > buffer.byteLength - offset || offset % size || length % size) this.fail()
    return this.keep(new globalThis[name](buffer, offset, length / size))
  }

  keep (v) {
    this.state.objects.push(v)
    return v
  }

  text () {
    const tag = this.tag()
    return this.need(this.in.text(tag.charCodeAt(0)))
  }

  // properties reads pairs up to a tag, and returns how many.
  properties (target, end) {
    let count = 0
    while (this.peek() !== end) {
      const key = this.value()
      if (typeof key !== 'string' && typeof key !== 'number') this.fail()
      Object.defineProperty(target, key, { value: this.value(), writable: true, enumerable: true, configurable: true })
      count++
    }
    this.in.byte()
    if (this.need(this.in.varint()) !== count) this.fail()
    return target
  }
}

const readers = {
  '_': () => undefined,
  0: () => null,
  T: () => true,
  F: () => false,
  I () { return this.need(this.in.zigzag()) },
  U () { return this.need(this.in.varint()) },
  N () { return this.need(this.in.double()) },
  Z () { return this.need(this.in.bigInt()) },
  '"' () { return this.need(this.in.text(34)) },
  c () { return this.need(this.in.text(99)) },
  '^' () {
    const id = this.need(this.in.varint())
    if (id >= this.state.objects.length) this.fail()
    return this.viewOf(this.state.objects[id])
  },
  o () { return this.properties(this.keep({}), '{') },
  A () {
    const length = this.need(this.in.varint())
    if (length > this.in.left()) this.fail()
    const v = this.keep([])
    for (let i = 0; i < length; i++) {
      if (this.peek() === '-') {
        this.in.byte()
        v.length = i + 1
      } else v[i] = this.value()
    }
    this.properties(v, '$')
    if (this.need(this.in.varint()) !== length) this.fail()
    return v
  },
  a () {
    const length = this.need(this.in.varint())
    const v = this.keep([])
    v.length = length
    this.properties(v, '@')
    if (this.need(this.in.varint()) !== length) this.fail()
    return v
  },
  D () { return this.keep(new Date(this.need(this.in.double()))) },
  y () { return this.keep(Object(true)) },
  x () { return this.keep(Object(false)) },
  n () { return this.keep(Object(this.need(this.in.double()))) },
  z () { return this.keep(Object(this.need(this.in.bigInt()))) },
  s () {
    const at = this.state.objects.push(undefined) - 1
    return (this.state.objects[at] = Object(this.text()))
  },
  R () {
    const at = this.state.objects.push(undefined) - 1
    const source = this.text()
    const bits = this.need(this.in.varint())
    let flags = bits & 128 ? 'd' : ''
    for (let i = 0; i < regExpFlags.length; i++) if (bits & (1 << i)) flags += regExpFlags[i]
    try {
      return (this.state.objects[at] = new RegExp(source, flags))
    } catch {
      this.fail()
    }
  },
  ';' () {
    const v = this.keep(new Map())
    let count = 0
    for (; this.peek() !== ':'; count += 2) v.set(this.value(), this.value())
    this.in.byte()
    if (this.need(this.in.varint()) !== count) this.fail()
    return v
  },
  "'" () {
    const v = this.keep(new Set())
    let count = 0
    for (; this.peek() !== ','; count++) v.add(this.value())
    this.in.byte()
    if (this.need(this.in.varint()) !== count) this.fail()
    return v
  },
  B () {
    const length = this.need(this.in.varint())
    return this.keep(this.need(this.in.bytes(length)))
  },
  t () {
    const v = this.state.transferred.get(this.need(this.in.varint()))
    return this.keep(this.need(v))
  },
  u () {
    const get = this.deserializer._getSharedArrayBufferFromId
    const id = this.need(this.in.varint())
    return this.keep(typeof get === 'function' ? get.call(this.deserializer, id) : this.need(this.state.transferred.get(id)))
  },
  '\\' () {
    const at = this.state.objects.push(undefined) - 1
    if (typeof this.deserializer._readHostObject !== 'function') this.fail()
    return (this.state.objects[at] = this.deserializer._readHostObject())
  },
  r () {
    const at = this.state.objects.push(undefined) - 1
    let name = 'Error'; let message; let stack
    const options = {}
    for (;;) {
      const tag = this.tag()
      if (tag === '.') break
      if (errors[tag]) name = errors[tag]
      else if (tag === 'm') message = this.text()
      else if (tag === 'c') options.cause = this.value()
      else if (tag === 's') stack = this.text()
      else this.fail()
    }
    const v = 'cause' in options ? new globalThis[name](message, options) : new globalThis[name](message)
    Object.defineProperty(v, 'stack', { value: stack, writable: true, configurable: true, enumerable: false })
    return (this.state.objects[at] = v)
  }
}

const read = (name) => function () {
  const v = this[kState].in[name === 'Uint32' ? 'varint' : name.toLowerCase()]()
  if (v === undefined) throw new Error(`Read${name}() failed`)
  return v
}

Object.assign(Deserializer.prototype, {
  readHeader () {
    const { in: input } = this[kState]
    if (input.peek() === 0xff) {
      input.byte()
      const version = input.varint()
      if (version !== undefined && version <= VERSION) {
        this[kState].version = version
        if (version >= 13) return true
      }
    }
    throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.')
  },
  readValue () { return new Reading(this).value() },
  getWireFormatVersion () { return this[kState].version },
  transferArrayBuffer (id, buffer) { this[kState].transferred.set(id >>> 0, buffer) },
  readUint32: read('Uint32'),
  readUint64: read('Uint64'),
  readDouble: read('Double'),
  _readRawBytes (length) {
    const at = this[kState].in.skip(length >>> 0)
    if (at === undefined) throw new Error('ReadRawBytes() failed')
    return at
  },
  readRawBytes (length) {
    const at = this._readRawBytes(length)
    return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + at, length)
  }
})

module.exports = { Deserializer }
