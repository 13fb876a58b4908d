// Readable: https://nodejs.org/docs/latest-v20.x/api/stream.html#readable-streams
const { errors, tick } = parts
const EventEmitter = require('events')

// Stream is the legacy base class: an EventEmitter with pipe.
function Stream(options) {
  EventEmitter.call(this, options)
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype)
Object.setPrototypeOf(Stream, EventEmitter)
parts.Stream = Stream

// prepend puts a listener first, on emitters of other makers too.
parts.prepend = (emitter, event, listener) => {
  if (typeof emitter.prependListener === 'function') emitter.prependListener(event, listener)
  else if (!emitter._events?.[event]) emitter.on(event, listener)
  else if (Array.isArray(emitter._events[event])) emitter._events[event].unshift(listener)
  else emitter._events[event] = [listener, emitter._events[event]]
}

function ReadableState(options, stream, duplex) {
  options ??= {}
  this.objectMode = !!(options.objectMode || (duplex && options.readableObjectMode))
  this.highWaterMark = parts.highWaterMark(options, 'readable', duplex, this.objectMode)
  this.buffer = []
  this.length = 0
  this.pipes = []
  this.flowing = null
  this.ended = false
  this.endEmitted = false
  this.reading = false
  this.constructed = true
  this.sync = true
  this.needReadable = false
  this.emittedReadable = false
  this.readableListening = false
  this.resumeScheduled = false
  this.paused = null
  this.errorEmitted = false
  this.emitClose = options.emitClose !== false
  this.autoDestroy = options.autoDestroy !== false
  this.destroyed = false
  this.errored = null
  this.closed = false
  this.closeEmitted = false
  this.defaultEncoding = parts.encodingOf(options)
  this.awaitDrainWriters = null // a stream, or a Set once there are more pipes than one
  this.multiAwaitDrain = false
  this.readingMore = false
  this.dataEmitted = false
  this.decoder = null
  this.encoding = null
  if (options.encoding) {
    this.decoder = new (require('string_decoder').StringDecoder)(options.encoding)
    this.encoding = options.encoding
  }
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options)
  this._events ??= { close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined }
  initReadable(this, options, false)
  Stream.call(this, options)
  parts.construct(this, () => { if (this._readableState.needReadable) maybeReadMore(this, this._readableState) })
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype)
Object.setPrototypeOf(Readable, Stream)
parts.Readable = Readable
parts.ReadableState = ReadableState
Readable.ReadableState = ReadableState

function initReadable(stream, options, duplex) {
  stream._readableState = new ReadableState(options, stream, duplex)
  if (!options) return
  if (typeof options.read === 'function') stream._read = options.read
  if (typeof options.destroy === 'function') stream._destroy = options.destroy
  if (typeof options.construct === 'function') stream._construct = options.construct
  if (options.signal && !duplex) parts.addAbortSignal(options.signal, stream)
}
parts.initReadable = initReadable

Readable.prototype._destroy = function (error, callback) { callback(error) }
Readable.prototype[EventEmitter.captureRejectionSymbol] = function (error) { this.destroy(error) }
Readable.prototype[Symbol.asyncDispose] = function () {
  let error
  if (!this.destroyed) {
    error = this.readableEnded ? null : errors.abort()
    this.destroy(error)
  }
  return new Promise((resolve, reject) => parts.finished(this, (failure) => (failure && failure !== error ? reject(failure) : resolve(null))))
}
Readable.prototype._read = function (size) { throw errors.notImplemented('_read()') } // eslint-disable-line no-unused-vars
Readable.prototype.push = function (chunk, encoding) { return add(this, chunk, encoding, false) }
Readable.prototype.unshift = function (chunk, encoding) { return add(this, chunk, encoding, true) }

// add takes a chunk from the source; it answers whether more is wanted.
function add(stream, chunk, encoding, front) {
  const s = stream._readableState
  if (chunk === null) {
    s.reading = false
    endOfSource(stream, s)
    return false
  }
  if (!s.objectMode) {
    try {
      chunk = toChunk(s, chunk, encoding, front)
    } catch (error) {
      parts.errorOrDestroy(stream, error)
      return false
    }
    if (!chunk || chunk.length === 0) {
      if (!front) {
        s.reading = false
        maybeReadMore(stream, s)
      }
      return wantsMore(s)
    }
  }
  if (front) {
    if (s.endEmitted) parts.errorOrDestroy(stream, errors.unshiftAfterEnd())
    else if (s.destroyed || s.errored) return false
    else store(stream, s, chunk, true)
  } else if (s.ended) {
    parts.errorOrDestroy(stream, errors.pushAfterEOF())
  } else if (s.destroyed || s.errored) {
    return false
  } else {
    s.reading = false
    if (s.decoder && !encoding) chunk = s.decoder.write(chunk)
    if (s.objectMode || chunk.length !== 0) store(stream, s, chunk, false)
    else maybeReadMore(stream, s)
  }
  return wantsMore(s)
}

function toChunk(s, chunk, encoding, front) {
  if (typeof chunk === 'string') {
    encoding ||= s.defaultEncoding
    if (s.encoding !== encoding) {
      if (front && s.encoding) return Buffer.from(chunk, encoding).toString(s.encoding)
      chunk = Buffer.from(chunk, encoding)
    }
    return chunk
  }
  if (parts.isUint8Array(chunk)) return parts.toBuffer(chunk)
  if (chunk !== undefined) parts.argType('chunk', ['string', 'Buffer', 'Uint8Array'], chunk)
}

const wantsMore = (s) => !s.ended && (s.length < s.highWaterMark || s.length === 0)

function forgetDrains(s) {
  if (s.multiAwaitDrain) s.awaitDrainWriters.clear()
  else s.awaitDrainWriters = null
}

function store(stream, s, chunk, front) {
  if (s.flowing && s.length === 0 && !s.sync && stream.listenerCount('data') > 0) {
    forgetDrains(s)
    s.dataEmitted = true
    stream.emit('data', chunk)
  } else {
    s.length += s.objectMode ? 1 : chunk.length
    if (front) s.buffer.unshift(chunk)
    else s.buffer.push(chunk)
    if (s.needReadable) emitReadable(stream)
  }
  maybeReadMore(stream, s)
}

function endOfSource(stream, s) {
  if (s.ended) return
  if (s.decoder) {
    const chunk = s.decoder.end()
    if (chunk?.length) {
      s.buffer.push(chunk)
      s.length += s.objectMode ? 1 : chunk.length
    }
  }
  s.ended = true
  if (s.sync) {
    emitReadable(stream)
  } else {
    s.needReadable = false
    s.emittedReadable = true
    emitReadableNow(stream)
  }
}

Readable.prototype.isPaused = function () {
  return this._readableState.paused === true || this._readableState.flowing === false
}

Readable.prototype.setEncoding = function (encoding) {
  const s = this._readableState
  const decoder = new (require('string_decoder').StringDecoder)(encoding)
  s.decoder = decoder
  s.encoding = decoder.encoding
  const text = s.buffer.map((chunk) => decoder.write(chunk)).join('')
  s.buffer = text === '' ? [] : [text]
  s.length = text.length
  return this
}

// how many a read(n) may take; the high water mark rises to what is asked for.
function howMany(n, s) {
  if (n <= 0 || (s.length === 0 && s.ended)) return 0
  if (s.objectMode) return 1
  if (Number.isNaN(n)) return s.flowing && s.length ? s.buffer[0].length : s.length
  if (n <= s.length) return n
  return s.ended ? s.length : 0
}

// raised is the next power of two.
function raised(n) {
  if (n > 2 ** 30) throw errors.outOfRange('size', '<= 1GiB', n)
  return 2 ** Math.ceil(Math.log2(n))
}

Readable.prototype.read = function (n) {
  n = n === undefined ? NaN : Number.parseInt(n, 10)
  const s = this._readableState
  const asked = n
  if (n > s.highWaterMark) s.highWaterMark = raised(n)
  if (n !== 0) s.emittedReadable = false
  if (n === 0 && s.needReadable && ((s.highWaterMark !== 0 ? s.length >= s.highWaterMark : s.length > 0) || s.ended)) {
    if (s.length === 0 && s.ended) endReadable(this)
    else emitReadable(this)
    return null
  }
  n = howMany(n, s)
  if (n === 0 && s.ended) {
    if (s.length === 0) endReadable(this)
    return null
  }
  let read = s.needReadable || s.length === 0 || s.length - n < s.highWaterMark
  if (s.ended || s.reading || s.destroyed || s.errored || !s.constructed) read = false
  if (read) {
    s.reading = true
    s.sync = true
    if (s.length === 0) s.needReadable = true
    try {
      this._read(s.highWaterMark)
    } catch (error) {
      parts.errorOrDestroy(this, error)
    }
    s.sync = false
    if (!s.reading) n = howMany(asked, s)
  }
  return deliver(this, s, n, asked)
}

function deliver(stream, s, n, asked) {
  const chunk = n > 0 ? take(s, n) : null
  if (chunk === null) {
    s.needReadable = s.length <= s.highWaterMark
    n = 0
  } else {
    s.length -= s.objectMode ? 1 : n
    forgetDrains(s)
  }
  if (s.length === 0) {
    if (!s.ended) s.needReadable = true
    if (asked !== n && s.ended) endReadable(stream)
  }
  if (chunk !== null && !s.errorEmitted && !s.closeEmitted) {
    s.dataEmitted = true
    stream.emit('data', chunk)
  }
  return chunk
}

// take removes n units from the buffered chunks.
function take(s, n) {
  if (s.length === 0) return null
  if (s.objectMode) return s.buffer.shift()
  if (n >= s.length) {
    const all = s.buffer.length === 1 ? s.buffer[0] : s.decoder ? s.buffer.join('') : Buffer.concat(s.buffer, s.length)
    s.buffer = []
    return all
  }
  const taken = []
  while (n > 0) {
    const first = s.buffer[0]
    if (first.length <= n) {
      taken.push(s.buffer.shift())
      n -= first.length
    } else {
      taken.push(first.slice(0, n))
      s.buffer[0] = first.slice(n)
      n = 0
    }
  }
  return taken.length === 1 ? taken[0] : s.decoder ? taken.join('') : Buffer.concat(taken)
}

function emitReadable(stream) {
  const s = stream._readableState
  s.needReadable = false
  if (!s.emittedReadable) {
    s.emittedReadable = true
    tick(emitReadableNow, stream)
  }
}

function emitReadableNow(stream) {
  const s = stream._readableState
  if (!s.destroyed && !s.errored && (s.length || s.ended)) {
    stream.emit('readable')
    s.emittedReadable = false
  }
  s.needReadable = !s.flowing && !s.ended && s.length <= s.highWaterMark
  flow(stream)
}

function maybeReadMore(stream, s) {
  if (s.readingMore || !s.constructed) return
  s.readingMore = true
  tick(() => {
    while (!s.reading && !s.ended && (s.length < s.highWaterMark || (s.flowing && s.length === 0))) {
      const before = s.length
      stream.read(0)
      if (before === s.length) break
    }
    s.readingMore = false
  })
}

Readable.prototype.pipe = function (destination, options) {
  const source = this
  const s = this._readableState
  if (s.pipes.length === 1 && !s.multiAwaitDrain) {
    s.multiAwaitDrain = true
    s.awaitDrainWriters = new Set(s.awaitDrainWriters ? [s.awaitDrainWriters] : [])
  }
  s.pipes.push(destination)
  const end = (!options || options.end !== false) && destination !== process.stdout && destination !== process.stderr
  const whenEnded = end ? () => destination.end() : unpipe
  if (s.endEmitted) tick(whenEnded)
  else source.once('end', whenEnded)
  let drain
  const onData = (chunk) => { if (destination.write(chunk) === false) pause() }
  const onError = (error) => {
    unpipe()
    destination.removeListener('error', onError)
    if (destination.listenerCount('error') === 0) {
      const d = destination._writableState || destination._readableState
      if (d && !d.errorEmitted) parts.errorOrDestroy(destination, error)
      else destination.emit('error', error)
    }
  }
  const onClose = () => { destination.removeListener('finish', onFinish); unpipe() }
  const onFinish = () => { destination.removeListener('close', onClose); unpipe() }
  function pause() {
    if (!cleaned) {
      if (s.pipes.length === 1 && s.pipes[0] === destination) {
        s.awaitDrainWriters = destination
        s.multiAwaitDrain = false
      } else if (s.pipes.length > 1 && s.pipes.includes(destination)) s.awaitDrainWriters.add(destination)
      source.pause()
    }
    if (!drain) {
      drain = () => {
        if (s.awaitDrainWriters === destination) s.awaitDrainWriters = null
        else if (s.multiAwaitDrain) s.awaitDrainWriters.delete(destination)
        if ((!s.awaitDrainWriters || s.awaitDrainWriters.size === 0) && source.listenerCount('data')) source.resume()
      }
      destination.on('drain', drain)
    }
  }
  let cleaned = false
  function cleanup() {
    cleaned = true
    destination.removeListener('close', onClose)
    destination.removeListener('finish', onFinish)
    if (drain) destination.removeListener('drain', drain)
    destination.removeListener('error', onError)
    destination.removeListener('unpipe', onUnpipe)
    source.removeListener('end', whenEnded)
    source.removeListener('data', onData)
    if (drain && s.awaitDrainWriters && (!destination._writableState || destination._writableState.needDrain)) drain()
  }
  function onUnpipe(readable, info) {
    if (readable === source && info && info.hasUnpiped === false) {
      info.hasUnpiped = true
      cleanup()
    }
  }
  function unpipe() { source.unpipe(destination) }
  destination.on('unpipe', onUnpipe)
  source.on('data', onData)
  parts.prepend(destination, 'error', onError)
  destination.once('close', onClose)
  destination.once('finish', onFinish)
  destination.emit('pipe', source)
  if (destination.writableNeedDrain === true) pause()
  else if (!s.flowing) source.resume()
  return destination
}

Readable.prototype.unpipe = function (destination) {
  const s = this._readableState
  const info = { hasUnpiped: false }
  if (s.pipes.length === 0) return this
  if (!destination) {
    const all = s.pipes
    s.pipes = []
    this.pause()
    for (const d of all) d.emit('unpipe', this, { hasUnpiped: false })
    return this
  }
  const i = s.pipes.indexOf(destination)
  if (i < 0) return this
  s.pipes.splice(i, 1)
  if (s.pipes.length === 0) this.pause()
  destination.emit('unpipe', this, info)
  return this
}

Readable.prototype.on = function (event, listener) {
  const result = Stream.prototype.on.call(this, event, listener)
  const s = this._readableState
  if (event === 'data') {
    s.readableListening = this.listenerCount('readable') > 0
    if (s.flowing !== false) this.resume()
  } else if (event === 'readable' && !s.endEmitted && !s.readableListening) {
    s.readableListening = s.needReadable = true
    s.flowing = false
    s.emittedReadable = false
    if (s.length) emitReadable(this)
    else if (!s.reading) tick(() => this.read(0))
  }
  return result
}
Readable.prototype.addListener = Readable.prototype.on

Readable.prototype.removeListener = function (event, listener) {
  const result = EventEmitter.prototype.removeListener.call(this, event, listener)
  if (event === 'readable') tick(updateListening, this)
  return result
}
Readable.prototype.off = Readable.prototype.removeListener

Readable.prototype.removeAllListeners = function (event) {
  const result = EventEmitter.prototype.removeAllListeners.apply(this, arguments)
  if (event === 'readable' || event === undefined) tick(updateListening, this)
  return result
}

function updateListening(stream) {
  const s = stream._readableState
  s.readableListening = stream.listenerCount('readable') > 0
  if (s.resumeScheduled && s.paused === false) s.flowing = true
  else if (stream.listenerCount('data') > 0) stream.resume()
  else if (!s.readableListening) s.flowing = null
}

Readable.prototype.resume = function () {
  const s = this._readableState
  if (!s.flowing) {
    s.flowing = !s.readableListening
    if (!s.resumeScheduled) {
      s.resumeScheduled = true
      tick(resumeNow, this, s)
    }
  }
  s.paused = false
  return this
}

function resumeNow(stream, s) {
  if (!s.reading) stream.read(0)
  s.resumeScheduled = false
  stream.emit('resume')
  flow(stream)
  if (s.flowing && !s.reading) stream.read(0)
}

Readable.prototype.pause = function () {
  const s = this._readableState
  if (s.flowing !== false) {
    s.flowing = false
    this.emit('pause')
  }
  s.paused = true
  return this
}

function flow(stream) {
  const s = stream._readableState
  while (s.flowing && stream.read() !== null);
}

function endReadable(stream) {
  const s = stream._readableState
  if (s.endEmitted) return
  s.ended = true
  tick(() => {
    if (s.errored || s.closeEmitted || s.endEmitted || s.length !== 0) return
    s.endEmitted = true
    stream.emit('end')
    const w = stream._writableState
    if (w && stream.writable && stream.allowHalfOpen === false) {
      tick(() => { if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end() })
    } else if (s.autoDestroy && (!w || (w.autoDestroy && (w.finished || w.writable === false)))) {
      stream.destroy()
    }
  })
}

// wrap makes a Readable of an old-style stream.
Readable.prototype.wrap = function (old) {
  let paused = false
  old.on('data', (chunk) => {
    if (!this.push(chunk) && old.pause) {
      paused = true
      old.pause()
    }
  })
  old.on('end', () => this.push(null))
  old.on('error', (error) => parts.errorOrDestroy(this, error))
  old.on('close', () => parts.destroyer(this))
  old.on('destroy', () => parts.destroyer(this))
  this._read = () => {
    if (paused && old.resume) {
      paused = false
      old.resume()
    }
  }
  for (const key of Object.keys(old)) {
    if (this[key] === undefined && typeof old[key] === 'function') this[key] = old[key].bind(old)
  }
  return this
}

parts.installEnd(Readable.prototype)
const view = (get, set) => ({ configurable: true, enumerable: false, get, ...(set && { set }) })
Object.defineProperties(Readable.prototype, {
  readable: view(function () {
    const r = this._readableState
    return !!r && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted
  }, function (value) { if (this._readableState) this._readableState.readable = !!value }),
  readableDidRead: view(function () { return this._readableState.dataEmitted }),
  readableAborted: view(function () {
    const s = this._readableState
    return !!(s.readable !== false && (s.destroyed || s.errored) && !s.endEmitted)
  }),
  readableHighWaterMark: view(function () { return this._readableState.highWaterMark }),
  readableBuffer: view(function () { return this._readableState?.buffer }),
  readableFlowing: view(function () { return this._readableState.flowing }, function (state) { this._readableState.flowing = state }),
  readableLength: view(function () { return this._readableState.length }),
  readableObjectMode: view(function () { return !!this._readableState?.objectMode }),
  readableEncoding: view(function () { return this._readableState?.encoding ?? null }),
  readableErrored: view(function () { return this._readableState?.errored ?? null }),
  readableEnded: view(function () { return !!this._readableState?.endEmitted }),
})
