// The classes: each is a Transform over one codec, which works off the realm's goroutine.
const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors')
const { deprecate } = require('internal/util')
const { Transform, finished } = require('stream')
const { Buffer } = require('buffer')
const { check, inRange } = require('internal/zlib/options')

const kFlush = Symbol('kFlushFlag') // on the empty buffers by which flush() keeps its place among the writes

// Codec is the native half as node's streams show it: programs that drive it by hand put their own close in its place for a while.
class Codec {
  constructor (native) { this.native = native }
  close () { native.close(this.native) }
}

const markers = []
function marker (flush) {
  if (markers[flush] === undefined) {
    markers[flush] = Buffer.alloc(0)
    markers[flush][kFlush] = flush
  }
  return markers[flush]
}

// The stronger of two flushes: Z_BLOCK (5) is weaker than all but none.
const strength = [0, 2, 3, 4, 5, 1]
const stronger = (a, b) => strength[a] > strength[b] ? a : b

function ZlibBase (name, opts) {
  const checked = check(name, opts)
  if (opts && (opts.encoding || opts.objectMode || opts.writableObjectMode)) {
    opts = { ...opts, encoding: null, objectMode: false, writableObjectMode: false }
  }
  Reflect.apply(Transform, this, [{ autoDestroy: true, ...opts }])
  this.bytesWritten = 0
  this._handle = new Codec(checked.handle)
  this._chunkSize = checked.chunkSize
  this._defaultFlushFlag = checked.flush
  this._finishFlushFlag = checked.finishFlush
  this._defaultFullFlushFlag = checked.fullFlush
  this._info = checked.info
  this._maxOutputLength = checked.maxOutputLength
  return checked
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype)
Object.setPrototypeOf(ZlibBase, Transform)

Object.defineProperties(ZlibBase.prototype, {
  _closed: { configurable: true, enumerable: true, get () { return !this._handle } },
  bytesRead: {
    configurable: true,
    enumerable: true,
    get: deprecate(function () { return this.bytesWritten },
      'zlib.bytesRead is deprecated and will change its meaning in the future. Use zlib.bytesWritten instead.', 'DEP0108'),
    set: deprecate(function (value) { this.bytesWritten = value },
      'Setting zlib.bytesRead is deprecated. This feature will be removed in the future.', 'DEP0108')
  }
})

function handleOf (stream) {
  if (!stream._handle) {
    throw new ERR_INTERNAL_ASSERTION('zlib binding closed\nThis is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n' +
      'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n')
  }
  return stream._handle.native
}

function close (stream) {
  stream._handle?.close()
  stream._handle = null
}

ZlibBase.prototype.reset = function () { native.reset(handleOf(this)) }

ZlibBase.prototype._final = function (callback) { callback() }

ZlibBase.prototype._flush = function (callback) { this._transform(Buffer.alloc(0), '', callback) }

ZlibBase.prototype.flush = function (kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind
    kind = this._defaultFullFlushFlag
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback)
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback)
  } else this.write(marker(kind), '', callback)
}

ZlibBase.prototype.close = function (callback) {
  if (callback) finished(this, callback)
  this.destroy()
}

ZlibBase.prototype._destroy = function (error, callback) {
  close(this)
  callback(error)
}

ZlibBase.prototype._transform = function (chunk, encoding, callback) {
  let flush = this._defaultFlushFlag
  if (typeof chunk[kFlush] === 'number') flush = chunk[kFlush]
  else if (this.writableEnded && this.writableLength === chunk.byteLength) flush = stronger(flush, this._finishFlushFlag)
  processChunk(this, chunk, flush, callback)
}

ZlibBase.prototype._processChunk = function (chunk, flush, callback) {
  return typeof callback === 'function' ? processChunk(this, chunk, flush, callback) : processChunkSync(this, chunk, flush)
}

function processChunkSync (stream, chunk, flush) {
  const handle = handleOf(stream)
  try {
    const out = native.writeSync(handle, flush, chunk, stream._maxOutputLength)
    stream.bytesWritten = native.taken(handle)
    return out
  } finally {
    close(stream)
  }
}

function processChunk (stream, chunk, flush, callback) {
  if (!stream._handle) return process.nextTick(callback)
  const handle = stream._handle.native
  const go = (step, input) => step(handle, flush, input, stream._chunkSize, done)

  function done (error, out, taken, full, left) {
    if (stream.destroyed) return callback()
    if (error) return stream.destroy(error)
    stream.bytesWritten += taken
    const wantsMore = out === null || stream.push(out)
    if (stream.destroyed) return callback()
    if (full) {
      if (wantsMore) go(native.resume)
      else whenRead(stream, () => go(native.resume))
    } else {
      if (left > 0) stream.push(null) // the codec is at the end of its data and not interested in what follows
      callback()
    }
  }
  go(native.write, chunk)
}

// whenRead waits until the stream's reader has taken what there is.
function whenRead (stream, next) {
  const read = stream._read
  stream._read = function (n) {
    stream._read = read
    if (stream._handle) next()
    stream._read(n)
  }
}

function Zlib (name, opts) {
  const { level, strategy } = Reflect.apply(ZlibBase, this, [name, opts])
  this._level = level
  this._strategy = strategy
}
Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype)
Object.setPrototypeOf(Zlib, ZlibBase)

Zlib.prototype.params = function params (level, strategy, callback) {
  inRange(level, 'level', -1, 9)
  inRange(strategy, 'strategy', 0, 4)
  if (this._level === level && this._strategy === strategy) return process.nextTick(callback)
  this.flush(2, () => {
    native.params(handleOf(this), level, strategy)
    if (this.destroyed) return
    this._level = level
    this._strategy = strategy
    callback?.()
  })
}

function Brotli (name, opts) { Reflect.apply(ZlibBase, this, [name, opts]) }
Object.setPrototypeOf(Brotli.prototype, Zlib.prototype)
Object.setPrototypeOf(Brotli, Zlib)

function define (name, Base) {
  const Class = {
    [name]: function (opts) {
      if (!(this instanceof Class)) return new Class(opts)
      Reflect.apply(Base, this, [name, opts])
    }
  }[name]
  Object.setPrototypeOf(Class.prototype, Base.prototype)
  Object.setPrototypeOf(Class, Base)
  module.exports[name] = Class
}
for (const name of ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip']) define(name, Zlib)
for (const name of ['BrotliCompress', 'BrotliDecompress']) define(name, Brotli)
