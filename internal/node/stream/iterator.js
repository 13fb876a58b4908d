// Readable as an async iterable, and made of one.
const { errors, tick } = parts
const { Readable } = parts

// An async iterator over a stream's chunks; leaving it early destroys the stream unless destroyOnReturn is false.
function iterate(stream, options) {
  if (typeof stream.read !== 'function') stream = Readable.wrap(stream, { objectMode: true })
  const iterator = parts.generate((emit) => chunks(stream, options, emit))
  iterator.stream = stream
  return iterator
}

async function chunks(stream, options, emit) {
  let wake = parts.nop
  let failure
  const onReadable = () => {
    wake()
    wake = parts.nop
  }
  stream.on('readable', onReadable)
  const cleanup = parts.finished(stream, { writable: false }, (error) => {
    failure = error ? errors.both(failure, error) : null
    onReadable()
  })
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read()
      if (chunk !== null) await emit(chunk)
      else if (failure) throw failure
      else if (failure === null) return
      else await new Promise((resolve) => { wake = resolve })
    }
  } catch (error) {
    if (parts.hasLeft(error)) throw error
    failure = errors.both(failure, error)
    throw failure
  } finally {
    if ((failure || options?.destroyOnReturn !== false) && (failure === undefined || stream._readableState.autoDestroy)) {
      parts.destroyer(stream, null)
    } else {
      stream.removeListener('readable', onReadable)
      cleanup()
    }
  }
}

Readable.prototype[Symbol.asyncIterator] = function () { return iterate(this) }
Readable.prototype.iterator = function (options) {
  if (options !== undefined) parts.validate.Object(options, 'options')
  return iterate(this, options)
}
Readable.wrap = (source, options) => new Readable({
  objectMode: source.readableObjectMode ?? source.objectMode ?? true,
  ...options,
  destroy(error, callback) {
    parts.destroyer(source, error)
    callback(error)
  },
}).wrap(source)

// from makes a Readable of an iterable: each read takes the next element, promises are awaited.
parts.from = function from(Class, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Class({
      objectMode: true, ...options,
      read() { this.push(iterable); this.push(null) },
    })
  }
  let iterator
  const isAsync = parts.isAsyncIterable(iterable)
  if (isAsync) iterator = iterable[Symbol.asyncIterator]()
  else if (parts.isIterable(iterable)) iterator = iterable[Symbol.iterator]()
  else parts.argType('iterable', ['Iterable'], iterable)
  const readable = new Class({ objectMode: true, highWaterMark: 1, ...options })
  let reading = false
  readable._read = function () {
    if (reading) return
    reading = true
    pull()
  }
  readable._destroy = function (error, callback) {
    close(error).then(() => tick(callback, error), (e) => tick(callback, e || error))
  }
  async function close(error) {
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error)
      await value
      if (done) return
    }
    if (typeof iterator.return === 'function') await (await iterator.return()).value
  }
  async function pull() {
    for (;;) {
      try {
        const { value, done } = isAsync ? await iterator.next() : iterator.next()
        if (done) {
          readable.push(null)
          return
        }
        const chunk = value && typeof value.then === 'function' ? await value : value
        if (chunk === null) {
          reading = false
          throw errors.nullValues()
        }
        if (!readable.push(chunk)) {
          reading = false
          return
        }
      } catch (error) {
        readable.destroy(error)
        return
      }
    }
  }
  return readable
}
Readable.from = (iterable, options) => parts.from(Readable, iterable, options)
