// pipeline and compose: streams, iterables and functions joined end to end, torn down together.
const { errors, tick } = parts

const isSource = (s) => parts.isIterable(s) || parts.isReadableNode(s) || parts.isWebReadable(s)

parts.pipeline = function pipeline(...streams) {
  const callback = streams.pop()
  if (typeof callback !== 'function') native.argType('streams[stream.length - 1]', 'of type function', callback)
  return run(once(callback), streams)
}

const once = (f) => {
  let called = false
  return (...args) => {
    if (called) return
    called = true
    f(...args)
  }
}

function run(callback, streams, options = {}) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0]
  if (streams.length < 2) throw errors.missingStreams()
  const joint = new Joint(callback, streams, options)
  return joint.connect()
}
parts.runPipeline = run

// Joint is one pipeline while it runs.
class Joint {
  constructor(callback, streams, options) {
    this.callback = callback
    this.streams = streams
    this.end = options.end !== false
    this.signal = options.signal
    this.controller = new AbortController()
    this.destroys = []
    this.pending = 0
    this.error = undefined
    this.value = undefined
  }

  connect() {
    const abort = () => this.finish(errors.abort(this.signal?.reason))
    if (this.signal) {
      if (this.signal.aborted) abort()
      else this.signal.addEventListener('abort', abort)
      this.removeAbort = () => this.signal.removeEventListener('abort', abort)
    }
    let current
    this.streams.forEach((stream, i) => {
      const reading = i < this.streams.length - 1
      const writing = i > 0
      const end = reading || this.end
      if (parts.isNode(stream)) this.guard(stream, reading, writing, end)
      current = this.step(current, stream, i, reading, end)
    })
    if (this.signal?.aborted || this.error) tick(abort)
    return current
  }

  // guard watches one stream: its failure or premature end ends them all.
  guard(stream, reading, writing, end) {
    if (end) {
      this.pending++
      let finished = false
      parts.finished(stream, { readable: reading, writable: writing }, (error) => {
        finished = !error
        this.settle(error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && this.harmless(stream, reading) ? undefined : error)
      })
      this.destroys.push((error) => {
        if (finished) return
        finished = true
        parts.destroyer(stream, error || errors.prematureClose())
      })
    }
    stream.on('error', (error) => {
      if (error && error.name !== 'AbortError' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') this.finish(error)
    })
  }

  harmless(stream, reading) {
    const r = stream._readableState
    return reading && r && r.ended && !r.errored && r.length === 0
  }

  settle(error) {
    this.pending--
    this.finish(error, this.pending === 0)
  }

  finish(error, final = !!error) {
    if (error && (!this.error || this.error.code === 'ERR_STREAM_PREMATURE_CLOSE')) this.error = error
    if (!this.error && !final) return
    while (this.destroys.length) this.destroys.shift()(this.error)
    this.removeAbort?.()
    this.controller.abort()
    if (final || this.error) {
      if (!this.error) this.destroys.length = 0
      tick(this.callback, this.error, this.value)
    }
  }

  step(current, stream, i, reading, end) {
    if (typeof stream === 'function') return this.call(current, stream, i, reading)
    if (i === 0) {
      if (!isSource(stream)) native.argType('source', 'an instance of Stream, Iterable, or AsyncIterable', stream)
      return parts.isWebReadable(stream) ? fromWeb(stream) : stream
    }
    const name = `streams[${i}]`
    if (parts.isNode(stream)) {
      if (parts.isReadableNode(current)) this.pipe(current, stream, end)
      else this.pump(current, stream, end)
      return stream
    }
    if (parts.isWebWritable(stream)) {
      this.pump(current, webSink(stream), end)
      return stream
    }
    native.argType(name, 'an instance of Stream or a function', stream)
  }

  // call runs a function of the pipeline: the first is a source, one between transforms an iterable, the last may consume it.
  call(current, f, i, reading) {
    const options = { signal: this.controller.signal }
    if (i === 0) {
      const source = f(options)
      if (!parts.isIterable(source)) throw errors.invalidReturn('Iterable, AsyncIterable or Stream', 'source', source)
      return source
    }
    const input = parts.isReadableNode(current) ? asIterable(current) : current
    const output = f(input, options)
    if (reading) {
      if (!parts.isIterable(output)) throw errors.invalidReturn('AsyncIterable', `transform[${i - 1}]`, output)
      return output
    }
    return this.last(output, i)
  }

  last(output, i) {
    const tail = new parts.PassThrough({ objectMode: true })
    const guardTail = () => this.guard(tail, false, true, true)
    if (output && typeof output.then === 'function') {
      this.pending++
      Promise.resolve(output).then((value) => {
        this.value = value
        if (value !== undefined && value !== null) tail.write(value)
        if (this.end) tail.end()
        tick(() => this.settle())
      }, (error) => {
        tail.destroy(error)
        tick(() => this.settle(error))
      })
      return tail
    }
    if (!parts.isIterable(output)) throw errors.invalidReturn('AsyncIterable or Promise', `destination[${i - 1}]`, output)
    guardTail()
    this.pump(output, tail, true)
    return tail
  }

  pipe(from, to, end) {
    from.pipe(to, { end: false })
    if (end && to !== process.stdout && to !== process.stderr) {
      const done = () => to.end()
      if (from.readableEnded) tick(done)
      else from.once('end', done)
    } else {
      this.pending++
      parts.finished(from, { writable: false }, (error) => this.settle(error))
      return
    }
    this.pending++
    parts.finished(from, { readable: true, writable: false }, (error) => {
      const r = from._readableState
      if (error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && r && r.ended && !r.errored && !r.errorEmitted) {
        from.once('end', () => this.settle()).once('error', (e) => this.settle(e))
      } else {
        this.settle(error)
      }
    })
  }

  // pump writes what an iterable yields to a stream, waiting for its drain.
  pump(iterable, writable, end) {
    this.pending++
    let failure
    let wake = null
    const resume = (error) => {
      if (error) failure = error
      wake?.()
      wake = null
    }
    writable.on('drain', resume)
    const cleanup = parts.finished(writable, { readable: false }, resume)
    const wait = () => new Promise((resolve, reject) => {
      if (failure) reject(failure)
      else wake = () => (failure ? reject(failure) : resolve())
    })
    const copy = async () => {
      const iterator = (iterable[Symbol.asyncIterator] ?? iterable[Symbol.iterator]).call(iterable)
      try {
        if (writable.writableNeedDrain) await wait()
        for (;;) {
          const { value, done } = await iterator.next()
          if (done) break
          if (!writable.write(await value)) await wait()
        }
      } catch (error) {
        await iterator.return?.()
        throw error
      }
      if (end) {
        writable.end()
        await wait()
      }
    }
    copy().then(() => this.settle(failure), (error) => {
      this.settle(failure !== error && failure ? failure : error)
    }).finally(() => {
      cleanup()
      writable.removeListener('drain', resume)
    })
  }
}

function asIterable(readable) {
  return { [Symbol.asyncIterator]: () => parts.Readable.prototype[Symbol.asyncIterator].call(readable) }
}

function fromWeb(stream) {
  const reader = stream.getReader()
  return { [Symbol.asyncIterator]() { return this }, next: () => reader.read(), return: async () => { await reader.cancel(); return { done: true, value: undefined } } }
}

function webSink(stream) {
  const writer = stream.getWriter()
  return new parts.Writable({
    objectMode: true,
    write(chunk, encoding, callback) { writer.ready.then(() => writer.write(chunk)).then(() => callback(), callback) },
    final(callback) { writer.close().then(() => callback(), callback) },
    destroy(error, callback) { (error ? writer.abort(error) : Promise.resolve()).then(() => callback(error), () => callback(error)) },
  })
}

// compose joins streams to one Duplex: what is written goes into the first, what is read comes out of the last.
parts.compose = function compose(...streams) {
  if (streams.length === 0) throw errors.missingStreams()
  streams = streams.map((s) => (typeof s === 'function' || !parts.isNode(s) ? parts.Duplex.from(s) : s))
  if (streams.length === 1) return streams[0]
  const first = streams[0]
  const last = streams[streams.length - 1]
  const duplex = parts.join(last._readableState?.readable === false ? null : last, first._writableState?.writable === false || !first._writableState ? null : first)
  run(once((error) => { if (error) duplex.destroy(error) }), streams)
  return duplex
}

parts.pipelinePromise = (...streams) => new Promise((resolve, reject) => {
  let options
  const last = streams[streams.length - 1]
  if (last && typeof last === 'object' && !parts.isNode(last) && !parts.isIterable(last) && !parts.isWebReadable(last) && !parts.isWebWritable(last)) {
    options = streams.pop()
  }
  run(once((error, value) => (error ? reject(error) : resolve(value))), streams, options)
})
