'use strict'
// A conversation over TCP and over a local socket: the events of both ends, in each end's order.
const net = require('net')
const path = require('path')
const os = require('os')

function converse (title, where, next) {
  const events = { server: [], client: [] }
  const note = (side, ...what) => events[side].push(what.join(' '))
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    note('server', 'connection', socket.readyState, socket.connecting, socket.pending, typeof socket.remotePort)
    socket.setEncoding('utf8')
    socket.on('data', (text) => { note('server', 'data', text); socket.write(text.toUpperCase()) })
    socket.on('end', () => { note('server', 'end', socket.readyState); socket.end('bye') })
    socket.on('close', (failed) => note('server', 'close', failed, socket.bytesRead, socket.bytesWritten))
  })
  server.on('close', () => {
    for (const side of ['server', 'client']) console.log(`${title} ${side}\n  ${events[side].join('\n  ')}`)
    next?.()
  })
  server.listen(where, () => {
    console.log(title, server.listening, typeof server.address())
    const to = where === 0 ? { port: server.address().port, host: '127.0.0.1' } : { path: where }
    const socket = net.connect(to)
    note('client', 'start', socket.readyState, socket.connecting, socket.pending)
    for (const name of ['lookup', 'connectionAttempt', 'connect', 'ready', 'end', 'finish']) socket.on(name, () => note('client', name, socket.readyState))
    const heard = []
    socket.on('data', (chunk) => {
      heard.push(chunk)
      if (Buffer.concat(heard).toString() === 'HELLO') socket.end()
    })
    socket.on('close', (failed) => {
      note('client', 'close', failed, Buffer.concat(heard), socket.readyState, socket.bytesRead, socket.bytesWritten, socket.destroyed)
      server.close()
    })
    socket.write('hello')
  })
}

converse('tcp', 0, () => converse('local', path.join(os.tmpdir(), 'echo.sock')))
