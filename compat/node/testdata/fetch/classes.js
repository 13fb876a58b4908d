'use strict'
// Request, Response, FormData and what fetch does without a network.
const { inspect } = require('util')

async function main () {
  const cases = {
    file: () => fetch('file:///etc/hosts'),
    ftp: () => fetch('ftp://x/'),
    'bad URL': () => fetch('nope'),
    credentials: () => fetch('http://a:b@c/'),
    'bad port': () => fetch('http://127.0.0.1:22/'),
    'body with GET': () => fetch('http://127.0.0.1/', { body: 'x' }),
    'method TRACE': () => fetch('http://127.0.0.1/', { method: 'TRACE' }),
    aborted: () => fetch('http://127.0.0.1/', { signal: AbortSignal.abort() }),
    'stream without duplex': () => new Request('http://x/', { method: 'POST', body: new ReadableStream() }),
    'data URL': async () => { const r = await fetch('data:text/plain;charset=x,hi%20there'); return [r.status, r.type, r.url, [...r.headers], await r.text()] },
    'data URL in base64': async () => { const r = await fetch('data:;base64,aGk='); return [[...r.headers], await r.text()] },
    'bad data URL': () => fetch('data:nocomma'),
    'blob URL': async () => { const r = await fetch(URL.createObjectURL(new Blob(['abc'], { type: 'text/x' }))); return [[...r.headers], await r.text()] },
    request: () => new Request('http://x/y', { method: 'post', body: 'b', headers: { a: 'b' } }),
    'request of a request': async () => { const a = new Request('http://x/', { method: 'POST', body: 'b', headers: { q: '1' } }); const b = new Request(a); return [a.bodyUsed, b.bodyUsed, await b.text(), [...b.headers]] },
    'request modes': () => { try { return new Request('http://x/', { mode: 'x' }) } catch (e) { return e.message } },
    response: () => new Response('x', { status: 201, statusText: 'Made', headers: { a: 'b' } }),
    'response of a stream': () => new Response(new ReadableStream({ start (c) { c.enqueue(new TextEncoder().encode('ab')); c.close() } })).text(),
    'response of strings': () => new Response(new ReadableStream({ start (c) { c.enqueue('ab'); c.close() } })).text(),
    'response of an iterator': () => new Response((async function * () { yield Buffer.from('q') })()).text(),
    'body twice': async () => { const r = new Response('x'); await r.text(); return r.text() },
    'locked body': async () => { const r = new Response('x'); r.body.getReader(); return r.text() },
    clone: async () => { const r = new Response('x'); const c = r.clone(); return [await r.text(), await c.text()] },
    'clone of a stream': async () => { const r = new Response(ReadableStream.from([Buffer.from('a'), Buffer.from('b')])); const c = r.clone(); return [await r.text(), await c.text()] },
    'no body with 204': () => new Response('x', { status: 204 }),
    form: () => { const f = new FormData(); f.append('a', '1'); f.append('a', '2'); f.set('b', '3'); f.delete('c'); return [[...f], f.getAll('a'), f.has('b'), f.get('z')] },
    'form with a file': () => { const f = new FormData(); f.append('f', new Blob(['x']), 'n.txt'); const v = f.get('f'); return [v.constructor.name, v.name, v.size, v.type] },
    'form as a body': async () => { const f = new FormData(); f.append('a"\r\n', 'b\nc'); f.append('f', new File(['x'], 'n".txt', { type: 'text/q' })); return (await new Response(f).text()).replace(/-\d{12}/g, '-N') },
    'form from a body': async () => { const f = new FormData(); f.append('a', 'b'); f.append('f', new File(['x'], 'n".txt', { type: 'text/q' })); return [...await new Response(f).formData()].map(([k, v]) => [k, typeof v === 'string' ? v : [v.name, v.type, v.size]]) },
    'form from parameters': async () => [...await new Response(new URLSearchParams('a=b&c=d%20e')).formData()],
    'form from nothing': () => new Response('x').formData(),
    'broken form': () => new Response('x', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }).formData(),
    'form of a form': () => new FormData(5)
  }
  for (const [name, run] of Object.entries(cases)) {
    try {
      console.log(`${name}: ${inspect(await run(), { depth: 5 })}`)
    } catch (error) {
      console.log(`${name}: ${error.name} ${error.message} ${error.cause ? `(${error.cause.name} ${error.cause.message} ${error.cause.code})` : ''}`)
    }
  }
}
main()
