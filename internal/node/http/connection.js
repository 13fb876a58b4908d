// One connection of an http.Server: requests in, responses out in the same order.
const { makeParser, freeParser, prepareError, hangUp, REQUEST } = require('internal/http/common')
const { emitClose } = require('internal/http/response')
const { kNeedDrain, kUniqueHeaders } = require('internal/http/outgoing')
const { codes: { ERR_HTTP_SOCKET_ENCODING } } = require('internal/errors')
const { STATUS_CODES } = require('internal/http/status')

const CRLF = '\r\n'
const continueValue = /(?:^|\W)100-continue(?:$|\W)/i

const simple = (code, extra = '') => Buffer.from(`HTTP/1.1 ${code} ${STATUS_CODES[code]}${CRLF}${extra}Connection: close${CRLF}${CRLF}`, 'ascii')

// state of one connection.
class Connection {
  constructor (server, socket) {
    this.server = server
    this.socket = socket
    this.incoming = [] // requests whose responses have not ended
    this.outgoing = [] // responses that wait for their turn
    this.outgoingData = 0
    this.keepAliveTimeoutSet = false
    this.requests = 0
    this.idle = true
    this.failed = false // what came is no HTTP
    this.since = performance.now() // when the present request began; 0 between requests
    this.inHead = true
  }
}

function serveConnection (server, socket) {
  const { kMessages, kConnections } = require('internal/http/server')
  const { IncomingMessage, ServerResponse } = server[kMessages]
  const state = new Connection(server, socket)
  server[kConnections].add(state)
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout)
  const parser = makeParser(REQUEST, socket, {
    maxHeaderSize: server.maxHeaderSize,
    lenient: !!server.insecureHTTPParser,
    maxHeadersCount: server.maxHeadersCount,
    joinDuplicateHeaders: server.joinDuplicateHeaders,
    Message: IncomingMessage
  }, (request, keepAlive) => onIncoming(server, socket, state, ServerResponse, request, keepAlive))
  socket.parser = parser
  socket.server = server
  parser.connection = state
  socket._paused = false
  socket.setEncoding = () => { throw new ERR_HTTP_SOCKET_ENCODING() }
  state.listeners = {
    timeout: onTimeout,
    error: (error) => reportError(socket, state, error),
    close: () => onClose(server, socket, state),
    end: () => onEnd(server, socket, state),
    data: (chunk) => onData(server, socket, state, parser, chunk),
    drain: () => onDrain(socket, state)
  }
  for (const event in state.listeners) socket.on(event, state.listeners[event])
}

function onTimeout () {
  const request = this.parser?.incoming
  const handled = (request && !request.complete && request.emit('timeout', this)) |
    (this._httpMessage && this._httpMessage.emit('timeout', this)) | this.server.emit('timeout', this)
  if (!handled) this.destroy()
}

function onClose (server, socket, state) {
  const { kConnections } = require('internal/http/server')
  server[kConnections].delete(state)
  freeParser(socket.parser, null, socket)
  abortIncoming(state)
}

function abortIncoming (state) {
  while (state.incoming.length) state.incoming.shift().destroy(hangUp('aborted'))
}

function onEnd (server, socket, state) {
  const error = state.failed ? undefined : socket.parser?.finish()
  if (error) {
    reportError(socket, state, error)
    return
  }
  if (!server.httpAllowHalfOpen) {
    socket.end()
  } else if (state.outgoing.length) state.outgoing[state.outgoing.length - 1]._last = true
  else if (socket._httpMessage) socket._httpMessage._last = true
  else socket.end()
}

function onData (server, socket, state, parser, chunk) {
  if (state.since === 0) {
    state.since = performance.now()
    state.inHead = true
  }
  const taken = parser.execute(chunk)
  if (taken instanceof Error) {
    if (state.failed) return
    state.failed = true
    prepareError(taken, parser, chunk)
    reportError(socket, state, taken)
  } else if (parser.incoming?.upgrade) onUpgrade(server, socket, state, parser, taken, chunk)
  if (state.since === 0 && parser.begun()) { // the head of another request
    state.since = performance.now()
    state.inHead = true
  }
  if (socket._paused && socket.parser) socket.pause()
}

function onUpgrade (server, socket, state, parser, taken, chunk) {
  const request = parser.incoming
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade'
  if (server.listenerCount(event) === 0) {
    socket.destroy()
    return
  }
  release(server, socket, state)
  parser.incoming = null
  freeParser(parser, request, socket)
  socket.readableFlowing = null
  server.emit(event, request, socket, chunk.subarray(taken))
}

// release gives a connection to somebody else, without what a server listens to.
function release (server, socket, state) {
  const { kConnections } = require('internal/http/server')
  server[kConnections].delete(state)
  for (const event in state.listeners) socket.removeListener(event, state.listeners[event])
}

// reportError tells about what went wrong; what goes wrong with the socket after it is nobody's concern.
function reportError (socket, state, error) {
  socket.removeListener('error', state.listeners.error)
  if (socket.listenerCount('error') === 0) socket.on('error', () => {})
  if (!socket.server.emit('clientError', error, socket)) respondWithError(socket, error)
}

const codes = { __proto__: null, HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 }

function respondWithError (socket, error) {
  if (socket.writable && (!socket._httpMessage || !socket._httpMessage._headerSent)) socket.write(simple(codes[error.code] ?? 400))
  socket.destroy(error)
}

function onDrain (socket, state) {
  const high = state.outgoingData > socket.writableHighWaterMark
  if (socket._paused && !high) {
    socket._paused = false
    socket.resume()
  }
  const message = socket._httpMessage
  if (message && !message.finished) {
    if (message[kNeedDrain]) {
      message[kNeedDrain] = false
      message.emit('drain')
    }
  }
}

function resetTimeout (server, socket, state) {
  if (!state.keepAliveTimeoutSet) return
  socket.setTimeout(server.timeout || 0)
  state.keepAliveTimeoutSet = false
}

// onIncoming is called with each request, when its head is there; the answer tells the parser what follows.
function onIncoming (server, socket, state, ServerResponse, request, keepAlive) {
  state.inHead = false
  state.idle = false
  state.requests++
  resetTimeout(server, socket, state)
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || server.listenerCount('upgrade') > 0
    if (request.upgrade) return 2
  }
  state.incoming.push(request)
  if (!socket._paused && (socket.writableNeedDrain || state.outgoingData >= socket.writableHighWaterMark)) {
    socket._paused = true
    socket.pause()
  }
  const response = new ServerResponse(request, { highWaterMark: socket.writableHighWaterMark, rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites })
  response._keepAliveTimeout = server.keepAliveTimeout
  response._maxRequestsPerSocket = server.maxRequestsPerSocket
  response._onPendingData = (n) => { state.outgoingData += n }
  response.shouldKeepAlive = keepAlive
  response[kUniqueHeaders] = server[kUniqueHeaders]
  if (socket._httpMessage) state.outgoing.push(response)
  else response.assignSocket(socket)
  response.on('finish', () => onFinish(server, socket, state, request, response))
  if (dropped(server, socket, state, request, response)) return 0
  dispatch(server, request, response)
  return 0
}

function dropped (server, socket, state, request, response) {
  const most = server.maxRequestsPerSocket
  if (typeof most !== 'number' || most <= 0) return false
  response.maxRequestsOnConnectionReached = most <= state.requests
  if (most >= state.requests) return false
  server.emit('dropRequest', request, socket)
  response.writeHead(503)
  response.end()
  return true
}

function dispatch (server, request, response) {
  const { headers } = request
  if (request.httpVersionMajor === 1 && request.httpVersionMinor === 1) {
    if (server.requireHostHeader && headers.host === undefined) {
      response.writeHead(400, ['Connection', 'close'])
      response.end()
      return
    }
    if (headers.expect !== undefined) {
      if (continueValue.test(headers.expect)) {
        response._expect_continue = true
        if (server.listenerCount('checkContinue') > 0) server.emit('checkContinue', request, response)
        else {
          response.writeContinue()
          server.emit('request', request, response)
        }
      } else if (server.listenerCount('checkExpectation') > 0) server.emit('checkExpectation', request, response)
      else {
        response.writeHead(417)
        response.end()
      }
      return
    }
  }
  server.emit('request', request, response)
}

// forget lets a connection's parser hold a request no longer than it is read.
function forget (socket, request) {
  const { parser } = socket
  if (parser?.incoming !== request) return
  if (request.readableEnded) parser.incoming = null
  else request.on('end', () => { if (parser.incoming === request) parser.incoming = null })
}

// onFinish follows a response that was handed to the system.
function onFinish (server, socket, state, request, response) {
  state.incoming.shift()
  state.idle = state.incoming.length === 0
  if (!request._consuming) request._dump()
  forget(socket, request)
  response.detachSocket(socket)
  process.nextTick(emitClose, response)
  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon()
    else socket.end()
  } else if (state.outgoing.length === 0) {
    if (server.keepAliveTimeout && typeof socket.setTimeout === 'function') {
      socket.setTimeout(server.keepAliveTimeout)
      state.keepAliveTimeoutSet = true
    }
  } else state.outgoing.shift()?.assignSocket(socket)
}

module.exports = { serveConnection, reportError }
