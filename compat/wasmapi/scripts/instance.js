const need = (kind, desc) => ({ types: [type([I32])], imports: [imported('a', 'f', kind, desc)] });
const give = (kind, desc, f) => () => instantiate(need(kind, desc), { a: { f } });
const W = WebAssembly;
const other = instantiate({ types: [type([]), type([I32])], funcs: [0, 1], exports: [exported('none', 'func', 0), exported('one', 'func', 1)], code: [body(), body()] }).exports;
checkAll({
  'no argument': () => new W.Instance(),
  'not a module': () => new W.Instance({}),
  'imports missing': () => instantiate(need('func', [0])),
  'imports not an object': () => instantiate({}, 5),
  'imports null': () => instantiate(need('func', [0]), null),
  'module missing': () => instantiate(need('func', [0]), {}),
  'module null': () => instantiate(need('func', [0]), { a: null }),
  'module number': () => instantiate(need('func', [0]), { a: 1 }),
  'module is a function': () => instantiate(need('func', [0]), { a: Object.assign(() => 0, { f() { } }) }),
  'function not callable': give('func', [0], {}),
  'function of another type': give('func', [0], other.none),
  'function of the type': give('func', [0], other.one),
  'memory not one': give('memory', limits(1), {}),
  'memory too small': give('memory', limits(2), new W.Memory({ initial: 1 })),
  'memory without maximum': give('memory', limits(1, 3), new W.Memory({ initial: 1 })),
  'memory maximum too large': give('memory', limits(1, 3), new W.Memory({ initial: 1, maximum: 4 })),
  'memory not shared': give('memory', limits(1, 3, true), new W.Memory({ initial: 1, maximum: 3 })),
  'memory shared': give('memory', limits(1, 3), new W.Memory({ initial: 1, maximum: 3, shared: true })),
  'table not one': give('table', [FUNC, ...limits(1)], {}),
  'table too small': give('table', [FUNC, ...limits(2)], new W.Table({ element: 'anyfunc', initial: 1 })),
  'table without maximum': give('table', [FUNC, ...limits(1, 3)], new W.Table({ element: 'anyfunc', initial: 1 })),
  'table maximum too large': give('table', [FUNC, ...limits(1, 3)], new W.Table({ element: 'anyfunc', initial: 1, maximum: 4 })),
  'table of another type': give('table', [EXTERN, ...limits(1)], new W.Table({ element: 'anyfunc', initial: 1 })),
  'global object': give('global', [I32, 0], {}),
  'global bigint for i32': give('global', [I32, 0], 5n),
  'global number for i64': give('global', [I64, 0], 5),
  'global number for i32': give('global', [I32, 0], 5.5),
  'global bigint for i64': give('global', [I64, 0], 5n),
  'global number for mutable': give('global', [I32, 1], 5),
  'global vector': give('global', [V128, 0], 5),
  'global function': give('global', [FUNC, 0], () => 0),
  'global null': give('global', [FUNC, 0], null),
  'global anything': give('global', [EXTERN, 0], 'x'),
  'global of another type': give('global', [I32, 0], new W.Global({ value: 'f32' })),
  'global mutable for immutable': give('global', [I32, 0], new W.Global({ value: 'i32', mutable: true })),
  'global immutable for mutable': give('global', [I32, 1], new W.Global({ value: 'i32' })),
  'tag not one': give('tag', [0, 0], {}),
  'tag of another type': give('tag', [0, 0], new W.Tag({ parameters: [] })),
  'data does not fit': () => instantiate({ memories: [limits(1)], data: [[0, 0x41, 0xff, 0xff, 7, 0x0b, ...text('x')]] }),
  'elements do not fit': () => instantiate({ types: [type([])], funcs: [0], tables: [[FUNC, ...limits(1)]], elements: [[0, 0x41, 5, 0x0b, 1, 0]], code: [body()] }),
  'start traps': () => instantiate({ types: [type([])], funcs: [0], start: 0, code: [body(0)] }),
  'start throws': () => instantiate({ types: [type([])], imports: [imported('a', 'f', 'func', [0])], start: 0 }, { a: { f() { throw 'thrown'; } } }),
  'getters in order': () => {
    const order = [];
    const imports = new Proxy({}, { get: (_, k) => { order.push(k); return new Proxy({}, { get: (_, n) => { order.push(n); return () => 0; } }); } });
    instantiate({ types: [type([])], imports: [imported('b', 'x', 'func', [0]), imported('a', 'y', 'func', [0]), imported('b', 'z', 'func', [0])] }, imports);
    return order;
  },
  'getter throws': () => instantiate(need('func', [0]), { get a() { throw new SyntaxError('mine'); } }),
});
const shared = { types: [type([])], imports: [imported('a', 'f', 'func', [0])], funcs: [0], memories: [limits(1)], tables: [[FUNC, ...limits(1)]], globals: [[I32, 1, 0x41, 7, 0x0b]],
  exports: [exported('again', 'func', 0), exported('own', 'func', 1), exported('same', 'func', 1), exported('2', 'memory', 0), exported('1', 'table', 0), exported('g', 'global', 0)], code: [body()] };
const f = () => 0, i = instantiate(shared, { a: { f } });
checkAll({
  'keys': () => Object.keys(i.exports),
  'frozen': () => [Object.isFrozen(i.exports), Object.getPrototypeOf(i.exports), i.exports === i.exports],
  'assignment': () => { 'use strict'; i.exports.own = 1; },
  'identity': () => [i.exports.own === i.exports.same, i.exports.again === f],
  're-export': () => instantiate(shared, { a: { f: i.exports.own } }).exports.again === i.exports.own,
  'names': () => [i.exports.again.name, i.exports.own.name, i.exports.own.length],
  'exports of another': () => Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, 'exports').get.call({}).x,
  'subclass': () => { class I extends WebAssembly.Instance { } return new I(compile()) instanceof I; },
});
