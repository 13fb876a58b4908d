'use strict'
const check = require('../check')
const s = new SharedArrayBuffer(16)
const u = new Uint8Array(s)
for(const T of [Int8Array,Uint8Array,Int16Array,Uint16Array,Int32Array,Uint32Array,BigInt64Array,BigUint64Array])for(const B of [SharedArrayBuffer,ArrayBuffer]){
 const a=new T(new B(32));const big=T.name.startsWith('Big');const v=n=>big?BigInt(n):n;
 check(T.name+' '+B.name,()=>[Atomics.store(a,1,v(300)),Atomics.load(a,1),Atomics.add(a,1,v(-1)),Atomics.load(a,1),Atomics.sub(a,1,v(1000)),Atomics.and(a,1,v(0xff0f)),Atomics.or(a,1,v(0x1234)),Atomics.xor(a,1,v(-1)),Atomics.exchange(a,1,v(77)),Atomics.compareExchange(a,1,v(77),v(-5)),Atomics.compareExchange(a,1,v(77),v(9)),a[1],a[0],a[2]].map(String).join());
}
const i=new Int32Array(s);
check('ret',()=>[Atomics.store(i,0,3.7),Object.is(Atomics.store(i,0,-0),0),Atomics.store(i,0,'9'),Atomics.store(i,0,NaN),Atomics.store(i,0,Infinity)]);
check('u32',()=>{const a=new Uint32Array(s);Atomics.store(a,0,-1);return Atomics.load(a,0)});
check('big ret',()=>Atomics.store(new BigInt64Array(s),0,2n**70n));
check('f32',()=>Atomics.load(new Float32Array(s),0));check('f64',()=>Atomics.add(new Float64Array(s),0,1));check('clamped',()=>Atomics.load(new Uint8ClampedArray(s),0));
check('arr',()=>Atomics.load([1],0));check('num',()=>Atomics.load(5,0));check('undef',()=>Atomics.load());check('dv',()=>Atomics.load(new DataView(s),0));
check('oob',()=>Atomics.load(i,4));check('neg',()=>Atomics.load(i,-1));check('nanidx',()=>Atomics.load(i,NaN));check('bigmix',()=>Atomics.add(i,0,1n));check('bigmix2',()=>Atomics.add(new BigInt64Array(s),0,1));
check('undefstore',()=>Atomics.store(i,0));
check('lock',()=>[1,2,3,4,8,16].map(n=>Atomics.isLockFree(n)));
check('notify',()=>[Atomics.notify(i,0),Atomics.notify(i,0,1),Atomics.notify(new Int32Array(4),0)]);check('notify u32',()=>Atomics.notify(new Uint32Array(s),0));check('notify u8',()=>Atomics.notify(u,0));
i[0]=0;
check('wait ne',()=>Atomics.wait(i,0,5));check('wait to',()=>Atomics.wait(i,0,0,5));check('wait 0',()=>Atomics.wait(i,0,0,0));check('wait neg',()=>Atomics.wait(i,0,0,-3));
check('wait big',()=>Atomics.wait(new BigInt64Array(s),0,0n,1));check('wait nonshared',()=>Atomics.wait(new Int32Array(4),0,0,1));check('wait u8',()=>Atomics.wait(u,0,0,1));check('wait nb',()=>Atomics.wait(new Int32Array(4),0,0,1));
check('off',()=>{const a=new Int16Array(s,2,3);Atomics.store(a,1,-2);return [...new Int16Array(s)].join()});
const d=new Int32Array(2);structuredClone(d.buffer,{transfer:[d.buffer]});check('detached',()=>Atomics.load(d,0));
