// Transform and PassThrough: https://nodejs.org/docs/latest-v20.x/api/stream.html#class-streamtransform
const { errors, Duplex } = parts
const kCallback = Symbol('kCallback')

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options)
  const readable = options ? parts.highWaterMark(options, 'readable', true, options.objectMode || options.readableObjectMode) : undefined
  if (readable === 0) {
    options = { ...options, highWaterMark: null, readableHighWaterMark: 0, writableHighWaterMark: options.writableHighWaterMark || 0 }
  }
  Duplex.call(this, options)
  this._readableState.sync = false
  this[kCallback] = null
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform
    if (typeof options.flush === 'function') this._flush = options.flush
  }
  this.on('prefinish', prefinish)
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype)
Object.setPrototypeOf(Transform, Duplex)
parts.Transform = Transform

function flush(stream, callback) {
  const done = (error, data) => {
    if (error) {
      if (callback) callback(error)
      else stream.destroy(error)
      return
    }
    if (data !== undefined && data !== null) stream.push(data)
    stream.push(null)
    callback?.()
  }
  if (typeof stream._flush === 'function' && !stream.destroyed) stream._flush(done)
  else done()
}

Transform.prototype._final = function (callback) { flush(this, callback) }

// prefinish flushes for classes that brought a _final of their own.
function prefinish() {
  if (this._final !== Transform.prototype._final) flush(this)
}

Transform.prototype._transform = function () { throw errors.notImplemented('_transform()') }

Transform.prototype._write = function (chunk, encoding, callback) {
  const r = this._readableState
  const w = this._writableState
  const before = r.length
  this._transform(chunk, encoding, (error, value) => {
    if (error) return callback(error)
    if (value !== undefined && value !== null) this.push(value)
    if (w.ended || before === r.length || r.length < r.highWaterMark) callback()
    else this[kCallback] = callback
  })
}

Transform.prototype._read = function () {
  const callback = this[kCallback]
  if (callback) {
    this[kCallback] = null
    callback()
  }
}

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options)
  Transform.call(this, options)
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype)
Object.setPrototypeOf(PassThrough, Transform)
PassThrough.prototype._transform = function (chunk, encoding, callback) { callback(null, chunk) }
parts.PassThrough = PassThrough
