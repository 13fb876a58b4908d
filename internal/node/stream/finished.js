// finished(stream, [options], callback): the end of any stream, however it comes.
const { errors, tick, nop } = parts

parts.finished = function finished(stream, options, callback) {
  if (typeof options === 'function') [options, callback] = [{}, options]
  options ??= {}
  if (typeof options !== 'object') native.argType('options', 'of type object', options)
  if (typeof callback !== 'function') native.argType('callback', 'of type function', callback)
  if (parts.isWebReadable(stream) || parts.isWebWritable(stream)) return finishedWeb(stream, callback)
  if (!parts.isNode(stream)) native.argType('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream)
  return watch(stream, options, callback)
}

function finishedWeb(stream, callback) {
  let active = true
  const closed = typeof stream.getReader === 'function' ? stream[Symbol.for('wasmglue.closed')] : undefined
  Promise.resolve(closed).then(() => active && callback(), (e) => active && callback(e))
  return () => { active = false }
}

function watch(stream, options, callback) {
  const r = stream._readableState
  const w = stream._writableState
  const readable = options.readable ?? parts.isReadableNode(stream)
  const writable = options.writable ?? parts.isWritableNode(stream)
  let readDone = !readable || (r ? r.endEmitted : false)
  let writeDone = !writable || (w ? w.finished : false)
  let over = false
  const done = (...args) => {
    if (over) return
    over = true
    callback.apply(stream, args)
  }
  const willClose = !!((r ?? w) && (w?.autoDestroy ?? r?.autoDestroy) && (w?.emitClose ?? r?.emitClose) && !(r ?? w).closed)
  const maybe = () => { if (readDone && writeDone && !(willClose && (parts.isReadableNode(stream) === readable || parts.isWritableNode(stream) === writable))) done() }
  const onEnd = () => { readDone = true; maybe() }
  const onFinish = () => { writeDone = true; maybe() }
  const onError = (error) => done(error)
  const onClose = () => {
    const failure = w?.errored || r?.errored
    if (failure && typeof failure !== 'boolean') return done(failure)
    if (readable && !readDone && r && !r.endEmitted) return done(errors.prematureClose())
    if (writable && !writeDone && w && !w.finished) return done(errors.prematureClose())
    if ((readable && !r && !readDone) || (writable && !w && !writeDone)) return done(errors.prematureClose())
    done()
  }
  stream.on('end', onEnd)
  stream.on('finish', onFinish)
  if (options.error !== false) stream.on('error', onError)
  stream.on('close', onClose)
  const past = (r ?? w)?.closed || w?.errorEmitted || r?.errorEmitted
  if (past || (readDone && writeDone && !willClose)) tick(onClose)
  const cleanup = () => {
    done.cancelled = true
    callback = nop
    stream.removeListener('end', onEnd)
    stream.removeListener('finish', onFinish)
    stream.removeListener('error', onError)
    stream.removeListener('close', onClose)
  }
  if (options.signal) abortable(stream, options.signal, done, cleanup)
  return cleanup
}

function abortable(stream, signal, done, cleanup) {
  const abort = () => {
    const error = errors.abort(signal.reason)
    done(error)
    cleanup()
  }
  if (signal.aborted) tick(abort)
  else signal.addEventListener('abort', abort, { once: true })
}

parts.finishedPromise = (stream, options = {}) => new Promise((resolve, reject) => {
  const cleanup = parts.finished(stream, options, (error) => {
    if (options.cleanup) cleanup()
    if (error) reject(error)
    else resolve()
  })
})
