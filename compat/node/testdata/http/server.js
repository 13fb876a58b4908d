'use strict'
// A server and a client of http: what each side sees.
const http = require('http')

const server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()))
})

function answer (request, response, body) {
  switch (request.url) {
    case '/echo':
      response.setHeader('X-Seen', 'yes')
      response.setHeader('Set-Cookie', ['a=1', 'b=2'])
      response.end(JSON.stringify([request.method, request.httpVersion, request.headers.x, request.headersDistinct.x, body, request.complete]))
      break
    case '/chunks':
      response.writeHead(201, 'Made', { Trailer: 'X-Sum', 'Content-Type': 'text/plain' })
      response.write('one,')
      response.write('two')
      response.addTrailers({ 'X-Sum': '2' })
      response.end()
      break
    case '/nothing':
      response.writeHead(204)
      response.end()
      break
    case '/error':
      response.statusCode = 500
      response.end('no')
      break
    default:
      response.writeHead(404, ['Content-Length', '4'])
      response.end('none')
  }
}

function ask (options, body) {
  return new Promise((resolve) => {
    const request = http.request({ port: server.address().port, host: '127.0.0.1', ...options }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => { text += chunk })
      response.on('end', () => {
        const { date, ...headers } = response.headers
        console.log(options.method ?? 'GET', options.path, response.statusCode, response.statusMessage, JSON.stringify(headers), JSON.stringify(response.trailers), text, typeof date)
        resolve()
      })
    })
    request.on('error', (error) => { console.log(options.path, error.code, error.message); resolve() })
    request.end(body)
  })
}

server.on('checkContinue', (request, response) => {
  response.writeContinue()
  response.end('continued')
})

server.on('upgrade', (request, socket, head) => {
  socket.end(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n${head}`)
})

server.listen(0, '127.0.0.1', async () => {
  await ask({ path: '/echo', headers: { X: ['1', '2'] } })
  await ask({ path: '/echo', method: 'POST', headers: { x: 'y' } }, 'body')
  await ask({ path: '/echo', method: 'PUT', headers: { 'transfer-encoding': 'chunked' } }, 'body in chunks')
  await ask({ path: '/chunks' })
  await ask({ path: '/nothing' })
  await ask({ path: '/error', method: 'HEAD' })
  await ask({ path: '/none' })
  await ask({ path: '/c', method: 'POST', headers: { Expect: '100-continue' } }, 'x')
  await new Promise((resolve) => {
    const request = http.get({ port: server.address().port, host: '127.0.0.1', headers: { Connection: 'Upgrade', Upgrade: 'echo' } })
    request.on('upgrade', (response, socket) => {
      console.log('upgraded', response.statusCode, response.headers.upgrade)
      socket.on('close', resolve)
      socket.resume().end()
    })
  })
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const reused = []
  await Promise.all([1, 2, 3].map(() => new Promise((resolve) => {
    const request = http.get({ port: server.address().port, host: '127.0.0.1', path: '/none', agent }, (response) => {
      reused.push(request.reusedSocket)
      response.resume().on('end', resolve)
    })
  })))
  console.log('reused', reused)
  agent.destroy()
  server.close(() => console.log('closed'))
  server.closeAllConnections()
})
