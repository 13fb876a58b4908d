// The inner side of the controller of byte streams (https://streams.spec.whatwg.org/#rbs-controller-class): a queue of bytes, and the buffers of
// readers that wait to be filled ("pulls").
const { codes: { ERR_INVALID_STATE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { isolate } = require('internal/webstreams/promises')
const { Fifo } = require('internal/webstreams/queue')
const { Control } = require('internal/webstreams/control')
const { transfer, isDetached, copy } = native
const { Uint8Array, ArrayBuffer, DataView } = globalThis // as they are before the guest can change them
const views = new Map([Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array].map((View) => [View.name, View]))
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get

// Pull is a buffer that is being filled: of a BYOB reader, of the stream's own making for a default reader, or of a reader that has gone ("none").
class Pull {
  constructor (buffer, offset, length, minimum, elementSize, View, reader) {
    this.buffer = buffer
    this.size = buffer.byteLength
    this.offset = offset
    this.length = length
    this.filled = 0
    this.minimum = minimum
    this.elementSize = elementSize
    this.View = View
    this.reader = reader
    this.isBuffer = false
  }

  get remainder () { return this.filled % this.elementSize }
  get end () { return this.offset + this.filled }

  // A view of what is filled, of the kind that the reader gave.
  view (buffer = transfer(this.buffer), length = this.filled / this.elementSize) {
    const view = new this.View(buffer, this.offset, length)
    if (this.isBuffer) Object.setPrototypeOf(view, native.bufferPrototype())
    return view
  }
}

// Request is the first pull as a source sees it, until the source has answered.
class Request {
  constructor (control, pull) {
    this.control = control
    this.view = new Uint8Array(pull.buffer, pull.end, pull.length - pull.filled)
    this.object = undefined // the ReadableStreamBYOBRequest, once there is one
  }

  invalidate () {
    this.control = undefined
    this.view = null
  }
}

class ByteControl extends Control {
  constructor (stream, source, highWaterMark) {
    super(stream, source, highWaterMark)
    this.queue = new Fifo() // of { buffer, offset, length }
    this.queued = 0
    this.pulls = []
    this.request = null // for the first pull, once a source asked
  }

  get byte () { return true }
  get wanted () { return this.stream.reader !== undefined && this.stream.reader.requests.length > 0 }
  get ready () { return this.queued > 0 }

  take () {
    const { buffer, offset, length } = this.queue.shift()
    this.queued -= length
    this.drained()
    return new Uint8Array(buffer, offset, length)
  }

  drained () {
    if (this.queued === 0 && this.closeRequested) {
      this.forget()
      this.stream.close()
    } else {
      this.pullIfNeeded()
    }
  }

  read (request) {
    if (this.ready) {
      request.chunk(this.take())
      return
    }
    const size = this.source?.autoAllocateChunkSize
    if (size !== undefined) {
      let buffer
      try {
        buffer = new ArrayBuffer(size)
      } catch (error) {
        request.fail(error)
        return
      }
      this.pulls.push(new Pull(buffer, 0, size, 1, 1, Uint8Array, 'default'))
    }
    this.stream.reader.requests.push(request)
    this.pullIfNeeded()
  }

  readInto (view, min, request) {
    const View = views.get(Reflect.apply(tagOf, view, [])) ?? DataView
    const elementSize = View.BYTES_PER_ELEMENT ?? 1
    const { byteOffset, byteLength } = view
    let pull
    try {
      pull = new Pull(transfer(view.buffer), byteOffset, byteLength, min * elementSize, elementSize, View, 'byob')
      pull.isBuffer = Object.getPrototypeOf(view) === native.bufferPrototype()
    } catch (error) {
      request.fail(error)
      return
    }
    if (this.pulls.length > 0) this.wait(pull, request)
    else if (this.stream.state === 'closed') request.close(pull.view(pull.buffer, 0))
    else if (this.queued > 0) this.readQueue(pull, request)
    else {
      this.wait(pull, request)
      this.pullIfNeeded()
    }
  }

  readQueue (pull, request) {
    if (this.fill(pull)) {
      const filled = pull.view()
      this.drained()
      request.chunk(filled)
    } else if (this.closeRequested) {
      const error = new ERR_INVALID_STATE.TypeError('ReadableStream closed')
      this.fail(error)
      request.fail(error)
    } else {
      this.wait(pull, request)
      this.pullIfNeeded()
    }
  }

  wait (pull, request) {
    this.pulls.push(pull)
    this.stream.reader.requests.push(request)
  }

  // Moves queued bytes into a pull, and tells whether it has enough to be handed over.
  fill (pull) {
    const most = pull.filled + Math.min(this.queued, pull.length - pull.filled)
    const aligned = most - most % pull.elementSize
    const enough = aligned >= pull.minimum
    let left = (enough ? aligned : most) - pull.filled
    while (left > 0) {
      const { first } = this.queue
      const n = Math.min(left, first.length)
      copy(pull.buffer, pull.end, first.buffer, first.offset, n)
      if (n === first.length) {
        this.queue.shift()
      } else {
        first.offset += n
        first.length -= n
      }
      this.queued -= n
      pull.filled += n
      left -= n
    }
    return enough
  }

  // Takes the pulls that the queue can serve.
  served () {
    const out = []
    while (this.pulls.length > 0 && this.queued > 0 && this.fill(this.pulls[0])) out.push(this.pulls.shift())
    return out
  }

  // Hands a filled pull to the request that waits for it.
  commit (pull) {
    const request = this.stream.reader.requests.shift()
    const done = this.stream.state === 'closed'
    const view = pull.view()
    if (done) request.close(view)
    else request.chunk(view)
  }

  commitAll (pulls) {
    for (const pull of pulls) this.commit(pull)
  }

  push (buffer, offset, length) {
    this.queue.push({ buffer, offset, length })
    this.queued += length
  }

  pushCopy (buffer, offset, length) {
    this.push(buffer.slice(offset, offset + length), 0, length)
  }

  // What a pull has whose reader is gone comes first for the next reader.
  requeue (pull) {
    if (pull.filled > 0) this.pushCopy(pull.buffer, pull.offset, pull.filled)
    this.pulls.shift()
  }

  enqueue (chunk) {
    if (!this.open) return
    const { byteOffset, byteLength } = chunk
    const buffer = transfer(chunk.buffer)
    if (this.pulls.length > 0) {
      const first = this.pulls[0]
      if (isDetached(first.buffer)) throw new ERR_INVALID_STATE.TypeError('Destination ArrayBuffer is detached')
      this.invalidate()
      first.buffer = transfer(first.buffer)
      if (first.reader === 'none') this.requeue(first)
    }
    const { reader } = this.stream
    if (reader !== undefined && !reader.byob) {
      while (reader.requests.length > 0 && this.queued > 0) reader.requests.shift().chunk(this.take())
      if (reader.requests.length === 0) {
        this.push(buffer, byteOffset, byteLength)
      } else {
        if (this.pulls.length > 0) this.pulls.shift()
        reader.requests.shift().chunk(new Uint8Array(buffer, byteOffset, byteLength))
      }
    } else {
      this.push(buffer, byteOffset, byteLength)
      if (reader !== undefined) this.commitAll(this.served())
    }
    this.pullIfNeeded()
  }

  close () {
    if (!this.open) return
    if (this.queued > 0) {
      this.closeRequested = true
      return
    }
    if (this.pulls.length > 0 && this.pulls[0].remainder !== 0) {
      const error = new ERR_INVALID_STATE.TypeError('Partial read')
      this.fail(error)
      throw error
    }
    this.forget()
    this.stream.close()
  }

  fail (error) {
    if (this.stream.state !== 'readable') return
    this.clear()
    this.forget()
    this.stream.fail(error)
  }

  cancel (reason) {
    this.clear()
    return this.cancelSource(reason)
  }

  clear () {
    this.invalidate()
    this.pulls = []
    this.queue.clear()
    this.queued = 0
  }

  released () {
    if (this.pulls.length === 0) return
    this.pulls[0].reader = 'none'
    this.pulls.length = 1
  }

  invalidate () {
    this.request?.invalidate()
    this.request = null
  }

  // What the source may fill now, or null.
  get fillable () {
    if (this.request === null && this.pulls.length > 0) this.request = new Request(this, this.pulls[0])
    return this.request
  }

  // The source has written so many bytes into the first pull.
  respond (written) {
    const first = this.pulls[0]
    if (this.stream.state === 'closed') {
      if (written !== 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', written)
    } else {
      if (written === 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', written)
      if (first.filled + written > first.length) throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', written)
    }
    first.buffer = transfer(first.buffer)
    this.responded(first, written)
  }

  respondWithNewView (view) {
    const first = this.pulls[0]
    const { byteLength, byteOffset, buffer } = view
    if (this.stream.state === 'closed') {
      if (byteLength !== 0) throw new ERR_INVALID_STATE.TypeError('View is not zero-length')
    } else if (byteLength === 0) throw new ERR_INVALID_STATE.TypeError('View is zero-length')
    if (first.end !== byteOffset || first.size !== buffer.byteLength || first.filled + byteLength > first.length) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('view', view)
    }
    first.buffer = transfer(buffer)
    this.responded(first, byteLength)
  }

  responded (first, written) {
    this.invalidate()
    if (this.stream.state === 'closed') this.respondedClosed(first)
    else this.respondedOpen(first, written)
    this.pullIfNeeded()
  }

  respondedClosed (first) {
    if (first.reader === 'none') this.pulls.shift()
    const { reader } = this.stream
    if (!reader?.byob) return
    const filled = []
    while (filled.length < reader.requests.length) filled.push(this.pulls.shift())
    this.commitAll(filled)
  }

  respondedOpen (first, written) {
    first.filled += written
    if (first.reader === 'none') {
      this.requeue(first)
      this.commitAll(this.served())
      return
    }
    if (first.filled < first.minimum) return
    this.pulls.shift()
    const { remainder } = first
    if (remainder > 0) this.pushCopy(first.buffer, first.end - remainder, remainder)
    first.filled -= remainder
    const others = this.served()
    this.commit(first)
    this.commitAll(others)
  }
}

isolate(Pull)
isolate(Request)

module.exports = { ByteControl }
