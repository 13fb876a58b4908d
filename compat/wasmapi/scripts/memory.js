const W = WebAssembly, M = d => () => new W.Memory(d);
checkAll({
  'none': () => new W.Memory(), 'empty': M({}), 'negative': M({ initial: -1 }), 'too large': M({ initial: 65537 }), 'not a number': M({ initial: 'x' }), 'fraction': () => new W.Memory({ initial: 1.9 }).buffer.byteLength,
  'text': () => new W.Memory({ initial: '2' }).buffer.byteLength, 'huge': M({ initial: 2 ** 33 }), 'infinite': M({ initial: Infinity }), 'null': M({ initial: null }), 'maximum below': M({ initial: 3, maximum: 2 }), 'maximum too large': M({ initial: 1, maximum: 65537 }),
  'shared without maximum': M({ initial: 1, shared: true }), 'zero': () => new W.Memory({ initial: 0 }).buffer.byteLength, 'largest maximum': M({ initial: 0, maximum: 65536 }),
  'getters': () => { const o = []; new W.Memory({ get maximum() { o.push('maximum'); return 2; }, get shared() { o.push('shared'); return false; }, get initial() { o.push('initial'); return 1; } }); return o; },
});
const m = new W.Memory({ initial: 1, maximum: 3 });
checkAll({
  'buffer': () => [m.buffer === m.buffer, m.buffer.byteLength, Object.prototype.toString.call(m.buffer), Object.isFrozen(m.buffer)],
  'grow': () => { const old = m.buffer; new Uint8Array(old)[7] = 5; const view = new Uint8Array(old); const r = m.grow(1); return [r, old.byteLength, view.length, view[7], m.buffer.byteLength, new Uint8Array(m.buffer)[7]]; },
  'grow 0': () => { const old = m.buffer; return [m.grow(0), old.byteLength, m.buffer === old, m.buffer.byteLength]; },
  'grow too far': () => m.grow(2), 'grow nothing': () => m.grow(), 'grow negative': () => m.grow(-1), 'grow text': () => m.grow('1'), 'grow again': () => m.grow(1),
  'receiver': () => m.grow.call({}, 1), 'buffer receiver': () => Object.getOwnPropertyDescriptor(W.Memory.prototype, 'buffer').get.call(m).byteLength,
  'own memory is the exported one': () => { const x = instantiate({ imports: [imported('a', 'm', 'memory', limits(1))], exports: [exported('m', 'memory', 0)] }, { a: { m } }); return x.exports.m === m; },
  'grow from inside': () => {
    const x = instantiate({ types: [type([I32], [I32])], funcs: [0], memories: [limits(1, 4)], exports: [exported('m', 'memory', 0), exported('grow', 'func', 0)], code: [body(0x20, 0, 0x40, 0)] }).exports;
    const old = x.m.buffer, r = [x.grow(2), old.byteLength, x.m.buffer.byteLength, x.grow(9), x.m.buffer === x.m.buffer, x.grow(1), x.grow(1)];
    return r;
  },
  'shared': () => { const s = new W.Memory({ initial: 1, maximum: 2, shared: true }); const old = s.buffer; s.grow(1); return [Object.prototype.toString.call(old), Object.isFrozen(old), old.byteLength, s.buffer.byteLength, s.buffer === old]; },
  'subclass': () => { class S extends W.Memory { get pages() { return this.buffer.byteLength / 65536; } } return new S({ initial: 2 }).pages; },
});
