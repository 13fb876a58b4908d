'use strict'
const check = require('../check')
const s=new SharedArrayBuffer(16);
check('tag',()=>[String(s),s instanceof SharedArrayBuffer,s instanceof ArrayBuffer,s.constructor===SharedArrayBuffer,s.byteLength]);
check('call',()=>SharedArrayBuffer(1));check('neg',()=>new SharedArrayBuffer(-1));check('huge',()=>new SharedArrayBuffer(2**60));check('nan',()=>new SharedArrayBuffer('x').byteLength);
check('brand',()=>Object.getOwnPropertyDescriptor(SharedArrayBuffer.prototype,'byteLength').get.call(new ArrayBuffer(1)));
check('slicebrand',()=>SharedArrayBuffer.prototype.slice.call(new ArrayBuffer(1)));
const u=new Uint8Array(s);u.set([1,2,3,4]);
check('slice',()=>{const t=s.slice(1,3);return [t instanceof SharedArrayBuffer,...new Uint8Array(t)]});
check('slice-',()=>[...new Uint8Array(s.slice(-15,-12))]);
check('share',()=>{new Int32Array(s)[0]=7;return [u[0],u.buffer===s]});
check('sub',()=>{class X extends SharedArrayBuffer{}const x=new X(3);return [x instanceof X,x.byteLength,String(x),x.slice(1) instanceof X]});
check('dv',()=>new DataView(s).getInt32(0,true));
check('species',()=>SharedArrayBuffer[Symbol.species]===SharedArrayBuffer);
check('isView',()=>ArrayBuffer.isView(s));
const d=new Int32Array(2);structuredClone(d.buffer,{transfer:[d.buffer]});check('detached',()=>Atomics.load(d,0));
check('clone',()=>{const c=structuredClone(s);u[5]=99;return [c!==s,c instanceof SharedArrayBuffer,new Uint8Array(c)[5]]});
check('types',()=>{const t=require('util').types;return [t.isSharedArrayBuffer(s),t.isArrayBuffer(s),t.isAnyArrayBuffer(s),t.isSharedArrayBuffer(new ArrayBuffer(1)),t.isSharedArrayBuffer(Object.create(SharedArrayBuffer.prototype))]});
console.log(new SharedArrayBuffer(3));
check('buf',()=>{const b=Buffer.from(s);b[0]=42;return [b.length,u[0],b.buffer===s]});
check('transfer', () => structuredClone(s, { transfer: [s] }))
check('transfer of an object', () => structuredClone(1, { transfer: [{}] }))
