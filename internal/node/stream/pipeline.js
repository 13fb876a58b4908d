// pipeline: streams, iterables and functions joined end to end, torn down together.
const { errors, tick } = parts

parts.pipeline = function pipeline(...streams) {
  const callback = streams.pop()
  parts.validate.Function(callback, 'streams[stream.length - 1]')
  return parts.runPipeline(parts.once(callback), streams)
}

parts.runPipeline = (callback, streams, options = {}) => {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0]
  if (streams.length < 2) throw errors.missingArgs('streams')
  parts.validate.AbortSignal(options.signal, 'options.signal')
  return new Joint(callback, streams, options).connect()
}

// Joint is one pipeline while it runs.
class Joint {
  constructor(callback, streams, options) {
    this.callback = callback
    this.streams = streams
    this.end = options.end !== false
    this.outer = options.signal
    this.controller = new AbortController()
    this.destroys = []
    this.cleanups = [] // of the last stream, which goes on being used
    this.pending = 0
    this.error = undefined
    this.value = undefined
    this.listening = null
  }

  connect() {
    const abort = () => this.conclude(errors.abort())
    if (this.outer) this.listening = require('events').addAbortListener(this.outer, abort)
    let current
    this.streams.forEach((stream, i) => {
      const last = i === this.streams.length - 1
      if (parts.isNode(stream)) this.guard(stream, i, last)
      current = i === 0 ? this.source(stream) : this.step(current, stream, i, last)
    })
    if (this.controller.signal.aborted || this.outer?.aborted) tick(abort)
    return current
  }

  fail = (error) => this.conclude(error, false)
  finish = (error) => this.conclude(error, --this.pending === 0)

  conclude(error, final) {
    if (error && (!this.error || this.error.code === 'ERR_STREAM_PREMATURE_CLOSE')) this.error = error
    if (!this.error && !final) return
    while (this.destroys.length) this.destroys.shift()(this.error)
    this.listening?.[Symbol.dispose]()
    this.controller.abort()
    if (!final) return
    if (!this.error) for (const cleanup of this.cleanups) cleanup()
    tick(this.callback, this.error, this.value)
  }

  // guard watches one stream: its failure ends them all.
  guard(stream, i, last) {
    const goesOn = last && parts.isReadable(stream)
    if (!last || this.end) {
      const cleanup = this.destroyLater(stream, !last, i > 0)
      if (goesOn) this.cleanups.push(cleanup)
    }
    const onError = (error) => {
      if (error && error.name !== 'AbortError' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') this.fail(error)
    }
    stream.on('error', onError)
    if (goesOn) this.cleanups.push(() => stream.removeListener('error', onError))
  }

  // destroyLater notes how to end stream, unless it ended by itself.
  destroyLater(stream, reading, writing) {
    let finished = false
    stream.on('close', () => { finished = true })
    const cleanup = parts.finished(stream, { readable: reading, writable: writing }, (error) => { finished = !error })
    this.destroys.push((error) => {
      if (finished) return
      finished = true
      parts.destroyer(stream, error || errors.destroyed('pipe'))
    })
    return cleanup
  }

  source(stream) {
    if (typeof stream !== 'function') {
      return parts.isIterable(stream) || parts.isReadableNode(stream) || parts.isWebTransform(stream) ? stream : parts.Duplex.from(stream)
    }
    const source = stream({ signal: this.controller.signal })
    if (!parts.isIterable(source)) throw errors.invalidReturn('Iterable, AsyncIterable or Stream', 'source', source)
    return source
  }

  step(current, stream, i, last) {
    const end = !last || this.end
    if (typeof stream === 'function') return this.call(current, stream, i, last)
    if (parts.isNode(stream)) {
      if (parts.isReadableNode(current)) {
        this.pending += 2
        const cleanup = pipe(current, stream, this, end)
        if (parts.isReadable(stream) && last) this.cleanups.push(cleanup)
      } else this.pump(readableSide(current), stream, end)
      return stream
    }
    if (parts.isWeb(stream)) {
      this.pending++
      pumpToWeb(parts.isReadableNode(current) ? asIterable(current) : readableSide(current), stream, this.finish, end)
      return stream
    }
    return parts.Duplex.from(stream)
  }

  // call runs a function of the pipeline: one between is a transform, the last may consume.
  call(current, f, i, last) {
    const output = f(asIterable(parts.isWebTransform(current) ? current.readable : current), { signal: this.controller.signal })
    if (last) return this.last(output)
    if (!parts.isAsyncIterable(output)) throw errors.invalidReturn('AsyncIterable', `transform[${i - 1}]`, output)
    return output
  }

  // last makes a stream of what the last function gives, for pipeline's caller to read.
  last(output) {
    const tail = new parts.PassThrough({ objectMode: true })
    const then = output?.then
    if (typeof then === 'function') {
      this.pending++
      Reflect.apply(then, output, [(value) => {
        this.value = value
        if (value !== undefined && value !== null) tail.write(value)
        if (this.end) tail.end()
        tick(this.finish)
      }, (error) => {
        tail.destroy(error)
        tick(this.finish, error)
      }])
    } else if (parts.isAsyncIterable(output) || parts.isWebReadable(output) || parts.isWebTransform(output)) this.pump(readableSide(output), tail, this.end)
    else throw errors.invalidReturn('AsyncIterable or Promise', 'destination', output)
    this.cleanups.push(this.destroyLater(tail, false, true))
    return tail
  }

  pump(iterable, writable, end) {
    if (!parts.isIterable(iterable)) parts.argType('val', ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'], iterable)
    this.pending++
    pump(iterable, writable, this.finish, end)
  }
}

const readableSide = (stream) => (parts.isWebTransform(stream) ? stream.readable : stream)

function asIterable(value) {
  if (parts.isIterable(value)) return value
  if (parts.isReadableNode(value)) return { [Symbol.asyncIterator]: () => parts.Readable.prototype[Symbol.asyncIterator].call(value) }
  parts.argType('val', ['Readable', 'Iterable', 'AsyncIterable'], value)
}

function pipe(source, destination, { finish, fail }, end) {
  let ended = false
  destination.on('close', () => { if (!ended) fail(errors.prematureClose()) })
  source.pipe(destination, { end: false })
  if (end) {
    const endIt = () => {
      ended = true
      destination.end()
    }
    if (parts.isReadableFinished(source)) tick(endIt)
    else source.once('end', endIt)
  } else finish()
  parts.finished(source, { readable: true, writable: false }, (error) => {
    const r = source._readableState
    // A Duplex that was destroyed after its readable side was all pushed still ends by itself.
    if (error?.code === 'ERR_STREAM_PREMATURE_CLOSE' && r?.ended && !r.errored && !r.errorEmitted) source.once('end', finish).once('error', finish)
    else finish(error)
  })
  return parts.finished(destination, { readable: false, writable: true }, finish)
}

// pump writes what an iterable yields to a stream, waiting for its drain.
async function pump(iterable, writable, finish, end) {
  let failure
  let wake = null
  const resume = (error) => {
    if (error) failure = error
    const f = wake
    wake = null
    f?.()
  }
  const wait = () => new Promise((resolve, reject) => {
    if (failure) reject(failure)
    else wake = () => (failure ? reject(failure) : resolve())
  })
  writable.on('drain', resume)
  const cleanup = parts.finished(writable, { readable: false }, resume)
  try {
    if (writable.writableNeedDrain) await wait()
    await parts.each(iterable, async (chunk) => { if (!writable.write(chunk)) await wait() })
    if (end) {
      writable.end()
      await wait()
    }
    finish()
  } catch (error) {
    finish(failure !== error ? errors.both(failure, error) : error)
  } finally {
    cleanup()
    writable.removeListener('drain', resume)
  }
}

async function pumpToWeb(iterable, writable, finish, end) {
  const writer = (parts.isWebTransform(writable) ? writable.writable : writable).getWriter()
  try {
    await parts.each(iterable, async (chunk) => {
      await writer.ready
      writer.write(chunk).catch(parts.nop)
    })
    await writer.ready
    if (end) await writer.close()
    finish()
  } catch (error) {
    try {
      await writer.abort(error)
      finish(error)
    } catch (failure) {
      finish(failure)
    }
  }
}

parts.pipelinePromise = function pipeline(...streams) {
  return new Promise((resolve, reject) => {
    let options
    const last = streams[streams.length - 1]
    if (last && typeof last === 'object' && !parts.isNode(last) && !parts.isIterable(last) && !parts.isWeb(last)) {
      options = streams.pop()
    }
    parts.runPipeline(parts.once((error, value) => (error ? reject(error) : resolve(value))), streams, options)
  })
}
