// The end of a stream: _construct at one end, destroy, 'error' and 'close' at the other. Both sides of a Duplex share one end.
const { errors, tick } = parts
const kConstruct = Symbol('kConstruct')
const kDestroy = Symbol('kDestroy')

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
    this.once(kDestroy, (failure) => finish(this, errors.both(failure, error), callback))
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

// undestroy lets a stream begin anew: sockets use it to connect again.
parts.undestroy = function () {
  const fresh = { constructed: true, closed: false, closeEmitted: false, destroyed: false, errored: null, errorEmitted: false }
  const r = this._readableState
  const w = this._writableState
  if (r) Object.assign(r, fresh, { reading: false, ended: r.readable === false, endEmitted: r.readable === false })
  if (w) {
    const none = w.writable === false
    Object.assign(w, fresh, { finalCalled: false, prefinished: false, ended: none, ending: none, finished: none })
  }
}

// errorOrDestroy reports a failure inside the stream's own machinery.
parts.errorOrDestroy = (stream, error, sync) => {
  const states = sides(stream)
  if (states.some((s) => s.destroyed)) return
  if (states.some((s) => s.autoDestroy)) {
    stream.destroy(error)
    return
  }
  if (!error) return
  remember(stream, error)
  if (sync) tick(emitError, stream, error)
  else emitError(stream, error)
}

// construct runs the optional _construct before anything else of the stream.
parts.construct = (stream, callback) => {
  if (typeof stream._construct !== 'function') return
  for (const s of sides(stream)) s.constructed = false
  stream.once(kConstruct, callback)
  if (stream.listenerCount(kConstruct) > 1) return // a Duplex constructs once
  tick(() => {
    let called = false
    const done = (error) => {
      if (called) return parts.errorOrDestroy(stream, error ?? errors.multipleCallback())
      called = true
      for (const s of sides(stream)) s.constructed = true
      if (sides(stream).some((s) => s.destroyed)) stream.emit(kDestroy, error)
      else if (error) parts.errorOrDestroy(stream, error, true)
      else tick(() => stream.emit(kConstruct))
    }
    try {
      stream._construct((error) => tick(done, error))
    } catch (error) {
      tick(done, error)
    }
  })
}

// destroyer ends any stream-like object; one that was not done yet ends as aborted.
parts.destroyer = (stream, error) => {
  if (!stream || parts.isDestroyed(stream)) return
  if (!error && !parts.isFinished(stream)) error = errors.abort()
  if (parts.isServerRequest(stream)) {
    stream.socket = null
    stream.destroy(error)
  } else if (parts.isRequest(stream)) stream.abort()
  else if (parts.isRequest(stream.req)) stream.req.abort()
  else if (typeof stream.destroy === 'function') stream.destroy(error)
  else if (typeof stream.close === 'function') stream.close()
  else tick(emitLegacy, stream, error)
  if (!stream.destroyed) stream[parts.kIsDestroyed] = true
}

function emitLegacy(stream, error) {
  if (error) stream.emit('error', error)
  stream.emit('close')
}

parts.addAbortSignal = function addAbortSignal(signal, stream) {
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) parts.argType('signal', 'AbortSignal', signal)
  if (!parts.isNode(stream) && !parts.isWebReadable(stream) && !parts.isWebWritable(stream)) {
    parts.argType('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream)
  }
  return parts.abortBy(signal, stream)
}

// abortBy is addAbortSignal with checked arguments.
parts.abortBy = (signal, stream) => {
  const abort = parts.isNode(stream)
    ? () => stream.destroy(errors.abort(signal.reason))
    : () => stream[Symbol.for('nodejs.webstream.controllerErrorFunction')]?.(errors.abort(signal.reason))
  if (signal.aborted) {
    abort()
  } else {
    const listening = require('events').addAbortListener(signal, abort)
    parts.finished(stream, () => listening[Symbol.dispose]())
  }
  return stream
}

// installEnd defines accessors and methods that every class here has.
parts.installEnd = (prototype) => {
  Object.defineProperties(prototype, {
    destroy: { writable: true, configurable: true, enumerable: true, value: parts.destroy },
    _undestroy: { writable: true, configurable: true, enumerable: true, value: parts.undestroy },
    destroyed: {
      configurable: true,
      get() { return sides(this).some((s) => s.destroyed) },
      set(value) { for (const s of sides(this)) s.destroyed = !!value },
    },
    closed: { configurable: true, get() { return sides(this).some((s) => s.closed) } },
    errored: { configurable: true, get() { return sides(this).map((s) => s.errored).find((e) => e) ?? null } },
  })
}
