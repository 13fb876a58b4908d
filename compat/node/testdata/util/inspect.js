const check = require('../check'); const util = require('util')
const cyclic = { a: 1 }; cyclic.self = cyclic; cyclic.list = [cyclic]
class Foo { constructor () { this.x = 1 } get y () { return 2 } static z () {} }
class Bar extends Foo {}
const values = { zero: 0, negzero: -0, big: 12345678901234567890n, str: 'it\'s', str2: 'a"b\'c', nl: 'a\nb', ctl: '\x00\x1b\x7f', sym: Symbol('a b'), undef: undefined, nul: null, bool: true, arr: [1, 'a', [2, [3, [4, [5]]]]], holes: [1, , 3, , ,], fn () {}, arrow: () => {}, anon: (() => () => {})(), async: async () => {}, gen: function * g () {}, cls: Foo, cls2: Bar, inst: new Foo(), inst2: new Bar(), date: new Date(1e12), bad: new Date(NaN), re: /a\/b/gi, map: new Map([['k', { v: 1 }], [{}, []]]), set: new Set([1, 'two', [3]]), wm: new WeakMap(), ws: new WeakSet(), u8: new Uint8Array([1, 2, 3]), f64: new Float64Array([1.5, -0]), ab: new ArrayBuffer(3), dv: new DataView(new ArrayBuffer(2), 1), buf: Buffer.from('hi'), boxed: [Object(1), Object('s'), Object(true), Object(Symbol('q')), Object(1n)], nullproto: Object.create(null), proto: Object.create({ a: 1 }), getter: { get a () { return 1 }, set a (v) {}, get b () { return 2 }, set c (v) {} }, cyclic, symkey: { [Symbol('k')]: 1, 'a-b': 2, 3: 4, __proto__: null }, args: (function () { return arguments })(1, 2), prom: Promise.resolve(1), pend: new Promise(() => {}), tag: { [Symbol.toStringTag]: 'Tagged' }, proxy: new Proxy({ a: 1 }, {}), nested: { a: { b: { c: { d: 1 } } } }, glob: Math, json: JSON, longarr: Array.from({ length: 150 }, (_, i) => i), extra: Object.assign([1, 2], { k: 'v' }), fnprops: Object.assign(function f () {}, { a: 1 }), long: 'x'.repeat(200), empty: [{}, [], '', new Map(), new Set()], iter: [[1]].entries(), u: new URLSearchParams('a=1') }
for (const [name, v] of Object.entries(values)) {
  console.log(name, '=>', util.inspect(v))
  if (name !== 'glob' && name !== 'json') console.log(name, 'compact', util.inspect(v, { compact: true, depth: 0 }), util.inspect(v, { compact: false, breakLength: 40 }))
}
for (const o of [{ depth: 0 }, { depth: null }, { colors: true }, { maxArrayLength: 2 }, { maxStringLength: 3 }, { sorted: true }, { getters: true }, { breakLength: 20 }, { compact: 1 }, { numericSeparator: true }, { showProxy: true }]) {
  check(JSON.stringify(o), () => util.inspect({ z: 123456.789, b: [1, 2, 3], a: { x: { y: { z: 1 } } }, s: 'string', get g () { return 5 }, p: new Proxy({ q: 1 }, {}), n: null, u: undefined }, o))
}
for (let n = 7; n < 120; n += 9) console.log(util.inspect(Array.from({ length: n }, (_, i) => (i * i * 7919) % 10007)))
for (let n = 7; n < 40; n += 5) console.log(util.inspect(Array.from({ length: n }, (_, i) => 'v'.repeat(i % 11))))
console.log(util.inspect({ [util.inspect.custom] (d, o) { return `custom ${d} ${o.depth}` } }), util.inspect({ a: { [util.inspect.custom]: () => ({ z: 1 }) } }))
console.log(Array.from({ length: 10 }, (_, i) => ({ id: i, name: 'item ' + i, tags: ['a', 'b'] })))
