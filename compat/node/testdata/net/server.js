'use strict'
const net = require('net')

const server = net.createServer({ pauseOnConnect: true })
server.maxConnections = 1
const first = []
server.on('connection', (socket) => {
  first.push(socket)
  console.log('connection paused', socket.isPaused())
  server.getConnections((error, n) => {
    console.log('connections', error, n)
    if (first.length === 1) second()
  })
})
server.on('drop', (data) => {
  console.log('drop', Object.keys(data).sort().join(), data.localFamily, data.localAddress)
  first[0].destroy()
  server.close(() => { console.log('server closed', server.listening, server.address()); abort() })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 5 }, () => {
  const { address, family } = server.address()
  console.log(address, family, server.listening)
  try { server.listen(0) } catch (error) { console.log(error.code) }
  net.connect(server.address().port, '127.0.0.1').resume()
})

function second () {
  const late = net.connect(server.address().port, '127.0.0.1')
  late.on('error', () => {}).resume()
}

function abort () {
  const controller = new AbortController()
  const other = net.createServer().listen({ port: 0, signal: controller.signal })
  other.on('listening', () => controller.abort())
  other.on('close', () => { console.log('aborted'); timeout() })
}

function timeout () {
  const quiet = net.createServer((socket) => {
    socket.setTimeout(10, () => { console.log('timeout', socket.timeout); socket.destroy() })
    socket.on('close', (failed) => { console.log('quiet close', failed); quiet.close(unref) })
  }).listen(0, () => net.connect(quiet.address().port).on('error', () => {}).resume())
}

function unref () {
  net.createServer().listen(0).unref()
  net.createServer((socket) => socket.unref()).listen(0, function () {
    this.unref()
    const socket = net.connect(this.address().port)
    socket.on('connect', () => { socket.unref(); console.log('nothing keeps the program alive') })
  })
}
