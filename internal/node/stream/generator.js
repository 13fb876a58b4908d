// Async generators by hand, the engine has none: body is an async function that calls `await emit(value)` where a generator would yield.

// What emit throws when the consumer leaves: it unwinds the body, whose finally blocks run.
const LEFT = Symbol('left')
parts.hasLeft = (error) => error === LEFT

class Generator {
  #body
  #requests = [] // what the consumer asked for, in order
  #running = false
  #over = false
  #resume = null // of the emit that waits
  constructor(body) { this.#body = body }

  next(value) { return this.#ask('next', value) }
  return(value) { return this.#ask('return', value) }
  throw(error) { return this.#ask('throw', error) }
  [Symbol.asyncIterator]() { return this }

  #ask(kind, value) {
    return new Promise((resolve, reject) => {
      this.#requests.push({ kind, value, resolve, reject })
      if (!this.#running) this.#serve()
    })
  }

  #serve() {
    while (!this.#running && this.#requests.length > 0) {
      const { kind, value, resolve, reject } = this.#requests[0]
      const body = this.#body
      if (body && kind !== 'next') {
        this.#body = null
        this.#over = true
      }
      if (this.#over) {
        this.#requests.shift()
        if (kind === 'throw') reject(value)
        else resolve({ value: kind === 'return' ? value : undefined, done: true })
        continue
      }
      this.#running = true
      if (body) {
        this.#body = null
        body((v) => this.#emit(v)).then((v) => this.#end({ value: v, done: true }), (error) => this.#fail(error))
        return
      }
      const waiting = this.#resume
      this.#resume = null
      if (kind === 'next') waiting.resolve(value)
      else waiting.reject(kind === 'throw' ? value : LEFT)
    }
  }

  async #emit(value) {
    value = await value // as yield does
    return new Promise((resolve, reject) => {
      this.#resume = { resolve, reject }
      this.#running = false
      this.#requests.shift().resolve({ value, done: false })
      this.#serve()
    })
  }

  #end(result) {
    this.#over = true
    this.#running = false
    const { kind, value, resolve } = this.#requests.shift()
    resolve(kind === 'return' && result.value === undefined ? { value, done: true } : result)
    this.#serve()
  }

  #fail(error) {
    if (error === LEFT) return this.#end({ value: undefined, done: true })
    this.#over = true
    this.#running = false
    this.#requests.shift().reject(error)
    this.#serve()
  }
}
Object.setPrototypeOf(Generator.prototype, Object.getPrototypeOf(require('internal/util').asyncIteratorPrototype))
parts.generate = (body) => new Generator(body)

// each is `for await`: visit is called for every element, in order, and awaited; what it answers but undefined ends the loop and is the result.
parts.each = async (iterable, visit) => {
  const isAsync = typeof iterable[Symbol.asyncIterator] === 'function'
  const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]()
  for (;;) {
    const step = isAsync ? await iterator.next() : iterator.next()
    if (step.done) return
    const value = isAsync ? step.value : await Promise.resolve(step.value).then((v) => v) // as many turns as the engine of node takes
    let answer
    try {
      answer = await visit(value)
    } catch (error) {
      try { await iterator.return?.() } catch {} // the first failure counts
      throw error
    }
    if (answer !== undefined) {
      await iterator.return?.()
      return answer
    }
  }
}
