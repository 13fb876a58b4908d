'use strict'
// What could be read in two ways, or is no HTTP at all, with the codes that it is refused with.
const http = require('http')
const net = require('net')

const head = 'POST / HTTP/1.1\r\nHost: a\r\n'
const cases = [
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\n\r\n',
  'GET / HTTP/1.1\nHost: a\r\n\r\n',
  'GET / HTTP/1.2\r\nHost: a\r\n\r\n',
  'GETT / HTTP/1.1\r\nHost: a\r\n\r\n',
  'garbage',
  'GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n',
  `GET /${'a'.repeat(17000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  `${head}A(: b\r\n\r\n`,
  `${head}A: b\x00\r\n\r\n`,
  `${head}A: b\r\n c\r\n\r\n`,
  `${head}Content-Length: 3\r\n\r\nabc`,
  `${head}Content-Length: 3\r\n\r\nab`,
  `${head}Content-Length: +3\r\n\r\nabc`,
  `${head}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`,
  `${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  `${head}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
  `${head}Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nT: u\r\n\r\n`,
  `${head}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n`,
  `${head}Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n`,
  `${head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n0\r\n\r\n`,
  `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n`,
  'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n'
]

async function main () {
  for (const text of cases) {
    const seen = []
    const server = http.createServer((request, response) => {
      const chunks = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => {
        seen.push([request.method, request.url, request.rawHeaders.length, Buffer.concat(chunks).toString(), request.rawTrailers])
        response.end()
      })
      request.on('error', () => {})
    })
    server.on('clientError', (error, socket) => {
      seen.push([error.code, error.message])
      socket.destroy()
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    await new Promise((resolve) => {
      const socket = net.connect(server.address().port, '127.0.0.1')
      socket.on('error', () => {}).on('close', resolve).resume()
      socket.end(Buffer.from(text, 'latin1'))
    })
    await new Promise((resolve) => { server.close(resolve); server.closeAllConnections() })
    console.log(JSON.stringify(text.slice(0, 90)), JSON.stringify(seen))
  }
}
main()
