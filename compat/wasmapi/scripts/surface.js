// Names, property attributes, prototypes.
const streaming = ['compileStreaming', 'instantiateStreaming', 'JSTag'];
for (const k of Object.getOwnPropertyNames(WebAssembly).filter(k => !streaming.includes(k)).sort()) {
  const d = Object.getOwnPropertyDescriptor(WebAssembly, k);
  print(k, d.writable, d.enumerable, d.configurable, show(d.value));
}
check('tag', () => Object.prototype.toString.call(WebAssembly));
check('global', () => { const d = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly'); return [d.writable, d.enumerable, d.configurable]; });
for (const name of ['Module', 'Instance', 'Memory', 'Table', 'Global', 'Tag', 'Exception']) {
  const C = WebAssembly[name];
  properties(name, C);
  check(name + ' prototype', () => [Object.getPrototypeOf(C) === Function.prototype, Object.getPrototypeOf(C.prototype) === Object.prototype]);
  for (const k of ['grow', 'get', 'set', 'valueOf', 'is', 'getArg']) {
    const d = Object.getOwnPropertyDescriptor(C.prototype, k);
    if (d) print(name + '.prototype.' + k, d.writable, d.enumerable, d.configurable, d.value.name, d.value.length);
  }
  for (const k of ['exports', 'buffer', 'length', 'value']) {
    const d = Object.getOwnPropertyDescriptor(C.prototype, k);
    if (d) print(name + '.prototype.' + k, d.enumerable, d.configurable, typeof d.get, typeof d.set, d.get.name, d.set && d.set.name);
  }
  check(name + ' called', () => C());
}
for (const name of ['CompileError', 'LinkError', 'RuntimeError']) {
  const C = WebAssembly[name];
  properties(name, C);
  properties(name + '.prototype', C.prototype);
  check(name + ' chain', () => [Object.getPrototypeOf(C) === Error, Object.getPrototypeOf(C.prototype) === Error.prototype]);
  check(name + ' called', () => { const e = C('m'); return [e instanceof C, e.message, String(e), Object.keys(e)]; });
  check(name + ' cause', () => new C('m', { cause: 1 }).cause);
  check(name + ' without message', () => Object.prototype.hasOwnProperty.call(new C(), 'message'));
  check(name + ' subclass', () => { class S extends C { } const e = new S('x'); return [e instanceof S, e instanceof C, e.name]; });
}
