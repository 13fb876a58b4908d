const { codes: { ERR_METHOD_NOT_IMPLEMENTED, ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { Buffer } = require('buffer')
const { structuredClone } = require('internal/structured_clone')

// The format: a version byte, then JSON of a list of nodes that refer to one another by index.
const VERSION = 0x01
const views = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView }

function primitiveNode (v) {
  if (v === undefined) return ['u']
  if (v === null || typeof v === 'boolean' || typeof v === 'string') return ['p', v]
  if (typeof v === 'bigint') return ['n', String(v)]
  return Number.isFinite(v) && !Object.is(v, -0) ? ['p', v] : ['d', Object.is(v, -0) ? '-0' : String(v)]
}

function serialize (value) {
  if (Buffer.isBuffer(value)) value = new Uint8Array(value)
  const root = structuredClone(value)
  const nodes = []; const seen = new Map()
  const put = (v) => {
    if (v === null || typeof v !== 'object') return nodes.push(primitiveNode(v)) - 1
    if (seen.has(v)) return seen.get(v)
    const at = nodes.push(null) - 1
    seen.set(v, at)
    nodes[at] = objectNode(v, put)
    return at
  }
  put(root)
  return Buffer.concat([Buffer.from([0xff, VERSION]), Buffer.from(JSON.stringify(nodes))])
}

function objectNode (v, put) {
  const kind = native.kind(v)
  switch (kind) {
    case 'Date': return ['t', v.getTime()]
    case 'RegExp': return ['r', v.source, v.flags]
    case 'Map': return ['m', [...v].map(([k, x]) => [put(k), put(x)])]
    case 'Set': return ['s', [...v].map(put)]
    case 'ArrayBuffer': return ['b', Buffer.from(v).toString('base64')]
    case 'TypedArray': return ['v', v[Symbol.toStringTag], put(v.buffer), v.byteOffset, v.length]
    case 'DataView': return ['v', 'DataView', put(v.buffer), v.byteOffset, v.byteLength]
    case 'Error': return ['e', v.name, v.message, v.stack]
    case 'Array': return ['a', v.length, Object.keys(v).map((k) => [k, put(v[k])])]
    case 'Boolean': case 'Number': case 'String': case 'BigInt': return ['x', put(v.valueOf())]
  }
  return ['o', Object.keys(v).map((k) => [k, put(v[k])])]
}

function deserialize (buffer) {
  if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer)
  const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  if (bytes[0] !== 0xff || bytes[1] !== VERSION) throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.')
  let nodes
  try {
    nodes = JSON.parse(bytes.toString('utf8', 2))
  } catch {
    throw new Error('Unable to deserialize cloned data.')
  }
  const made = new Map()
  const get = (at) => {
    if (!made.has(at)) revive(nodes[at], get, (v) => made.set(at, v))
    return made.get(at)
  }
  return get(0)
}

function revive (node, get, keep) {
  const [tag, a, b, c, d] = node
  switch (tag) {
    case 'u': return keep(undefined)
    case 'p': return keep(a)
    case 'n': return keep(BigInt(a))
    case 'd': return keep(a === '-0' ? -0 : Number(a))
    case 't': return keep(new Date(a))
    case 'r': return keep(new RegExp(a, b))
    case 'x': return keep(Object(get(a)))
    case 'b': {
      const bytes = Buffer.from(a, 'base64')
      return keep(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    }
    case 'v': return keep(new views[a](get(b), c, d))
    case 'e': return keep(Object.assign(new (globalThis[a] ?? Error)(b), { stack: c }))
    case 'm': { const m = new Map(); keep(m); for (const [k, v] of a) m.set(get(k), get(v)); return }
    case 's': { const s = new Set(); keep(s); for (const v of a) s.add(get(v)); return }
  }
  const out = tag === 'a' ? new Array(a) : {}
  keep(out)
  for (const [key, at] of tag === 'a' ? b : a) out[key] = get(at)
}

const absent = (name) => ({ [name] () { throw new ERR_METHOD_NOT_IMPLEMENTED(`v8.${name}`) } })[name]

module.exports = {
  cachedDataVersionTag: () => 0,
  getHeapStatistics () {
    const [total, used, idle, live] = native.heap()
    return { total_heap_size: total, total_heap_size_executable: 0, total_physical_size: total, total_available_size: 4345298944, used_heap_size: live, heap_size_limit: 4345298944, malloced_memory: used, peak_malloced_memory: used, does_zap_garbage: 0, number_of_native_contexts: 1, number_of_detached_contexts: 0, total_global_handles_size: 0, used_global_handles_size: 0, external_memory: idle }
  },
  getHeapSpaceStatistics: absent('getHeapSpaceStatistics'),
  getHeapCodeStatistics: absent('getHeapCodeStatistics'),
  setFlagsFromString () {},
  setHeapSnapshotNearHeapLimit () {},
  serialize,
  deserialize,
  startupSnapshot: { isBuildingSnapshot: () => false }
}
for (const name of ['getHeapSnapshot', 'writeHeapSnapshot', 'takeCoverage', 'stopCoverage', 'queryObjects', 'Serializer', 'Deserializer', 'DefaultSerializer', 'DefaultDeserializer', 'promiseHooks', 'GCProfiler']) module.exports[name] ??= absent(name)
