const core = require('internal/fs/core')
const { begin } = core
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateInteger } = require('internal/validators')
const { Readable, Writable } = require('stream')
const { Buffer } = require('buffer')

function optionsOf (options) {
  if (typeof options === 'string') return { encoding: options }
  if (options === undefined || options === null) return {}
  if (typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options)
  return options
}

// take remembers where the stream reads or writes: a path, an fd or a FileHandle.
function take (stream, path, options, flags) {
  stream.fd = options.fd === undefined ? null : options.fd
  if (stream.fd !== null && typeof stream.fd === 'object') {
    stream.handle = stream.fd
    stream.fd = stream.handle.fd
  }
  stream.path = stream.fd === null ? core.path(path) : undefined
  stream.flags = options.flags ?? flags
  stream.mode = options.mode ?? 0o666
  stream.start = options.start
  stream.pos = undefined
  if (stream.start !== undefined) {
    validateInteger(stream.start, 'start', 0)
    stream.pos = stream.start
  }
}

function construct (callback) {
  if (this.fd !== null) return callback()
  begin((error, fd) => {
    if (error) return callback(error)
    this.fd = fd
    callback()
    this.emit('open', fd)
    this.emit('ready')
  }, 'open', this.path, core.flags(this.flags), core.mode(this.mode))
}

function destroy (error, callback) {
  const fd = this.fd
  this.fd = null
  if (fd === null || fd < 0) return callback(error)
  if (this.handle) this.handle.close().then(() => callback(error), (e) => callback(error || e))
  else begin((failure) => callback(error || failure), 'close', fd)
}

function close (callback) {
  if (callback) {
    if (this.closed) return process.nextTick(callback)
    this.on('close', callback)
  }
  if (!this.autoClose) this.on('finish', this.destroy)
  if (this._writableState && !this._readableState) this.end()
  else this.destroy(null)
}

function ReadStream (path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options)
  options = optionsOf(options)
  take(this, path, options, 'r')
  this.end = options.end ?? Infinity
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0)
    if (this.start !== undefined && this.start > this.end) throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start)
  }
  this.bytesRead = 0
  Readable.call(this, { ...options, highWaterMark: options.highWaterMark ?? 64 * 1024, autoDestroy: options.autoClose ?? true, emitClose: options.emitClose })
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype)
Object.setPrototypeOf(ReadStream, Readable)

ReadStream.prototype._construct = construct
ReadStream.prototype._read = function (n) {
  const left = this.pos !== undefined ? this.end - this.pos + 1 : this.end - this.bytesRead + 1
  n = Math.min(left, n)
  if (n <= 0) return this.push(null)
  const view = Buffer.allocUnsafeSlow(n)
  begin((error, count) => {
    if (error) return this.destroy(error)
    if (this.destroyed) return
    if (this.pos !== undefined) this.pos += count
    this.bytesRead += count
    this.push(count === 0 ? null : view.subarray(0, count))
  }, 'read', this.fd, view, 0, n, this.pos ?? -1)
}
ReadStream.prototype._destroy = destroy
ReadStream.prototype.close = function (callback) { close.call(this, callback) }

function WriteStream (path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options)
  options = optionsOf(options)
  take(this, path, options, 'w')
  this.bytesWritten = 0
  Writable.call(this, { ...options, decodeStrings: true, autoDestroy: options.autoClose ?? true, emitClose: options.emitClose })
  if (options.encoding) this.setDefaultEncoding(options.encoding)
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype)
Object.setPrototypeOf(WriteStream, Writable)

WriteStream.prototype._construct = construct
WriteStream.prototype._write = function (data, encoding, callback) { writeAll(this, data, 0, callback) }
WriteStream.prototype._writev = function (chunks, callback) { writeAll(this, Buffer.concat(chunks.map(({ chunk }) => chunk)), 0, callback) }

// writeAll goes on until every byte is out: a write may take fewer.
function writeAll (stream, data, done, callback) {
  begin((error, count) => {
    if (error) return callback(error)
    stream.bytesWritten += count
    if (stream.pos !== undefined) stream.pos += count
    done += count
    if (done < data.length) writeAll(stream, data, done, callback)
    else callback()
  }, 'write', stream.fd, data, done, data.length - done, stream.pos ?? -1)
}
WriteStream.prototype._destroy = destroy
WriteStream.prototype.close = function (callback) { close.call(this, callback) }
WriteStream.prototype.destroySoon = WriteStream.prototype.end

for (const Class of [ReadStream, WriteStream]) {
  Object.defineProperty(Class.prototype, 'autoClose', {
    configurable: true,
    get () { return (this._readableState ?? this._writableState).autoDestroy },
    set (value) { (this._readableState ?? this._writableState).autoDestroy = value }
  })
  Object.defineProperty(Class.prototype, 'pending', { configurable: true, get () { return this.fd === null } })
}

module.exports = { ReadStream, WriteStream }
