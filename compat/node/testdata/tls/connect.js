'use strict'
// Connections that are trusted and that are not, and HTTPS over them.
const fs = require('fs')
const https = require('https')
const path = require('path')
const tls = require('tls')

const read = (name) => fs.readFileSync(path.join(__dirname, name))
const [key, cert, ca] = ['server.key', 'server.pem', 'authority.pem'].map(read)

function connect (title, options) {
  return new Promise((resolve) => {
    const socket = tls.connect({ host: '127.0.0.1', ...options }, () => {
      const { subject, issuer, subjectaltname } = socket.getPeerCertificate()
      console.log(title, socket.authorized, socket.authorizationError, socket.getProtocol(), socket.alpnProtocol, { ...subject }, { ...issuer }, subjectaltname, socket.encrypted)
      socket.setEncoding('utf8')
      socket.on('data', (text) => console.log(title, text))
    })
    socket.on('error', (error) => console.log(title, error.code, error.message))
    socket.on('close', resolve)
  })
}

const server = tls.createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false, ALPNProtocols: ['one', 'two'] }, (socket) => {
  socket.on('error', () => {})
  socket.end(`authorized ${socket.authorized}, name ${socket.servername}`)
})
server.on('tlsClientError', () => {})
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address()
  await connect('trusted', { port, ca })
  await connect('named', { port, ca, servername: 'localhost', ALPNProtocols: ['two'] })
  await connect('with a certificate', { port, ca, key, cert })
  await connect('another name', { port, ca, servername: 'example.org' })
  await connect('unknown authority', { port })
  await connect('not minded', { port, rejectUnauthorized: false })
  await connect('old', { port, ca, maxVersion: 'TLSv1.2' })
  server.close(secure)
})

function secure () {
  const site = https.createServer({ key, cert }, (request, response) => response.end(`secure ${request.url} ${request.socket.encrypted}`)).listen(0, '127.0.0.1', () => {
    https.get({ port: site.address().port, host: '127.0.0.1', path: '/path', ca, agent: false }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (text) => console.log(response.statusCode, text))
      response.on('end', () => site.close(identity))
    })
  })
}

function identity () {
  const names = (host, subjectaltname, CN) => tls.checkServerIdentity(host, { subject: { CN }, subjectaltname })?.message ?? 'fits'
  console.log(names('a.b', 'DNS:a.b'), names('x.a.b', 'DNS:*.a.b'), names('x.y.a.b', 'DNS:*.a.b'), names('127.0.0.1', 'IP Address:127.0.0.1'), names('a', undefined, 'a'))
  for (const attempt of [() => tls.createSecureContext({ minVersion: 'x' }), () => tls.createSecureContext({ key: 5 }), () => tls.connect({}), () => tls.createServer('x')]) {
    try { attempt() } catch (error) { console.log(error.name, error.code, error.message) }
  }
}
