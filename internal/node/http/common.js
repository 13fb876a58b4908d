// What messages have in common: what names and values may hold, the date, parsers.
const { codes: { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN } } = require('internal/errors')
const { validateInteger } = require('internal/validators')

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/
const badValue = /[^\t\x20-\x7e\x80-\xff]/
const REQUEST = 0
const RESPONSE = 1
const maxPairs = 2000

const isToken = (name) => token.test(name)
const hasBadChar = (value) => badValue.test(value)

const validateHeaderName = (name, label) => {
  if (typeof name !== 'string' || !name || !token.test(name)) throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name)
}

const validateHeaderValue = (name, value) => {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name)
  if (badValue.test(value)) throw new ERR_INVALID_CHAR('header content', name)
}

let dateText
let dateUntil = 0

// date is the present, in the form of the Date field.
function date () {
  const now = Date.now()
  if (now >= dateUntil) {
    dateText = new Date(now).toUTCString()
    dateUntil = now - now % 1000 + 1000
  }
  return dateText
}

let maxHeaderSize
function defaultHeaderSize () { return (maxHeaderSize ??= require('internal/options')?.getOptionValue?.('--max-http-header-size') ?? 16384) }

function headerSize (value, name) {
  if (value === undefined) return undefined
  validateInteger(value, name, 0)
  return value
}

// makeParser makes a parser for one connection; onIncoming(message, keepAlive) is called for each head.
function makeParser (kind, socket, { maxHeaderSize, lenient, maxHeadersCount, joinDuplicateHeaders, Message }, onIncoming) {
  const parser = native.parser(kind, maxHeaderSize || defaultHeaderSize(), lenient)
  parser.socket = socket
  parser.incoming = null
  parser.Message = Message
  parser.joinDuplicateHeaders = joinDuplicateHeaders
  parser.maxPairs = typeof maxHeadersCount === 'number' && maxHeadersCount > 0 ? maxHeadersCount << 1 : maxHeadersCount === 0 ? Infinity : maxPairs
  parser.onIncoming = onIncoming
  parser.onHead = onHead
  parser.onBody = onBody
  parser.onComplete = onComplete
  parser.connection = null // of a server
  return parser
}

const versions = { __proto__: null, 11: '1.1', 10: '1.0' }

function onHead (fields, method, target, status, reason, major, minor, upgrade, keepAlive) {
  if (this.onIncoming === null) return 1
  if (this.connection !== null && this.connection.since === 0) this.connection.since = performance.now()
  const message = this.incoming = new this.Message(this.socket)
  message.httpVersionMajor = major
  message.httpVersionMinor = minor
  message.httpVersion = versions[major * 10 + minor] ?? `${major}.${minor}`
  message.joinDuplicateHeaders = this.joinDuplicateHeaders
  message.rawHeaders = fields.length > this.maxPairs ? fields.slice(0, this.maxPairs) : fields
  message.upgrade = upgrade
  if (method !== '') {
    message.method = method
    message.url = target
  } else {
    message.statusCode = status
    message.statusMessage = reason
  }
  return this.onIncoming(message, keepAlive)
}

function onBody (chunk) {
  const message = this.incoming
  if (message === null || message._dumped) return
  if (!message.push(chunk)) readStop(this.socket)
}

function onComplete (trailers) {
  const message = this.incoming
  if (message !== null) {
    message.complete = true
    if (trailers !== undefined) message.rawTrailers = trailers
    message.push(null)
  }
  if (this.connection !== null) this.connection.since = 0
  readStart(this.socket)
}

function readStart (socket) {
  if (socket && !socket._paused && socket.readable) socket.resume()
}

function readStop (socket) {
  if (socket) socket.pause()
}

// freeParser lets go of what a parser holds.
function freeParser (parser, request, socket) {
  if (parser) {
    parser.stop()
    parser.socket = parser.incoming = parser.outgoing = parser.connection = null
    parser.onIncoming = parser.joinDuplicateHeaders = null
  }
  if (request) request.parser = null
  if (socket) socket.parser = null
}

function hangUp (message) { return Object.assign(new Error(message), { code: 'ECONNRESET' }) }

// prepareError completes an error of the parser.
function prepareError (error, parser, packet) {
  error.rawPacket = packet
}

module.exports = {
  REQUEST, RESPONSE, isToken, hasBadChar, validateHeaderName, validateHeaderValue, date, defaultHeaderSize, headerSize, makeParser, readStart, readStop, freeParser, hangUp, prepareError,
  parsers: { max: 1000 }, // parsers are not kept
  methods: native.methods,
  collect: native.collect
}
