// The inner side of readable streams: what a ReadableStream and its readers do, as records that the objects JavaScript sees stand for
// (https://streams.spec.whatwg.org/#rs). Streams of the host's own live on records alone.
const { codes: { ERR_INVALID_STATE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { isolate, perform, resolved, rejected, nothing, Outcome } = require('internal/webstreams/promises')
const { Fifo } = require('internal/webstreams/queue')

class Readable {
  constructor () {
    this.state = 'readable'
    this.error = undefined
    this.disturbed = false
    this.reader = undefined
    this.control = undefined
    this.object = undefined // the ReadableStream, once there is one
    this.ended = undefined // an Outcome, once somebody asked
  }

  get locked () { return this.reader !== undefined }

  // A promise of the end of the stream, whoever reads it.
  whenEnded () {
    if (this.ended === undefined) {
      this.ended = new Outcome()
      if (this.state === 'closed') this.ended.resolve()
      if (this.state === 'errored') this.ended.reject(this.error)
    }
    return this.ended.promise
  }

  close () {
    this.state = 'closed'
    this.ended?.resolve()
    const { reader } = this
    if (reader === undefined) return
    reader.closed.resolve()
    if (!reader.byob) reader.requests.drain((request) => request.close())
  }

  fail (error) {
    this.state = 'errored'
    this.error = error
    this.ended?.reject(error)
    const { reader } = this
    if (reader === undefined) return
    reader.closed.reject(error)
    reader.requests.drain((request) => request.fail(error))
  }

  cancel (reason) {
    this.disturbed = true
    if (this.state === 'closed') return resolved()
    if (this.state === 'errored') return rejected(this.error)
    this.close()
    if (this.reader?.byob) this.reader.requests.drain((request) => request.close(undefined))
    return perform(this.control.cancel(reason), nothing)
  }
}

// Reader is what a reader has: its stream until it is released, and the requests that wait for chunks. A request has the methods chunk, close
// and fail, one of which is called once.
class Reader {
  constructor (stream, byob = false) {
    if (stream.locked) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked')
    if (byob && !stream.control.byte) throw new ERR_INVALID_ARG_VALUE('stream', stream.object, 'must be a byte stream')
    this.stream = stream
    this.byob = byob
    this.requests = new Fifo()
    this.closed = new Outcome()
    stream.reader = this
    if (stream.state === 'closed') this.closed.resolve()
    if (stream.state === 'errored') this.closed.reject(stream.error)
  }

  read (request) {
    const { stream } = this
    stream.disturbed = true
    if (stream.state === 'closed') request.close()
    else if (stream.state === 'errored') request.fail(stream.error)
    else stream.control.read(request)
  }

  // Reads into the buffer of view at least min elements.
  readInto (view, min, request) {
    const { stream } = this
    stream.disturbed = true
    if (stream.state === 'errored') request.fail(stream.error)
    else stream.control.readInto(view, min, request)
  }

  // A promise of the next chunk, in the form of an iterator's result.
  next () {
    const { stream } = this
    if (stream.state === 'readable' && stream.control.ready) {
      stream.disturbed = true
      return resolved({ value: stream.control.take(), done: false })
    }
    const request = new PromisedRead()
    this.read(request)
    return request.promise
  }

  cancel (reason) { return this.stream.cancel(reason) }

  release () {
    const { stream } = this
    const gone = new ERR_INVALID_STATE.TypeError('Reader released')
    if (stream.state !== 'readable') this.closed = new Outcome()
    this.closed.reject(gone)
    stream.control.released()
    stream.reader = this.stream = undefined
    this.requests.drain((request) => request.fail(new ERR_INVALID_STATE.TypeError('Releasing reader')))
  }
}

// PromisedRead is a request that settles a promise.
class PromisedRead {
  constructor () {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.fail = reject
    })
  }

  chunk (value) { this.resolve({ value, done: false }) }
  close (value) { this.resolve({ value, done: true }) }
}

for (const Class of [Readable, Reader, PromisedRead]) isolate(Class)

module.exports = { Readable, Reader, PromisedRead }
