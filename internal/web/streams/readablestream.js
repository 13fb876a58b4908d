// ReadableStream and its readers (https://streams.spec.whatwg.org/#rs-class).
const { codes: { ERR_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { Readable, Reader, PromisedRead } = require('internal/webstreams/readable')
const { DefaultControl } = require('internal/webstreams/control')
const { highWaterMarkOf, sizeOf } = require('internal/webstreams/queue')
const { rejected, handled } = require('internal/webstreams/promises')
const { kMake, expose, printed, wrongThis, dictionary, callback } = require('internal/webstreams/classes')
let streamOf, defaultReaderOf, byobReaderOf
const { ArrayBuffer } = globalThis

class ReadableStream {
  #stream
  constructor (source = {}, strategy = {}) {
    this.#stream = source === kMake ? strategy : new Readable()
    this.#stream.object = this
    if (source !== kMake) build(this.#stream, dictionary(source, 'source', false), dictionary(strategy, 'strategy'))
  }

  static {
    streamOf = (value) => {
      if (!ReadableStream.#is(value)) throw wrongThis('ReadableStream')
      return value.#stream
    }
  }

  static #is (value) { return value !== null && typeof value === 'object' && #stream in value }

  static from (iterable) {
    return objectOf(require('internal/webstreams/from').readableFrom(iterable))
  }

  get locked () { return streamOf(this).locked }

  cancel (reason = undefined) {
    if (!ReadableStream.#is(this)) return rejected(wrongThis('ReadableStream'))
    if (this.#stream.locked) return rejected(new ERR_INVALID_STATE.TypeError('ReadableStream is locked'))
    return this.#stream.cancel(reason)
  }

  getReader (options = {}) {
    streamOf(this)
    const mode = dictionary(options, 'options').mode
    if (mode === undefined) return new ReadableStreamDefaultReader(this)
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode)
    return new ReadableStreamBYOBReader(this)
  }

  pipeThrough (transform, options = {}) {
    const stream = streamOf(this)
    const { isWritable, writableOf } = require('internal/webstreams/writablestream')
    const readable = transform?.readable
    if (!ReadableStream.#is(readable)) throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable)
    const writable = transform.writable
    if (!isWritable(writable)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable)
    const { pipe, pipeOptions } = require('internal/webstreams/pipe')
    const given = pipeOptions(dictionary(options, 'options'))
    checkUnlocked(stream, writableOf(writable))
    handled(pipe(stream, writableOf(writable), given))
    return readable
  }

  pipeTo (destination, options = {}) {
    try {
      const stream = streamOf(this)
      const { isWritable, writableOf } = require('internal/webstreams/writablestream')
      if (!isWritable(destination)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination)
      const { pipe, pipeOptions } = require('internal/webstreams/pipe')
      const given = pipeOptions(dictionary(options, 'options'))
      checkUnlocked(stream, writableOf(destination))
      return pipe(stream, writableOf(destination), given)
    } catch (error) {
      return rejected(error)
    }
  }

  tee () {
    const { tee } = require('internal/webstreams/tee')
    return tee(streamOf(this)).map(objectOf)
  }

  values (options = {}) {
    const stream = streamOf(this)
    const { preventCancel } = dictionary(options, 'options')
    return require('internal/webstreams/iterator').iterate(new Reader(stream), !!preventCancel)
  }

  // What stream.addAbortSignal calls: the error is the controller's, so a reader is no obstacle.
  [Symbol.for('nodejs.webstream.controllerErrorFunction')] (error) { streamOf(this).control.fail(error) }

  get [Symbol.for('nodejs.stream.disturbed')] () { return streamOf(this).disturbed }
  get [Symbol.for('nodejs.stream.errored')] () { return streamOf(this).state === 'errored' }
  get [Symbol.for('nodejs.stream.readable')] () { return streamOf(this).state === 'readable' }
}

function checkUnlocked (readable, writable) {
  if (readable.locked) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked')
  if (writable.locked) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked')
}

// Sets a stream up over a source of the guest's.
function build (stream, source, strategy) {
  const type = source.type
  if (type !== undefined && `${type}` !== 'bytes') throw new ERR_INVALID_ARG_VALUE('source.type', type)
  if (type === undefined) {
    const size = sizeOf(strategy)
    const mark = highWaterMarkOf(strategy, 1)
    new DefaultControl(stream, sourceOf(source), mark, size).start()
    return
  }
  if (strategy.size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', strategy.size)
  const mark = highWaterMarkOf(strategy, 0)
  const { ByteControl } = require('internal/webstreams/bytecontrol')
  const wrapped = sourceOf(source)
  const chunkSize = source.autoAllocateChunkSize
  if (chunkSize !== undefined) {
    if (!(Math.trunc(+chunkSize) > 0)) throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', chunkSize)
    wrapped.autoAllocateChunkSize = Math.trunc(+chunkSize)
  }
  new ByteControl(stream, wrapped, mark).start()
}

// The callbacks of a source of the guest's, called with its controller.
function sourceOf (source) {
  const { controllerOf } = require('internal/webstreams/controllers')
  const cancel = callback(source, 'cancel', 'source')
  const pull = callback(source, 'pull', 'source')
  const begin = source.start
  return {
    start: begin == null ? undefined : (control) => Reflect.apply(begin, source, [controllerOf(control)]),
    pull: pull && ((control) => Reflect.apply(pull, source, [controllerOf(control)])),
    cancel: cancel && ((reason) => Reflect.apply(cancel, source, [reason])),
    autoAllocateChunkSize: undefined
  }
}

class ReadableStreamDefaultReader {
  #reader
  constructor (stream) {
    if (!isReadable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream)
    this.#reader = new Reader(streamOf(stream))
  }

  static {
    defaultReaderOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#reader in value)) throw wrongThis('ReadableStreamDefaultReader')
      return value.#reader
    }
  }

  read () {
    try {
      const reader = defaultReaderOf(this)
      if (reader.stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream')
      return reader.next()
    } catch (error) {
      return rejected(error)
    }
  }

  releaseLock () {
    const reader = defaultReaderOf(this)
    if (reader.stream !== undefined) reader.release()
  }

  get closed () { return closedOf(this, defaultReaderOf) }
  cancel (reason = undefined) { return cancelOf(this, defaultReaderOf, reason) }
}

class ReadableStreamBYOBReader {
  #reader
  constructor (stream) {
    if (!isReadable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream)
    this.#reader = new Reader(streamOf(stream), true)
  }

  static {
    byobReaderOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#reader in value)) throw wrongThis('ReadableStreamBYOBReader')
      return value.#reader
    }
  }

  read (view, options = {}) {
    try {
      const reader = byobReaderOf(this)
      if (!ArrayBuffer.isView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view)
      const min = minimumOf(dictionary(options, 'options'))
      if (view.byteLength === 0 || view.buffer.byteLength === 0) throw new ERR_INVALID_STATE.TypeError('View or Viewed ArrayBuffer is zero-length or detached')
      checkMinimum(min, view)
      if (reader.stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream')
      const request = new PromisedRead()
      reader.readInto(view, min, request)
      return request.promise
    } catch (error) {
      return rejected(error)
    }
  }

  releaseLock () {
    const reader = byobReaderOf(this)
    if (reader.stream !== undefined) reader.release()
  }

  get closed () { return closedOf(this, byobReaderOf) }
  cancel (reason = undefined) { return cancelOf(this, byobReaderOf, reason) }
}

function minimumOf ({ min = 1 }) {
  if (typeof min !== 'number') throw new ERR_INVALID_ARG_TYPE('options.min', 'number', min)
  return min
}

function checkMinimum (min, view) {
  if (!Number.isInteger(min)) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer')
  if (min <= 0) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0')
  if (view.length !== undefined) {
    if (min > view.length) throw new ERR_OUT_OF_RANGE('options.min', '<= view.length', min)
  } else if (min > view.byteLength) throw new ERR_OUT_OF_RANGE('options.min', '<= view.byteLength', min)
}

function closedOf (reader, recordOf) {
  try {
    return recordOf(reader).closed.promise
  } catch (error) {
    return rejected(error)
  }
}

function cancelOf (reader, recordOf, reason) {
  try {
    const { stream } = recordOf(reader)
    if (stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream')
    return stream.cancel(reason)
  } catch (error) {
    return rejected(error)
  }
}

function isReadable (value) {
  try {
    return streamOf(value) !== undefined
  } catch {
    return false
  }
}

// The ReadableStream that stands for a record.
function objectOf (stream) { return stream.object ?? new ReadableStream(kMake, stream) }

expose(ReadableStream, ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values'])
Object.defineProperty(ReadableStream, 'from', { enumerable: true })
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, { configurable: true, writable: true, value: ReadableStream.prototype.values })
expose(ReadableStreamDefaultReader, ['read', 'releaseLock', 'closed', 'cancel'])
expose(ReadableStreamBYOBReader, ['read', 'releaseLock', 'closed', 'cancel'])
printed(ReadableStream, (object) => {
  const { locked, state, control } = streamOf(object)
  return { locked, state, supportsBYOB: control.byte }
})
printed(ReadableStreamDefaultReader, (object) => {
  const reader = defaultReaderOf(object)
  return { stream: reader.stream?.object, readRequests: reader.requests.length, close: reader.closed.promise }
})
printed(ReadableStreamBYOBReader, (object) => {
  const reader = byobReaderOf(object)
  return { stream: reader.stream?.object, readIntoRequests: reader.requests.length, close: reader.closed.promise }
})

require('internal/cloneable').register(ReadableStream.prototype, {
  module: 'internal/webstreams/transfer',
  revive: 'reviveReadable',
  transfer: (object) => require('internal/webstreams/transfer').sendReadable(streamOf(object))
})

// Makes a ReadableStream over a source of the host's own: an object with start, pull, cancel that get the control (enqueue, close, fail,
// desiredSize) and return promises or nothing. With bytes, chunks are views whose buffers the stream takes.
function createReadable (source, { bytes = false, highWaterMark = bytes ? 0 : 1, size = undefined } = {}) {
  return objectOf(recordOver(source, bytes, highWaterMark, size))
}

function recordOver (source, bytes, highWaterMark, size) {
  const stream = new Readable()
  const control = bytes ? new (require('internal/webstreams/bytecontrol').ByteControl)(stream, source, highWaterMark) : new DefaultControl(stream, source, highWaterMark, size)
  control.start()
  return stream
}

module.exports = {
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  createReadable,
  recordOver,
  readableOf: streamOf,
  isReadable,
  objectOf,
  whenReadableEnded: (object) => streamOf(object).whenEnded()
}
