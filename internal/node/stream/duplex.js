// Duplex: a Readable that is a Writable too, with one end.
const { Readable, Writable } = parts

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options)
  this.allowHalfOpen = options?.allowHalfOpen !== false
  parts.initReadable(this, options, true)
  parts.initWritable(this, options, true)
  parts.Stream.call(this, options)
  if (options?.readable === false) {
    Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true })
  }
  if (options?.writable === false) {
    Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true })
  }
  parts.construct(this, () => {
    if (this._readableState.needReadable) this.read(0)
    parts.afterWritableConstruct(this)
  })
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype)
Object.setPrototypeOf(Duplex, Readable)
parts.Duplex = Duplex

for (const name of ['write', 'end', 'cork', 'uncork', 'setDefaultEncoding', '_write', '_writev', 'destroy']) {
  Object.defineProperty(Duplex.prototype, name, { writable: true, configurable: true, value: Writable.prototype[name] })
}
Object.defineProperties(Duplex.prototype, parts.writableViews)

// from makes a Duplex of whatever can be read, written, iterated or awaited.
Duplex.from = (body) => {
  if (body instanceof Duplex) return body
  if (parts.isNode(body)) return join(body._readableState ? body : null, body._writableState ? body : null)
  if (typeof body === 'function') return fromFunction(body)
  if (body && (typeof body.readable === 'object' || typeof body.writable === 'object')) return join(body.readable, body.writable)
  if (body && typeof body.then === 'function') return parts.from(Duplex, resolved(body), { objectMode: true, writable: false })
  if (parts.isIterable(body)) return parts.from(Duplex, body, { objectMode: true, writable: false })
  native.argType('body', 'an instance of Stream, Iterable or a function', body)
}

const resolved = (promise) => {
  let done = false
  return {
    [Symbol.asyncIterator]() { return this },
    async next() {
      if (done) return { done: true, value: undefined }
      done = true
      const value = await promise
      return value === undefined || value === null ? { done: true, value: undefined } : { done: false, value }
    },
  }
}

// fromFunction feeds what is written to f as an async iterable and reads what f yields.
function fromFunction(f) {
  const input = new parts.PassThrough({ objectMode: true })
  const output = f(input)
  if (output && typeof output.then === 'function') {
    const sink = join(null, input)
    output.then((value) => { if (value !== undefined && value !== null) sink.destroy(parts.errors.invalidReturn('nully', 'body', value)) }, (e) => sink.destroy(e))
    return sink
  }
  return join(parts.from(Readable, output, { objectMode: true }), input)
}

// join makes one Duplex out of a readable and a writable stream.
function join(readable, writable) {
  const duplex = new Duplex({
    readableObjectMode: readable?.readableObjectMode ?? true,
    writableObjectMode: writable?.writableObjectMode ?? true,
    readable: !!readable,
    writable: !!writable,
    read() { readable?.resume() },
    write(chunk, encoding, callback) {
      if (writable.write(chunk, encoding)) callback()
      else writable.once('drain', () => callback())
    },
    final(callback) {
      writable.end()
      parts.finished(writable, { readable: false }, (error) => callback(error))
    },
    destroy(error, callback) {
      parts.destroyer(readable, error)
      parts.destroyer(writable, error)
      callback(error)
    },
  })
  if (readable) {
    readable.on('data', (chunk) => { if (!duplex.push(chunk)) readable.pause() })
    readable.on('end', () => duplex.push(null))
    readable.on('error', (error) => duplex.destroy(error))
  }
  if (writable) writable.on('error', (error) => duplex.destroy(error))
  return duplex
}
parts.join = join
