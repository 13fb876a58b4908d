// Readable as an async iterable, and made of one.
const { errors, tick } = parts
const { Readable } = parts

// An async iterator over a stream's chunks; leaving it early destroys the stream unless destroyOnReturn is false.
function iterate(stream, { destroyOnReturn = true } = {}) {
  if (typeof stream.read !== 'function') stream = new Readable({ objectMode: true }).wrap(stream)
  let wake = null
  let failure
  let over = false
  stream.on('readable', () => { wake?.(); wake = null })
  const cleanup = parts.finished(stream, { writable: false }, (error) => {
    failure = error ?? null
    wake?.()
    wake = null
  })
  const next = async () => {
    for (;;) {
      if (over) return { value: undefined, done: true }
      const chunk = stream.destroyed ? null : stream.read()
      if (chunk !== null) return { value: chunk, done: false }
      if (failure) {
        over = true
        throw failure
      }
      if (failure === null) {
        leave()
        return { value: undefined, done: true }
      }
      await new Promise((resolve) => { wake = resolve })
    }
  }
  const leave = () => {
    over = true
    if ((failure === undefined || failure === null) && destroyOnReturn) {
      if (failure === undefined || stream._readableState?.autoDestroy) parts.destroyer(stream, null)
    }
    cleanup()
  }
  let queue = Promise.resolve()
  const inTurn = (f) => {
    const result = queue.then(f, f)
    queue = result.catch(() => {})
    return result
  }
  return {
    next: () => inTurn(next),
    return: (value) => inTurn(async () => { if (!over) leave(); return { value, done: true } }),
    throw: (error) => inTurn(async () => { parts.destroyer(stream, error); over = true; throw error }),
    [Symbol.asyncIterator]() { return this },
    stream,
  }
}
Readable.prototype[Symbol.asyncIterator] = function () { return iterate(this) }
Readable.prototype.iterator = function (options) {
  if (options !== undefined && (options === null || typeof options !== 'object')) native.argType('options', 'of type object', options)
  return iterate(this, options)
}

// from makes a Readable of an iterable: each read takes the next element, promises are awaited.
parts.from = function from(Class, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Class({
      objectMode: true, ...options,
      read() { this.push(iterable); this.push(null) },
    })
  }
  let iterator
  if (iterable && typeof iterable[Symbol.asyncIterator] === 'function') iterator = iterable[Symbol.asyncIterator]()
  else if (iterable && typeof iterable[Symbol.iterator] === 'function') iterator = iterable[Symbol.iterator]()
  else native.argType('iterable', 'an instance of Iterable', iterable)
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
    try {
      for (;;) {
        const step = iterator.next()
        const { value, done } = step && typeof step.then === 'function' ? await step : step
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
      }
    } catch (error) {
      readable.destroy(error)
    }
  }
  return readable
}
Readable.from = (iterable, options) => parts.from(Readable, iterable, options)
