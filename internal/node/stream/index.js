// The module's exports: the legacy Stream class with everything else on it.
const { Stream, Readable, Writable, Duplex, Transform, PassThrough, errors } = parts

// pipe of old-style streams: an emitter of 'data' without back-pressure of its own.
Stream.prototype.pipe = function (destination, options) {
  const source = this
  const onData = (chunk) => { if (destination.writable && destination.write(chunk) === false) source.pause?.() }
  const onDrain = () => { if (source.readable) source.resume?.() }
  let over = false
  const onEnd = () => { if (!over) { over = true; destination.end() } }
  const onClose = () => { if (!over) { over = true; destination.destroy?.() } }
  const onError = function (error) {
    cleanup()
    if (this.listenerCount('error') === 0) this.emit('error', error)
  }
  const cleanup = () => {
    source.removeListener('data', onData)
    destination.removeListener('drain', onDrain)
    source.removeListener('end', onEnd)
    source.removeListener('close', onClose)
    for (const s of [source, destination]) s.removeListener('error', onError)
    for (const event of ['end', 'close']) source.removeListener(event, cleanup)
    destination.removeListener('close', cleanup)
  }
  source.on('data', onData)
  destination.on('drain', onDrain)
  if (!destination._isStdio && (!options || options.end !== false)) {
    source.on('end', onEnd)
    source.on('close', onClose)
  }
  source.prependListener('error', onError)
  destination.prependListener('error', onError)
  for (const event of ['end', 'close']) source.on(event, cleanup)
  destination.on('close', cleanup)
  destination.emit('pipe', source)
  return destination
}

const promises = { pipeline: parts.pipelinePromise, finished: parts.finishedPromise }
Object.defineProperty(promises.pipeline, 'name', { value: 'pipeline' })
Object.defineProperty(promises.finished, 'name', { value: 'finished' })
const custom = Symbol.for('nodejs.util.promisify.custom')
Object.defineProperty(parts.pipeline, custom, { enumerable: true, get: () => promises.pipeline })
Object.defineProperty(parts.finished, custom, { enumerable: true, get: () => promises.finished })

Stream.isDisturbed = (s) => !!(s && (s._readableState?.dataEmitted || s._readableState?.endEmitted || s._readableState?.destroyed))
Stream.isErrored = (s) => !!(s && (s._readableState?.errored || s._writableState?.errored))
Stream.isReadable = (s) => (parts.isNode(s) ? !!s.readable : null)
Stream.isWritable = (s) => (parts.isNode(s) ? !!s.writable : null)
Object.assign(Stream, {
  Readable, Writable, Duplex, Transform, PassThrough,
  pipeline: parts.pipeline,
  finished: parts.finished,
  addAbortSignal: parts.addAbortSignal,
  destroy: parts.destroyer,
  compose: parts.compose,
  getDefaultHighWaterMark: parts.getDefaultHighWaterMark,
  setDefaultHighWaterMark(objectMode, value) {
    if (!Number.isInteger(value) || value < 0) throw errors.highWaterMark('value', value)
    parts.setDefaultHighWaterMark(objectMode, value)
  },
  _isUint8Array: parts.isUint8Array,
  _uint8ArrayToBuffer: parts.toBuffer,
})
Object.defineProperty(Stream, 'promises', { configurable: true, enumerable: true, get: () => promises })
Stream.Stream = Stream

const unsupported = (name) => () => { throw errors.notImplemented(name) }
Readable.fromWeb = unsupported('stream.Readable.fromWeb')
Readable.toWeb = unsupported('stream.Readable.toWeb')
Writable.fromWeb = unsupported('stream.Writable.fromWeb')
Writable.toWeb = unsupported('stream.Writable.toWeb')
Duplex.fromWeb = unsupported('stream.Duplex.fromWeb')
Duplex.toWeb = unsupported('stream.Duplex.toWeb')
parts.exports = Stream
