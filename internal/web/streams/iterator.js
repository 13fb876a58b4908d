// The asynchronous iterator of a ReadableStream (https://streams.spec.whatwg.org/#rs-asynciterator): calls of next and return wait for each other.
const { codes: { ERR_INVALID_STATE } } = require('internal/errors')
const { perform, resolved, rejected } = require('internal/webstreams/promises')

// IteratorRead is the request of one call of next.
class IteratorRead {
  constructor (reader) {
    this.reader = reader
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  chunk (value) { this.resolve({ value, done: false }) }

  close () {
    this.reader.release()
    this.resolve({ done: true, value: undefined })
  }

  fail (error) {
    this.reader.release()
    this.reject(error)
  }
}

class ReadableStreamAsyncIterator {
  #reader
  #preventCancel
  #ongoing
  #started = false
  #finished = false
  constructor (reader, preventCancel) {
    this.#reader = reader
    this.#preventCancel = preventCancel
  }

  static #is (value) { return value !== null && typeof value === 'object' && #reader in value }

  next () {
    if (!ReadableStreamAsyncIterator.#is(this)) return rejected(new ERR_INVALID_STATE.TypeError('not an iterator of a ReadableStream'))
    if (!this.#started) {
      this.#started = true
      this.#ongoing ??= resolved() // as in node: the first step waits for a microtask
    }
    return this.#after(() => this.#advance())
  }

  return (value) {
    if (!ReadableStreamAsyncIterator.#is(this)) return rejected(new ERR_INVALID_STATE.TypeError('not an iterator of a ReadableStream'))
    return perform(this.#after(() => this.#finish(value)), () => ({ done: true, value }))
  }

  #after (steps) {
    this.#ongoing = this.#ongoing === undefined ? steps() : perform(this.#ongoing, steps, steps)
    return this.#ongoing
  }

  #advance () {
    if (this.#finished) return resolved({ done: true, value: undefined })
    const request = new IteratorRead(this.#reader)
    this.#reader.read(request)
    return perform(request.promise, (result) => {
      this.#ongoing = undefined
      if (result.done) this.#finished = true
      return result
    }, (error) => {
      this.#ongoing = undefined
      this.#finished = true
      throw error
    })
  }

  #finish (value) {
    if (this.#finished) return resolved()
    this.#finished = true
    const reader = this.#reader
    const result = this.#preventCancel ? resolved() : reader.cancel(value)
    reader.release()
    return result
  }
}

const anyAsyncIterator = Object.defineProperty({}, Symbol.asyncIterator, {
  configurable: true, writable: true, value: { [Symbol.asyncIterator] () { return this } }[Symbol.asyncIterator]
})
const { prototype } = ReadableStreamAsyncIterator
delete prototype.constructor
Object.setPrototypeOf(prototype, anyAsyncIterator)
for (const name of ['next', 'return']) Object.defineProperty(prototype, name, { enumerable: true })
Object.defineProperty(prototype.return, 'length', { value: 1 })
Object.defineProperty(prototype, Symbol.toStringTag, { configurable: true, value: 'ReadableStream AsyncIterator' })

module.exports = { iterate: (reader, preventCancel) => new ReadableStreamAsyncIterator(reader, preventCancel) }
