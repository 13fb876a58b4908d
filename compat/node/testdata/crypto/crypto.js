const c=require('crypto')
for (const h of ['md5','sha1','sha256','SHA512','sha3-256','shake128','RSA-SHA256','sha512-256']) console.log(h,c.createHash(h).update('abc').update(Buffer.from('def')).digest('hex'))
const h=c.createHash('sha256').update('a'); const k=h.copy(); console.log(h.digest('hex')===k.digest('hex')); try{h.update('x')}catch(e){console.log(e.code,e.message)}
try{c.createHash('nope')}catch(e){console.log(e.message)}
crypto.subtle.digest('SHA-256', Buffer.from('abc')).then(d=>console.log(Buffer.from(d).toString('hex')))
console.log(c.pbkdf2Sync('p','s',10,16,'sha256').toString('hex'), Buffer.from(c.hkdfSync('sha256','k','s','i',16)).toString('hex'))
c.pbkdf2('p','s',10,16,'sha512',(e,k)=>console.log(e,k.toString('hex')))
console.log(c.timingSafeEqual(Buffer.from('a'),Buffer.from('a')))
console.log(require('url').fileURLToPath('file:///a%20b'), require('url').pathToFileURL('/a b#').href, [...new URLSearchParams('a=1&b=2')], new URLSearchParams({x:'1 2'}))
