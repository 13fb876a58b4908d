// http.ClientRequest (https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpclientrequest).
const net = require('net')
const { finished, addAbortSignal } = require('stream')
const {
  codes: { ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL, ERR_UNESCAPED_CHARACTERS }
} = require('internal/errors')
const { validateBoolean } = require('internal/validators')
const { OutgoingMessage, kErrored, kHeaders, kNeedDrain, kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing')
const { timerDuration } = require('internal/net/socket')
const { IncomingMessage } = require('internal/http/incoming')
const { isToken, makeParser, freeParser, hangUp, headerSize, prepareError, RESPONSE } = require('internal/http/common')

const badPath = /[^\u0021-\u00ff]/

function ClientRequest (input, options, callback) {
  OutgoingMessage.call(this)
  ;[options, callback] = merged(input, options, callback)
  const agent = this.agent = chooseAgent(options)
  const { method, path } = checked(this, options, agent)
  this.method = method
  this.path = path
  this.insecureHTTPParser = options.insecureHTTPParser
  this.maxHeaderSize = options.maxHeaderSize
  this.joinDuplicateHeaders = options.joinDuplicateHeaders
  const defaultPort = options.defaultPort || (agent && agent.defaultPort)
  const port = options.port = options.port || defaultPort || 80
  const host = options.host = validateHost(options.hostname, 'hostname') || validateHost(options.host, 'host') || 'localhost'
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : options.setDefaultHeaders !== false
  this._removedConnection = this._removedContLen = this._removedTE = false
  this.socketPath = options.socketPath
  if (options.timeout !== undefined) this.timeout = timerDuration(options.timeout, 'timeout')
  const { signal } = options
  if (signal) addAbortSignal(signal, this)
  options = { ...options }
  delete options.signal // the connection lives as long as its agent lets it
  if (callback) this.once('response', callback)
  this.useChunkedEncodingByDefault = !['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'].includes(method)
  this._ended = false
  this.res = null
  this.aborted = false
  this.timeoutCb = null
  this.upgradeOrConnect = false
  this.parser = null
  this.maxHeadersCount = null
  this.reusedSocket = false
  this.host = host
  this.protocol = options.protocol || agent?.defaultProtocol || 'http:'
  this.shouldKeepAlive = false
  this._defaultKeepAlive = agent ? agent.keepAlive : this._defaultKeepAlive
  if (agent) {
    if (!agent.keepAlive && !Number.isFinite(agent.maxSockets)) {
      this._last = true
    } else {
      this._last = false
      this.shouldKeepAlive = true
    }
  }
  setFields(this, options, { host, port, defaultPort, setHost, agent })
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders)
  connect(this, options, agent)
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype)
Object.setPrototypeOf(ClientRequest, OutgoingMessage)

// merged makes one object of a URL and options.
function merged (input, options, callback) {
  if (typeof input === 'string') input = require('url').urlToHttpOptions(new URL(input))
  else if (input instanceof URL) input = { ...input, ...require('url').urlToHttpOptions(input) }
  else {
    callback = options
    options = input
    input = null
  }
  if (typeof options === 'function') {
    callback = options
    options = input || {}
  } else options = Object.assign(input || {}, options)
  return [options, callback]
}

function chooseAgent (options) {
  const { agent } = options
  const fallback = options._defaultAgent || require('internal/http/agent').globalAgent
  if (agent === false) return new fallback.constructor()
  if (agent === null || agent === undefined) return typeof options.createConnection === 'function' ? undefined : fallback
  if (typeof agent.addRequest !== 'function') throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent)
  return agent
}

function checked (request, options, agent) {
  const protocol = options.protocol || (options._defaultAgent || require('internal/http/agent').globalAgent).protocol
  const expected = agent?.protocol || (options._defaultAgent || require('internal/http/agent').globalAgent).protocol
  if (options.path) {
    const path = String(options.path)
    if (badPath.test(path)) throw new ERR_UNESCAPED_CHARACTERS('Request path')
  }
  if (protocol !== expected) throw new ERR_INVALID_PROTOCOL(protocol, expected)
  let { method } = options
  if (method !== null && method !== undefined && typeof method !== 'string') throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method)
  if (method) {
    if (!isToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method)
    method = method.toUpperCase()
  } else method = 'GET'
  headerSize(options.maxHeaderSize, 'maxHeaderSize')
  for (const name of ['insecureHTTPParser', 'joinDuplicateHeaders']) if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`)
  return { method, path: options.path || '/' }
}

function validateHost (host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host)
  return host
}

function setFields (request, options, { host, port, defaultPort, setHost, agent }) {
  const { headers } = options
  const isList = Array.isArray(headers)
  if (!isList) {
    if (headers) for (const name of Object.keys(headers)) request.setHeader(name, headers[name])
    if (host && !request.getHeader('host') && setHost) {
      let text = host
      if (host.includes(':') && host.includes(':', host.indexOf(':') + 1) && host.charCodeAt(0) !== 91) text = `[${host}]`
      if (port && +port !== defaultPort) text += `:${port}`
      request.setHeader('Host', text)
    }
    if (options.auth && !request.getHeader('Authorization')) request.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`)
    if (request.getHeader('expect')) {
      if (request._header) throw new ERR_HTTP_HEADERS_SENT('render')
      request._storeHeader(`${request.method} ${request.path} HTTP/1.1\r\n`, request[kHeaders])
    }
  } else {
    request._storeHeader(`${request.method} ${request.path} HTTP/1.1\r\n`, headers)
  }
}

function connect (request, options, agent) {
  if (options.socketPath) {
    request._last = true
    options.path = options.socketPath
  } else delete options.path
  if (agent) {
    agent.addRequest(request, options)
    return
  }
  request._last = true
  request.shouldKeepAlive = false
  if (typeof options.createConnection !== 'function') {
    request.onSocket(net.createConnection(options))
    return
  }
  let called = false
  const made = (error, socket) => {
    if (called) return
    called = true
    if (error) process.nextTick(() => request.emit('error', error))
    else request.onSocket(socket)
  }
  try {
    const socket = options.createConnection(options, made)
    if (socket) made(null, socket)
  } catch (error) {
    made(error)
  }
}

ClientRequest.prototype._finish = function _finish () { OutgoingMessage.prototype._finish.call(this) }

ClientRequest.prototype._implicitHeader = function _implicitHeader () {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render')
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kHeaders])
}

ClientRequest.prototype.abort = function abort () {
  if (this.aborted) return
  this.aborted = true
  process.nextTick(() => this.emit('abort'))
  this.destroy()
}

// Without a socket the end comes when there is one: a request that waits for its turn is told then.
ClientRequest.prototype.destroy = function destroy (error) {
  if (this.destroyed) return this
  this.destroyed = true
  if (this.res) this.res._dump()
  this[kErrored] = error
  this.socket?.destroy(error)
  return this
}

function emitClose (request) {
  request._closed = true
  request.emit('close')
}

function failWithoutSocket (request, error) {
  request.destroyed = true
  if (!request.aborted && !error) error = hangUp('socket hang up')
  if (error) request.emit('error', error)
  emitClose(request)
}

ClientRequest.prototype.onSocket = function onSocket (socket, error) {
  process.nextTick(() => {
    if (!this.destroyed && !error) {
      take(this, socket)
      this._flush()
      return
    }
    error ||= this[kErrored]
    if (socket && !error && this.agent && !socket.destroyed) socket.emit('free')
    else if (socket) {
      finished(socket.destroy(error), (failure) => failWithoutSocket(this, (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : failure) || error))
      return
    }
    failWithoutSocket(this, error)
  })
}

const listeners = { error: onSocketError, data: onSocketData, end: onSocketEnd, close: onSocketClose, drain: onSocketDrain }

// take makes socket the request's: its response comes from there.
function take (request, socket) {
  const parser = makeParser(RESPONSE, socket, {
    maxHeaderSize: request.maxHeaderSize,
    lenient: !!request.insecureHTTPParser,
    maxHeadersCount: request.maxHeadersCount,
    joinDuplicateHeaders: request.joinDuplicateHeaders,
    Message: IncomingMessage
  }, (response, keepAlive) => onResponse(request, socket, response, keepAlive))
  request.socket = socket
  request.parser = parser
  parser.outgoing = request
  socket.parser = parser
  socket._httpMessage = request
  for (const event in listeners) socket.on(event, listeners[event])
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenSocketTimeout(request)
  request.emit('socket', socket)
}

function letGo (socket, ...events) {
  for (const event of events) socket.removeListener(event, listeners[event])
}

function onSocketDrain () {
  const request = this._httpMessage
  if (request && !request.finished && request[kNeedDrain]) {
    request[kNeedDrain] = false
    request.emit('drain')
  }
}

function endParser (socket) {
  const { parser } = socket
  if (!parser) return
  parser.finish()
  freeParser(parser, socket._httpMessage, socket)
}

function onSocketError (error) {
  const request = this._httpMessage
  if (request) {
    this._hadError = true
    request.emit('error', error)
  }
  endParser(this)
  letGo(this, 'data', 'end')
  this.destroy()
}

function onSocketEnd () {
  const request = this._httpMessage
  if (!request.res && !this._hadError) {
    this._hadError = true
    request.emit('error', hangUp('socket hang up'))
  }
  endParser(this)
  this.end()
}

function onSocketClose () {
  const request = this._httpMessage
  const { res } = request
  request.destroyed = true
  if (res) {
    if (!res.complete) res.destroy(hangUp('aborted'))
    emitClose(request)
    if (!res.aborted && res.readable) res.push(null)
  } else {
    if (!this._hadError) {
      this._hadError = true
      request.emit('error', hangUp('socket hang up'))
    }
    emitClose(request)
  }
  if (request.outputData) request.outputData.length = 0
  endParser(this)
}

function onSocketData (chunk) {
  const request = this._httpMessage
  const { parser } = this
  const taken = parser.execute(chunk)
  if (taken instanceof Error) {
    prepareError(taken, parser, chunk)
    freeParser(parser, request, this)
    letGo(this, 'data', 'end')
    this.destroy()
    this._hadError = true
    request.emit('error', taken)
  } else if (parser.incoming?.upgrade) switchProtocol(request, this, parser, chunk.subarray(taken))
  else if (parser.incoming?.complete && !informational(parser.incoming.statusCode)) {
    letGo(this, 'data', 'end', 'drain')
    freeParser(parser, request, this)
  }
}

function switchProtocol (request, socket, parser, rest) {
  const response = parser.incoming
  request.res = response
  letGo(socket, 'data', 'end', 'drain')
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb)
  parser.finish()
  freeParser(parser, request, socket)
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade'
  if (request.listenerCount(event) === 0) {
    socket.destroy()
    return
  }
  request.upgradeOrConnect = true
  socket.emit('agentRemove')
  letGo(socket, 'close', 'error')
  socket._httpMessage = null
  socket.readableFlowing = null
  request.emit(event, response, socket, rest)
  request.destroyed = true
  emitClose(request)
}

const informational = (status) => status < 200 && status >= 100 && status !== 101

// onResponse is called with each head; the answer tells the parser what follows.
function onResponse (request, socket, response, keepAlive) {
  if (request.res) { // a server that answers twice
    socket.destroy()
    return 0
  }
  request.res = response
  if (request.method === 'CONNECT') {
    response.upgrade = true
    return 2
  }
  if (informational(response.statusCode)) {
    request.res = null
    if (response.statusCode === 100) request.emit('continue')
    const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = response
    request.emit('information', { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders })
    return 1
  }
  if (response.upgrade) return 2
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false
  response.req = request
  response.on('end', onResponseEnd)
  request.on('finish', onRequestFinish)
  socket.on('timeout', onResponseTimeout)
  if (request.aborted || !request.emit('response', response)) response._dump()
  return request.method === 'HEAD' ? 1 : 0
}

function onResponseTimeout () { this._httpMessage?.res?.emit('timeout') }

function onResponseEnd () {
  const request = this.req
  const { socket } = request
  if (socket) socket.removeListener('timeout', onResponseTimeout)
  if (socket && request.timeoutCb) socket.removeListener('timeout', request.timeoutCb)
  request._ended = true
  if (request.shouldKeepAlive) {
    if (request.writableFinished && !this.aborted) giveBack(request)
  } else if (socket.writable) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon()
    else socket.end()
  }
}

function onRequestFinish () {
  if (this.shouldKeepAlive && this._ended) giveBack(this)
}

// giveBack returns a connection that is fit for another request to its agent.
function giveBack (request) {
  const { socket, res } = request
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb)
    request.timeoutCb = null
  }
  letGo(socket, 'close', 'error', 'data', 'end', 'drain')
  process.nextTick(() => {
    emitClose(request)
    request.socket?.emit('free')
  })
  request.destroyed = true
  if (res) res.socket = null
}

function listenSocketTimeout (request) {
  if (request.timeoutCb) return
  request.timeoutCb = () => request.emit('timeout')
  if (request.socket) request.socket.once('timeout', request.timeoutCb)
  else request.on('socket', (socket) => socket.once('timeout', request.timeoutCb))
}

ClientRequest.prototype.setTimeout = function setTimeout (msecs, callback) {
  if (this._ended) return this
  listenSocketTimeout(this)
  msecs = timerDuration(msecs, 'msecs')
  if (callback) this.once('timeout', callback)
  const apply = (socket) => {
    if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs))
    else socket.setTimeout(msecs)
  }
  if (this.socket) apply(this.socket)
  else this.once('socket', apply)
  return this
}

ClientRequest.prototype.clearTimeout = function clearTimeout (callback) { this.setTimeout(0, callback) }

ClientRequest.prototype._deferToConnect = function _deferToConnect (method, args) {
  const call = () => { if (method) Reflect.apply(this.socket[method], this.socket, args) }
  const onSocket = () => {
    if (this.socket.writable) call()
    else this.socket.once('connect', call)
  }
  if (!this.socket) this.once('socket', onSocket)
  else onSocket()
}

ClientRequest.prototype.setNoDelay = function setNoDelay (noDelay) { this._deferToConnect('setNoDelay', [noDelay]) }
ClientRequest.prototype.setSocketKeepAlive = function setSocketKeepAlive (enable, initialDelay) { this._deferToConnect('setKeepAlive', [enable, initialDelay]) }

module.exports = { ClientRequest }
