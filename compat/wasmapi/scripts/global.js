const W = WebAssembly, G = (d, ...v) => () => new W.Global(d, ...v).value;
const f = instantiate({ types: [type([])], funcs: [0], exports: [exported('f', 'func', 0)], code: [body()] }).exports.f;
checkAll({
  'none': () => new W.Global(), 'empty': G({}), 'type': G({ value: 'x' }), 'vector': G({ value: 'v128' }), 'i32': G({ value: 'i32' }), 'i32 value': G({ value: 'i32' }, 2 ** 32 + 7), 'i64': G({ value: 'i64' }), 'i64 value': G({ value: 'i64' }, -5n),
  'f32': G({ value: 'f32' }, 0.1), 'f64': G({ value: 'f64' }, 0.1), 'externref': G({ value: 'externref' }), 'externref value': G({ value: 'externref' }, 'x'), 'anyfunc': G({ value: 'anyfunc' }), 'anyfunc value': () => new W.Global({ value: 'anyfunc' }, f).value === f, 'anyfunc bad': G({ value: 'anyfunc' }, 5), 'anyfunc undefined': G({ value: 'anyfunc' }, undefined),
  'i32 undefined': G({ value: 'i32' }, undefined), 'i64 undefined': G({ value: 'i64' }, undefined), 'i32 bigint': G({ value: 'i32' }, 5n),
});
const g = new W.Global({ value: 'i32', mutable: true }, 1), c = new W.Global({ value: 'i32' }, 1);
checkAll({
  'set': () => { g.value = '7'; return [g.value, g.valueOf(), g + 1]; }, 'set constant': () => { 'use strict'; c.value = 2; }, 'receiver': () => W.Global.prototype.valueOf.call({}), 'getter receiver': () => Object.getOwnPropertyDescriptor(W.Global.prototype, 'value').get.call({}), 'setter receiver': () => Object.getOwnPropertyDescriptor(W.Global.prototype, 'value').set.call({}, 1),
  'shared with an instance': () => { const x = instantiate({ types: [type([], [])], imports: [imported('a', 'g', 'global', [I32, 1])], funcs: [0], exports: [exported('g', 'global', 0), exported('inc', 'func', 0)], code: [body(0x23, 0, 0x41, 1, 0x6a, 0x24, 0)] }, { a: { g } }).exports; x.inc(); return [x.g === g, g.value]; },
  'constant of an instance': () => { const x = instantiate({ globals: [[I64, 0, 0x42, 0x7b, 0x0b], [F64, 1, 0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x0b]], exports: [exported('a', 'global', 0), exported('b', 'global', 1)] }).exports; x.b.value = 2.5; return [x.a.value, x.b.value, attempt(() => { 'use strict'; x.a.value = 1n; })]; },
  'constant initial from an import': () => instantiate({ imports: [imported('a', 'g', 'global', [I32, 0])], globals: [[I32, 0, 0x23, 0, 0x0b]], exports: [exported('x', 'global', 1)] }, { a: { g: 77 } }).exports.x.value,
});
