// One Duplex made of other things: a pair of streams, a function, an iterable, a promise; and of a chain of them (compose).
const { errors, tick, Duplex } = parts

class Duplexify extends Duplex {
  constructor(options) {
    super(options)
    if (options?.readable === false) Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true })
    if (options?.writable === false) Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true })
  }
}

parts.duplexify = function duplexify(body, name) {
  if (parts.isDuplexNode(body)) return body
  if (parts.isReadableNode(body)) return pair({ readable: body })
  if (parts.isWritableNode(body)) return pair({ writable: body })
  if (parts.isNode(body)) return pair({ readable: false, writable: false })
  if (parts.isWebReadable(body)) return pair({ readable: parts.Readable.fromWeb(body) })
  if (parts.isWebWritable(body)) return pair({ writable: parts.Writable.fromWeb(body) })
  if (typeof body === 'function') return ofFunction(body, name)
  if (Object.prototype.toString.call(body) === '[object Blob]') return duplexify(body.arrayBuffer())
  if (parts.isIterable(body)) return parts.from(Duplexify, body, { objectMode: true, writable: false })
  if (parts.isWebReadable(body?.readable) && parts.isWebWritable(body?.writable)) return Duplexify.fromWeb(body)
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const side = (stream, isSide) => (stream ? (isSide(stream) ? stream : duplexify(stream)) : undefined)
    return pair({ readable: side(body.readable, parts.isReadableNode), writable: side(body.writable, parts.isWritableNode) })
  }
  const then = body?.then
  if (typeof then === 'function') return ofPromise(body, then)
  parts.argType(name, ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function', '{ readable, writable } pair', 'Promise'], body)
}

function ofPromise(promise, then) {
  const duplex = new Duplexify({ objectMode: true, writable: false, read() {} })
  Reflect.apply(then, promise, [(value) => {
    if (value != null) duplex.push(value)
    duplex.push(null)
  }, (error) => parts.destroyer(duplex, error)])
  return duplex
}

// ofFunction feeds what is written to f as an async iterable and reads what f gives.
function ofFunction(f, name) {
  const input = new Input()
  const value = f(input.iterable, { signal: input.controller.signal })
  const { write, final, destroy } = input
  if (parts.isDuplexNode(value)) return value
  if (parts.isIterable(value)) return parts.from(Duplexify, value, { objectMode: true, write, final, destroy })
  const then = value?.then
  if (typeof then !== 'function') throw errors.invalidReturn('Iterable, AsyncIterable or AsyncFunction', name, value)
  const promise = Reflect.apply(then, value, [(result) => {
    if (result != null) throw errors.invalidReturn('nully', 'body', result)
  }, (error) => parts.destroyer(duplex, error)])
  const duplex = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(callback) { final(() => promise.then(() => tick(callback, null), (error) => tick(callback, error))) },
    destroy,
  })
  return duplex
}

// Input is the iterable of what is written, one chunk at a time.
class Input {
  controller = new AbortController()
  constructor() {
    this.renew()
    this.iterable = parts.generate(async (emit) => {
      for (;;) {
        const { chunk, done, callback } = await this.next
        tick(callback)
        if (done) return
        const { signal } = this.controller
        if (signal.aborted) throw errors.abort(signal.reason)
        this.renew()
        await emit(chunk)
      }
    })
  }

  renew() { this.next = new Promise((resolve) => { this.give = resolve }) }
  write = (chunk, encoding, callback) => this.give({ chunk, done: false, callback })
  final = (callback) => this.give({ done: true, callback })
  destroy = (error, callback) => {
    this.controller.abort()
    callback(error)
  }
}

// Joined connects a Duplex to the stream it writes to and the one it reads from.
class Joined {
  onDrain = null
  onFinish = null
  onReadable = null
  onClose = undefined // null once the ends have met

  take(name) {
    const f = this[name]
    this[name] = null
    return f
  }

  writeTo(sink) {
    this.duplex._write = (chunk, encoding, callback) => {
      if (sink.write(chunk, encoding)) callback()
      else this.onDrain = callback
    }
    this.duplex._final = (callback) => {
      sink.end()
      this.onFinish = callback
    }
    sink.on('drain', () => this.take('onDrain')?.())
  }

  readFrom(source) {
    const { duplex } = this
    source.on('readable', () => this.take('onReadable')?.())
    source.on('end', () => duplex.push(null))
    duplex._read = () => {
      for (;;) {
        const chunk = source.read()
        if (chunk === null) {
          this.onReadable = duplex._read
          return
        }
        if (!duplex.push(chunk)) return
      }
    }
  }

  writeToWeb(stream) {
    const writer = (parts.isWebTransform(stream) ? stream.writable : stream).getWriter()
    this.duplex._write = async (chunk, encoding, callback) => {
      try {
        await writer.ready
        writer.write(chunk).catch(parts.nop)
        callback()
      } catch (error) {
        callback(error)
      }
    }
    this.duplex._final = async (callback) => {
      try {
        await writer.ready
        writer.close().catch(parts.nop)
        this.onFinish = callback
      } catch (error) {
        callback(error)
      }
    }
  }

  readFromWeb(stream) {
    const { duplex } = this
    const reader = (parts.isWebTransform(stream) ? stream.readable : stream).getReader()
    duplex._read = async () => {
      for (;;) {
        try {
          const { value, done } = await reader.read()
          if (done) {
            duplex.push(null)
            return
          }
          if (!duplex.push(value)) return
        } catch {
          return
        }
      }
    }
  }

  ended(error, isOver) {
    const callback = this.onClose
    this.onClose = null
    if (callback) callback(error)
    else if (error) this.duplex.destroy(error)
    else if (isOver) this.duplex.destroy()
  }

  destroyWith(destroy) {
    this.duplex._destroy = (error, callback) => {
      if (!error && this.onClose !== null) error = errors.abort()
      this.onReadable = this.onDrain = this.onFinish = null
      if (this.onClose === null) return callback(error)
      this.onClose = callback
      destroy(error)
    }
  }
}

function pair({ readable: source, writable: sink }) {
  if (source && typeof source.read !== 'function') source = parts.Readable.wrap(source)
  const readable = !!parts.isReadable(source)
  const writable = !!parts.isWritable(sink)
  const joined = new Joined()
  const duplex = joined.duplex = new Duplexify({
    readableObjectMode: !!source?.readableObjectMode,
    writableObjectMode: !!sink?.writableObjectMode,
    readable,
    writable,
  })
  const whenDone = (error) => {
    if (error) parts.destroyer(source, error)
    joined.ended(error)
  }
  if (writable) {
    parts.finished(sink, whenDone)
    joined.writeTo(sink)
    sink.on('finish', () => joined.take('onFinish')?.())
  }
  if (readable) {
    parts.finished(source, whenDone)
    joined.readFrom(source)
  }
  joined.destroyWith((error) => {
    parts.destroyer(sink, error)
    parts.destroyer(source, error)
  })
  return duplex
}

const canRead = (stream) => !!(parts.isReadable(stream) || parts.isWebReadable(stream) || parts.isWebTransform(stream))
const canWrite = (stream) => !!(parts.isWritable(stream) || parts.isWebWritable(stream) || parts.isWebTransform(stream))

// compose joins streams to one Duplex: what is written goes into the first, what is read comes out of the last.
parts.compose = function compose(...streams) {
  if (streams.length === 0) throw errors.missingArgs('streams')
  if (streams.length === 1) return Duplex.from(streams[0])
  const given = [...streams]
  for (const i of [0, streams.length - 1]) if (typeof streams[i] === 'function') streams[i] = Duplex.from(streams[i])
  streams.forEach((stream, i) => {
    if (!parts.isNode(stream) && !parts.isWeb(stream)) return
    if (i < streams.length - 1 && !canRead(stream)) throw errors.invalidValue(`streams[${i}]`, given[i], 'must be readable')
    if (i > 0 && !canWrite(stream)) throw errors.invalidValue(`streams[${i}]`, given[i], 'must be writable')
  })
  const head = streams[0]
  const joined = new Joined()
  const tail = parts.runPipeline(parts.once((error) => joined.ended(error, !writable && !readable)), streams)
  const writable = canWrite(head)
  const readable = canRead(tail)
  joined.duplex = new Duplex({ writableObjectMode: !!head?.writableObjectMode, readableObjectMode: !!tail?.readableObjectMode, writable, readable })
  if (writable) {
    if (parts.isNode(head)) joined.writeTo(head)
    else joined.writeToWeb(head)
    parts.finished(parts.isWebTransform(tail) ? tail.readable : tail, () => joined.take('onFinish')?.())
  }
  if (readable) {
    if (parts.isNode(tail)) joined.readFrom(tail)
    else joined.readFromWeb(tail)
  }
  joined.destroyWith((error) => { if (parts.isNode(tail)) parts.destroyer(tail, error) })
  return joined.duplex
}
