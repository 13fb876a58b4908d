const vm=require('vm'); const c=vm.createContext({a:1,console}); console.log(vm.runInContext('a+1',c), vm.runInContext('var b=5; function f(){return b+a}; f()',c), c.b, typeof c.f)
console.log(vm.runInThisContext('1+1'), vm.runInNewContext('x*2',{x:4}), new vm.Script('globalThis.zz=3').runInThisContext(), zz); try{vm.runInNewContext('process.exit()')}catch(e){console.log(e.name,e.message)}
try { new vm.Script('var x =') } catch(e) { console.log(e.name) }
const v8=require('v8'); console.log(v8.deserialize(v8.serialize({a:[1,,3],m:new Map([[1,{x:2n}]])})))
console.log(require('punycode').encode('mañana'), require('punycode').toASCII('mañana.com'))
const rl=require('readline').createInterface({input:require('stream').Readable.from(['a\nb\r\nc'])}); rl.on('line',l=>console.log('L',l)).on('close',()=>console.log('closed'))
