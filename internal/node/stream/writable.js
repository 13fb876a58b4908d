// Writable: https://nodejs.org/docs/latest-v20.x/api/stream.html#writable-streams
const { errors, tick, nop, Stream } = parts

function WritableState(options, stream, duplex) {
  options ??= {}
  this.objectMode = !!(options.objectMode || (duplex && options.writableObjectMode))
  this.highWaterMark = parts.highWaterMark(options, 'writable', duplex, this.objectMode)
  this.finalCalled = false
  this.needDrain = false
  this.ending = false
  this.ended = false
  this.finished = false
  this.destroyed = false
  this.decodeStrings = options.decodeStrings !== false
  this.defaultEncoding = parts.encodingOf(options)
  this.length = 0
  this.writing = false
  this.corked = 0
  this.sync = true
  this.bufferProcessing = false
  this.writecb = null
  this.writelen = 0
  this.buffered = []
  this.allNoop = true
  this.pendingcb = 0
  this.constructed = true
  this.prefinished = false
  this.errorEmitted = false
  this.emitClose = options.emitClose !== false
  this.autoDestroy = options.autoDestroy !== false
  this.errored = null
  this.closed = false
  this.closeEmitted = false
  this.afterWriteTick = null
  this.finishCallbacks = []
  this.onwrite = (error) => onWrite(stream, error)
}
WritableState.prototype.getBuffer = function () { return this.buffered.slice() }
Object.defineProperty(WritableState.prototype, 'bufferedRequestCount', { get() { return this.buffered.length } })

function Writable(options) {
  if (!(this instanceof Writable) && !(this instanceof (parts.Duplex ?? Writable))) return new Writable(options)
  this._events ??= { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined }
  initWritable(this, options, false)
  Stream.call(this, options)
  parts.construct(this, () => afterConstruct(this))
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype)
Object.setPrototypeOf(Writable, Stream)
parts.Writable = Writable
Writable.WritableState = WritableState

const isWritable = Function.prototype[Symbol.hasInstance]
Object.defineProperty(Writable, Symbol.hasInstance, {
  value(object) {
    if (isWritable.call(this, object)) return true
    return this === Writable && !!object && object._writableState instanceof WritableState
  },
})

function initWritable(stream, options, duplex) {
  stream._writableState = new WritableState(options, stream, duplex)
  if (!options) return
  if (typeof options.write === 'function') stream._write = options.write
  if (typeof options.writev === 'function') stream._writev = options.writev
  if (typeof options.destroy === 'function') stream._destroy = options.destroy
  if (typeof options.final === 'function') stream._final = options.final
  if (typeof options.construct === 'function') stream._construct = options.construct
  if (options.signal) parts.addAbortSignal(options.signal, stream)
}
parts.initWritable = initWritable

function afterConstruct(stream) {
  const s = stream._writableState
  if (!s.writing) clearBuffer(stream, s)
  finishMaybe(stream, s)
}
parts.afterWritableConstruct = afterConstruct

Writable.prototype.pipe = function () { parts.errorOrDestroy(this, errors.cannotPipe()) }
Writable.prototype._destroy = function (error, callback) { callback(error) }
Writable.prototype[require('events').captureRejectionSymbol] = function (error) { this.destroy(error) }
Writable.prototype._write = function (chunk, encoding, callback) {
  if (!this._writev) throw errors.notImplemented('_write()')
  this._writev([{ chunk, encoding }], callback)
}
Writable.prototype._writev = null

Writable.prototype.write = function (chunk, encoding, callback) { return write(this, chunk, encoding, callback) === true }

// write answers true, false (wait for drain) or the error that made it refuse.
function write(stream, chunk, encoding, callback) {
  const s = stream._writableState
  if (typeof encoding === 'function') [encoding, callback] = [null, encoding]
  if (typeof callback !== 'function') callback = nop
  if (chunk === null) throw errors.nullValues()
  if (!s.objectMode) {
    if (!encoding) encoding = s.defaultEncoding
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw errors.unknownEncoding(encoding)
    if (typeof chunk === 'string') {
      if (s.decodeStrings !== false) {
        chunk = Buffer.from(chunk, encoding)
        encoding = 'buffer'
      }
    } else if (parts.isUint8Array(chunk)) {
      chunk = parts.toBuffer(chunk)
      encoding = 'buffer'
    } else {
      parts.argType('chunk', ['string', 'Buffer', 'Uint8Array'], chunk)
    }
  }
  const refused = s.ending ? errors.writeAfterEnd() : s.destroyed ? errors.destroyed('write') : null
  if (refused) {
    tick(callback, refused)
    parts.errorOrDestroy(stream, refused, true)
    return refused
  }
  s.pendingcb++
  return writeOrBuffer(stream, s, chunk, encoding, callback)
}

function writeOrBuffer(stream, s, chunk, encoding, callback) {
  s.length += s.objectMode ? 1 : chunk.length
  const room = s.length < s.highWaterMark
  if (!room) s.needDrain = true
  if (s.writing || s.corked || s.errored || !s.constructed) {
    s.buffered.push({ chunk, encoding, callback })
    if (callback !== nop) s.allNoop = false
  } else {
    start(s, s.objectMode ? 1 : chunk.length, callback)
    attempt(stream, s, () => stream._write(chunk, encoding, s.onwrite))
    s.sync = false
  }
  return room && !s.errored && !s.destroyed
}

function start(s, length, callback) {
  s.writelen = length
  s.writecb = callback
  s.writing = true
  s.sync = true
}

function attempt(stream, s, f) {
  if (s.destroyed) s.onwrite(errors.destroyed('write'))
  else f()
}

function onWrite(stream, error) {
  const s = stream._writableState
  const callback = s.writecb
  const sync = s.sync
  if (typeof callback !== 'function') {
    parts.errorOrDestroy(stream, errors.multipleCallback())
    return
  }
  s.writing = false
  s.writecb = null
  s.length -= s.writelen
  s.writelen = 0
  if (error) {
    s.errored ??= error
    if (stream._readableState) stream._readableState.errored ??= error
    if (sync) tick(onWriteError, stream, s, error, callback)
    else onWriteError(stream, s, error, callback)
    return
  }
  if (s.buffered.length) clearBuffer(stream, s)
  if (!sync) return afterWrite(stream, s, 1, callback)
  if (s.afterWriteTick?.callback === callback) {
    s.afterWriteTick.count++
    return
  }
  const batch = { count: 1, callback }
  s.afterWriteTick = batch
  tick(() => {
    if (s.afterWriteTick === batch) s.afterWriteTick = null
    afterWrite(stream, s, batch.count, callback)
  })
}

function onWriteError(stream, s, error, callback) {
  s.pendingcb--
  callback(error)
  failBuffered(s)
  parts.errorOrDestroy(stream, error)
}

function afterWrite(stream, s, count, callback) {
  if (!s.ending && !stream.destroyed && s.length === 0 && s.needDrain) {
    s.needDrain = false
    stream.emit('drain')
  }
  while (count-- > 0) {
    s.pendingcb--
    callback(null)
  }
  if (s.destroyed) failBuffered(s)
  finishMaybe(stream, s)
}

// failBuffered tells every write that will never happen.
function failBuffered(s) {
  if (s.writing) return
  const waiting = s.buffered
  s.buffered = []
  s.allNoop = true
  for (const { chunk, callback } of waiting) {
    s.length -= s.objectMode ? 1 : chunk.length
    callback(s.errored ?? errors.destroyed('write'))
  }
  const finishing = s.finishCallbacks
  s.finishCallbacks = []
  for (const callback of finishing) callback(s.errored ?? errors.destroyed('end'))
}

function clearBuffer(stream, s) {
  if (s.corked || s.bufferProcessing || s.destroyed || !s.constructed || s.buffered.length === 0) return
  s.bufferProcessing = true
  if (s.buffered.length > 1 && stream._writev) {
    const batch = s.buffered
    s.buffered = []
    s.pendingcb -= batch.length - 1
    const callback = s.allNoop ? nop : (error) => { for (const b of batch) b.callback(error) }
    s.allNoop = true
    batch.allBuffers = batch.every((b) => b.encoding === 'buffer')
    start(s, s.length, callback)
    attempt(stream, s, () => stream._writev(batch, s.onwrite))
    s.sync = false
  } else {
    do {
      const { chunk, encoding, callback } = s.buffered.shift()
      start(s, s.objectMode ? 1 : chunk.length, callback)
      attempt(stream, s, () => stream._write(chunk, encoding, s.onwrite))
      s.sync = false
    } while (s.buffered.length && !s.writing)
    if (s.buffered.length === 0) s.allNoop = true
  }
  s.bufferProcessing = false
}

Writable.prototype.cork = function () { this._writableState.corked++ }
Writable.prototype.uncork = function () {
  const s = this._writableState
  if (s.corked) {
    s.corked--
    if (!s.writing) clearBuffer(this, s)
  }
}
Writable.prototype.setDefaultEncoding = function (encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase()
  if (!Buffer.isEncoding(encoding)) throw errors.unknownEncoding(encoding)
  this._writableState.defaultEncoding = encoding
  return this
}

Writable.prototype.end = function (chunk, encoding, callback) {
  const s = this._writableState
  if (typeof chunk === 'function') [chunk, encoding, callback] = [null, null, chunk]
  else if (typeof encoding === 'function') [encoding, callback] = [null, encoding]
  let refused
  if (chunk !== null && chunk !== undefined) {
    const answer = write(this, chunk, encoding)
    if (answer instanceof Error) refused = answer
  }
  if (s.corked) {
    s.corked = 1
    this.uncork()
  }
  if (!refused) {
    if (!s.errored && !s.ending) {
      s.ending = true
      finishMaybe(this, s, true)
      s.ended = true
    } else if (s.finished) {
      refused = errors.alreadyFinished('end')
    } else if (s.destroyed) {
      refused = errors.destroyed('end')
    }
  }
  if (typeof callback === 'function') {
    if (refused) tick(callback, refused)
    else if (s.finished) tick(callback)
    else s.finishCallbacks.push(callback)
  }
  return this
}

const needFinish = (s) => s.ending && !s.destroyed && s.constructed && s.length === 0 && !s.errored && s.buffered.length === 0 &&
  !s.finished && !s.writing && !s.errorEmitted && !s.closeEmitted

function finishMaybe(stream, s, sync) {
  if (!needFinish(s)) return
  callFinal(stream, s)
  if (s.pendingcb !== 0) return
  if (sync) {
    s.pendingcb++
    tick(() => {
      if (needFinish(s)) finish(stream, s)
      else s.pendingcb--
    })
  } else if (needFinish(s)) {
    s.pendingcb++
    finish(stream, s)
  }
}

// callFinal runs _final once; 'prefinish' follows it.
function callFinal(stream, s) {
  if (s.prefinished || s.finalCalled) return
  if (typeof stream._final !== 'function' || s.destroyed) {
    s.prefinished = true
    stream.emit('prefinish')
    return
  }
  s.finalCalled = true
  let called = false
  const done = (error) => {
    if (called) return parts.errorOrDestroy(stream, error ?? errors.multipleCallback())
    called = true
    s.pendingcb--
    if (error) {
      const waiting = s.finishCallbacks
      s.finishCallbacks = []
      for (const callback of waiting) callback(error)
      parts.errorOrDestroy(stream, error, s.sync)
    } else if (needFinish(s)) {
      s.prefinished = true
      stream.emit('prefinish')
      s.pendingcb++
      tick(finish, stream, s)
    }
  }
  s.sync = true
  s.pendingcb++
  try {
    stream._final(done)
  } catch (error) {
    done(error)
  }
  s.sync = false
}

function finish(stream, s) {
  s.pendingcb--
  s.finished = true
  const waiting = s.finishCallbacks
  s.finishCallbacks = []
  for (const callback of waiting) callback(null)
  stream.emit('finish')
  if (s.autoDestroy) {
    const r = stream._readableState
    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy()
  }
}

parts.installEnd(Writable.prototype)
Writable.prototype.destroy = function (error, callback) {
  const s = this._writableState
  if (!s.destroyed && (s.buffered.length || s.finishCallbacks.length)) tick(failBuffered, s)
  return parts.destroy.call(this, error, callback)
}

const view = (get, set) => ({ configurable: true, enumerable: false, get, ...(set && { set }) })
parts.writableViews = {
  writable: view(function () {
    const w = this._writableState
    return !!w && w.writable !== false && !w.destroyed && !w.errored && !w.ending && !w.ended
  }, function (value) { if (this._writableState) this._writableState.writable = !!value }),
  writableAborted: view(function () {
    const s = this._writableState
    return !!(s.writable !== false && (s.destroyed || s.errored) && !s.finished)
  }),
  writableFinished: view(function () { return !!this._writableState?.finished }),
  writableObjectMode: view(function () { return !!this._writableState?.objectMode }),
  writableBuffer: view(function () { return this._writableState?.getBuffer() }),
  writableEnded: view(function () { return !!this._writableState?.ending }),
  writableNeedDrain: view(function () {
    const s = this._writableState
    return !!s && !s.destroyed && !s.ending && s.needDrain
  }),
  writableHighWaterMark: view(function () { return this._writableState?.highWaterMark }),
  writableCorked: view(function () { return this._writableState?.corked ?? 0 }),
  writableErrored: view(function () { return this._writableState?.errored ?? null }),
  writableLength: view(function () { return this._writableState?.length }),
}
Object.defineProperties(Writable.prototype, parts.writableViews)
