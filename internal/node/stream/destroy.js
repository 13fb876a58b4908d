// The end of a stream: _construct at one end, destroy, 'error' and 'close' at the other. Both sides of a Duplex share one end.
const { errors, tick } = parts

const sides = (stream) => [stream._readableState, stream._writableState].filter((s) => s && typeof s === 'object')

const remember = (stream, error) => {
  for (const s of sides(stream)) s.errored ??= error
}

parts.destroy = function destroy(error, callback) {
  const states = sides(this)
  if (states.some((s) => s.destroyed)) {
    if (typeof callback === 'function') callback()
    return this
  }
  if (error) remember(this, error)
  for (const s of states) s.destroyed = true
  if (states.some((s) => !s.constructed)) {
    this.once('wg:constructed', (failure) => finish(this, failure ?? error, callback))
  } else {
    finish(this, error, callback)
  }
  return this
}

function finish(stream, error, callback) {
  let called = false
  const done = (failure) => {
    if (called) return
    called = true
    failure = failure || null
    if (failure) remember(stream, failure)
    for (const s of sides(stream)) s.closed = true
    if (typeof callback === 'function') callback(failure)
    tick(failure ? emitErrorAndClose : emitClose, stream, failure)
  }
  try {
    stream._destroy(error || null, done)
  } catch (failure) {
    done(failure)
  }
}

function emitErrorAndClose(stream, error) {
  emitError(stream, error)
  emitClose(stream)
}

function emitError(stream, error) {
  const states = sides(stream)
  if (states.some((s) => s.errorEmitted)) return
  for (const s of states) s.errorEmitted = true
  stream.emit('error', error)
}

function emitClose(stream) {
  const states = sides(stream)
  for (const s of states) s.closeEmitted = true
  if (states.some((s) => s.emitClose)) stream.emit('close')
}

// errorOrDestroy reports a failure inside the stream's own machinery.
parts.errorOrDestroy = (stream, error, sync) => {
  const states = sides(stream)
  if (states.some((s) => s.destroyed)) return
  if (states.some((s) => s.autoDestroy)) {
    stream.destroy(error)
    return
  }
  remember(stream, error)
  if (sync) tick(emitError, stream, error)
  else emitError(stream, error)
}

// construct runs the optional _construct before anything else of the stream.
parts.construct = (stream, callback) => {
  if (typeof stream._construct !== 'function') return
  for (const s of sides(stream)) s.constructed = false
  stream.once('wg:construct', callback)
  if (stream.listenerCount('wg:construct') > 1) return // a Duplex constructs once
  tick(() => {
    let called = false
    const done = (error) => {
      if (called) return parts.errorOrDestroy(stream, error ?? errors.multipleCallback())
      called = true
      for (const s of sides(stream)) s.constructed = true
      if (sides(stream).some((s) => s.destroyed)) stream.emit('wg:constructed', error)
      else if (error) parts.errorOrDestroy(stream, error, true)
      else tick(() => stream.emit('wg:construct'))
    }
    try {
      stream._construct((error) => tick(done, error))
    } catch (error) {
      tick(done, error)
    }
  })
}

// destroyer ends any stream-like object.
parts.destroyer = (stream, error) => {
  if (!stream || sides(stream).some((s) => s.destroyed)) return
  if (typeof stream.destroy === 'function') stream.destroy(error)
  else if (typeof stream.close === 'function') stream.close()
}

parts.addAbortSignal = (signal, stream) => {
  if (!signal || typeof signal !== 'object' || !('aborted' in signal)) native.argType('signal', 'an instance of AbortSignal', signal)
  const abort = () => parts.destroyer(stream, errors.abort(signal.reason))
  if (signal.aborted) {
    abort()
  } else {
    signal.addEventListener('abort', abort, { once: true })
    parts.finished(stream, () => signal.removeEventListener('abort', abort))
  }
  return stream
}

// adopt copies accessors and methods that every class here has.
parts.installEnd = (prototype) => {
  Object.defineProperties(prototype, {
    destroy: { writable: true, configurable: true, value: parts.destroy },
    destroyed: {
      configurable: true,
      get() { return sides(this).some((s) => s.destroyed) },
      set(value) { for (const s of sides(this)) s.destroyed = !!value },
    },
    closed: { configurable: true, get() { return sides(this).some((s) => s.closed) } },
    errored: { configurable: true, get() { return sides(this).map((s) => s.errored).find((e) => e) ?? null } },
  })
}
