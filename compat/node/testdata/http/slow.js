'use strict'
// Peers that keep a connection busy without ever finishing: heads, bodies and handshakes have a limit.
const fs = require('fs')
const http = require('http')
const net = require('net')
const path = require('path')
const tls = require('tls')
const { once } = require('events')

// drip sends head, and then piece after piece until the connection ends.
const drip = (head, piece) => (socket) => {
  socket.write(head)
  const timer = setInterval(() => socket.write(piece), 10)
  socket.on('close', () => clearInterval(timer))
}

async function attack (title, server, begin, notes) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = net.connect(server.address().port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk) => { heard += chunk.latin1Slice() })
  begin(socket)
  await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve)) // what it still sends may be refused
  server.close()
  await once(server, 'close')
  console.log(title, notes, heard.split('\r\n')[0])
}

function site (notes) {
  const server = http.createServer({ connectionsCheckingInterval: 20, headersTimeout: 100, requestTimeout: 200 }, (request, response) => {
    request.on('error', () => {})
    request.resume().on('end', () => response.end('ok'))
  })
  server.on('clientError', (error, socket) => {
    if (notes.length > 0) return // how the rest of it ends depends on what was under way
    notes.push(error.code)
    socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n')
  })
  return server
}

const post = (field) => `POST / HTTP/1.1\r\nhost: a\r\n${field}\r\n\r\n`
const peers = {
  silent: () => {},
  line: drip('GET /', 'a'),
  head: drip('GET / HTTP/1.1\r\nhost: a\r\n', 'x: y\r\n'),
  'empty lines': drip('\r\n', '\r\n'),
  body: drip(post('content-length: 1000000'), 'a'),
  chunks: drip(post('transfer-encoding: chunked'), '1\r\na\r\n'),
  trailers: drip(post('transfer-encoding: chunked') + '0\r\n', 'x: y\r\n'),
  'another request': drip('GET / HTTP/1.1\r\nhost: a\r\n\r\nGET /', 'a')
}

async function unanswered () {
  const notes = []
  const server = http.createServer({ connectionsCheckingInterval: 20, headersTimeout: 100, requestTimeout: 100 })
  await attack('without a listener', server, peers.head, notes)
}

async function handshakes () {
  const [key, cert] = ['server.key', 'server.pem'].map((name) => fs.readFileSync(path.join(__dirname, '../tls', name)))
  for (const [title, begin] of [['silent', () => {}], ['record', drip(Buffer.from([0x16, 3, 1, 1, 0]), '\x01')]]) {
    const notes = []
    const server = tls.createServer({ key, cert, handshakeTimeout: 100 }, () => notes.push('secure'))
    server.on('tlsClientError', (error, socket) => {
      notes.push(error.code)
      socket.destroy()
    })
    await attack(`handshake ${title}`, server, begin, notes)
  }
}

async function main () {
  for (const [title, begin] of Object.entries(peers)) {
    const notes = []
    await attack(title, site(notes), begin, notes)
  }
  await unanswered()
  await handshakes()
}
main()
