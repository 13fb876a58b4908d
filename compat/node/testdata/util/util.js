const check = require('../check'); const util = require('util')
const pairs = [[1, 1], [0, -0], [NaN, NaN], [{ a: 1 }, { a: 1 }], [{ a: 1 }, { a: '1' }], [[1, 2], [1, 2]], [[1], { 0: 1, length: 1 }], [new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])], [new Set([{ a: 1 }]), new Set([{ a: 1 }])], [new Set([1]), new Set(['1'])], [new Date(1), new Date(1)], [/a/g, /a/i], [Object(1), Object(1)], [Buffer.from('a'), Buffer.from('a')], [new Uint8Array(1), new Int8Array(1)], [new Error('a'), new Error('a')], [new Error('a'), new Error('b')], [null, undefined], [[, 1], [undefined, 1]], [Object.create(null), {}], [new Map([[{}, 1]]), new Map([[{}, 1]])], [{ [Symbol.for('a')]: 1 }, {}]]
pairs.forEach(([a, b], i) => check(`deep ${i}`, () => [util.isDeepStrictEqual(a, b), (() => { try { require('assert').deepEqual(a, b); return true } catch { return false } })()]))
for (const [name, v] of Object.entries({ date: new Date(), map: new Map(), set: new Set(), re: /x/, err: new Error(), prom: Promise.resolve(), ab: new ArrayBuffer(1), u8: new Uint8Array(), dv: new DataView(new ArrayBuffer(1)), proxy: new Proxy({}, {}), async: async () => {}, gen: function * () {}, genobj: (function * () {})(), args: (function () { return arguments })(), num: Object(1), sym: Object(Symbol()), wm: new WeakMap(), mi: new Map().keys(), si: new Set().values(), plain: {}, buf: Buffer.alloc(1) })) {
  check(`types ${name}`, () => Object.keys(util.types).filter((k) => util.types[k](v)).sort())
}
check('inherits', () => { function A () {} function B () {} util.inherits(A, B); return [A.super_ === B, new A() instanceof B] })
check('inherits bad', () => util.inherits(null, Object))
check('styleText', () => util.styleText('red', 'x'))
check('styleText bad', () => util.styleText('nope', 'x'))
check('strip', () => util.stripVTControlCharacters('\u001b[31mx\u001b[0m'))
check('errname', () => [util.getSystemErrorName(-2), util.getSystemErrorMap().get(-13)])
check('toUSVString', () => util.toUSVString('a\ud800'))
check('promisify bad', () => util.promisify(5))
check('mime', () => { const m = new util.MIMEType('Text/HTML; charset="utf-8";q=1'); return [m.type, m.subtype, m.essence, String(m), m.params.get('q')] })
check('mime bad', () => new util.MIMEType('x'))
for (const args of [['-f', '--bar', 'b'], ['--foo', '--bar=x', 'pos'], ['-fb', 'v'], ['--unknown'], ['--bar'], ['--', '-f'], ['--foo=1'], ['--bar', '-x']]) {
  check(`parseArgs ${args}`, () => util.parseArgs({ args, options: { foo: { type: 'boolean', short: 'f' }, bar: { type: 'string', short: 'b' } }, allowPositionals: true, tokens: true }))
}
util.promisify((a, cb) => cb(null, a + 1))(1).then((v) => console.log('promisified', v))
util.callbackify(async (x) => x * 2)(4, (e, v) => console.log('callbackified', e, v))
util.callbackify(async () => { throw null })((e) => console.log('callbackified', e.code, e.reason)) // eslint-disable-line no-throw-literal
