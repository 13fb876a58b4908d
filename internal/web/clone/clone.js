const { codes: { ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE, ERR_INVALID_TRANSFER_OBJECT } } = require('internal/errors')
const errorNames = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']
const views = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array }
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get
const platform = new Map() // prototypes of classes that can be cloned or transferred: how

function cannot (value) {
  const { DOMException } = require('internal/domexception')
  let text
  try {
    text = typeof value === 'symbol' || typeof value === 'function' ? String(value) : '#<' + (value?.constructor?.name ?? 'Object') + '>'
  } catch { text = 'object' }
  return new DOMException(`${text} could not be cloned.`, 'DataCloneError')
}

function handlerOf (value) {
  for (let proto = Object.getPrototypeOf(value); proto !== null; proto = Object.getPrototypeOf(proto)) {
    const handler = platform.get(proto)
    if (handler !== undefined) return handler
  }
}

function copyError (value, state) {
  let name = value.name === undefined ? 'Error' : String(value.name)
  if (!errorNames.includes(name)) name = 'Error'
  const out = Object.create(globalThis[name].prototype)
  const made = new globalThis[name]()
  Object.setPrototypeOf(made, Object.getPrototypeOf(out))
  state.seen.set(value, made)
  const message = Object.getOwnPropertyDescriptor(value, 'message')
  if (message && 'value' in message) Object.defineProperty(made, 'message', { value: String(message.value), writable: true, configurable: true, enumerable: false })
  else delete made.message
  Object.defineProperty(made, 'stack', { value: typeof value.stack === 'string' ? value.stack : undefined, writable: true, configurable: true, enumerable: false })
  if (Object.hasOwn(value, 'cause')) Object.defineProperty(made, 'cause', { value: copy(value.cause, state), writable: true, configurable: true, enumerable: false })
  return made
}

function copyBuffer (buffer, state) {
  if (native.isDetached(buffer)) {
    const { DOMException } = require('internal/domexception')
    throw new DOMException('An ArrayBuffer is detached and could not be cloned.', 'DataCloneError')
  }
  return native.copyBuffer(buffer)
}

function copyView (value, kind, state) {
  const buffer = copy(value.buffer, state)
  if (kind === 'DataView') return new DataView(buffer, value.byteOffset, value.byteLength)
  const View = views[tagOf.call(value)]
  return new View(buffer, value.byteOffset, value.length)
}

function copyLeaf (value, kind, state) {
  switch (kind) {
    case 'Boolean': return Object(Boolean.prototype.valueOf.call(value))
    case 'Number': return Object(Number.prototype.valueOf.call(value))
    case 'String': return Object(String.prototype.valueOf.call(value))
    case 'BigInt': return Object(BigInt.prototype.valueOf.call(value))
    case 'Date': return new Date(Date.prototype.getTime.call(value))
    case 'RegExp': return new RegExp(value.source, value.flags)
    case 'ArrayBuffer': return copyBuffer(value, state)
    case 'SharedArrayBuffer': return native.shareBuffer(value)
    case 'TypedArray': case 'DataView': return copyView(value, kind, state)
  }
}

function copy (value, state) {
  if (typeof value === 'symbol' || typeof value === 'function') throw cannot(value)
  if (value === null || typeof value !== 'object') return value
  if (state.seen.has(value)) return state.seen.get(value)
  const handler = handlerOf(value)
  if (handler !== undefined) {
    if (handler.clone === undefined) throw cannot(value)
    const out = handler.clone(value)
    state.seen.set(value, out)
    return out
  }
  const kind = native.kind(value)
  if (kind === 'Error') return copyError(value, state)
  if (kind === 'Object' && native.isWebAssembly(value)) {
    const out = native.cloneWebAssembly(value)
    if (out === undefined) throw cannot(value)
    state.seen.set(value, out)
    return out
  }
  const leaf = copyLeaf(value, kind, state)
  if (leaf !== undefined) {
    state.seen.set(value, leaf)
    return leaf
  }
  return copyContainer(value, kind, state)
}

function copyContainer (value, kind, state) {
  if (kind === 'Map') {
    const out = new Map()
    state.seen.set(value, out)
    for (const [k, v] of [...Map.prototype.entries.call(value)]) out.set(copy(k, state), copy(v, state))
    return out
  }
  if (kind === 'Set') {
    const out = new Set()
    state.seen.set(value, out)
    for (const v of [...Set.prototype.values.call(value)]) out.add(copy(v, state))
    return out
  }
  const array = kind === 'Array'
  if (!array && kind !== 'Object' && kind !== 'Arguments') throw cannot(value)
  const out = array ? new Array(value.length) : {}
  state.seen.set(value, out)
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(value, key)) continue
    const v = copy(value[key], state)
    if (key === '__proto__') Object.defineProperty(out, key, { value: v, writable: true, enumerable: true, configurable: true })
    else out[key] = v
  }
  return out
}

// Clones value; what transfer lists moves instead.
function cloneWith (value, transfer = []) {
  const { DOMException } = require('internal/domexception')
  const state = { seen: new Map() }
  const unique = new Set()
  for (const item of transfer) {
    if (unique.has(item)) throw new DOMException('Transfer list contains duplicate ' + (native.kind(item) === 'ArrayBuffer' ? 'ArrayBuffer' : 'source port'), 'DataCloneError')
    unique.add(item)
  }
  const moves = []
  for (const item of transfer) {
    const kind = item !== null && typeof item === 'object' ? native.kind(item) : undefined
    if (kind === 'ArrayBuffer') {
      if (native.isDetached(item)) throw new DOMException('An ArrayBuffer is detached and could not be cloned.', 'DataCloneError')
      const placeholder = native.copyBuffer(item)
      state.seen.set(item, placeholder)
      if (native.isMemoryBuffer(item)) continue // cannot be detached: node copies it
      moves.push(() => { native.moveBuffer(item) })
      continue
    }
    const handler = kind === undefined ? undefined : handlerOf(item)
    if (handler?.transfer === undefined) throw new ERR_INVALID_TRANSFER_OBJECT()
    const { result, move } = handler.transfer(item)
    state.seen.set(item, result)
    moves.push(move)
  }
  const out = copy(value, state)
  for (const move of moves) move()
  return { value: out, transferred: transfer.map((item) => state.seen.get(item)) }
}

function structuredClone (value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The value argument must be specified')
  if (options !== undefined && options !== null && typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options)
  return cloneWith(value, options?.transfer === undefined ? [] : [...options.transfer]).value
}

module.exports = { structuredClone, cloneWith, platform }
