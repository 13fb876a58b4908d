// http.IncomingMessage (https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpincomingmessage).
const { Readable, finished } = require('stream')
const { readStart, readStop, collect, hangUp } = require('internal/http/common')

const kHeaders = Symbol('headers')
const kDistinct = Symbol('headersDistinct')
const kTrailers = Symbol('trailers')
const kTrailersDistinct = Symbol('trailersDistinct')

function IncomingMessage (socket) {
  Readable.call(this, socket ? { highWaterMark: socket.readableHighWaterMark } : undefined)
  this._readableState.readingMore = true // nothing is read ahead before somebody reads
  this.socket = socket
  this.httpVersionMajor = null
  this.httpVersionMinor = null
  this.httpVersion = null
  this.complete = false
  this[kHeaders] = null
  this.rawHeaders = []
  this[kTrailers] = null
  this.rawTrailers = []
  this.joinDuplicateHeaders = false
  this.aborted = false
  this.upgrade = null
  this.url = ''
  this.method = null
  this.statusCode = null
  this.statusMessage = null
  this.client = socket
  this._consuming = false
  this._dumped = false
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype)
Object.setPrototypeOf(IncomingMessage, Readable)

const collected = (key, raw, distinct) => ({
  get () {
    if (!this[key]) this[key] = collect(this[raw], !!this.joinDuplicateHeaders, distinct)
    return this[key]
  },
  set (value) { this[key] = value },
  configurable: false,
  enumerable: false
})

Object.defineProperties(IncomingMessage.prototype, {
  connection: { get () { return this.socket }, set (value) { this.socket = value }, configurable: false, enumerable: false },
  headers: collected(kHeaders, 'rawHeaders', false),
  headersDistinct: collected(kDistinct, 'rawHeaders', true),
  trailers: collected(kTrailers, 'rawTrailers', false),
  trailersDistinct: collected(kTrailersDistinct, 'rawTrailers', true)
})

IncomingMessage.prototype.setTimeout = function setTimeout (msecs, callback) {
  if (callback) this.on('timeout', callback)
  this.socket.setTimeout(msecs)
  return this
}

IncomingMessage.prototype._read = function _read (n) {
  if (!this._consuming) {
    this._readableState.readingMore = false
    this._consuming = true
  }
  if (this.socket?.readable) readStart(this.socket)
}

IncomingMessage.prototype._destroy = function _destroy (error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true
    this.emit('aborted')
  }
  const done = (failure) => {
    if (failure && this.listenerCount('error') === 0) callback()
    else callback(failure)
  }
  if (this.socket && !this.socket.destroyed && this.aborted) {
    this.socket.destroy(error)
    const cleanup = finished(this.socket, (failure) => {
      if (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE') failure = null
      cleanup()
      process.nextTick(done, failure || error)
    })
  } else process.nextTick(done, error)
}

// What fields become, one by one: for those who fill a message themselves.
IncomingMessage.prototype._addHeaderLines = function _addHeaderLines (fields, n) {
  if (!fields?.length) return
  if (this.complete) {
    this.rawTrailers = fields
    this[kTrailers] = this[kTrailersDistinct] = null
  } else {
    this.rawHeaders = fields
    this[kHeaders] = this[kDistinct] = null
  }
}

IncomingMessage.prototype._addHeaderLine = function _addHeaderLine (name, value, target) {
  const before = Object.hasOwn(target, name.toLowerCase()) ? target[name.toLowerCase()] : undefined
  const raw = before === undefined ? [] : [].concat(before).flatMap((v) => [name, v])
  Object.assign(target, collect([...raw, name, value], !!this.joinDuplicateHeaders, false))
}

IncomingMessage.prototype._addHeaderLineDistinct = function _addHeaderLineDistinct (name, value, target) {
  name = name.toLowerCase()
  if (target[name]) target[name].push(value)
  else target[name] = [value]
}

IncomingMessage.prototype._dump = function _dump () {
  if (this._dumped) return
  this._dumped = true
  this.removeAllListeners('data') // what is buffered goes to nobody
  this.resume()
}

module.exports = { IncomingMessage, readStart, readStop, hangUp }
