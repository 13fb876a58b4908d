// Between streams of this module and web streams (https://nodejs.org/docs/latest-v20.x/api/stream.html#streamreadabletowebstreamreadable-options).
const { errors, tick } = parts

const isAny = (chunk) => parts.isUint8Array(chunk) && !Buffer.isBuffer(chunk)
const asView = (chunk) => (Buffer.isBuffer(chunk) || isAny(chunk) ? new Uint8Array(chunk) : chunk)

// endWith calls fail or end once, when stream is over.
function endWith(stream, options, end, fail) {
  const cleanup = parts.finished(stream, options, (error) => {
    cleanup()
    stream.on('error', parts.nop) // a late failure has nobody else to hear it
    if (error?.code === 'ERR_STREAM_PREMATURE_CLOSE') error = errors.abort(error)
    if (error) fail(error)
    else end()
  })
}

parts.readableToWeb = function (stream, options = {}) {
  if (typeof stream?._readableState !== 'object') parts.argType('streamReadable', 'stream.Readable', stream)
  if (parts.isDestroyed(stream) || !parts.isReadable(stream)) {
    const empty = new ReadableStream()
    empty.cancel()
    return empty
  }
  const { readableObjectMode: objectMode, readableHighWaterMark: highWaterMark } = stream
  const strategy = options.strategy ?? (objectMode ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark }))
  let controller
  let canceled = false
  stream.pause()
  endWith(stream, { writable: false }, () => { if (!canceled) controller.close() }, (error) => controller.error(error))
  stream.on('data', (chunk) => {
    controller.enqueue(objectMode ? chunk : asView(chunk))
    if (controller.desiredSize <= 0) stream.pause()
  })
  return new ReadableStream({
    start(c) { controller = c },
    pull() { stream.resume() },
    cancel(reason) {
      canceled = true
      parts.destroyer(stream, reason)
    },
  }, strategy)
}

parts.writableToWeb = function (stream) {
  if (typeof stream?.write !== 'function' || typeof stream.on !== 'function') parts.argType('streamWritable', 'stream.Writable', stream)
  if (parts.isDestroyed(stream) || !parts.isWritable(stream)) {
    const closed = new WritableStream()
    closed.close()
    return closed
  }
  const { writableHighWaterMark: highWaterMark, writableObjectMode: objectMode } = stream
  const strategy = objectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark }
  let controller
  let drained = null
  let closed = null
  const whenOver = (error) => {
    stream.on('error', parts.nop)
    if (error != null) {
      drained?.reject(error)
      closed?.reject(error)
      if (!closed) controller.error(error)
    } else if (closed) closed.resolve()
    else controller.error(errors.abort())
    drained = closed = null
    controller = undefined
  }
  const cleanup = parts.finished(stream, (error) => {
    cleanup()
    whenOver(error?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? errors.abort(error) : error)
  })
  stream.on('drain', () => {
    drained?.resolve()
    drained = null
  })
  const wait = () => {
    const deferred = {}
    deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }))
    return deferred
  }
  return new WritableStream({
    start(c) { controller = c },
    write(chunk) {
      if (!stream.writableNeedDrain && stream.write(chunk)) return
      drained = wait()
      return drained.promise
    },
    abort(reason) { parts.destroyer(stream, reason) },
    close() {
      if (closed === null && !parts.isWritableEnded(stream)) stream.end()
      closed = wait()
      return closed.promise
    },
  }, strategy)
}

parts.duplexToWeb = function (stream) {
  if (typeof stream?._writableState !== 'object' || typeof stream?._readableState !== 'object') parts.argType('duplex', 'stream.Duplex', stream)
  if (parts.isDestroyed(stream)) {
    const writable = new WritableStream()
    const readable = new ReadableStream()
    writable.close()
    readable.cancel()
    return { readable, writable }
  }
  const writable = parts.isWritable(stream) ? parts.writableToWeb(stream) : new WritableStream()
  if (!parts.isWritable(stream)) writable.close()
  const readable = parts.isReadable(stream) ? parts.readableToWeb(stream) : new ReadableStream()
  if (!parts.isReadable(stream)) readable.cancel()
  return { writable, readable }
}

// side reads one half of a pair of web streams for a node stream.
function reading(readable, whenClosed) {
  const reader = readable.getReader()
  let closed = false
  reader.closed.then(() => { closed = true }, (error) => {
    closed = true
    whenClosed(error)
  })
  return {
    reader,
    isClosed: () => closed,
    read() {
      reader.read().then(({ done, value }) => this.push(done ? null : value), (error) => parts.destroyer(this, error))
    },
  }
}

function writing(writable, objectMode, whenClosed) {
  const writer = writable.getWriter()
  let closed = false
  writer.closed.then(() => { closed = true }, (error) => {
    closed = true
    whenClosed(error)
  })
  const given = (stream, callback) => (error) => {
    try {
      callback(error)
    } catch (failure) {
      tick(() => stream.destroy(failure)) // out of the promise, which would swallow it
    }
  }
  const encode = (chunk, encoding) => {
    if (typeof chunk !== 'string' || objectMode) return chunk
    return asView(Buffer.from(chunk, encoding))
  }
  return {
    writer,
    isClosed: () => closed,
    writev(chunks, callback) {
      const done = given(this, callback)
      writer.ready.then(() => Promise.all(chunks.map(({ chunk, encoding }) => writer.write(encode(chunk, encoding)))).then(() => done(), done), done)
    },
    write(chunk, encoding, callback) {
      const done = given(this, callback)
      writer.ready.then(() => writer.write(encode(chunk, encoding)).then(() => done(), done), done)
    },
    final(callback) {
      const done = given(this, callback)
      if (!closed) writer.close().then(() => done(), done)
      else done()
    },
  }
}

function checkOptions(options) {
  parts.validate.Object(options, 'options')
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode', 'decodeStrings']) {
    if (options[name] !== undefined) parts.validate.Boolean(options[name], `options.${name}`)
  }
  if (options.encoding !== undefined && !Buffer.isEncoding(options.encoding)) throw errors.invalidValue('options.encoding', options.encoding)
}

parts.readableFromWeb = function (readable, options = {}) {
  if (!parts.isWebReadable(readable)) parts.argType('readableStream', 'ReadableStream', readable)
  checkOptions(options)
  const { highWaterMark, encoding, objectMode = false, signal } = options
  const side = reading(readable, (error) => parts.destroyer(stream, error))
  const stream = new parts.Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read: side.read,
    destroy(error, callback) {
      const done = () => callback(error)
      if (!side.isClosed()) side.reader.cancel(error).then(done, done)
      else done()
    },
  })
  return stream
}

parts.writableFromWeb = function (writable, options = {}) {
  if (!parts.isWebWritable(writable)) parts.argType('writableStream', 'WritableStream', writable)
  checkOptions(options)
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options
  const side = writing(writable, objectMode, (error) => parts.destroyer(stream, error))
  const stream = new parts.Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    writev: side.writev,
    write: side.write,
    final: side.final,
    destroy(error, callback) {
      const done = () => callback(error)
      if (side.isClosed()) done()
      else if (error != null) side.writer.abort(error).then(done, done)
      else side.writer.close().then(done, done)
    },
  })
  return stream
}

parts.duplexFromWeb = function (pair, options = {}) {
  parts.validate.Object(pair, 'pair')
  const { readable, writable } = pair
  if (!parts.isWebReadable(readable)) parts.argType('pair.readable', 'ReadableStream', readable)
  if (!parts.isWebWritable(writable)) parts.argType('pair.writable', 'WritableStream', writable)
  checkOptions(options)
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options
  const sink = writing(writable, objectMode, (error) => parts.destroyer(stream, error))
  const source = reading(readable, (error) => parts.destroyer(stream, error))
  const stream = new parts.Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    writev: sink.writev,
    write: sink.write,
    final: sink.final,
    read: source.read,
    destroy(error, callback) {
      const done = () => callback(error)
      const ends = []
      if (!sink.isClosed()) ends.push(error != null ? sink.writer.abort(error) : sink.writer.close())
      if (!source.isClosed()) ends.push(source.reader.cancel(error))
      Promise.all(ends).then(done, done)
    },
  })
  return stream
}
