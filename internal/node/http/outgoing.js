// http.OutgoingMessage: the head of a message, and its body as bytes on a connection
// (https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpoutgoingmessage).
const { Stream, getDefaultHighWaterMark } = require('stream')
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_HTTP_HEADERS_SENT, ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR,
    ERR_METHOD_NOT_IMPLEMENTED, ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END
  }
} = require('internal/errors')
const { validateString } = require('internal/validators')
const { date, hasBadChar, isToken, validateHeaderName, validateHeaderValue } = require('internal/http/common')

const CRLF = '\r\n'
const kHeaders = Symbol('kOutHeaders')
const kCorked = Symbol('corked')
const kChunks = Symbol('chunked buffer')
const kChunkedLength = Symbol('chunked length')
const kNeedDrain = Symbol('kNeedDrain')
const kBytes = Symbol('bytes written')
const kErrored = Symbol('errored')
const kHighWaterMark = Symbol('highWaterMark')
const kUniqueHeaders = Symbol('uniqueHeaders')
const kRejectBody = Symbol('rejectNonStandardBodyWrites')
const nop = () => {}
const chunkedValue = /(?:^|\W)chunked(?:$|\W)/i
const closeValue = /(?:^|\W)close(?:$|\W)/i
const { isUint8Array } = require('util/types')

function OutgoingMessage (options) {
  Stream.call(this)
  this.outputData = []
  this.outputSize = 0
  this.writable = true
  this.destroyed = false
  this._last = false
  this.chunkedEncoding = false
  this.shouldKeepAlive = true
  this.maxRequestsOnConnectionReached = false
  this._defaultKeepAlive = true
  this.useChunkedEncodingByDefault = true
  this.sendDate = false
  this._removedConnection = false
  this._removedContLen = false
  this._removedTE = false
  this.strictContentLength = false
  this[kBytes] = 0
  this._contentLength = null
  this._hasBody = true
  this._trailer = ''
  this[kNeedDrain] = false
  this.finished = false
  this._headerSent = false
  this[kCorked] = 0
  this[kChunks] = []
  this[kChunkedLength] = 0
  this._closed = false
  this.socket = null
  this._header = null
  this[kHeaders] = null
  this._keepAliveTimeout = 0
  this._onPendingData = nop
  this[kErrored] = null
  this[kHighWaterMark] = options?.highWaterMark ?? getDefaultHighWaterMark()
  this[kRejectBody] = options?.rejectNonStandardBodyWrites ?? false
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype)
Object.setPrototypeOf(OutgoingMessage, Stream)

const { deprecate } = require('internal/util')
const DEP0066 = (name) => [`OutgoingMessage.prototype.${name} is deprecated`, 'DEP0066']
const view = (get, set) => ({ configurable: true, enumerable: false, get, ...(set && { set }) })
Object.defineProperties(OutgoingMessage.prototype, {
  errored: view(function () { return this[kErrored] }),
  closed: view(function () { return this._closed }),
  writableFinished: view(function () { return this.finished && this.outputSize === 0 && (!this.socket || this.socket.writableLength === 0) }),
  writableObjectMode: view(() => false),
  writableLength: view(function () { return this.outputSize + this[kChunkedLength] + (this.socket ? this.socket.writableLength : 0) }),
  writableHighWaterMark: view(function () { return this.socket ? this.socket.writableHighWaterMark : this[kHighWaterMark] }),
  writableCorked: view(function () { return this[kCorked] }),
  writableEnded: view(function () { return this.finished }),
  writableNeedDrain: view(function () { return !this.destroyed && !this.finished && this[kNeedDrain] }),
  headersSent: { ...view(function () { return !!this._header }), enumerable: true },
  connection: view(function () { return this.socket }, function (value) { this.socket = value }),
  _headers: view(deprecate(function () { return this.getHeaders() }, ...DEP0066('_headers')), deprecate(function (value) {
    this[kHeaders] = null
    if (typeof value !== 'object' || value === null) return
    this[kHeaders] = { __proto__: null }
    for (const name of Object.keys(value)) this[kHeaders][name.toLowerCase()] = [name, value[name]]
  }, ...DEP0066('_headers'))),
  _headerNames: view(deprecate(function () {
    if (this[kHeaders] === null) return null
    const out = { __proto__: null }
    for (const key of Object.keys(this[kHeaders])) out[key] = this[kHeaders][key][0]
    return out
  }, ...DEP0066('_headerNames')), deprecate(function (value) {
    if (typeof value !== 'object' || value === null || this[kHeaders] === null) return
    for (const key of Object.keys(value)) if (this[kHeaders][key]) this[kHeaders][key][0] = value[key]
  }, ...DEP0066('_headerNames')))
})

OutgoingMessage.prototype._renderHeaders = function _renderHeaders () {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render')
  const out = {}
  for (const key of Object.keys(this[kHeaders] ?? {})) out[this[kHeaders][key][0]] = this[kHeaders][key][1]
  return out
}

OutgoingMessage.prototype.cork = function cork () {
  this[kCorked]++
  if (this.socket) this.socket.cork()
}

OutgoingMessage.prototype.uncork = function uncork () {
  this[kCorked]--
  if (this.socket) this.socket.uncork()
  if (this[kCorked] || this[kChunks].length === 0) return
  const length = this[kChunkedLength]
  const chunks = this[kChunks]
  let callbacks
  this._send(length.toString(16) + CRLF, 'latin1', null)
  for (const { data, encoding, callback } of chunks) {
    this._send(data, encoding, null)
    if (callback) (callbacks ??= []).push(callback)
  }
  this._send(CRLF, 'latin1', callbacks?.length ? (error) => { for (const callback of callbacks) callback(error) } : null)
  this[kChunks] = []
  this[kChunkedLength] = 0
}

OutgoingMessage.prototype.setTimeout = function setTimeout (msecs, callback) {
  if (callback) this.on('timeout', callback)
  if (!this.socket) this.once('socket', (socket) => socket.setTimeout(msecs))
  else this.socket.setTimeout(msecs)
  return this
}

OutgoingMessage.prototype.destroy = function destroy (error) {
  if (this.destroyed) return this
  this.destroyed = true
  this[kErrored] = error
  if (this.socket) this.socket.destroy(error)
  else this.once('socket', (socket) => socket.destroy(error))
  return this
}

// _send puts the head before the first bytes.
OutgoingMessage.prototype._send = function _send (data, encoding, callback, byteLength) {
  if (!this._headerSent) {
    const header = this._header
    if (typeof data === 'string' && (encoding === 'utf8' || encoding === 'latin1' || !encoding)) data = header + data
    else {
      this.outputData.unshift({ data: header, encoding: 'latin1', callback: null })
      this.outputSize += header.length
      this._onPendingData(header.length)
    }
    this._headerSent = true
  }
  return this._writeRaw(data, encoding, callback, byteLength)
}

OutgoingMessage.prototype._writeRaw = function _writeRaw (data, encoding, callback, size) {
  const socket = this.socket
  if (socket?.destroyed) return false
  if (typeof encoding === 'function') {
    callback = encoding
    encoding = null
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length) this._flushOutput(socket)
    return socket.write(data, encoding, callback)
  }
  this.outputData.push({ data, encoding, callback })
  size ??= data.length
  this.outputSize += size
  this._onPendingData(size)
  return this.outputSize < this[kHighWaterMark]
}

// What the fields of a head have shown so far.
function Found () {
  this.connection = this.contLen = this.te = this.date = this.expect = this.trailer = false
  this.header = ''
}

OutgoingMessage.prototype._storeHeader = function _storeHeader (firstLine, headers) {
  const found = new Found()
  found.header = firstLine
  if (headers) {
    if (headers === this[kHeaders]) for (const key in headers) addField(this, found, headers[key][0], headers[key][1], false)
    else if (Array.isArray(headers)) addList(this, found, headers)
    else for (const name in headers) if (Object.hasOwn(headers, name)) addField(this, found, name, headers[name], true)
  }
  frame(this, found)
  if (found.te === false && this._contentLength !== null && !this.chunkedEncoding && this.strictContentLength === undefined) this.strictContentLength = false
  this._header = found.header + CRLF
  this._headerSent = false
  if (found.expect) this._send('')
}

function addList (message, found, headers) {
  if (headers.length && Array.isArray(headers[0])) {
    for (const [name, value] of headers) addField(message, found, name, value, true)
    return
  }
  if (headers.length % 2 !== 0) throw new (require('internal/errors').codes.ERR_INVALID_ARG_VALUE)('headers', headers)
  for (let i = 0; i < headers.length; i += 2) addField(message, found, headers[i], headers[i + 1], true)
}

function addField (message, found, name, value, validate) {
  if (validate) validateHeaderName(name)
  if (message._contentLength && name.length === 19 && name.toLowerCase() === 'content-disposition') { // its bytes stay as they are
    value = Array.isArray(value) ? value.map((v) => `${Buffer.from(v, 'latin1')}`) : `${Buffer.from(value, 'latin1')}`
  }
  if (Array.isArray(value)) {
    const unique = message[kUniqueHeaders]
    if ((value.length < 2 || !(unique?.has(name.toLowerCase()))) && !(name.length === 6 && name.toLowerCase() === 'cookie')) {
      for (const one of value) storeField(message, found, name, one, validate)
      return
    }
    value = value.join('; ')
  }
  storeField(message, found, name, value, validate)
}

function storeField (message, found, name, value, validate) {
  if (validate) validateHeaderValue(name, value)
  found.header += `${name}: ${value}${CRLF}`
  if (name.length > 17 || name.length < 4) return
  switch (name.toLowerCase()) {
    case 'connection':
      found.connection = true
      message._removedConnection = false
      if (closeValue.test(value)) message._last = true
      else message.shouldKeepAlive = true
      break
    case 'transfer-encoding':
      found.te = true
      message._removedTE = false
      if (chunkedValue.test(value)) message.chunkedEncoding = true
      break
    case 'content-length':
      found.contLen = true
      message._contentLength = +value
      message._removedContLen = false
      break
    case 'date': found.date = true; break
    case 'expect': found.expect = true; break
    case 'trailer': found.trailer = true; break
    case 'keep-alive': message._defaultKeepAlive = false
  }
}

// frame adds the fields that say where the message ends, and whether another may follow.
function frame (message, found) {
  if (message.sendDate && !found.date) found.header += `Date: ${date()}${CRLF}`
  const { statusCode } = message
  if (message.chunkedEncoding && (statusCode === 204 || statusCode === 304)) {
    message.chunkedEncoding = false
    message.shouldKeepAlive = false
  }
  if (message._removedConnection) message.shouldKeepAlive = false
  else if (!found.connection) {
    const keep = message.shouldKeepAlive && (found.contLen || message.useChunkedEncodingByDefault || message.agent)
    if (keep && message.maxRequestsOnConnectionReached) found.header += `Connection: close${CRLF}`
    else if (keep) {
      found.header += `Connection: keep-alive${CRLF}`
      if (message._keepAliveTimeout && message._defaultKeepAlive) {
        const most = message._maxRequestsPerSocket
        found.header += `Keep-Alive: timeout=${Math.floor(message._keepAliveTimeout / 1000)}${~~most > 0 ? `, max=${most}` : ''}${CRLF}`
      }
    } else {
      message._last = true
      found.header += `Connection: close${CRLF}`
    }
  }
  if (!found.contLen && !found.te) {
    if (!message._hasBody) message.chunkedEncoding = false
    else if (!message.useChunkedEncodingByDefault) message._last = true
    else if (!found.trailer && !message._removedContLen && typeof message._contentLength === 'number') found.header += `Content-Length: ${message._contentLength}${CRLF}`
    else if (!message._removedTE) {
      found.header += `Transfer-Encoding: chunked${CRLF}`
      message.chunkedEncoding = true
    } else message._last = true
  }
  if (message.chunkedEncoding !== true && found.trailer) throw new ERR_HTTP_TRAILER_INVALID()
}

// fieldsOf is where a field may still be stored.
function fieldsOf (message, action) {
  if (message._header) throw new ERR_HTTP_HEADERS_SENT(action)
  return message[kHeaders] ??= { __proto__: null }
}

OutgoingMessage.prototype.setHeader = function setHeader (name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set')
  validateHeaderName(name)
  validateHeaderValue(name, value)
  fieldsOf(this, 'set')[name.toLowerCase()] = [name, value]
  return this
}

OutgoingMessage.prototype.setHeaders = function setHeaders (headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set')
  if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers)
  }
  const cookies = []
  for (const [name, value] of headers) {
    if (name === 'set-cookie') {
      if (Array.isArray(value)) cookies.push(...value)
      else cookies.push(value)
    } else this.setHeader(name, value)
  }
  if (cookies.length) this.setHeader('set-cookie', cookies)
  return this
}

OutgoingMessage.prototype.appendHeader = function appendHeader (name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('append')
  validateHeaderName(name)
  validateHeaderValue(name, value)
  const fields = fieldsOf(this, 'append')
  const entry = fields[name.toLowerCase()]
  if (entry === undefined) {
    fields[name.toLowerCase()] = [name, value]
    return this
  }
  entry[1] = [].concat(entry[1], value)
  return this
}

OutgoingMessage.prototype.getHeader = function getHeader (name) {
  validateString(name, 'name')
  return this[kHeaders]?.[name.toLowerCase()]?.[1]
}

OutgoingMessage.prototype.getHeaderNames = function getHeaderNames () { return this[kHeaders] !== null ? Object.keys(this[kHeaders]) : [] }

OutgoingMessage.prototype.getRawHeaderNames = function getRawHeaderNames () {
  return this[kHeaders] !== null ? Object.values(this[kHeaders]).map(([name]) => name) : []
}

OutgoingMessage.prototype.getHeaders = function getHeaders () {
  const out = { __proto__: null }
  const fields = this[kHeaders]
  if (fields) for (const key of Object.keys(fields)) out[key] = fields[key][1]
  return out
}

OutgoingMessage.prototype.hasHeader = function hasHeader (name) {
  validateString(name, 'name')
  return this[kHeaders] !== null && !!this[kHeaders][name.toLowerCase()]
}

const removals = { __proto__: null, connection: '_removedConnection', 'content-length': '_removedContLen', 'transfer-encoding': '_removedTE' }

OutgoingMessage.prototype.removeHeader = function removeHeader (name) {
  validateString(name, 'name')
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove')
  const key = name.toLowerCase()
  if (removals[key]) this[removals[key]] = true
  else if (key === 'date') this.sendDate = false
  if (this[kHeaders] !== null) delete this[kHeaders][key]
}

OutgoingMessage.prototype._implicitHeader = function _implicitHeader () { throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()') }

OutgoingMessage.prototype.write = function write (chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding
    encoding = null
  }
  const more = writeChunk(this, chunk, encoding, callback, false)
  if (!more) this[kNeedDrain] = true
  return more
}

function refuse (message, error, callback) {
  if (message.destroyed) {
    process.nextTick(callback, error)
    return
  }
  message[kErrored] = error
  process.nextTick(() => {
    callback(error)
    if (!message._closed) message.emit('error', error)
  })
}

function writeChunk (message, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = nop
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES()
  let length
  if (typeof chunk === 'string') length = Buffer.byteLength(chunk, encoding)
  else if (isUint8Array(chunk)) length = chunk.length
  else throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk)
  const refused = message.finished ? new ERR_STREAM_WRITE_AFTER_END() : message.destroyed ? new ERR_STREAM_DESTROYED('write') : null
  if (refused) {
    if (!message.destroyed) refuse(message, refused, callback)
    else process.nextTick(callback, refused)
    return false
  }
  if (message.strictContentLength && message._contentLength !== null && message._hasBody && !message.chunkedEncoding && !message.hasHeader('transfer-encoding')) {
    const total = message[kBytes] + length
    if (total > message._contentLength || (fromEnd && total !== message._contentLength)) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, message._contentLength)
    }
  }
  message[kBytes] += length
  if (!message._header) {
    if (fromEnd) message._contentLength ??= length
    message._implicitHeader()
  }
  if (!message._hasBody) {
    if (message[kRejectBody]) throw new ERR_HTTP_BODY_NOT_ALLOWED()
    process.nextTick(callback)
    return true
  }
  if (!fromEnd && message.socket && !message.socket.writableCorked) {
    message.socket.cork()
    process.nextTick((socket) => socket.uncork(), message.socket)
  }
  if (!message.chunkedEncoding || length === 0) return message._send(chunk, encoding, callback, length)
  if (message[kCorked] && message._headerSent) {
    message[kChunks].push({ data: chunk, encoding, callback })
    message[kChunkedLength] += length
    return message[kChunkedLength] < message[kHighWaterMark]
  }
  message._send(length.toString(16) + CRLF, 'latin1', null)
  message._send(chunk, encoding, null, length)
  return message._send(CRLF, 'latin1', callback)
}

OutgoingMessage.prototype.addTrailers = function addTrailers (headers) {
  this._trailer = ''
  const isArray = Array.isArray(headers)
  for (const key of isArray ? headers.keys() : Object.keys(headers)) {
    const [name, value] = isArray ? headers[key] : [key, headers[key]]
    validateHeaderName(name, 'Trailer name')
    for (const one of Array.isArray(value) && !this[kUniqueHeaders]?.has(`${name.toLowerCase()}`) ? value : [Array.isArray(value) ? value.join('; ') : value]) {
      if (hasBadChar(one)) throw new ERR_INVALID_CHAR('trailer content', name)
      this._trailer += `${name}: ${one}${CRLF}`
    }
  }
}

OutgoingMessage.prototype.end = function end (chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk
    chunk = encoding = null
  } else if (typeof encoding === 'function') {
    callback = encoding
    encoding = null
  }
  if (chunk) {
    if (this.finished) {
      refuse(this, new ERR_STREAM_WRITE_AFTER_END(), typeof callback === 'function' ? callback : nop)
      return this
    }
    if (this.socket) this.socket.cork()
    writeChunk(this, chunk, encoding, null, true)
  } else if (this.finished) {
    if (typeof callback === 'function') {
      if (!this.writableFinished) this.on('finish', callback)
      else callback(new ERR_STREAM_ALREADY_FINISHED('end'))
    }
    return this
  } else if (!this._header) {
    if (this.socket) this.socket.cork()
    this._contentLength = 0
    this._implicitHeader()
  }
  if (typeof callback === 'function') this.once('finish', callback)
  if (this.strictContentLength && this._contentLength !== null && this._hasBody && !this.chunkedEncoding && this[kBytes] !== this._contentLength && !this.hasHeader('transfer-encoding')) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytes], this._contentLength)
  }
  const finish = () => this.emit('finish')
  if (this._hasBody && this.chunkedEncoding) {
    if (this[kCorked] && this[kChunks].length) {
      this[kCorked] = 1
      this.uncork()
    }
    this._send(`0${CRLF}${this._trailer}${CRLF}`, 'latin1', finish)
  } else if (!this._headerSent || this.writableLength || chunk) this._send('', 'latin1', finish)
  else process.nextTick(finish)
  if (this.socket) {
    this.socket._writableState.corked = 1
    this.socket.uncork()
  }
  this[kCorked] = 0
  this.finished = true
  if (this.outputData.length === 0 && this.socket && this.socket._httpMessage === this) this._finish()
  return this
}

OutgoingMessage.prototype._finish = function _finish () { this.emit('prefinish') }

OutgoingMessage.prototype._flush = function _flush () {
  const socket = this.socket
  if (!socket || !socket.writable) return
  const more = this._flushOutput(socket)
  if (this.finished) this._finish()
  else if (more && this[kNeedDrain]) {
    this[kNeedDrain] = false
    this.emit('drain')
  }
}

OutgoingMessage.prototype._flushOutput = function _flushOutput (socket) {
  while (this[kCorked]) {
    this[kCorked]--
    socket.cork()
  }
  const { outputData } = this
  if (outputData.length === 0) return undefined
  socket.cork()
  let more
  for (const { data, encoding, callback } of outputData) more = socket.write(data, encoding, callback)
  socket.uncork()
  this.outputData = []
  this._onPendingData(-this.outputSize)
  this.outputSize = 0
  return more
}

OutgoingMessage.prototype.flushHeaders = function flushHeaders () {
  if (!this._header) this._implicitHeader()
  this._send('')
}

OutgoingMessage.prototype.pipe = function pipe () { this.emit('error', new ERR_STREAM_CANNOT_PIPE()) }

OutgoingMessage.prototype[require('events').captureRejectionSymbol] = function (error) { this.destroy(error) }

function parseUniqueHeadersOption (headers) {
  if (!Array.isArray(headers)) return null
  return new Set(headers.map((name) => name.toLowerCase()))
}

module.exports = { OutgoingMessage, kHeaders, kNeedDrain, kErrored, kHighWaterMark, kUniqueHeaders, kRejectBody, parseUniqueHeadersOption, validateHeaderName, validateHeaderValue, isToken }
