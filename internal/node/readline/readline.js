const { cursorTo, moveCursor, clearLine, clearScreenDown } = require('internal/readline/output')
const { emitKeypressEvents } = require('internal/readline/keypress')
const { dumbWrite } = require('internal/readline/editing')
const { Interface: Base } = require('internal/readline/interface')
const { AbortError } = require('internal/errors')
const { validateAbortSignal } = require('internal/validators')

// withCallback lets a completer that returns its answer be called with a callback.
const withCallback = (completer) => (typeof completer === 'function' && completer.length !== 2 ? (line, callback) => callback(null, completer(line)) : completer)

function Interface (input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal)
  if (input?.input) input = { ...input, completer: withCallback(input.completer) }
  Reflect.apply(Base, this, [input, output, withCallback(completer), terminal])
  if (process.env.TERM === 'dumb') this._ttyWrite = dumbWrite
}
Object.setPrototypeOf(Interface.prototype, Base.prototype)
Object.setPrototypeOf(Interface, Base)

Interface.prototype.question = function question (query, options, callback) {
  callback = typeof options === 'function' ? options : callback
  if (options === null || typeof options !== 'object') options = {}
  const { signal } = options
  if (signal) {
    validateAbortSignal(signal, 'options.signal')
    if (signal.aborted) return
    const onAbort = () => this._unask()
    signal.addEventListener('abort', onAbort, { once: true })
    const answered = callback
    callback = (answer) => {
      signal.removeEventListener('abort', onAbort)
      return typeof answered === 'function' ? answered(answer) : undefined
    }
  }
  if (typeof callback === 'function') this._ask(query, callback)
}

Object.defineProperty(Interface.prototype.question, Symbol.for('nodejs.util.promisify.custom'), {
  value: function question (query, options) {
    const signal = options?.signal
    if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }))
    return new Promise((resolve, reject) => {
      let callback = resolve
      if (signal) {
        const onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }))
        signal.addEventListener('abort', onAbort, { once: true })
        callback = (answer) => {
          signal.removeEventListener('abort', onAbort)
          resolve(answer)
        }
      }
      this.question(query, options, callback)
    })
  }
})

function createInterface (input, output, completer, terminal) { return new Interface(input, output, completer, terminal) }

module.exports = { Interface, clearLine, clearScreenDown, createInterface, cursorTo, emitKeypressEvents, moveCursor }
Object.defineProperty(module.exports, 'promises', { configurable: true, enumerable: true, get: () => require('readline/promises') })
