// The default controller's inner side (https://streams.spec.whatwg.org/#rs-default-controller-class), and what it has in common with that of
// byte streams: when the source is pulled.
const { isolate, begun, perform, resolved, rejected, invoke } = require('internal/webstreams/promises')
const { SizedQueue } = require('internal/webstreams/queue')

// Control is what a stream does with its source. A source is an object with functions start, pull and cancel, each optional; they get the control,
// and return a promise or nothing.
class Control {
  constructor (stream, source, highWaterMark) {
    this.stream = stream
    this.source = source
    this.highWaterMark = highWaterMark
    this.started = false
    this.pulling = false
    this.pullAgain = false
    this.closeRequested = false
    this.object = undefined // the controller that JavaScript sees, once there is one
    this.pulled = () => {
      this.pulling = false
      if (!this.pullAgain) return
      this.pullAgain = false
      this.pullIfNeeded()
    }
    this.failed = (error) => { this.fail(error) }
    stream.control = this
  }

  start () {
    const result = this.source.start?.(this)
    perform(begun(result), () => {
      this.started = true
      this.pullIfNeeded()
    }, this.failed)
  }

  get open () { return !this.closeRequested && this.stream.state === 'readable' }

  get desiredSize () {
    const { state } = this.stream
    if (state === 'errored') return null
    return state === 'closed' ? 0 : this.highWaterMark - this.queued
  }

  // Tells whether the stream has room for what its source may give.
  get hungry () { return this.started && this.open && (this.wanted || this.desiredSize > 0) }

  pullIfNeeded () {
    if (!this.hungry) return
    if (this.pulling) {
      this.pullAgain = true
      return
    }
    this.pulling = true
    let result
    try {
      result = resolved(this.source.pull?.(this))
    } catch (error) {
      result = rejected(error)
    }
    perform(result, this.pulled, this.failed)
  }

  // Lets go of the source: it is not called again.
  forget () { this.source = undefined }

  cancelSource (reason) {
    const { source } = this
    this.forget()
    return invoke(source, 'cancel', [reason])
  }
}

class DefaultControl extends Control {
  constructor (stream, source, highWaterMark, size) {
    super(stream, source, highWaterMark)
    this.queue = new SizedQueue()
    this.size = size
  }

  get byte () { return false }
  get queued () { return this.queue.total }
  get wanted () { return this.stream.reader !== undefined && this.stream.reader.requests.length > 0 }
  get ready () { return this.queue.length > 0 }

  take () {
    const chunk = this.queue.shift()
    if (this.closeRequested && this.queue.length === 0) {
      this.forget()
      this.stream.close()
    } else {
      this.pullIfNeeded()
    }
    return chunk
  }

  read (request) {
    if (this.ready) {
      request.chunk(this.take())
    } else {
      this.stream.reader.requests.push(request)
      this.pullIfNeeded()
    }
  }

  enqueue (chunk) {
    if (!this.open) return
    if (this.wanted) {
      this.stream.reader.requests.shift().chunk(chunk)
    } else {
      try {
        this.queue.push(chunk, this.size === undefined ? 1 : this.size(chunk))
      } catch (error) {
        this.fail(error)
        throw error
      }
    }
    this.pullIfNeeded()
  }

  close () {
    if (!this.open) return
    this.closeRequested = true
    if (this.queue.length > 0) return
    this.forget()
    this.stream.close()
  }

  fail (error) {
    if (this.stream.state !== 'readable') return
    this.queue.clear()
    this.forget()
    this.stream.fail(error)
  }

  cancel (reason) {
    this.queue.clear()
    return this.cancelSource(reason)
  }

  forget () {
    super.forget()
    this.size = undefined
  }

  released () {}
}

isolate(Control)

module.exports = { Control, DefaultControl }
