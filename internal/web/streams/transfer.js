// Streams that go to another realm, or through structuredClone: what is sent is a port, and chunks go through it
// (https://streams.spec.whatwg.org/#transferrable-streams).
const { perform, handled, Outcome } = require('internal/webstreams/promises')
const { pipe } = require('internal/webstreams/pipe')

function dataCloneError (message) {
  const { DOMException } = require('internal/domexception')
  return new DOMException(message, 'DataCloneError')
}

// Sends a message; one that cannot be cloned is answered by its error on both sides.
function send (port, type, value) {
  try {
    port.postMessage({ type, value })
  } catch (error) {
    sendError(port, error)
    throw error
  }
}

function sendError (port, error) {
  try {
    port.postMessage({ type: 'error', value: error })
  } catch {
    port.postMessage({ type: 'error', value: dataCloneError('The error could not be cloned') }) // what the other side is told of it
  }
  port.close()
}

// PortSource is the source of a readable stream whose chunks come through a port.
class PortSource {
  constructor (port) { this.port = port }

  start (control) {
    const { port } = this
    port.onmessage = ({ data: { type, value } }) => {
      if (type === 'chunk') {
        control.enqueue(value)
        return
      }
      if (type === 'close') control.close()
      else control.fail(value)
      port.close()
    }
    port.onmessageerror = () => {
      const error = dataCloneError('Unable to deserialize a chunk')
      sendError(port, error)
      control.fail(error)
    }
    port.unref() // a stream that nobody reads keeps nothing alive
  }

  pull () { send(this.port, 'pull') }
  cancel (reason) { sendError(this.port, reason) }
}

// PortSink is the sink of a writable stream whose chunks go through a port, one for each pull of the other side.
class PortSink {
  constructor (port) {
    this.port = port
    this.pulled = new Outcome()
  }

  start (control) {
    const { port } = this
    port.onmessage = ({ data: { type, value } }) => {
      if (type === 'error') control.failIfNeeded(value)
      this.pulled.resolve()
    }
    port.onmessageerror = () => {
      const error = dataCloneError('Unable to deserialize an answer')
      sendError(port, error)
      control.failIfNeeded(error)
      this.pulled.resolve()
    }
    port.unref()
  }

  write (chunk) {
    return perform(this.pulled.promise, () => {
      this.pulled = new Outcome()
      send(this.port, 'chunk', chunk)
    })
  }

  close () {
    send(this.port, 'close')
    this.port.close()
  }

  abort (reason) { sendError(this.port, reason) }
}

function readableOver (port) { return require('internal/webstreams/readablestream').recordOver(new PortSource(port), false, 0) }
function writableOver (port) { return require('internal/webstreams/writablestream').recordOver(new PortSink(port)) }

function sendReadable (stream) {
  if (stream.locked) throw dataCloneError('Cannot transfer a locked ReadableStream')
  const { port1, port2 } = new MessageChannel()
  handled(pipe(stream, writableOver(port1)))
  return port2
}

function sendWritable (stream) {
  if (stream.locked) throw dataCloneError('Cannot transfer a locked WritableStream')
  const { port1, port2 } = new MessageChannel()
  handled(pipe(readableOver(port1), stream))
  return port2
}

function sendTransform ({ readable, writable }) {
  if (readable.locked) throw dataCloneError('Cannot transfer a locked ReadableStream')
  return { writable: sendWritable(writable), readable: sendReadable(readable) }
}

module.exports = {
  sendReadable,
  sendWritable,
  sendTransform,
  reviveReadable: (port) => require('internal/webstreams/readablestream').objectOf(readableOver(port)),
  reviveWritable: (port) => require('internal/webstreams/writablestream').objectOf(writableOver(port)),
  reviveTransform: ({ readable, writable }) => require('internal/webstreams/transformstream').revive(readableOver(readable), writableOver(writable))
}
