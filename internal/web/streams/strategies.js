// CountQueuingStrategy and ByteLengthQueuingStrategy (https://streams.spec.whatwg.org/#qs).
const { codes: { ERR_MISSING_OPTION, ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { expose, members, printed, wrongThis } = require('internal/webstreams/classes')

// Arrow functions: the standard's have no prototype and are the same for all instances.
const countSize = Object.defineProperty(() => 1, 'name', { value: 'size' })
const byteSize = Object.defineProperty((chunk) => chunk.byteLength, 'name', { value: 'size' })

function markOf (init) {
  if (init === null || (typeof init !== 'object' && typeof init !== 'function')) throw new ERR_INVALID_ARG_TYPE('init', 'object', init)
  const mark = init.highWaterMark
  if (mark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark')
  return +mark
}

class CountQueuingStrategy {
  #mark
  constructor (init) { this.#mark = markOf(init) }

  static #of (value) {
    if (value === null || typeof value !== 'object' || !(#mark in value)) throw wrongThis('CountQueuingStrategy')
    return value.#mark
  }

  get highWaterMark () { return CountQueuingStrategy.#of(this) }

  get size () {
    CountQueuingStrategy.#of(this)
    return countSize
  }
}

class ByteLengthQueuingStrategy {
  #mark
  constructor (init) { this.#mark = markOf(init) }

  static #of (value) {
    if (value === null || typeof value !== 'object' || !(#mark in value)) throw wrongThis('ByteLengthQueuingStrategy')
    return value.#mark
  }

  get highWaterMark () { return ByteLengthQueuingStrategy.#of(this) }

  get size () {
    ByteLengthQueuingStrategy.#of(this)
    return byteSize
  }
}

for (const Class of [CountQueuingStrategy, ByteLengthQueuingStrategy]) {
  expose(Class, ['highWaterMark', 'size'])
  printed(Class, members(Class, ['highWaterMark']))
}

module.exports = { CountQueuingStrategy, ByteLengthQueuingStrategy }
