const W = WebAssembly, T = (d, ...v) => () => new W.Table(d, ...v);
const fs = instantiate({ types: [type([], [I32])], funcs: [0, 0], exports: [exported('f', 'func', 0), exported('g', 'func', 1)], code: [body(0x41, 1), body(0x41, 2)] }).exports;
checkAll({
  'none': () => new W.Table(), 'empty': T({}), 'element': T({ element: 'x', initial: 1 }), 'number element': T({ element: 'i32', initial: 1 }), 'no initial': T({ element: 'anyfunc' }), 'too large': T({ element: 'anyfunc', initial: 10000001 }),
  'maximum below': T({ element: 'anyfunc', initial: 3, maximum: 2 }), 'value': T({ element: 'anyfunc', initial: 3 }, 5), 'undefined': () => new W.Table({ element: 'anyfunc', initial: 1 }, undefined).get(0), 'function': () => new W.Table({ element: 'anyfunc', initial: 2 }, fs.f).get(1) === fs.f,
  'externref default': () => new W.Table({ element: 'externref', initial: 1 }).get(0), 'externref value': () => new W.Table({ element: 'externref', initial: 1 }, 'x').get(0), 'externref null': () => new W.Table({ element: 'externref', initial: 1 }, null).get(0),
});
const t = new W.Table({ element: 'anyfunc', initial: 3, maximum: 5 });
checkAll({
  'length': () => t.length, 'get': () => t.get(0), 'get far': () => t.get(3), 'get negative': () => t.get(-1), 'get nothing': () => t.get(), 'get text': () => t.get('1'),
  'set': () => [t.set(0, fs.f), t.get(0) === fs.f, t.get(0)()], 'set null': () => [t.set(0, null), t.get(0)], 'set nothing': () => [t.set(1, fs.g), t.set(1), t.get(1)], 'set undefined': () => t.set(0, undefined), 'set other': () => t.set(0, () => 1), 'set far': () => t.set(3, fs.f), 'set()': () => t.set(),
  'grow': () => [t.grow(1), t.length, t.get(3)], 'grow with': () => [t.grow(1, fs.g), t.get(4) === fs.g], 'grow too far': () => t.grow(1), 'grow bad': () => t.grow(0, 1), 'grow()': () => t.grow(),
  'receiver': () => t.get.call({}, 0), 'length of another': () => Object.getOwnPropertyDescriptor(W.Table.prototype, 'length').get.call(t),
  'called through': () => { const tab = new W.Table({ element: 'anyfunc', initial: 2 }); const x = instantiate({ types: [type([], [I32]), type([I32], [I32])], imports: [imported('a', 't', 'table', [FUNC, ...limits(1)])], funcs: [1], exports: [exported('call', 'func', 0), exported('t', 'table', 0)], code: [body(0x20, 0, 0x11, 0, 0)] }, { a: { t: tab } }).exports; tab.set(1, fs.g); return [x.t === tab, x.call(1), attempt(() => x.call(0))]; },
  'hidden function': () => { const x = instantiate({ types: [type([], [I32])], funcs: [0], tables: [[FUNC, ...limits(1)]], exports: [exported('t', 'table', 0)], elements: [[0, 0x41, 0, 0x0b, 1, 0]], code: [body(0x41, 9)] }).exports; return [x.t.get(0) === x.t.get(0), x.t.get(0).name, x.t.get(0)()]; },
});
