const { Interface: Base } = require('internal/readline/interface')
const { sequences } = require('internal/readline/output')
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { validateAbortSignal, validateBoolean, validateInteger } = require('internal/validators')
const { inspect } = require('internal/util/inspect')

class Interface extends callable(Base) {
  question (query, options = {}) {
    return new Promise((resolve, reject) => {
      const signal = options?.signal
      let answered = resolve
      if (signal) {
        validateAbortSignal(signal, 'options.signal')
        const abort = () => reject(new AbortError(undefined, { cause: signal.reason }))
        if (signal.aborted) return abort()
        const onAbort = () => {
          this._unask()
          abort()
        }
        signal.addEventListener('abort', onAbort, { once: true })
        answered = (answer) => {
          signal.removeEventListener('abort', onAbort)
          resolve(answer)
        }
      }
      this._ask(query, answered)
    })
  }

  async _tabComplete (lastKeypressWasTab) {
    this.pause()
    let value
    try {
      value = await this.completer(this.line.slice(0, this.cursor))
    } catch (error) {
      return void this._writeToOutput(`Tab completion error: ${inspect(error)}`)
    } finally {
      this.resume()
    }
    this._tabCompleter(lastKeypressWasTab, value)
  }
}

// callable makes a class of a constructor function.
function callable (Constructor) {
  function Class (...args) { Reflect.apply(Constructor, this, args) }
  Object.setPrototypeOf(Class, Constructor)
  Class.prototype = Constructor.prototype
  return Class
}

// Readline collects what moves a cursor and clears, until it is committed.
class Readline {
  #stream
  #autoCommit = false
  #todo = []
  constructor (stream, options) {
    const isWritable = stream !== null && typeof stream === 'object' && typeof stream.write === 'function' && stream.writable !== false
    if (!isWritable) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream)
    this.#stream = stream
    if (options?.autoCommit !== undefined && options?.autoCommit !== null) {
      validateBoolean(options.autoCommit, 'options.autoCommit')
      this.#autoCommit = options.autoCommit
    }
  }

  #add (text) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text))
    else this.#todo.push(text)
    return this
  }

  cursorTo (x, y = undefined) {
    validateInteger(x, 'x')
    if (y !== undefined && y !== null) validateInteger(y, 'y')
    return this.#add(sequences.where(x, y))
  }

  moveCursor (dx, dy) {
    if (!dx && !dy) return this
    validateInteger(dx, 'dx')
    validateInteger(dy, 'dy')
    return this.#add(sequences.move(dx, dy))
  }

  clearLine (dir) {
    validateInteger(dir, 'dir', -1, 1)
    return this.#add(sequences.line(dir))
  }

  clearScreenDown () { return this.#add(sequences.down) }

  commit () {
    return new Promise((resolve) => {
      this.#stream.write(this.#todo.join(''), resolve)
      this.#todo = []
    })
  }

  rollback () {
    this.#todo = []
    return this
  }
}

function createInterface (input, output, completer, terminal) { return new Interface(input, output, completer, terminal) }

module.exports = { Interface, Readline, createInterface }
