// Tee: two streams of the chunks of one (https://streams.spec.whatwg.org/#abstract-opdef-readablestreamtee).
const { isolate, perform, resolved, Outcome } = require('internal/webstreams/promises')
const { Reader } = require('internal/webstreams/readable')
const { recordOver } = require('internal/webstreams/readablestream')

// Branch is what one of the two streams has as its source.
class Branch {
  constructor (tee) {
    this.tee = tee
    this.canceled = false
    this.reason = undefined
    this.readAgain = false // it was pulled while a chunk was on its way
    this.control = undefined
  }

  start (control) { this.control = control }
  pull () { return this.tee.pull(this) }

  cancel (reason) {
    this.canceled = true
    this.reason = reason
    return this.tee.cancel()
  }

  get other () { return this.tee.branches[this === this.tee.branches[0] ? 1 : 0] }
}

class Tee {
  constructor (stream, bytes, copy) {
    this.stream = stream
    this.copy = copy // of a chunk, for the second branch
    this.reader = new Reader(stream)
    this.reading = false
    this.canceled = new Outcome()
    this.branches = [new Branch(this), new Branch(this)]
    this.streams = this.branches.map((branch) => recordOver(branch, bytes, bytes ? 0 : 1))
    this.forward(this.reader)
  }

  // Passes an error of the stream on, unless another reader has taken over.
  forward (reader) {
    perform(reader.closed.promise, undefined, (error) => {
      if (reader !== this.reader) return
      this.failBoth(error)
      this.settle()
    })
  }

  failBoth (error) {
    for (const { control } of this.branches) control.fail(error)
  }

  // The promise of cancel need not wait for the other branch: the stream has ended.
  settle () {
    if (this.branches.some(({ canceled }) => !canceled)) this.canceled.resolve()
  }

  cancel () {
    if (this.branches.every(({ canceled }) => canceled)) {
      this.canceled.resolve(this.stream.cancel(this.branches.map(({ reason }) => reason)))
    }
    return this.canceled.promise
  }

  pull (branch) {
    if (this.reading) {
      branch.readAgain = true
      return
    }
    this.reading = true
    this.read(branch)
  }

  read () { this.reader.read(new TeeRead(this)) }

  // Chunks are handed on in a microtask: an error of the stream must come first.
  deliver (use) {
    perform(resolved(), () => {
      for (const branch of this.branches) branch.readAgain = false
      if (!use()) return
      this.reading = false
      const again = this.branches.find(({ readAgain }) => readAgain)
      if (again !== undefined) this.pull(again)
    })
  }

  // Copies a chunk; undefined when both branches had to be given up.
  copied (chunk) {
    try {
      return { copy: this.copy(chunk) }
    } catch (error) {
      this.failBoth(error)
      this.canceled.resolve(this.stream.cancel(error))
      return undefined
    }
  }

  enqueue (chunk) {
    const [first, second] = this.branches
    let made = { copy: chunk }
    if (this.copy !== undefined && !second.canceled && !(this.bytes && first.canceled)) {
      made = this.copied(chunk)
      if (made === undefined) return false
    }
    if (!first.canceled) first.control.enqueue(chunk)
    if (!second.canceled) second.control.enqueue(made.copy)
    return true
  }

  close () {
    this.reading = false
    for (const { canceled, control } of this.branches) if (!canceled) control.close()
    this.settle()
  }
}

// TeeRead is the request for a chunk.
class TeeRead {
  constructor (tee) { this.tee = tee }
  chunk (value) { this.tee.deliver(() => this.tee.enqueue(value)) }
  close () { this.tee.close() }
  fail () { this.tee.reading = false }
}

// ByteTee reads into the buffer of a branch's reader where there is one.
class ByteTee extends Tee {
  get bytes () { return true }

  use (byob) {
    if (this.reader.byob === byob) return
    this.reader.release()
    this.reader = new Reader(this.stream, byob)
    this.forward(this.reader)
  }

  read (branch) {
    const request = branch.control.fillable
    this.use(request !== null)
    if (request === null) super.read()
    else this.reader.readInto(request.view, 1, new TeeReadInto(this, branch))
  }

  close () {
    this.reading = false
    for (const { canceled, control } of this.branches) if (!canceled) control.close()
    for (const { control } of this.branches) if (control.pulls.length > 0) control.respond(0)
    this.settle()
  }

  // Hands a filled view to the branch whose buffer it is, and a copy to the other.
  handOver (branch, view) {
    const { other } = branch
    let made
    if (!other.canceled) {
      made = this.copied(view)
      if (made === undefined) return false
    }
    if (!branch.canceled) branch.control.respondWithNewView(view)
    if (!other.canceled) other.control.enqueue(made.copy)
    return true
  }

  closeInto (branch, view) {
    const { other } = branch
    this.reading = false
    if (!branch.canceled) branch.control.close()
    if (!other.canceled) other.control.close()
    if (view !== undefined) {
      if (!branch.canceled) branch.control.respondWithNewView(view)
      if (!other.canceled && other.control.pulls.length > 0) other.control.respond(0)
    }
    this.settle()
  }
}

class TeeReadInto {
  constructor (tee, branch) {
    this.tee = tee
    this.branch = branch
  }

  chunk (view) { this.tee.deliver(() => this.tee.handOver(this.branch, view)) }
  close (view) { this.tee.closeInto(this.branch, view) }
  fail () { this.tee.reading = false }
}

for (const Class of [Branch, Tee, TeeRead, TeeReadInto]) isolate(Class)

function copyBytes (chunk) {
  return new Uint8Array(chunk.buffer.slice(chunk.byteOffset, chunk.byteOffset + chunk.byteLength))
}

// The records of the two branches. clone, for chunks that are not bytes, makes the second branch's own.
function tee (stream, clone = undefined) {
  return (stream.control.byte ? new ByteTee(stream, true, copyBytes) : new Tee(stream, false, clone)).streams
}

module.exports = { tee }
