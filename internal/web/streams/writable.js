// The inner side of writable streams (https://streams.spec.whatwg.org/#ws): what a WritableStream, its writer and its controller do, as records.
const { codes: { ERR_INVALID_STATE } } = require('internal/errors')
const { isolate, begun, perform, resolved, rejected, invoke, Outcome } = require('internal/webstreams/promises')
const { Fifo, SizedQueue } = require('internal/webstreams/queue')
const kClose = Symbol('close') // in the queue: the stream is to be closed after what is before it

class Writable {
  constructor () {
    this.state = 'writable'
    this.error = undefined
    this.writer = undefined
    this.control = undefined
    this.backpressure = false
    this.writes = new Fifo() // of Outcomes: the writes that the sink has not begun
    this.writing = undefined // the Outcome of the write that the sink is at
    this.closeRequest = undefined
    this.closingNow = undefined // the Outcome of the close that the sink is at
    this.pendingAbort = undefined
    this.object = undefined // the WritableStream, once there is one
    this.ended = undefined // an Outcome, once somebody asked
  }

  get locked () { return this.writer !== undefined }
  get closing () { return this.closeRequest !== undefined || this.closingNow !== undefined }

  // A promise of the end of the stream, whoever writes it.
  whenEnded () {
    if (this.ended === undefined) {
      this.ended = new Outcome()
      if (this.state === 'closed') this.ended.resolve()
      if (this.state === 'errored') this.ended.reject(this.error)
    }
    return this.ended.promise
  }

  abort (reason) {
    if (this.state === 'closed' || this.state === 'errored') return resolved()
    this.control.signalAbort(reason)
    if (this.state === 'closed' || this.state === 'errored') return resolved() // a listener of the signal may have done it
    if (this.pendingAbort !== undefined) return this.pendingAbort.outcome.promise
    const wasErroring = this.state === 'erroring'
    this.pendingAbort = { outcome: new Request(), reason: wasErroring ? undefined : reason, wasErroring }
    const { promise } = this.pendingAbort.outcome
    if (!wasErroring) this.beginError(reason)
    return promise
  }

  close () {
    if (this.state === 'closed' || this.state === 'errored') {
      return rejected(new ERR_INVALID_STATE.TypeError('WritableStream is closed'))
    }
    const request = this.closeRequest = new Request()
    if (this.writer !== undefined && this.backpressure && this.state === 'writable') this.writer.ready.resolve()
    this.control.close()
    return request.promise
  }

  // An error of the sink, or of the guest through the controller.
  fail (error) {
    if (this.state === 'writable') this.beginError(error)
    else this.finishError()
  }

  beginError (reason) {
    this.state = 'erroring'
    this.error = reason
    this.writer?.ensureReadyRejected(reason)
    if (this.writing === undefined && this.closingNow === undefined && this.control.started) this.finishError()
  }

  finishError () {
    this.state = 'errored'
    this.control.queue.clear()
    this.writes.drain((write) => write.reject(this.error))
    const { pendingAbort } = this
    if (pendingAbort === undefined) {
      this.rejectCloseAndClosed()
      return
    }
    this.pendingAbort = undefined
    if (pendingAbort.wasErroring) {
      pendingAbort.outcome.reject(this.error)
      this.rejectCloseAndClosed()
      return
    }
    perform(this.control.abort(pendingAbort.reason), () => {
      pendingAbort.outcome.resolve()
      this.rejectCloseAndClosed()
    }, (error) => {
      pendingAbort.outcome.reject(error)
      this.rejectCloseAndClosed()
    })
  }

  rejectCloseAndClosed () {
    if (this.closeRequest !== undefined) {
      this.closeRequest.reject(this.error)
      this.closeRequest = undefined
    }
    this.writer?.closed.reject(this.error)
    this.ended?.reject(this.error)
  }

  wrote () {
    this.writing.resolve()
    this.writing = undefined
  }

  failedToWrite (error) {
    this.writing.reject(error)
    this.writing = undefined
    this.fail(error)
  }

  closed () {
    this.closingNow.resolve()
    this.closingNow = undefined
    if (this.state === 'erroring') {
      this.error = undefined // it was too late for the error
      if (this.pendingAbort !== undefined) {
        this.pendingAbort.outcome.resolve()
        this.pendingAbort = undefined
      }
    }
    this.state = 'closed'
    this.writer?.closed.resolve()
    this.ended?.resolve()
  }

  failedToClose (error) {
    this.closingNow.reject(error)
    this.closingNow = undefined
    if (this.pendingAbort !== undefined) {
      this.pendingAbort.outcome.reject(error)
      this.pendingAbort = undefined
    }
    this.fail(error)
  }

  setBackpressure (backpressure) {
    if (this.writer !== undefined && backpressure !== this.backpressure) {
      if (backpressure) this.writer.ready = new Outcome()
      else this.writer.ready.resolve()
    }
    this.backpressure = backpressure
  }
}

// Request is the promise of one write, close or abort.
class Request {
  constructor () {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }
}

// Writer is what a writer has: its stream until it is released.
class Writer {
  constructor (stream) {
    if (stream.locked) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked')
    this.stream = stream
    this.ready = new Outcome()
    this.closed = new Outcome()
    stream.writer = this
    switch (stream.state) {
      case 'writable':
        if (stream.closing || !stream.backpressure) this.ready.resolve()
        break
      case 'erroring':
        this.ready.reject(stream.error)
        break
      case 'closed':
        this.ready.resolve()
        this.closed.resolve()
        break
      default:
        this.ready.reject(stream.error)
        this.closed.reject(stream.error)
    }
  }

  get desiredSize () {
    const { state, control } = this.stream
    if (state === 'errored' || state === 'erroring') return null
    return state === 'closed' ? 0 : control.desiredSize
  }

  write (chunk) {
    const { stream } = this
    const { control } = stream
    const size = control.sizeOf(chunk)
    if (stream !== this.stream) return rejected(new ERR_INVALID_STATE.TypeError('Mismatched WritableStreams'))
    if (stream.state === 'errored') return rejected(stream.error)
    if (stream.closing || stream.state === 'closed') return rejected(new ERR_INVALID_STATE.TypeError('WritableStream is closed'))
    if (stream.state === 'erroring') return rejected(stream.error)
    const request = new Request()
    stream.writes.push(request)
    control.write(chunk, size)
    return request.promise
  }

  // Closes the stream unless it is closed or closing already, as a pipe does.
  closeOrPassError () {
    const { stream } = this
    if (stream.closing || stream.state === 'closed') return resolved()
    return stream.state === 'errored' ? rejected(stream.error) : stream.close()
  }

  ensureReadyRejected (error) { this.ready = settledAs(this.ready, error) }

  release () {
    const { stream } = this
    const gone = new ERR_INVALID_STATE.TypeError('Writer has been released')
    this.ensureReadyRejected(gone)
    this.closed = settledAs(this.closed, gone)
    stream.writer = this.stream = undefined
  }
}

// Rejects an outcome, or gives another one when it is settled.
function settledAs (outcome, error) {
  return (outcome.state === 'pending' ? outcome : new Outcome()).reject(error)
}

// WritableControl is what a stream does with its sink: an object with functions start, write, close and abort, each optional.
class WritableControl {
  constructor (stream, sink, highWaterMark, size) {
    this.stream = stream
    this.sink = sink
    this.highWaterMark = highWaterMark
    this.size = size
    this.queue = new SizedQueue()
    this.started = false
    this.abortController = undefined // made when its signal is first asked for
    this.aborted = undefined
    this.object = undefined // the WritableStreamDefaultController, once there is one
    this.wrote = () => {
      stream.wrote()
      this.queue.shift()
      if (!stream.closing && stream.state === 'writable') this.updateBackpressure()
      this.advance()
    }
    this.failedToWrite = (error) => {
      if (stream.state === 'writable') this.forget()
      stream.failedToWrite(error)
    }
    stream.control = this
  }

  start () {
    const { stream } = this
    this.updateBackpressure()
    const result = this.sink.start?.(this)
    perform(begun(result), () => {
      this.started = true
      this.advance()
    }, (error) => {
      this.started = true
      stream.fail(error)
    })
  }

  get desiredSize () { return this.highWaterMark - this.queue.total }
  updateBackpressure () { this.stream.setBackpressure(this.desiredSize <= 0) }

  get signal () {
    if (this.abortController === undefined) {
      this.abortController = new AbortController()
      if (this.aborted !== undefined) this.abortController.abort(this.aborted.reason)
    }
    return this.abortController.signal
  }

  signalAbort (reason) {
    this.aborted ??= { reason }
    this.abortController?.abort(reason)
  }

  sizeOf (chunk) {
    if (this.size === undefined) return 1
    try {
      return this.size(chunk)
    } catch (error) {
      this.failIfNeeded(error)
      return 1
    }
  }

  write (chunk, size) {
    try {
      this.queue.push(chunk, size)
    } catch (error) {
      this.failIfNeeded(error)
      return
    }
    const { stream } = this
    if (!stream.closing && stream.state === 'writable') this.updateBackpressure()
    this.advance()
  }

  close () {
    this.queue.push(kClose, 0)
    this.advance()
  }

  // Gives the sink the next chunk, if it is ready for one.
  advance () {
    const { stream } = this
    if (!this.started || stream.writing !== undefined) return
    if (stream.state === 'erroring') {
      stream.finishError()
      return
    }
    if (this.queue.length === 0 || stream.state === 'closed' || stream.state === 'errored') return
    const chunk = this.queue.first
    if (chunk === kClose) this.closeSink()
    else this.writeToSink(chunk)
  }

  writeToSink (chunk) {
    const { stream } = this
    stream.writing = stream.writes.shift()
    let result
    try {
      result = resolved(this.sink.write?.(chunk, this))
    } catch (error) {
      result = rejected(error)
    }
    perform(result, this.wrote, this.failedToWrite)
  }

  closeSink () {
    const { stream } = this
    stream.closingNow = stream.closeRequest
    stream.closeRequest = undefined
    this.queue.shift()
    const result = this.last('close', [])
    perform(result, () => { stream.closed() }, (error) => { stream.failedToClose(error) })
  }

  abort (reason) { return this.last('abort', [reason]) }

  // Calls the sink for the last time.
  last (name, args) {
    const { sink } = this
    this.forget()
    return invoke(sink, name, args)
  }

  forget () {
    this.sink = undefined
    this.size = undefined
  }

  failIfNeeded (error) { if (this.stream.state === 'writable') this.fail(error) }

  fail (error) {
    this.forget()
    this.stream.beginError(error)
  }
}

for (const Class of [Writable, Request, Writer, WritableControl]) isolate(Class)

module.exports = { Writable, Writer, WritableControl }
