'use strict'
// fetch and a server: redirections, codings, streams, what fails.
const http = require('http')
const zlib = require('zlib')

const server = http.createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()))
})

function answer (request, response, body) {
  const { url } = request
  const coded = { '/gzip': ['gzip', zlib.gzipSync], '/deflate': ['deflate', zlib.deflateSync], '/br': ['br', zlib.brotliCompressSync] }[url]
  if (coded) {
    response.setHeader('content-encoding', coded[0])
    response.end(coded[1](`in ${coded[0]}`))
  } else if (url === '/echo') {
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    response.end(JSON.stringify([request.method, request.rawHeaders.map((text) => text.replace(/:\d+$/, ':PORT')), body]))
  } else if (/^\/3\d\d/.test(url)) {
    response.writeHead(Number(url.slice(1)), { location: '/echo' })
    response.end()
  } else if (url === '/loop') {
    response.writeHead(302, { location: '/loop' })
    response.end()
  } else if (url === '/hang') request.socket.destroy()
  else if (url === '/garbage') request.socket.end('garbage')
  else if (url === '/slow') response.write('part')
  else if (url === '/wasm') {
    response.setHeader('content-type', 'application/wasm')
    response.end(Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]))
  } else {
    response.statusCode = 204
    response.end()
  }
}

server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`
  const get = (path, init) => fetch(base + path, init)
  const cases = {
    get: async () => { const r = await get('/echo#x'); return [r.status, r.statusText, r.url, r.redirected, r.type, [...r.headers].filter(([name]) => name !== 'date'), await r.json()] },
    post: async () => (await get('/echo', { method: 'POST', body: 'text', headers: { 'X-Own': '1', 'user-agent': 'me' } })).json(),
    'post of nothing': async () => (await get('/echo', { method: 'POST' })).json(),
    parameters: async () => (await get('/echo', { method: 'PUT', body: new URLSearchParams('a=b') })).json(),
    'a stream': async () => (await get('/echo', { method: 'POST', duplex: 'half', body: ReadableStream.from([Buffer.from('a'), Buffer.from('b')]) })).json(),
    gzip: async () => (await get('/gzip')).text(),
    deflate: async () => (await get('/deflate')).text(),
    br: async () => (await get('/br')).text(),
    manual: async () => { const r = await get('/302', { redirect: 'manual' }); return [r.status, r.type, r.headers.get('location')] },
    'no redirection': () => get('/302', { redirect: 'error' }),
    'redirected for ever': () => get('/loop'),
    hang: () => get('/hang'),
    garbage: () => get('/garbage'),
    'no body': async () => { const r = await get('/none'); return [r.status, r.body] },
    head: async () => { const r = await get('/echo', { method: 'HEAD' }); return [r.status, r.body, await r.text()] },
    immutable: async () => (await get('/none')).headers.set('a', 'b'),
    'aborted while reading': async () => { const c = new AbortController(); const r = await get('/slow', { signal: c.signal }); const reader = r.body.getReader(); await reader.read(); c.abort(); return reader.read() },
    cancelled: async () => { const r = await get('/slow'); const reader = r.body.getReader(); const { value } = await reader.read(); await reader.cancel(); return Buffer.from(value).toString() },
    iterated: async () => { let text = ''; for await (const chunk of (await get('/gzip')).body) text += Buffer.from(chunk); return text },
    WebAssembly: async () => (await WebAssembly.compileStreaming(get('/wasm'))) instanceof WebAssembly.Module,
    clone: async () => { const r = await get('/gzip'); const c = r.clone(); return [await r.text(), await c.text()] },
    integrity: () => get('/gzip', { integrity: 'sha256-AAAA' }),
    'a request': async () => (await fetch(new Request(`${base}/echo`, { method: 'POST', body: 'z' }))).json()
  }
  for (const status of [301, 302, 303, 307, 308]) cases[status] = async () => { const r = await get(`/${status}`, { method: 'POST', body: 'b' }); return [r.redirected, (await r.json())[0]] }
  for (const [name, run] of Object.entries(cases)) {
    try {
      console.log(name, JSON.stringify(await run()).replaceAll(base, 'BASE'))
    } catch (error) {
      console.log(name, error.name, error.message, error.cause ? `(${error.cause.name} ${error.cause.message} ${error.cause.code})` : '')
    }
  }
  server.close()
  server.closeAllConnections()
})
