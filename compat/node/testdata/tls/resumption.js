'use strict'
// Sessions that are taken up again, by hand and by the agent of HTTPS; the secrets that both ends tell.
const fs = require('fs')
const https = require('https')
const path = require('path')
const tls = require('tls')
const { once } = require('events')

const read = (name) => fs.readFileSync(path.join(__dirname, name))
const [key, cert, ca] = ['server.key', 'server.pem', 'authority.pem'].map(read)

// connect answers the last session of a connection.
async function connect (title, options) {
  const labels = new Set()
  const socket = tls.connect({ host: '127.0.0.1', ca, ...options })
  let last
  let secure = false
  socket.on('keylog', (line) => { labels.add(line.toString().split(' ')[0]) })
  socket.on('session', (session) => {
    if (last === undefined && !options.session) console.log(title, 'session', Buffer.isBuffer(session), 'after secureConnect', secure)
    last = session
  })
  socket.on('secureConnect', () => { secure = true })
  let heard = ''
  socket.on('data', (text) => { heard += text })
  await once(socket, 'close')
  console.log(title, heard)
  if (!options.session) console.log(title, labels.has('CLIENT_RANDOM') || labels.has('CLIENT_TRAFFIC_SECRET_0'))
  return last
}

async function sessions (server, options) {
  const { port } = server.address()
  const title = options.maxVersion
  const session = await connect(`${title} first`, { port, ...options })
  await connect(`${title} again`, { port, ...options, session })
  await connect(`${title} no buffer`, { port, ...options, session: 'text' }).catch((error) => console.log(error.name, error.code, error.message))
  await connect(`${title} unknown`, { port, ...options, session: Buffer.from('nonsense') })
  server.setTicketKeys(Buffer.alloc(48, title))
  await connect(`${title} other keys`, { port, ...options, session })
}

function fetch (options) {
  return new Promise((resolve) => https.get(options, (response) => {
    const reused = response.socket.isSessionReused()
    response.resume().on('end', () => console.log('https', reused)).on('close', resolve)
  }))
}

async function agent () {
  const site = https.createServer({ key, cert }, (request, response) => response.end('body')).listen(0, '127.0.0.1')
  await once(site, 'listening')
  for (const settings of [{}, { maxCachedSessions: 0 }]) {
    const agent = new https.Agent(settings)
    const options = { port: site.address().port, host: '127.0.0.1', ca, agent }
    await fetch(options)
    await fetch(options)
    console.log(agent._sessionCache.list.length)
  }
  site.close()
}

const server = tls.createServer({ key, cert }, (socket) => socket.end(`reused ${socket.isSessionReused()}`))
let told
server.on('keylog', (line, socket) => { told = [Buffer.isBuffer(line), `${line}`.endsWith('\n'), socket instanceof tls.TLSSocket] })
server.listen(0, '127.0.0.1', async () => {
  await sessions(server, { maxVersion: 'TLSv1.2' })
  await sessions(server, { maxVersion: 'TLSv1.3' })
  console.log(told, server.getTicketKeys().equals(Buffer.alloc(48, 'TLSv1.3')))
  for (const keys of ['x', Buffer.alloc(3)]) try { server.setTicketKeys(keys) } catch (error) { console.log(error.code, error.message.split('\n')[0]) }
  server.close(agent)
})
