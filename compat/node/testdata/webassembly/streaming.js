'use strict'
const b=new Uint8Array([0,97,115,109,1,0,0,0]);
const H={headers:{'content-type':'application/wasm'}};
const t=async(n,f)=>{try{const r=await f();console.log(n,'ok',Object.prototype.toString.call(r))}catch(e){console.log(n,e?.name,e?.constructor?.name,e?.code,e?.message)}};
(async()=>{
await t('ok',()=>WebAssembly.compileStreaming(new Response(b,H)));
await t('promise',()=>WebAssembly.compileStreaming(Promise.resolve(new Response(b,H))));
await t('nomime',()=>WebAssembly.compileStreaming(new Response(b)));
await t('badmime',()=>WebAssembly.compileStreaming(new Response(b,{headers:{'content-type':'application/wasm;x=1'}})));
await t('case',()=>WebAssembly.compileStreaming(new Response(b,{headers:{'content-type':' Application/WASM '}})));
await t('404',()=>WebAssembly.compileStreaming(new Response(b,{...H,status:404})));
await t('undef',()=>WebAssembly.compileStreaming());
await t('obj',()=>WebAssembly.compileStreaming({}));
await t('num',()=>WebAssembly.compileStreaming(5));
await t('buf',()=>WebAssembly.compileStreaming(b));
await t('rej',()=>WebAssembly.compileStreaming(Promise.reject(new RangeError('x'))));
const used=new Response(b,H); await used.arrayBuffer();
await t('used',()=>WebAssembly.compileStreaming(used));
const tw=new Response(b,H);await t('tw1',()=>WebAssembly.compileStreaming(tw));await t('tw2',()=>WebAssembly.compileStreaming(tw));
await t('empty',()=>WebAssembly.compileStreaming(new Response(null,H)));
await t('bad',()=>WebAssembly.compileStreaming(new Response(new Uint8Array([1,2,3,4,5,6,7,8]),H)));
await t('str',()=>WebAssembly.compileStreaming(new Response('\0asm\x01\0\0\0',H)));
await t('inst',()=>WebAssembly.instantiateStreaming(new Response(b,H)));
await t('inst imp',()=>WebAssembly.instantiateStreaming(new Response(b,H),5));
await t('error()',()=>WebAssembly.compileStreaming(Response.error()));
await t('inst undef',()=>WebAssembly.instantiateStreaming());
})();
