const { createInterface, moveCursor, clearLine, clearScreenDown, cursorTo } = require('readline')

const Interface = createInterface.Interface

class PromiseInterface extends Interface {
  question (query, options = {}) {
    return new Promise((resolve, reject) => {
      const { signal } = options
      const { AbortError } = require('internal/errors')
      if (signal?.aborted) return reject(new AbortError(undefined, { cause: signal.reason }))
      signal?.addEventListener('abort', () => reject(new AbortError(undefined, { cause: signal.reason })), { once: true })
      super.question(query, resolve)
    })
  }
}

// Readline collects cursor movements and writes them at once.
class Readline {
  #stream
  #todo = []
  #auto
  constructor (stream, options = {}) {
    this.#stream = stream
    this.#auto = Boolean(options?.autoCommit)
  }

  #add (fn) {
    if (this.#auto) process.nextTick(fn)
    else this.#todo.push(fn)
    return this
  }

  cursorTo (x, y) { return this.#add(() => cursorTo(this.#stream, x, y)) }
  moveCursor (dx, dy) { return this.#add(() => moveCursor(this.#stream, dx, dy)) }
  clearLine (dir) { return this.#add(() => clearLine(this.#stream, dir)) }
  clearScreenDown () { return this.#add(() => clearScreenDown(this.#stream)) }
  async commit () { for (const fn of this.#todo.splice(0)) fn() }
  rollback () { this.#todo = []; return this }
}

module.exports = { Interface: PromiseInterface, Readline, createInterface: (...args) => new PromiseInterface(...args) }
