// http.ServerResponse (https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserverresponse).
const { OutgoingMessage, kHeaders } = require('internal/http/outgoing')
const {
  codes: { ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR }
} = require('internal/errors')
const { validateLinkHeaderValue, validateObject } = require('internal/validators')
const { hasBadChar, validateHeaderName } = require('internal/http/common')
const { STATUS_CODES } = require('internal/http/status')

const CRLF = '\r\n'

function ServerResponse (request, options) {
  OutgoingMessage.call(this, options)
  if (request.method === 'HEAD') this._hasBody = false
  this.req = request
  this.sendDate = true
  this._sent100 = false
  this._expect_continue = false
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(request.headers.te)
    this.shouldKeepAlive = false
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype)
Object.setPrototypeOf(ServerResponse, OutgoingMessage)

ServerResponse.prototype.statusCode = 200
ServerResponse.prototype.statusMessage = undefined

ServerResponse.prototype._finish = function _finish () { OutgoingMessage.prototype._finish.call(this) }

function onSocketClose () { if (this._httpMessage) emitClose(this._httpMessage) }

function emitClose (message) {
  message.destroyed = true
  message._closed = true
  message.emit('close')
}

ServerResponse.prototype.assignSocket = function assignSocket (socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED()
  socket._httpMessage = this
  socket.on('close', onSocketClose)
  this.socket = socket
  this.emit('socket', socket)
  this._flush()
}

ServerResponse.prototype.detachSocket = function detachSocket (socket) {
  socket.removeListener('close', onSocketClose)
  socket._httpMessage = null
  this.socket = null
}

ServerResponse.prototype.writeContinue = function writeContinue (callback) {
  this._writeRaw(`HTTP/1.1 100 Continue${CRLF}${CRLF}`, 'ascii', callback)
  this._sent100 = true
}

ServerResponse.prototype.writeProcessing = function writeProcessing (callback) {
  this._writeRaw(`HTTP/1.1 102 Processing${CRLF}${CRLF}`, 'ascii', callback)
}

ServerResponse.prototype.writeEarlyHints = function writeEarlyHints (hints, callback) {
  validateObject(hints, 'hints')
  if (hints.link === null || hints.link === undefined) return
  const link = validateLinkHeaderValue(hints.link)
  if (link.length === 0) return
  let head = `HTTP/1.1 103 Early Hints${CRLF}Link: ${link}${CRLF}`
  for (const name of Object.keys(hints)) {
    if (name === 'link') continue
    validateHeaderName(name)
    if (hasBadChar(hints[name])) throw new ERR_INVALID_CHAR('header content', name)
    head += `${name}: ${hints[name]}${CRLF}`
  }
  this._writeRaw(head + CRLF, 'ascii', callback)
}

ServerResponse.prototype._implicitHeader = function _implicitHeader () { this.writeHead(this.statusCode) }

ServerResponse.prototype.writeHead = function writeHead (statusCode, reason, headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write')
  const given = statusCode
  statusCode |= 0
  if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(given)
  if (typeof reason === 'string') this.statusMessage = reason
  else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown'
    headers ??= reason
  }
  this.statusCode = statusCode
  headers = merged(this, headers)
  if (hasBadChar(this.statusMessage)) throw new ERR_INVALID_CHAR('statusMessage')
  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) this._hasBody = false
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false
  this._storeHeader(`HTTP/1.1 ${statusCode} ${this.statusMessage}${CRLF}`, headers)
  return this
}

// merged adds the fields that writeHead was given to those that were set.
function merged (response, headers) {
  if (!response[kHeaders]) {
    if (Array.isArray(headers) && headers.length % 2 !== 0 && !Array.isArray(headers[0])) throw new ERR_INVALID_ARG_VALUE('headers', headers)
    return headers
  }
  if (Array.isArray(headers)) {
    if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers)
    for (let i = 0; i < headers.length; i += 2) response.removeHeader(headers[i])
    for (let i = 0; i < headers.length; i += 2) if (headers[i]) response.appendHeader(headers[i], headers[i + 1])
  } else if (headers) {
    for (const name of Object.keys(headers)) if (name) response.setHeader(name, headers[name])
  }
  return response[kHeaders]
}

ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead

module.exports = { ServerResponse, emitClose }
