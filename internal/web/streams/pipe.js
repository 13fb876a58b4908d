// pipeTo (https://streams.spec.whatwg.org/#readable-stream-pipe-to).
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE } } = require('internal/errors')
const { isolate, perform, resolved, handled, nothing, Outcome } = require('internal/webstreams/promises')
const { Reader } = require('internal/webstreams/readable')
const { Writer } = require('internal/webstreams/writable')

class Pipe {
  constructor (source, destination, options) {
    this.source = source
    this.destination = destination
    this.options = options
    this.reader = new Reader(source)
    this.writer = new Writer(destination)
    this.shuttingDown = false
    this.lastWrite = resolved()
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    this.next = () => { this.pump() }
    source.disturbed = true
  }

  start () {
    const { signal } = this.options
    if (signal !== undefined) {
      this.aborted = () => { this.abort(signal.reason) }
      if (signal.aborted) {
        this.aborted()
        return
      }
      signal.addEventListener('abort', this.aborted)
    }
    this.watch()
    this.pump()
  }

  // The ends of both streams, in the order of the standard.
  watch () {
    const { source, destination, reader, writer, options: { preventAbort, preventCancel, preventClose } } = this
    const sourceFailed = (error) => {
      this.shutDown(preventAbort ? undefined : () => destination.abort(error), true, error)
    }
    const destinationFailed = (error) => {
      this.shutDown(preventCancel ? undefined : () => source.cancel(error), true, error)
    }
    const sourceEnded = () => {
      this.shutDown(preventClose ? undefined : () => writer.closeOrPassError())
    }
    if (source.state === 'errored') sourceFailed(source.error)
    else if (source.state === 'readable') perform(reader.closed.promise, sourceEnded, sourceFailed)
    if (destination.state === 'errored') destinationFailed(destination.error)
    else perform(writer.closed.promise, undefined, destinationFailed)
    if (source.state === 'closed') sourceEnded()
    if (destination.closing || destination.state === 'closed') {
      const closed = new ERR_INVALID_STATE.TypeError('Destination WritableStream is closed')
      this.shutDown(preventCancel ? undefined : () => source.cancel(closed), true, closed)
    }
  }

  // Reads a chunk as soon as the destination wants one.
  pump () {
    if (this.shuttingDown) return
    if (this.writer.ready.state === 'pending') perform(this.writer.ready.promise, this.next, nothing)
    else this.reader.read(this)
  }

  // Writes in a microtask: enqueue must not call the sink.
  chunk (value) {
    this.lastWrite = handled(perform(resolved(), () => {
      const write = this.writer.write(value)
      perform(this.writer.ready.promise, this.next, nothing)
      return write
    }))
  }

  close () {}
  fail () {}

  abort (error) {
    const { source, destination, options: { preventAbort, preventCancel } } = this
    const actions = []
    if (!preventAbort) actions.push(() => destination.state === 'writable' ? destination.abort(error) : resolved())
    if (!preventCancel) actions.push(() => source.state === 'readable' ? source.cancel(error) : resolved())
    this.shutDown(() => all(actions.map((action) => action())), true, error)
  }

  // Ends the pipe once all that was read is written, and action is done.
  shutDown (action, failed = false, error = undefined) {
    if (this.shuttingDown) return
    this.shuttingDown = true
    const finish = action === undefined
      ? () => { this.finalize(failed, error) }
      : () => { perform(action(), () => { this.finalize(failed, error) }, (other) => { this.finalize(true, other) }) }
    if (this.destination.state === 'writable' && !this.destination.closing) this.afterWrites(finish)
    else finish()
  }

  afterWrites (then) {
    const { lastWrite } = this
    const again = () => {
      if (lastWrite === this.lastWrite) then()
      else this.afterWrites(then)
    }
    perform(lastWrite, again, again)
  }

  finalize (failed, error) {
    this.writer.release()
    this.reader.release()
    if (this.aborted !== undefined) this.options.signal.removeEventListener('abort', this.aborted)
    if (failed) this.reject(error)
    else this.resolve()
  }
}

isolate(Pipe)

// Waits for all promises, and rejects with the first error.
function all (promises) {
  const outcome = new Outcome()
  let left = promises.length
  const settled = () => { if (--left === 0) outcome.resolve() }
  if (left === 0) outcome.resolve()
  for (const promise of promises) perform(promise, settled, (error) => { outcome.reject(error) })
  return outcome.promise
}

function pipeOptions ({ preventAbort, preventCancel, preventClose, signal }) {
  if (signal !== undefined) {
    const { isAbortSignal } = require('internal/abort_controller')
    if (!isAbortSignal(signal)) throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal)
  }
  return { preventAbort: !!preventAbort, preventCancel: !!preventCancel, preventClose: !!preventClose, signal }
}

// Pipes between two records, and gives the promise of the end.
function pipe (source, destination, options = {}) {
  const made = new Pipe(source, destination, options)
  made.start()
  return made.promise
}

module.exports = { pipe, pipeOptions }
