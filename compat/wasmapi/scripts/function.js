const echo = t => instantiate({ types: [type([t], [t])], funcs: [0], exports: [exported('f', 'func', 0)], code: [body(0x20, 0)] }).exports.f;
const convert = (t, values) => { const f = echo(t); return values.map(v => attempt(() => f(v))); };
const oddities = [undefined, null, true, '7', ' ', 'x', [], [5], {}, { valueOf: () => 3 }, { valueOf() { throw 'v'; } }, 1.9, -1.9, 2 ** 31, 2 ** 32 + 5, -(2 ** 33) - 1, 1e300, NaN, Infinity, -0];
const print2 = (label, values) => values.forEach((v, i) => print(label + ' ' + i + ': ' + v));
print2('i32', convert(I32, oddities));
print2('f64', convert(F64, oddities));
print2('f32', convert(F32, [0.1, 1e39, -1e39, 1e-46, 16777217, NaN, -0]));
print2('i64', convert(I64, [0n, -1n, 2n ** 63n, 2n ** 64n + 5n, -(2n ** 70n) - 1n, '12', true, false, { valueOf: () => 9n }]));
check('i64 from number', () => echo(I64)(5).x);
check('i64 from undefined', () => echo(I64)());
check('i32 from bigint', () => echo(I32)(5n));
check('i32 from symbol', () => echo(I32)(Symbol('s')));
const sym = Symbol('own');
print2('externref', [undefined, null, 0, -0, 1.5, 2 ** 40, NaN, 'text', true, false, sym, 12n, [1]].map(v => { const r = echo(EXTERN)(v); return [show(r), Object.is(r, v)].join(); }));
check('funcref null', () => echo(FUNC)(null));
check('funcref of another', () => echo(FUNC)(() => 0));
check('funcref own', () => { const f = echo(FUNC); return f(f) === f; });
check('vector', () => echo(V128)(1));
check('missing arguments', () => instantiate({ types: [type([I32, F64], [F64])], funcs: [0], exports: [exported('f', 'func', 0)], code: [body(0x20, 1)] }).exports.f());
check('order of conversion', () => { const o = []; instantiate({ types: [type([I32, I32])], funcs: [0], exports: [exported('f', 'func', 0)], code: [body()] }).exports.f({ valueOf() { o.push(1); } }, { valueOf() { o.push(2); } }, { valueOf() { o.push(3); } }); return o; });
check('no construct', () => { const f = echo(I32); return new f(1); });
check('properties', () => Reflect.ownKeys(echo(I32)).filter(k => k !== 'arguments' && k !== 'caller').sort());
check('source', () => String(echo(I32)));

// results of imports
const ask = (results, value) => instantiate({ types: [type([], results)], imports: [imported('a', 'f', 'func', [0])], funcs: [0], exports: [exported('g', 'func', 1)], code: [body(0x10, 0)] }, { a: { f: () => value } }).exports.g();
checkAll({
  'nothing': () => ask([], 5), 'i32': () => ask([I32], '5'), 'i64': () => ask([I64], 5n), 'i64 from number': () => ask([I64], {}),
  'f32': () => ask([F32], 0.1), 'externref': () => ask([EXTERN], 'x'), 'funcref bad': () => ask([FUNC], 1),
  'several': () => ask([I32, F64, EXTERN], [1.5, 2.5, 'z']),
  'several from generator': () => ask([I32, I32], (function* () { yield 1; yield 2; })()),
  'several from set': () => ask([I32, I32], new Set([4, 5])),
  'too few': () => ask([I32, I32], [1]), 'too many': () => ask([I32, I32], [1, 2, 3]),
  'not iterable': () => ask([I32, I32], {}), 'number': () => ask([I32, I32], 5),
  'this and arguments': () => { let seen; const f = function () { 'use strict'; seen = [this, arguments.length]; }; instantiate({ types: [type([I32])], imports: [imported('a', 'f', 'func', [0])], exports: [exported('g', 'func', 0)] }, { a: { f } }).exports.g(1, 2, 3); return seen; },
});

// traps
const trap = (code, extra) => () => instantiate({ types: [type([]), type([I32])], funcs: [0], memories: [limits(1)], tables: [[FUNC, ...limits(2)]], exports: [exported('f', 'func', 0)], elements: [[0, 0x41, 0, 0x0b, 1, 0]], code: [body(...code)], ...extra }).exports.f();
checkAll({
  'unreachable': trap([0]), 'memory': trap([0x41, 0x7f, 0x28, 2, 0, 0x1a]),
  'divide': trap([0x41, 1, 0x41, 0, 0x6d, 0x1a]), 'divide unsigned 64': trap([0x42, 1, 0x42, 0, 0x80, 0x1a]), 'remainder': trap([0x41, 1, 0x41, 0, 0x6f, 0x1a]), 'remainder 64': trap([0x42, 1, 0x42, 0, 0x82, 0x1a]),
  'quotient': trap([0x41, 0x80, 0x80, 0x80, 0x80, 0x78, 0x41, 0x7f, 0x6d, 0x1a]),
  'float not a number': trap([0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 0xaa, 0x1a]), 'float too large': trap([0x43, 0, 0, 0x80, 0x7f, 0xa8, 0x1a]),
  'signature': trap([0x41, 5, 0x41, 0, 0x11, 1, 0]), 'null function': trap([0x41, 1, 0x11, 0, 0]), 'table index': trap([0x41, 9, 0x11, 0, 0]),
  'table get': trap([0x41, 9, 0x25, 0, 0x1a]), 'table set': trap([0x41, 9, 0xd0, FUNC, 0x26, 0]),
  'fill': trap([0x41, 0xff, 0xff, 7, 0x41, 0, 0x41, 2, 0xfc, 11, 0]), 'endless': trap([0x10, 0]),
});
