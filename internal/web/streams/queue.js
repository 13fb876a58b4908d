// The queues of streams, and what their strategies say of them.
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { isolate } = require('internal/webstreams/promises')
const { validateFunction } = require('internal/validators')

// Fifo is a queue whose shift does not move the rest.
class Fifo {
  constructor () {
    this.items = []
    this.head = 0
  }

  get length () { return this.items.length - this.head }
  get first () { return this.items[this.head] }
  push (item) { this.items.push(item) }

  shift () {
    const item = this.items[this.head]
    this.items[this.head++] = undefined
    if (this.head === this.items.length) {
      this.items.length = this.head = 0
    } else if (this.head > 1000 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head)
      this.head = 0
    }
    return item
  }

  clear () {
    this.items = []
    this.head = 0
  }

  // Empties the queue first: what use does may fill it again.
  drain (use) {
    const { items, head } = this
    this.clear()
    for (let i = head; i < items.length; i++) use(items[i])
  }
}

// SizedQueue is a queue of chunks with their sizes (https://streams.spec.whatwg.org/#queue-with-sizes).
class SizedQueue {
  constructor () {
    this.chunks = new Fifo()
    this.sizes = new Fifo()
    this.total = 0
  }

  get length () { return this.chunks.length }
  get first () { return this.chunks.first }

  push (chunk, size) {
    if (!(size >= 0 && size < Infinity)) throw new ERR_INVALID_ARG_VALUE.RangeError('size', size)
    this.chunks.push(chunk)
    this.sizes.push(size)
    this.total += size
  }

  shift () {
    this.total = Math.max(0, this.total - this.sizes.shift()) // sums of fractions may end below zero
    return this.chunks.shift()
  }

  clear () {
    this.chunks.clear()
    this.sizes.clear()
    this.total = 0
  }
}

isolate(Fifo)
isolate(SizedQueue)

// The high water mark of a strategy.
function highWaterMarkOf (strategy, fallback) {
  const given = strategy?.highWaterMark
  if (given === undefined) return fallback
  const mark = +given
  if (!(mark >= 0)) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', mark)
  return mark
}

// The size function of a strategy; undefined counts each chunk as one.
function sizeOf (strategy) {
  const size = strategy?.size
  if (size === undefined) return undefined
  validateFunction(size, 'strategy.size')
  return (chunk) => +Reflect.apply(size, undefined, [chunk])
}

module.exports = { Fifo, SizedQueue, highWaterMarkOf, sizeOf }
