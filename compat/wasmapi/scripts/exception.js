const W = WebAssembly, tag = new W.Tag({ parameters: ['i32', 'f64'] }), X = (...a) => () => new W.Exception(...a);
checkAll({
  'tag none': () => new W.Tag(), 'tag empty': () => new W.Tag({}), 'tag number': () => new W.Tag({ parameters: 5 }), 'tag type': () => new W.Tag({ parameters: ['i32', 'x'] }), 'tag of nothing': () => new W.Tag({ parameters: [] }), 'tag from iterable': () => new W.Tag({ parameters: new Set(['i32']) }),
  'none': X(), 'not a tag': X({}), 'no values': X(tag), 'values': X(tag, 5), 'two': X(tag, [1, 2]), 'is': () => { const e = new W.Exception(tag, [1.5, 2.5]); return [e.is(tag), e.is(new W.Tag({ parameters: ['i32', 'f64'] })), e.getArg(tag, 0), e.getArg(tag, 1), e.stack]; },
  'is()': () => new W.Exception(tag, [1, 2]).is(), 'getArg()': () => new W.Exception(tag, [1, 2]).getArg(), 'getArg index': () => new W.Exception(tag, [1, 2]).getArg(tag), 'getArg far': () => new W.Exception(tag, [1, 2]).getArg(tag, 2), 'getArg tag': () => new W.Exception(tag, [1, 2]).getArg(new W.Tag({ parameters: [] }), 0),
  'trace': () => typeof new W.Exception(tag, [1, 2], { traceStack: true }).stack, 'text': () => String(new W.Exception(tag, [1, 2])), 'not an error': () => new W.Exception(tag, [1, 2]) instanceof Error,
  'reference payload': () => { const t = new W.Tag({ parameters: ['externref'] }), o = {}; return new W.Exception(t, [o]).getArg(t, 0) === o; },
});
const thrower = instantiate({ types: [type([I32]), type([])], imports: [imported('a', 't', 'tag', [0, 0])], funcs: [1], exports: [exported('f', 'func', 0), exported('t', 'tag', 0)], code: [body(0x41, 42, 0x08, 0)] }, { a: { t: new W.Tag({ parameters: ['i32'] }) } }).exports;
// legacy exception handling: try call $f catch_all rethrow / catch $t
const catcher = instantiate({ types: [type([I32]), type([]), type([], [I32])], imports: [imported('a', 't', 'tag', [0, 0]), imported('a', 'f', 'func', [1])], funcs: [2, 1],
  exports: [exported('caught', 'func', 1), exported('rethrown', 'func', 2)],
  code: [body(0x06, I32, 0x10, 0, 0x41, 0, 0x07, 0, 0x19, 0x41, 0x7f, 0x0b), body(0x06, 0x40, 0x10, 0, 0x19, 0x09, 0, 0x0b)] }, { a: { t: thrower.t, f: () => call() } }).exports;
let call = thrower.f;
const error = new TypeError('js');
checkAll({
  'thrown': () => { try { thrower.f(); } catch (e) { return [e instanceof W.Exception, e.is(thrower.t), e.getArg(thrower.t, 0)]; } },
  'caught': () => catcher.caught(),
  'rethrown': () => { try { catcher.rethrown(); } catch (e) { return [e instanceof W.Exception, e.getArg(thrower.t, 0)]; } },
  'javascript exception caught by catch_all': () => { call = () => { throw error; }; return catcher.caught(); },
  'javascript exception rethrown': () => { try { catcher.rethrown(); } catch (e) { return e === error; } },
  'exception object thrown from javascript': () => { const mine = new W.Exception(thrower.t, [5]); call = () => { throw mine; }; return [catcher.caught(), (() => { try { catcher.rethrown(); } catch (e) { return e === mine; } })()]; },
  'trap is not caught': () => { const x = instantiate({ types: [type([])], funcs: [0], exports: [exported('f', 'func', 0)], code: [body(0)] }).exports; call = x.f; return catcher.caught(); },
});
