const {AsyncLocalStorage}=require('async_hooks'); const als=new AsyncLocalStorage()
als.run(7,()=>{ setTimeout(()=>console.log('t',als.getStore()),1); Promise.resolve().then(()=>console.log('p',als.getStore())); process.nextTick(()=>console.log('n',als.getStore())); (async()=>{await 1; console.log('a',als.getStore())})() }); console.log(als.getStore())
const b=new ArrayBuffer(4); const c=structuredClone({a:[1,new Date(0),/x/g,new Map([[1,{z:1}]])],b,e:new TypeError('q')},{transfer:[b]}); console.log(c.a, c.b.byteLength, b.byteLength, c.e.message, c.e instanceof TypeError)
try{structuredClone(()=>{})}catch(e){console.log(e.name,e.code,e.message)}
const {port1,port2}=new MessageChannel(); port2.onmessage=(e)=>{console.log('msg',e.data); port2.close()}; port1.postMessage({x:1})
const dc=require('diagnostics_channel'); dc.subscribe('x',(m,n)=>console.log(m,n)); dc.channel('x').publish({a:1})
