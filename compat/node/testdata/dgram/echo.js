'use strict'
const check = require('../check')
const dgram = require('dgram')

check('type', () => dgram.createSocket('udp5'))
check('no message', () => { const s = dgram.createSocket('udp4'); try { s.send(5, 1) } finally { s.close() } })
check('no port', () => { const s = dgram.createSocket('udp4'); try { s.send('x') } finally { s.close() } })
check('closed', () => { const s = dgram.createSocket('udp4'); s.close(); s.close() })
check('not connected', () => { const s = dgram.createSocket('udp4'); try { s.disconnect() } finally { s.close() } })

const server = dgram.createSocket('udp4')
server.on('message', (message, from) => {
  console.log('server', message.toString(), from.address, from.family, from.size)
  server.send(['answer to ', message], from.port, from.address)
})
server.on('close', () => console.log('server closed'))
server.bind(0, '127.0.0.1', () => {
  const { address, family, port } = server.address()
  console.log(address, family, port > 0)
  const client = dgram.createSocket({ type: 'udp4' }, (message) => {
    console.log('client', message.toString())
    client.close(() => server.close())
  })
  client.on('connect', () => {
    console.log('connected', client.remoteAddress().address)
    client.send(Buffer.from('a question?'), 2, 9, (error, size) => console.log('sent', error, size))
  })
  client.connect(port, '127.0.0.1')
})
