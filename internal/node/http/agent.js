// http.Agent: connections that outlive their requests (https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpagent).
const EventEmitter = require('events')
const { validateNumber, validateOneOf, validateString } = require('internal/validators')
const { AsyncResource } = require('async_hooks')

const kOnKeyLog = Symbol('onkeylog')
const kRequestOptions = Symbol('requestOptions')
const kRequestContext = Symbol('requestContext')

function Agent (options) {
  if (!(this instanceof Agent)) return new Agent(options)
  EventEmitter.call(this)
  this.defaultPort = 80
  this.protocol = 'http:'
  this.options = { __proto__: null, ...options }
  if (this.options.noDelay === undefined) this.options.noDelay = true
  this.options.path = null
  this.requests = { __proto__: null }
  this.sockets = { __proto__: null }
  this.freeSockets = { __proto__: null }
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000
  this.keepAlive = this.options.keepAlive || false
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets
  this.maxFreeSockets = this.options.maxFreeSockets || 256
  this.scheduling = this.options.scheduling || 'lifo'
  this.maxTotalSockets = this.options.maxTotalSockets
  this.totalSocketCount = 0
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo'])
  if (this.maxTotalSockets !== undefined) validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1)
  else this.maxTotalSockets = Infinity
  this.on('free', (socket, given) => onFree(this, socket, given))
  this.on('newListener', maybeEnableKeylog)
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype)
Object.setPrototypeOf(Agent, EventEmitter)
Agent.defaultMaxSockets = Infinity

function maybeEnableKeylog (event) {
  if (event !== 'keylog') return
  this.removeListener('newListener', maybeEnableKeylog)
  const agent = this
  this[kOnKeyLog] = function onkeylog (line) { agent.emit('keylog', line, this) }
  for (const socket of Object.values(this.sockets).flat()) socket.on('keylog', this[kOnKeyLog])
}

// onFree finds new work for a connection whose request is done, or keeps it.
function onFree (agent, socket, given) {
  const name = agent.getName(given)
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const waiting = agent.requests[name]
  if (waiting?.length) {
    const request = waiting.shift()
    if (waiting.length === 0) delete agent.requests[name]
    begin(agent, request, socket)
    return
  }
  const request = socket._httpMessage
  if (!request?.shouldKeepAlive || !agent.keepAlive) {
    socket.destroy()
    return
  }
  const free = agent.freeSockets[name] || []
  let count = free.length
  if (agent.sockets[name]) count += agent.sockets[name].length
  if (agent.totalSocketCount > agent.maxTotalSockets || count > agent.maxSockets || free.length >= agent.maxFreeSockets || !agent.keepSocketAlive(socket)) {
    socket.destroy()
    return
  }
  agent.freeSockets[name] = free
  socket._httpMessage = null
  take(agent.sockets, name, socket)
  socket.once('error', freeSocketError)
  free.push(socket)
}

function freeSocketError () { this.destroy() }

Agent.prototype.createConnection = function createConnection (...args) { return require('net').createConnection(...args) }

Agent.prototype.getName = function getName (options = {}) {
  let name = options.host || 'localhost'
  name += ':'
  if (options.port) name += options.port
  name += ':'
  if (options.localAddress) name += options.localAddress
  if (options.family === 4 || options.family === 6) name += `:${options.family}`
  if (options.socketPath) name += `:${options.socketPath}`
  return name
}

Agent.prototype.addRequest = function addRequest (request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress }
  options = { __proto__: null, ...options, ...this.options }
  if (options.socketPath) options.path = options.socketPath
  normalizeServerName(options, request)
  const name = this.getName(options)
  this.sockets[name] ??= []
  const socket = takeFree(this, name)
  const count = (socket ? 1 : 0) + this.sockets[name].length
  if (socket) {
    this.reuseSocket(socket, request)
    begin(this, request, socket)
    this.sockets[name].push(socket)
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, made) => {
      if (error) request.onSocket(null, error)
      else begin(this, request, made)
    })
  } else {
    (this.requests[name] ??= []).push(request)
    request[kRequestOptions] = options
    request[kRequestContext] = new AsyncResource('QueuedRequest')
  }
}

function takeFree (agent, name) {
  const free = agent.freeSockets[name]
  if (!free) return undefined
  while (free.length && free[0].destroyed) free.shift()
  const socket = agent.scheduling === 'fifo' ? free.shift() : free.pop()
  if (free.length === 0) delete agent.freeSockets[name]
  return socket
}

function normalizeServerName (options, request) {
  if (!options.servername && options.servername !== '') options.servername = serverName(options, request)
}

// serverName is what TLS asks for: the Host field counts more than the host that is connected to.
function serverName (options, request) {
  let name = options.host
  const hostHeader = request.getHeader('host')
  if (hostHeader) {
    validateString(hostHeader, 'options.headers.host')
    if (hostHeader[0] === '[') {
      const end = hostHeader.indexOf(']')
      name = end === -1 ? hostHeader : hostHeader.slice(1, end)
    } else name = hostHeader.split(':', 1)[0]
  }
  return require('net').isIP(name) ? '' : name
}

Agent.prototype.createSocket = function createSocket (request, options, callback) {
  options = { __proto__: null, ...options, ...this.options }
  if (options.socketPath) options.path = options.socketPath
  normalizeServerName(options, request)
  const name = this.getName(options)
  options._agentKey = name
  options.encoding = null
  let called = false
  const made = (error, socket) => {
    if (called) return
    called = true
    if (error) {
      callback(error)
      return
    }
    (this.sockets[name] ??= []).push(socket)
    this.totalSocketCount++
    install(this, socket, options)
    callback(null, socket)
  }
  if (this.keepAlive) options.keepAlive = this.keepAlive
  if (this.keepAliveMsecs) options.keepAliveInitialDelay = this.keepAliveMsecs
  const socket = this.createConnection(options, made)
  if (socket) made(null, socket)
}

function install (agent, socket, options) {
  const onFreeEvent = () => agent.emit('free', socket, options)
  const onClose = () => agent.removeSocket(socket, options)
  const onTimeout = () => {
    for (const list of Object.values(agent.freeSockets)) if (list.includes(socket)) return socket.destroy()
  }
  const onRemove = () => {
    agent.removeSocket(socket, options)
    socket.removeListener('close', onClose)
    socket.removeListener('free', onFreeEvent)
    socket.removeListener('timeout', onTimeout)
    socket.removeListener('agentRemove', onRemove)
  }
  socket.on('free', onFreeEvent)
  socket.on('close', onClose)
  socket.on('timeout', onTimeout)
  socket.on('agentRemove', onRemove)
  if (agent[kOnKeyLog]) socket.on('keylog', agent[kOnKeyLog])
}

Agent.prototype.removeSocket = function removeSocket (socket, options) {
  const name = this.getName(options)
  const places = [this.sockets]
  if (!socket.writable) places.push(this.freeSockets)
  for (const place of places) {
    if (take(place, name, socket)) this.totalSocketCount--
  }
  this.makeWork(name, options)
}

// take removes a socket from a list of those with its name, and tells whether it was there.
function take (place, name, socket) {
  const index = place[name] ? place[name].indexOf(socket) : -1
  if (index < 0) return false
  place[name].splice(index, 1)
  if (place[name].length === 0) delete place[name]
  return true
}

// makeWork connects for a request that waits, now that a connection is gone.
Object.defineProperty(Agent.prototype, 'makeWork', {
  value (name, options) {
    let waiting = this.requests[name]
    if (!waiting?.length) {
      for (const other in this.requests) {
        if (this.sockets[other]?.length) break
        waiting = this.requests[other]
        options = waiting[0][kRequestOptions]
        break
      }
    }
    if (!waiting?.length || !options) return
    const request = waiting[0]
    const context = request[kRequestContext]
    const done = (error, socket) => {
      if (error) request.onSocket(null, error)
      else socket.emit('free')
    }
    this.createSocket(request, options, context ? context.bind(done) : done)
  }
})

Agent.prototype.keepSocketAlive = function keepSocketAlive (socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs)
  socket.unref()
  let timeout = this.options.timeout || 0
  const hint = /^timeout=(\d+)/.exec(socket._httpMessage?.res?.headers['keep-alive'])?.[1]
  if (hint) {
    const theirs = Number.parseInt(hint, 10) * 1000
    if (theirs < (timeout || Infinity)) timeout = theirs
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout)
  return true
}

Agent.prototype.reuseSocket = function reuseSocket (socket, request) {
  socket.removeListener('error', freeSocketError)
  request.reusedSocket = true
  socket.ref()
}

Agent.prototype.destroy = function destroy () {
  for (const place of [this.freeSockets, this.sockets]) for (const list of Object.values(place)) for (const socket of [...list]) socket.destroy()
}

function begin (agent, request, socket) {
  request.onSocket(socket)
  if (request.timeout !== undefined && request.timeout !== (agent.options.timeout || 0)) socket.setTimeout(request.timeout)
}

let globalAgent

module.exports = {
  Agent,
  kRequestOptions,
  get globalAgent () { return (globalAgent ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 })) },
  set globalAgent (value) { globalAgent = value }
}
