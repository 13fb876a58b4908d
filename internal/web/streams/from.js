// ReadableStream.from (https://streams.spec.whatwg.org/#rs-from): a stream over any iterable or asynchronous iterable.
const { codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_STATE } } = require('internal/errors')
const { isolate, perform, resolved } = require('internal/webstreams/promises')
const { apply } = Reflect

function isObject (value) { return value !== null && (typeof value === 'object' || typeof value === 'function') }

// IteratorSource pulls from an iterator. That of a synchronous one has its values awaited.
class IteratorSource {
  constructor (iterator, synchronous) {
    this.iterator = iterator
    this.method = iterator.next
    this.synchronous = synchronous
  }

  // A promise of what the iterator's method gave.
  result (method, args) {
    const result = apply(method, this.iterator, args)
    if (!this.synchronous) return resolved(result)
    if (!isObject(result)) throw new ERR_INVALID_STATE.TypeError('The iterator.next() method must return an object')
    const done = !!result.done
    return perform(resolved(result.value), (value) => ({ done, value }))
  }

  pull (control) {
    return perform(this.result(this.method, []), (result) => {
      if (!isObject(result)) throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.next() method must fulfill with an object')
      if (result.done) control.close()
      else control.enqueue(result.value)
    })
  }

  cancel (reason) {
    const method = this.iterator.return
    if (method === undefined || method === null) return undefined
    return perform(this.result(method, [reason]), (result) => {
      if (!isObject(result)) throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.return() method must fulfill with an object')
    })
  }
}

isolate(IteratorSource)

function readableFrom (iterable) {
  const async = iterable[Symbol.asyncIterator]
  const synchronous = async === undefined || async === null
  const method = synchronous ? iterable[Symbol.iterator] : async
  if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE(iterable)
  const iterator = apply(method, iterable, [])
  if (!isObject(iterator)) throw new ERR_INVALID_STATE.TypeError('The iterator method must return an object')
  const { recordOver } = require('internal/webstreams/readablestream')
  return recordOver(new IteratorSource(iterator, synchronous), false, 0)
}

module.exports = { readableFrom }
