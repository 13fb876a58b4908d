// The module's exports: the legacy Stream class with everything else on it.
const EventEmitter = require('events')
const { Stream, Readable, Writable, Duplex, Transform, PassThrough } = parts

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
    if (EventEmitter.listenerCount(this, 'error') === 0) this.emit('error', error)
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
  parts.prepend(source, 'error', onError)
  parts.prepend(destination, 'error', onError)
  for (const event of ['end', 'close']) source.on(event, cleanup)
  destination.on('close', cleanup)
  destination.emit('pipe', source)
  return destination
}

const promises = { finished: parts.finishedPromise, pipeline: parts.pipelinePromise }
const custom = Symbol.for('nodejs.util.promisify.custom')
Object.defineProperty(parts.pipeline, custom, { enumerable: true, get: () => promises.pipeline })
Object.defineProperty(parts.finished, custom, { enumerable: true, get: () => promises.finished })

Stream.isDisturbed = (s) => !!(s && (s[parts.kIsDisturbed] ?? (s.readableDidRead || s.readableAborted)))
Stream.isErrored = (s) => !!(s && (s[parts.kIsErrored] ?? s.readableErrored ?? s.writableErrored ?? s._readableState?.errorEmitted ??
  s._writableState?.errorEmitted ?? s._readableState?.errored ?? s._writableState?.errored))
Stream.isReadable = parts.isReadable
Stream.isWritable = parts.isWritable
Object.assign(Stream, {
  Readable, Writable, Duplex, Transform, PassThrough,
  pipeline: parts.pipeline,
  finished: parts.finished,
  addAbortSignal: parts.addAbortSignal,
  destroy: parts.destroyer,
  duplexPair: parts.duplexPair,
  isDestroyed: parts.isDestroyed,
  compose: parts.compose,
  getDefaultHighWaterMark: parts.getDefaultHighWaterMark,
  setDefaultHighWaterMark: parts.setDefaultHighWaterMark,
  _isArrayBufferView: ArrayBuffer.isView,
  _isUint8Array: parts.isUint8Array,
  _uint8ArrayToBuffer: parts.toBuffer,
})
Object.defineProperty(Stream, 'promises', { configurable: true, enumerable: true, get: () => promises })
Stream.Stream = Stream

const adapters = (name) => (...args) => {
  if (!parts[name]) parts.loadWeb()
  return parts[name](...args)
}
Readable.fromWeb = adapters('readableFromWeb')
Readable.toWeb = adapters('readableToWeb')
Writable.fromWeb = adapters('writableFromWeb')
Writable.toWeb = adapters('writableToWeb')
Duplex.fromWeb = adapters('duplexFromWeb')
Duplex.toWeb = adapters('duplexToWeb')
parts.exports = Stream
