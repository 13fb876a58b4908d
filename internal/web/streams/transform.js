// The inner side of transform streams (https://streams.spec.whatwg.org/#ts): a writable and a readable record, and what goes on between them.
const { codes: { ERR_INVALID_STATE } } = require('internal/errors')
const { isolate, perform, resolved, rejected, invoke, Outcome } = require('internal/webstreams/promises')
const { recordOver: readableOver } = require('internal/webstreams/readablestream')
const { recordOver: writableOver } = require('internal/webstreams/writablestream')

// Transform runs a transformer: an object with functions start, transform, flush and cancel, each optional; they get the transform, which has
// enqueue, fail, terminate and desiredSize.
class Transform {
  constructor (transformer, { writableHighWaterMark = 1, writableSize = undefined, readableHighWaterMark = 0, readableSize = undefined } = {}) {
    this.transformer = transformer
    this.backpressure = true
    this.change = new Outcome() // of backpressure
    this.finished = undefined // the promise of the end, once it has begun
    this.object = undefined // the TransformStream, once there is one
    this.controllerObject = undefined
    let begin
    this.started = new Promise((resolve) => { begin = resolve })
    this.writable = writableOver(new Sink(this), { highWaterMark: writableHighWaterMark, size: writableSize })
    this.readable = readableOver(new Source(this), false, readableHighWaterMark, readableSize)
    this.begin = () => { begin(transformer.start?.(this)) }
  }

  get desiredSize () { return this.readable.control.desiredSize }

  setBackpressure (backpressure) {
    this.change.resolve()
    this.change = new Outcome()
    this.backpressure = backpressure
  }

  enqueue (chunk) {
    const { control } = this.readable
    if (!control.open) throw new ERR_INVALID_STATE.TypeError('Unable to enqueue')
    try {
      control.enqueue(chunk)
    } catch (error) {
      this.failWritable(error)
      throw this.readable.error
    }
    if (!control.hungry !== this.backpressure) this.setBackpressure(true)
  }

  fail (error) {
    this.readable.control.fail(error)
    this.failWritable(error)
  }

  terminate () {
    this.readable.control.close()
    this.failWritable(new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'))
  }

  failWritable (error) {
    this.transformer = undefined
    this.writable.control.failIfNeeded(error)
    this.unblock()
  }

  unblock () { if (this.backpressure) this.setBackpressure(false) }

  write (chunk) {
    if (!this.backpressure) return this.run(chunk)
    return perform(this.change.promise, () => {
      if (this.writable.state === 'erroring') throw this.writable.error
      return this.run(chunk)
    })
  }

  run (chunk) {
    let result
    try {
      const { transformer } = this
      if (transformer.transform === undefined) this.enqueue(chunk)
      else result = transformer.transform(chunk, this)
      result = resolved(result)
    } catch (error) {
      result = rejected(error)
    }
    return perform(result, undefined, (error) => {
      this.fail(error)
      throw error
    })
  }

  // Calls the transformer for the last time; then settles the other side.
  finish (name, args, done, failed) {
    if (this.finished !== undefined) return this.finished
    let resolve, reject
    this.finished = new Promise((...settle) => { [resolve, reject] = settle })
    const { transformer } = this
    this.transformer = undefined
    perform(invoke(transformer, name, args), () => {
      const error = done()
      if (error === undefined) resolve()
      else reject(error.error)
    }, (error) => {
      failed(error)
      reject(error)
    })
    return this.finished
  }
}

// Sink is the writable side's.
class Sink {
  constructor (transform) { this.transform = transform }
  start () { return this.transform.started }
  write (chunk) { return this.transform.write(chunk) }

  abort (reason) {
    const { readable } = this.transform
    return this.transform.finish('cancel', [reason], () => {
      if (readable.state === 'errored') return readable
      readable.control.fail(reason)
    }, (error) => { readable.control.fail(error) })
  }

  close () {
    const { readable } = this.transform
    return this.transform.finish('flush', [this.transform], () => {
      if (readable.state === 'errored') return readable
      readable.control.close()
    }, (error) => { readable.control.fail(error) })
  }
}

// Source is the readable side's.
class Source {
  constructor (transform) { this.transform = transform }
  start () { return this.transform.started }

  pull () {
    this.transform.setBackpressure(false)
    return this.transform.change.promise
  }

  cancel (reason) {
    const { writable } = this.transform
    const fail = (error) => {
      writable.control.failIfNeeded(error)
      this.transform.unblock()
    }
    return this.transform.finish('cancel', [reason], () => {
      if (writable.state === 'errored') return writable
      fail(reason)
    }, fail)
  }
}

for (const Class of [Transform, Sink, Source]) isolate(Class)

// Makes a running transform of a transformer of the host's own.
function transformOver (transformer, options) {
  const transform = new Transform(transformer, options)
  transform.begin()
  return transform
}

module.exports = { Transform, transformOver }
