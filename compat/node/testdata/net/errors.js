'use strict'
const net = require('net')
const { line } = require('../check')
const show = (error) => line({ name: error.name, message: error.message.replace(/:\d{2,}/, ':PORT'), code: error.code, errno: error.errno, syscall: error.syscall, address: error.address, port: typeof error.port })
const failing = (what, emitter) => new Promise((resolve) => {
  emitter.on('error', (error) => { console.log(what, show(error)) })
  emitter.on('close', (failed) => { console.log(what, 'close', failed); resolve() })
  if (emitter instanceof net.Server) emitter.on('error', resolve)
})

async function main () {
  await failing('refused', net.connect(1, '127.0.0.1'))
  await failing('no such socket', net.connect('/nowhere/at/all'))
  await failing('blocked', net.connect({ port: 1, host: '127.0.0.1', lookup: () => {} }))
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.on('listening', resolve))
  await failing('in use', net.createServer().listen(server.address().port, '127.0.0.1'))
  const socket = net.connect(server.address().port, '127.0.0.1')
  socket.destroy(new Error('mine'))
  await failing('destroyed', socket)
  await new Promise((resolve) => server.close(resolve))
  server.close((error) => console.log('closed twice', error.code, error.message))

  const attempts = {
    'no port': () => net.connect({}),
    'bad port': () => net.connect(70000),
    'port of the wrong type': () => net.connect({ port: {} }),
    'bad local address': () => net.connect({ port: 1, host: '127.0.0.1', localAddress: 'x' }),
    'bad lookup': () => net.connect({ port: 1, host: 'x', lookup: 5 }),
    'bad family selection': () => net.connect({ port: 1, autoSelectFamily: 5 }),
    'listen on a bad port': () => net.createServer().listen(-1),
    'listen on nothing': () => net.createServer().listen({}),
    'object mode': () => new net.Socket({ objectMode: true }),
    'bad timeout': () => new net.Socket().setTimeout('x'),
    'negative timeout': () => new net.Socket().setTimeout(-1),
    'server options': () => net.createServer('x'),
    reset: () => { const s = new net.Socket(); s.on('error', (e) => console.log('reset', e.code)); return s.resetAndDestroy().destroyed }
  }
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      const made = attempt()
      console.log(name, typeof made)
    } catch (error) {
      console.log(name, error.name, error.code, JSON.stringify(error.message))
    }
  }
}
main()
