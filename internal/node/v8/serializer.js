// V8's wire format, version 15, written value by value.
const { codes: { ERR_INVALID_ARG_TYPE }, coded } = require('internal/errors')
const VERSION = 15
const code = (text) => text.charCodeAt(0)
const viewTags = {
  Int8Array: 'b', Uint8Array: 'B', Uint8ClampedArray: 'C', Int16Array: 'w', Uint16Array: 'W', Int32Array: 'd', Uint32Array: 'D', Float32Array: 'f', Float64Array: 'F', BigInt64Array: 'q', BigUint64Array: 'Q', DataView: '?'
}
const errorTags = { EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U' }
const regExpFlags = 'gimyus' // bits from the lowest; d is the eighth
const typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get
const kState = Symbol('state')

function Serializer () {
  if (new.target === undefined) throw coded(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', "Class constructor Serializer cannot be invoked without 'new'")
  Object.defineProperty(this, kState, { value: { out: native.writer(), ids: new Map(), views: false, transferred: new Map() } })
}

const isIndex = (key) => String(key >>> 0) === key && key !== '4294967295'

class Writing {
  constructor (serializer) {
    this.serializer = serializer
    this.state = serializer[kState]
    this.out = this.state.out
  }

  tag (text) { this.out.byte(code(text)) }
  fail (what) { throw new this.serializer._getDataCloneError(`${what} could not be cloned.`) }

  value (v) {
    switch (typeof v) {
      case 'undefined': return this.tag('_')
      case 'boolean': return this.tag(v ? 'T' : 'F')
      case 'string': return this.out.text(v)
      case 'number': return this.number(v)
      case 'bigint':
        this.tag('Z')
        return this.out.bigInt(v)
      case 'symbol': return this.fail(String(v))
      case 'function': return this.fail(Function.prototype.toString.call(v))
    }
    if (v === null) return this.tag('0')
    this.object(v)
  }

  number (v) {
    if (v === (v | 0) && !Object.is(v, -0)) {
      this.tag('I')
      this.out.zigzag(v)
    } else {
      this.tag('N')
      this.out.double(v)
    }
  }

  object (v) {
    const { ids } = this.state
    const kind = native.kind(v)
    const isView = kind === 'TypedArray' || kind === 'DataView'
    if (isView && !ids.has(v) && !this.state.views) this.value(v.buffer)
    if (ids.has(v)) {
      this.tag('^')
      return this.out.varint(ids.get(v))
    }
    ids.set(v, ids.size)
    if (isView) return this.state.views ? this.host(v) : this.view(v, kind)
    const write = writers[kind]
    if (write === undefined) return this.fail(`#<${kind === 'Proxy' ? 'Object' : v.constructor?.name ?? 'Object'}>`)
    write.call(this, v)
  }

  host (v) {
    this.tag('\\')
    if (typeof this.serializer._writeHostObject !== 'function') this.fail(`#<${v.constructor?.name ?? 'Object'}>`)
    this.serializer._writeHostObject(v)
  }

  view (v, kind) {
    this.tag('V')
    this.tag(viewTags[kind === 'DataView' ? kind : typedTag.call(v)])
    for (const n of [v.byteOffset, v.byteLength, 0]) this.out.varint(n)
  }

  // properties writes those of keys that are still there when their turn comes, and returns how many.
  properties (v, keys) {
    let count = 0
    for (const key of keys) {
      if (!Object.prototype.propertyIsEnumerable.call(v, key)) continue
      if (isIndex(key)) this.number(+key)
      else this.out.text(key)
      this.value(v[key])
      count++
    }
    return count
  }
}

const writers = {
  Object (v) {
    this.tag('o')
    const count = this.properties(v, Object.keys(v))
    this.tag('{')
    this.out.varint(count)
  },
  Array (v) {
    const { length } = v
    const keys = Object.keys(v)
    const names = keys.filter((key) => !isIndex(key))
    const dense = keys.length - names.length === length
    this.tag(dense ? 'A' : 'a')
    this.out.varint(length)
    if (dense) for (let i = 0; i < length; i++) this.value(v[i])
    const count = this.properties(v, dense ? names : keys)
    this.tag(dense ? '$' : '@')
    this.out.varint(count)
    this.out.varint(length)
  },
  Date (v) {
    this.tag('D')
    this.out.double(Date.prototype.valueOf.call(v))
  },
  Boolean (v) { this.tag(Boolean.prototype.valueOf.call(v) ? 'y' : 'x') },
  Number (v) {
    this.tag('n')
    this.out.double(Number.prototype.valueOf.call(v))
  },
  BigInt (v) {
    this.tag('z')
    this.out.bigInt(BigInt.prototype.valueOf.call(v))
  },
  String (v) {
    this.tag('s')
    this.out.text(String.prototype.valueOf.call(v))
  },
  RegExp (v) {
    this.tag('R')
    this.out.text(v.source)
    let bits = v.hasIndices ? 128 : 0
    for (const flag of v.flags) {
      const bit = regExpFlags.indexOf(flag)
      if (bit >= 0) bits |= 1 << bit
    }
    this.out.varint(bits)
  },
  Map (v) {
    this.tag(';')
    const entries = [...Map.prototype.entries.call(v)]
    for (const [key, value] of entries) {
      this.value(key)
      this.value(value)
    }
    this.tag(':')
    this.out.varint(2 * entries.length)
  },
  Set (v) {
    this.tag("'")
    const values = [...Set.prototype.values.call(v)]
    for (const value of values) this.value(value)
    this.tag(',')
    this.out.varint(values.length)
  },
  ArrayBuffer (v) {
    const { transferred } = this.state
    if (transferred.has(v)) {
      this.tag('t')
      return this.out.varint(transferred.get(v))
    }
    this.tag('B')
    this.out.varint(v.byteLength)
    this.out.bytes(v)
  },
  SharedArrayBuffer (v) {
    const id = this.serializer._getSharedArrayBufferId
    if (typeof id !== 'function') this.fail('#<SharedArrayBuffer>')
    this.tag('u')
    this.out.varint(id.call(this.serializer, v) >>> 0)
  },
  Error (v) {
    this.tag('r')
    const tag = errorTags[v.name]
    if (tag) this.tag(tag)
    const message = Object.getOwnPropertyDescriptor(v, 'message')
    if (message && 'value' in message) {
      this.tag('m')
      this.out.text(String(message.value))
    }
    if (Object.hasOwn(v, 'cause')) {
      this.tag('c')
      this.value(v.cause)
    }
    if (typeof v.stack === 'string') {
      this.tag('s')
      this.out.text(v.stack)
    }
    this.tag('.')
  }
}

const methods = {
  writeHeader () {
    this[kState].out.byte(0xff)
    this[kState].out.byte(VERSION)
  },
  writeValue (value) {
    new Writing(this).value(value)
    return true
  },
  releaseBuffer () { return this[kState].out.release() },
  transferArrayBuffer (id, buffer) { this[kState].transferred.set(buffer, id >>> 0) },
  writeUint32 (value) { this[kState].out.varint(value >>> 0) },
  writeUint64 (hi, lo) { this[kState].out.uint64(hi >>> 0, lo >>> 0) },
  writeDouble (value) { this[kState].out.double(+value) },
  writeRawBytes (source) {
    if (!ArrayBuffer.isView(source)) throw Object.assign(new ERR_INVALID_ARG_TYPE('source', [], source), { message: 'source must be a TypedArray or a DataView' })
    this[kState].out.bytes(source)
  },
  _setTreatArrayBufferViewsAsHostObjects (flag) { this[kState].views = !!flag }
}
Object.assign(Serializer.prototype, methods)
Serializer.prototype._getDataCloneError = Error

module.exports = { Serializer, viewTags, errorTags, regExpFlags, kState, VERSION }
