// A small assembler of modules, put before every script. Types are numbers of the binary format, code is arrays of bytes.
const I32 = 0x7f, I64 = 0x7e, F32 = 0x7d, F64 = 0x7c, V128 = 0x7b, FUNC = 0x70, EXTERN = 0x6f;
const leb = n => { const o = []; do { const b = n & 127; n >>>= 7; o.push(n ? b | 128 : b); } while (n); return o; };
const text = s => { const o = []; for (const c of unescape(encodeURIComponent(s))) o.push(c.charCodeAt(0)); return [...leb(o.length), ...o]; };
const list = items => [...leb(items.length), ...items.flat()];
const section = (id, items) => items && items.length ? [id, ...leb(list(items).length), ...list(items)] : [];
const limits = (min, max, shared) => max === undefined ? [0, ...leb(min)] : [shared ? 3 : 1, ...leb(min), ...leb(max)];
const type = (params, results = []) => [0x60, ...list(params), ...list(results)];
const body = (...code) => [...leb(code.length + 2), 0, ...code, 0x0b];
const KINDS = { func: 0, table: 1, memory: 2, global: 3, tag: 4 };
const imported = (module, name, kind, desc) => [...text(module), ...text(name), KINDS[kind], ...desc];
const exported = (name, kind, index) => [...text(name), KINDS[kind], ...leb(index)];
const custom = (name, bytes) => [0, ...leb(text(name).length + bytes.length), ...text(name), ...bytes];
const binary = (m = {}) => new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, m.types), ...section(2, m.imports), ...section(3, m.funcs && m.funcs.map(leb)), ...section(4, m.tables),
  ...section(5, m.memories), ...section(13, m.tags), ...section(6, m.globals), ...section(7, m.exports),
  ...(m.start === undefined ? [] : [8, 1, m.start]), ...section(9, m.elements), ...section(10, m.code), ...section(11, m.data),
  ...(m.customs || []).flat()]);
const compile = m => new WebAssembly.Module(binary(m));
const instantiate = (m, imports) => new WebAssembly.Instance(compile(m), imports);

function show(v) {
  switch (typeof v) {
    case 'bigint': return v + 'n';
    case 'string': return JSON.stringify(v);
    case 'symbol': return String(v);
    case 'number': return Object.is(v, -0) ? '-0' : String(v);
    case 'function': return 'function ' + v.name + '/' + v.length;
    case 'object':
      if (v === null) return 'null';
      if (Array.isArray(v)) return '[' + v.map(show).join(', ') + ']';
      if (Object.getPrototypeOf(v) === Object.prototype) return '{' + Object.keys(v).map(k => k + ': ' + show(v[k])).join(', ') + '}';
      return Object.prototype.toString.call(v);
  }
  return String(v);
}
function attempt(f) {
  try { return show(f()); } catch (e) { return e instanceof Error ? 'throws ' + e.constructor.name + ': ' + e.message : 'throws ' + show(e); }
}
const check = (label, f) => print(label + ': ' + attempt(f));
const checkAll = cases => Object.keys(cases).forEach(k => check(k, cases[k]));
function settled(label, promise) {
  promise.then(v => print(label + ' fulfilled: ' + show(v)), e => print(label + ' rejected: ' + (e instanceof Error ? e.constructor.name + ': ' + e.message : show(e))));
}
function properties(name, o) {
  for (const k of Reflect.ownKeys(o)) {
    if (k === 'arguments' || k === 'caller') continue; // V8's legacy
    const d = Object.getOwnPropertyDescriptor(o, k);
    const flags = (d.writable ? 'w' : '-') + (d.enumerable ? 'e' : '-') + (d.configurable ? 'c' : '-');
    const value = 'value' in d ? (typeof d.value === 'function' ? 'function ' + d.value.name + '/' + d.value.length : typeof d.value) : 'get ' + (d.get && d.get.name) + ' set ' + (d.set && d.set.name);
    print(name + '.' + String(k) + ' ' + flags + ' ' + value);
  }
}
