const { codes: { ERR_METHOD_NOT_IMPLEMENTED, ERR_NOT_BUILDING_SNAPSHOT } } = require('internal/errors')
const { validateString } = require('internal/validators')
const { Buffer } = require('buffer')
const { Serializer } = require('internal/v8/serializer')
const { Deserializer } = require('internal/v8/deserializer')

const viewTypes = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, DataView, Buffer, BigInt64Array, BigUint64Array]

class DefaultSerializer extends Serializer {
  constructor () {
    super()
    this._setTreatArrayBufferViewsAsHostObjects(true)
  }

  _writeHostObject (view) {
    const tag = Object.prototype.toString.call(view).slice(8, -1)
    const index = view.constructor === Buffer ? 10 : viewTypes.findIndex((type) => type.name === tag)
    if (index < 0) throw new this._getDataCloneError(`Unserializable host object: ${require('internal/util/inspect').inspect(view)}`)
    this.writeUint32(index)
    this.writeUint32(view.byteLength)
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject () {
    const type = viewTypes[this.readUint32()]
    if (type === undefined) throw new Error('Unable to deserialize cloned data.')
    const byteLength = this.readUint32()
    const at = this._readRawBytes(byteLength)
    const size = type.BYTES_PER_ELEMENT || 1
    let { buffer } = this.buffer
    let offset = this.buffer.byteOffset + at
    if (offset % size !== 0) {
      buffer = buffer.slice(offset, offset + byteLength)
      offset = 0
    }
    return type === Buffer ? Buffer.from(buffer, offset, byteLength) : new type(buffer, offset, byteLength / size) // eslint-disable-line new-cap
  }
}

function serialize (value) {
  const serializer = new DefaultSerializer()
  serializer.writeHeader()
  serializer.writeValue(value)
  return serializer.releaseBuffer()
}

function deserialize (buffer) {
  const deserializer = new DefaultDeserializer(buffer)
  deserializer.readHeader()
  return deserializer.readValue()
}

// The spaces of V8's heap: here there is one, whose place is the old space.
const spaces = ['read_only_space', 'old_space', 'code_space', 'shared_space', 'new_space', 'large_object_space', 'code_large_object_space', 'new_large_object_space', 'shared_large_object_space']

function getHeapStatistics () {
  const { size, used, physical, limit, malloced } = native.heap()
  return {
    total_heap_size: size,
    total_heap_size_executable: 0,
    total_physical_size: physical,
    total_available_size: Math.max(limit - used, 0),
    used_heap_size: used,
    heap_size_limit: limit,
    malloced_memory: malloced,
    peak_malloced_memory: malloced,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: process.memoryUsage().external
  }
}

function getHeapSpaceStatistics () {
  const { size, used, free, physical } = native.heap()
  return spaces.map((name) => {
    const own = name === 'old_space'
    return {
      space_name: name,
      space_size: own ? size : 0,
      space_used_size: own ? used : 0,
      space_available_size: own ? free : 0,
      physical_space_size: own ? physical : 0
    }
  })
}

let changed = '' // flags that were set: they are part of what compiled code depends on

const absent = (name) => ({ [name] () { throw new ERR_METHOD_NOT_IMPLEMENTED(`v8.${name}`) } })[name]

module.exports = {
  cachedDataVersionTag: () => native.version(changed),
  getHeapSnapshot: absent('getHeapSnapshot'),
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics: absent('getHeapCodeStatistics'), // the engine does not count its code
  setFlagsFromString (flags) {
    validateString(flags, 'flags')
    if (!native.refuseFlags(flags)) changed += `${flags}\0`
  },
  Serializer,
  Deserializer,
  DefaultSerializer,
  DefaultDeserializer,
  deserialize,
  takeCoverage: absent('takeCoverage'),
  stopCoverage: absent('stopCoverage'),
  serialize,
  writeHeapSnapshot: absent('writeHeapSnapshot'),
  queryObjects: absent('queryObjects'),
  setHeapSnapshotNearHeapLimit: absent('setHeapSnapshotNearHeapLimit'),
  startupSnapshot: {
    isBuildingSnapshot: () => false
  }
}

for (const name of ['addDeserializeCallback', 'addSerializeCallback', 'setDeserializeMainFunction']) {
  module.exports.startupSnapshot[name] = { [name] () { throw new ERR_NOT_BUILDING_SNAPSHOT() } }[name]
}
