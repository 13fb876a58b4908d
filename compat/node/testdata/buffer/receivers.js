// What Buffer's methods and makers say to receivers and arguments of other kinds.
const check = require('../check')
const { isAscii, isUtf8, constants } = require('buffer')
function Fake () {}
Object.setPrototypeOf(Fake, Buffer)
Object.setPrototypeOf(Fake.prototype, Buffer.prototype)
const fake = new Fake()
check('from an impostor of ArrayBuffer', () => Buffer.from(Object.create(ArrayBuffer.prototype)))
check('from an impostor of Buffer', () => Buffer.from(fake).length)
check('compare with an impostor', () => Buffer.compare(fake, Buffer.alloc(0)))
check('concat of impostors', () => Buffer.concat([fake], 1))
check('a number of the prototype', () => { try { return +Buffer.prototype } catch (e) { return e.name } })
for (const method of ['copy', 'indexOf', 'latin1Slice']) check(`${method} of an object`, () => Buffer.prototype[method].call({}, Buffer.alloc(1)))
check('lastIndexOf as a constructor', () => new Buffer.prototype.lastIndexOf(1, 'str')) // eslint-disable-line new-cap
for (const end of ['x', {}, NaN, null, undefined, [], '2.9', -Infinity, Infinity]) check(`toString to ${String(end)}`, () => Buffer.from('abc').toString('ascii', 0, end))
for (const encoding of [null, 0, '', 'nope', { toString: () => 'hex' }]) check(`toString as ${String(encoding)}`, () => Buffer.from('abc').toString(encoding))
for (const args of [['x'], [null, 1], [new Uint16Array([1, 2, 3])], [new Uint16Array([1, 2, 3]), 1], [new Uint16Array([1, 2, 3]), 1, 1], [new Uint8Array(2), -1], [new Uint8Array(2), 'a'], [new Uint8Array(2), 0, 1.5]]) {
  check(`copyBytesFrom ${args.map(String)}`, () => Buffer.copyBytesFrom(...args))
}
check('of', () => Buffer.of(1, 256, -1, '7'))
check('NaN', () => { const b = Buffer.alloc(24); b.writeDoubleBE(NaN, 0); b.writeDoubleLE(NaN, 8); b.writeFloatBE(NaN, 16); b.writeFloatLE(NaN, 20); return b })
check('offset of infinity', () => Buffer.alloc(8).readDoubleLE(Infinity))
check('width of minus infinity', () => Buffer.alloc(8).readIntBE(0, -Infinity))
const gone = new ArrayBuffer(4)
structuredClone(gone, { transfer: [gone] })
check('isAscii of a detached buffer', () => isAscii(gone))
check('isUtf8 of a detached buffer', () => isUtf8(gone))
check('a string too long', () => Buffer.alloc(constants.MAX_STRING_LENGTH + 1).toString('latin1'))
