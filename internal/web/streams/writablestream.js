// WritableStream, its writer and its controller (https://streams.spec.whatwg.org/#ws-class).
const { codes: { ERR_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { Writable, Writer, WritableControl } = require('internal/webstreams/writable')
const { highWaterMarkOf, sizeOf } = require('internal/webstreams/queue')
const { rejected } = require('internal/webstreams/promises')
const { kMake, expose, printed, illegal, wrongThis, dictionary, callback } = require('internal/webstreams/classes')
let streamOf, writerOf, controlOf

class WritableStream {
  #stream
  constructor (sink = {}, strategy = {}) {
    this.#stream = sink === kMake ? strategy : new Writable()
    this.#stream.object = this
    if (sink !== kMake) build(this.#stream, dictionary(sink, 'sink', false), dictionary(strategy, 'strategy'))
  }

  static {
    streamOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#stream in value)) throw wrongThis('WritableStream')
      return value.#stream
    }
  }

  get locked () { return streamOf(this).locked }

  abort (reason = undefined) {
    try {
      const stream = streamOf(this)
      if (stream.locked) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked')
      return stream.abort(reason)
    } catch (error) {
      return rejected(error)
    }
  }

  close () {
    try {
      const stream = streamOf(this)
      if (stream.locked) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked')
      if (stream.closing) throw new ERR_INVALID_STATE.TypeError('Failure closing WritableStream')
      return stream.close()
    } catch (error) {
      return rejected(error)
    }
  }

  getWriter () {
    streamOf(this)
    return new WritableStreamDefaultWriter(this)
  }

  // What stream.addAbortSignal calls.
  [Symbol.for('nodejs.webstream.controllerErrorFunction')] (error) { streamOf(this).control.failIfNeeded(error) }
}

function build (stream, sink, strategy) {
  if (sink.type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', sink.type)
  const size = sizeOf(strategy)
  const mark = highWaterMarkOf(strategy, 1)
  new WritableControl(stream, sinkOf(sink), mark, size).start()
}

// The callbacks of a sink of the guest's, called with its controller.
function sinkOf (sink) {
  const abort = callback(sink, 'abort', 'sink')
  const close = callback(sink, 'close', 'sink')
  const begin = callback(sink, 'start', 'sink')
  const write = callback(sink, 'write', 'sink')
  return {
    start: begin && ((control) => Reflect.apply(begin, sink, [controllerOf(control)])),
    write: write && ((chunk, control) => Reflect.apply(write, sink, [chunk, controllerOf(control)])),
    close: close && (() => Reflect.apply(close, sink, [])),
    abort: abort && ((reason) => Reflect.apply(abort, sink, [reason]))
  }
}

class WritableStreamDefaultWriter {
  #writer
  constructor (stream) {
    if (!isWritable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream)
    this.#writer = new Writer(streamOf(stream))
  }

  static {
    writerOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#writer in value)) throw wrongThis('WritableStreamDefaultWriter')
      return value.#writer
    }
  }

  get closed () { return promised(this, (writer) => writer.closed.promise) }
  get desiredSize () { return bound(this).desiredSize }
  get ready () { return promised(this, (writer) => writer.ready.promise) }

  abort (reason = undefined) {
    return promised(this, () => bound(this).stream.abort(reason))
  }

  close () {
    return promised(this, () => {
      const { stream } = bound(this)
      if (stream.closing) throw new ERR_INVALID_STATE.TypeError('Failure to close WritableStream')
      return stream.close()
    })
  }

  releaseLock () {
    const writer = writerOf(this)
    if (writer.stream !== undefined) writer.release()
  }

  write (chunk = undefined) {
    try {
      return bound(this).write(chunk)
    } catch (error) {
      return rejected(error)
    }
  }
}

// The record of a writer that has not been released.
function bound (object) {
  const writer = writerOf(object)
  if (writer.stream === undefined) throw new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream')
  return writer
}

function promised (object, use) {
  try {
    return use(writerOf(object))
  } catch (error) {
    return rejected(error)
  }
}

class WritableStreamDefaultController {
  #control
  constructor () {
    if (arguments[0] !== kMake) throw illegal()
    this.#control = arguments[1]
  }

  static {
    controlOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#control in value)) throw wrongThis('WritableStreamDefaultController')
      return value.#control
    }
  }

  get signal () { return controlOf(this).signal }

  error (error = undefined) { controlOf(this).failIfNeeded(error) }
}

function controllerOf (control) {
  control.object ??= new WritableStreamDefaultController(kMake, control)
  return control.object
}

function isWritable (value) {
  try {
    return streamOf(value) !== undefined
  } catch {
    return false
  }
}

// The WritableStream that stands for a record.
function objectOf (stream) { return stream.object ?? new WritableStream(kMake, stream) }

expose(WritableStream, ['locked', 'abort', 'close', 'getWriter'])
expose(WritableStreamDefaultWriter, ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write'])
expose(WritableStreamDefaultController, ['signal', 'error'])
printed(WritableStream, (object) => {
  const { locked, state } = streamOf(object)
  return { locked, state }
})
printed(WritableStreamDefaultWriter, (object) => {
  const writer = writerOf(object)
  return { stream: writer.stream?.object, close: writer.closed.promise, ready: writer.ready.promise, desiredSize: writer.stream && writer.desiredSize }
})
printed(WritableStreamDefaultController, (object) => ({ stream: objectOf(controlOf(object).stream) }))

require('internal/cloneable').register(WritableStream.prototype, {
  module: 'internal/webstreams/transfer',
  revive: 'reviveWritable',
  transfer: (object) => require('internal/webstreams/transfer').sendWritable(streamOf(object))
})

// The record of a stream over a sink of the host's own: an object with start, write, close, abort that return promises or nothing.
function recordOver (sink, { highWaterMark = 1, size = undefined } = {}) {
  const stream = new Writable()
  new WritableControl(stream, sink, highWaterMark, size).start()
  return stream
}

module.exports = {
  WritableStream,
  WritableStreamDefaultWriter,
  WritableStreamDefaultController,
  createWritable: (sink, options) => objectOf(recordOver(sink, options)),
  recordOver,
  writableOf: streamOf,
  isWritable,
  objectOf,
  whenWritableEnded: (object) => streamOf(object).whenEnded()
}
