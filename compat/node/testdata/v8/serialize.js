// V8's wire format, byte for byte, and back.
const v8 = require('v8')
const check = require('../check')
const cycle = { name: 'cycle' }
cycle.self = cycle
const shared = { s: 1 }
const sparse = [1, , 3]; const named = Object.assign([1, 2], { name: 'x' }) // eslint-disable-line no-sparse-arrays
const stackless = (error) => Object.assign(error, { stack: 'stack' })
const values = [undefined, null, true, false, 0, -0, 1, -1, 127, 128, -129, 2 ** 30, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 0.1, NaN, Infinity, 'a', '', 'é', '€', 'a€', 'ab€', '\ud800',
  1n, -1n, 0n, 2n ** 64n, -(2n ** 70n), {}, { a: 1 }, { 1: 'x', b: undefined, 4294967296: 1 }, [], [1, 'x', [2]], sparse, named, cycle, [shared, shared], new Date(0), new Date(NaN),
  /a+/gi, /b/suy, new Map([[1, { a: 1 }], ['k', new Map()]]), new Set(['x', 1]), Object(true), Object(false), Object(1.5), Object('é'), Object(5n), Buffer.from('hi'), new Uint8Array([1, 2]),
  new Float64Array([1.5, -2]), new Int16Array(new Int16Array([1, 2, 3]).buffer, 2, 1), new DataView(new ArrayBuffer(3), 1), new BigInt64Array([-1n]), new ArrayBuffer(4), new Uint8ClampedArray([300]),
  stackless(new Error('plain')), stackless(new TypeError('type')), stackless(new RangeError('cause', { cause: { c: 1 } })), Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true } }),
  new (class Point { constructor () { this.x = 1 } })()]
for (const value of values) {
  check('value', () => {
    const bytes = v8.serialize(value)
    return [bytes.toString('hex'), v8.deserialize(bytes)]
  })
}
for (const bad of [() => {}, Symbol('s'), new Proxy({}, {}), new WeakMap(), Promise.resolve(), { deep: [Symbol.iterator] }]) check('refused', () => v8.serialize(bad))
for (const hex of ['', 'ff', 'ff0f', 'ff10', 'ff0f49', 'ff0f22ff', 'ff0f4101', 'ff0f5e00', 'ff0f6f22', 'ff0f41ffffffff0f', 'ff0f63016100', '0049', 'ff0f7f', 'ff0f5c01', 'ff0f5601']) check(`bytes ${hex}`, () => v8.deserialize(Buffer.from(hex, 'hex')))
check('no bytes', () => v8.deserialize('x'))
check('without new', () => v8.Serializer())
check('Deserializer of no view', () => new v8.Deserializer('x'))
check('by hand', () => {
  const s = new v8.Serializer()
  s.writeHeader()
  s.writeUint32(300)
  s.writeUint64(1, 2)
  s.writeDouble(-0.25)
  s.writeRawBytes(Buffer.from('raw'))
  const done = s.writeValue(new Uint16Array([1, 2]))
  const bytes = s.releaseBuffer()
  const d = new v8.Deserializer(bytes)
  return [bytes.toString('hex'), done, d.readHeader(), d.getWireFormatVersion(), d.readUint32(), d.readUint64(), d.readDouble(), d.readRawBytes(3).toString(), d.readValue()]
})
check('an end', () => new v8.Deserializer(Buffer.alloc(0)).readUint32())
check('an end of raw bytes', () => new v8.Deserializer(Buffer.alloc(1)).readRawBytes(2))
check('raw bytes of no view', () => new v8.Serializer().writeRawBytes('x'))
check('names', () => [Object.keys(v8.getHeapStatistics()), Object.keys(v8.getHeapSpaceStatistics()[0])])
check('flags', () => v8.setFlagsFromString(1))
check('snapshot', () => v8.startupSnapshot.addSerializeCallback(() => {}))
