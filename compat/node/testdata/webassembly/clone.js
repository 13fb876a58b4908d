'use strict'
const check = require('../check')
check('wmem',()=>{const m=new WebAssembly.Memory({initial:1,maximum:2,shared:true});const b=m.buffer;const c=structuredClone(m);new Uint8Array(b)[3]=8;m.grow(1);return [b instanceof SharedArrayBuffer,Object.isFrozen(b),b.byteLength,m.buffer.byteLength,c instanceof WebAssembly.Memory,new Uint8Array(c.buffer)[3],Atomics.add(new Int32Array(b),0,1),b.constructor.name,String(b)]});
check('wmodule',()=>{const m=new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0]));const c=structuredClone({a:m,b:[m]});return [c.a!==m,c.a instanceof WebAssembly.Module,c.a===c.b[0]]});
check('wbuf',()=>{const m=new WebAssembly.Memory({initial:1});try{structuredClone(m.buffer,{transfer:[m.buffer]})}catch(e){return [e.name,e.message,e.code,m.buffer.byteLength]}});
check('wbufcopy',()=>{const m=new WebAssembly.Memory({initial:1});return structuredClone(m.buffer).byteLength});
check('port',()=>{const m=new WebAssembly.Memory({initial:1});const c=new MessageChannel();try{c.port1.postMessage(m.buffer,[m.buffer])}catch(e){return [e.name,e.message,e.code,m.buffer.byteLength]}});

for (const [name, make] of Object.entries({
  memory: () => new WebAssembly.Memory({ initial: 1 }),
  table: () => new WebAssembly.Table({ initial: 1, element: 'anyfunc' }),
  instance: () => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
  global: () => new WebAssembly.Global({ value: 'i32' }, 1),
  tag: () => new WebAssembly.Tag({ parameters: [] })
})) check(name, () => structuredClone(make()))
