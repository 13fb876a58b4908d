// finished(stream, [options], callback): the end of any stream, however it comes.
const { errors, tick } = parts

parts.finished = function finished(stream, options, callback) {
  if (arguments.length === 2) [options, callback] = [{}, options]
  else if (options === undefined || options === null) options = {}
  else parts.validate.Object(options, 'options')
  parts.validate.Function(callback, 'callback')
  parts.validate.AbortSignal(options.signal, 'options.signal')
  callback = parts.once(callback)
  if (parts.isWebReadable(stream) || parts.isWebWritable(stream)) return finishedWeb(stream, options, callback)
  if (!parts.isNode(stream)) parts.argType('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream)
  return new Watch(stream, options, callback).start()
}

function finishedWeb(stream, options, callback) {
  let over = false
  let unlisten
  const done = (...args) => {
    if (over) return
    over = true
    unlisten?.()
    tick(() => Reflect.apply(callback, stream, args))
  }
  const abort = () => {
    over = true
    Reflect.apply(callback, stream, [errors.abort(options.signal.reason)])
  }
  if (options.signal?.aborted) tick(abort)
  else if (options.signal) {
    const listening = require('events').addAbortListener(options.signal, abort)
    unlisten = () => listening[Symbol.dispose]()
  }
  const end = parts.isWebReadable(stream)
    ? require('internal/webstreams/readablestream').whenReadableEnded(stream)
    : require('internal/webstreams/writablestream').whenWritableEnded(stream)
  end.then(() => done(), (error) => done(error))
  return parts.nop
}

// Watch listens to one stream until the sides that are wanted are done.
class Watch {
  constructor(stream, options, callback) {
    this.stream = stream
    this.options = options
    this.callback = callback
    this.readable = options.readable ?? parts.isReadableNode(stream)
    this.writable = options.writable ?? parts.isWritableNode(stream)
    this.waitsForClose = parts.willEmitClose(stream) && parts.isReadableNode(stream) === this.readable && parts.isWritableNode(stream) === this.writable
    this.writeDone = parts.isWritableFinished(stream, false)
    this.readDone = parts.isReadableFinished(stream, false)
    this.closed = parts.isClosed(stream)
    this.listening = []
  }

  done(...args) { Reflect.apply(this.callback, this.stream, args) }

  on(emitter, event, listener) {
    emitter.on(event, listener)
    this.listening.push([emitter, event, listener])
  }

  onFinish = () => {
    this.writeDone = true
    if (this.stream.destroyed) this.waitsForClose = false
    if (this.waitsForClose && (!this.stream.readable || this.readable)) return
    if (!this.readable || this.readDone) this.done()
  }

  onEnd = () => {
    this.readDone = true
    if (this.stream.destroyed) this.waitsForClose = false
    if (this.waitsForClose && (!this.stream.writable || this.writable)) return
    if (!this.writable || this.writeDone) this.done()
  }

  onClose = () => {
    this.closed = true
    const { stream } = this
    const failure = parts.errorOf(stream)
    if (failure && typeof failure !== 'boolean') return this.done(failure)
    if (this.readable && !this.readDone && parts.isReadableNode(stream, true) && !parts.isReadableFinished(stream, false)) return this.done(errors.prematureClose())
    if (this.writable && !this.writeDone && !parts.isWritableFinished(stream, false)) return this.done(errors.prematureClose())
    this.done()
  }

  onPast = () => {
    this.closed = true
    const failure = parts.errorOf(this.stream)
    if (failure && typeof failure !== 'boolean') this.done(failure)
    else this.done()
  }

  start() {
    const { stream, options } = this
    const legacy = () => { if (!stream.writable) this.onFinish() }
    if (parts.isRequest(stream)) this.watchRequest(stream)
    else if (this.writable && !stream._writableState) for (const event of ['end', 'close']) this.on(stream, event, legacy)
    if (!this.waitsForClose && typeof stream.aborted === 'boolean') this.on(stream, 'aborted', this.onClose)
    this.on(stream, 'end', this.onEnd)
    this.on(stream, 'finish', this.onFinish)
    if (options.error !== false) this.on(stream, 'error', (error) => this.done(error))
    this.on(stream, 'close', this.onClose)
    this.lookBack()
    if (options.signal && !this.closed) this.abortable(options.signal)
    return () => this.stop()
  }

  watchRequest(stream) {
    this.on(stream, 'complete', this.onFinish)
    if (!this.waitsForClose) this.on(stream, 'abort', this.onClose)
    if (stream.req) this.on(stream.req, 'finish', this.onFinish)
    else this.on(stream, 'request', () => this.on(stream.req, 'finish', this.onFinish))
  }

  // lookBack tells of an end that came before anybody listened.
  lookBack() {
    const { stream, readable, writable, waitsForClose } = this
    const [r, w] = [stream._readableState, stream._writableState]
    if (this.closed) tick(this.onClose)
    else if (w?.errorEmitted || r?.errorEmitted) {
      if (!waitsForClose) tick(this.onPast)
    } else if (!readable && (!waitsForClose || parts.isReadable(stream)) && (this.writeDone || parts.isWritable(stream) === false)) tick(this.onPast)
    else if (!writable && (!waitsForClose || parts.isWritable(stream)) && (this.readDone || parts.isReadable(stream) === false)) tick(this.onPast)
    else if (r && stream.req && stream.aborted) tick(this.onPast)
  }

  stop() {
    this.callback = parts.nop
    for (const [emitter, event, listener] of this.listening) emitter.removeListener(event, listener)
  }

  abortable(signal) {
    const abort = () => {
      const callback = this.callback
      this.stop()
      Reflect.apply(callback, this.stream, [errors.abort(signal.reason)])
    }
    if (signal.aborted) return tick(abort)
    const listening = require('events').addAbortListener(signal, abort)
    const callback = this.callback
    this.callback = parts.once((...args) => {
      listening[Symbol.dispose]()
      Reflect.apply(callback, this.stream, args)
    })
  }
}

parts.finishedPromise = function finished(stream, options) {
  let cleans = false
  if (options === null) options = {}
  if (options?.cleanup) {
    parts.validate.Boolean(options.cleanup, 'cleanup')
    cleans = options.cleanup
  }
  return new Promise((resolve, reject) => {
    const cleanup = parts.finished(stream, options, (error) => {
      if (cleans) cleanup()
      if (error) reject(error)
      else resolve()
    })
  })
}
