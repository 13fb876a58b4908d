const EventEmitter = require('events')
const { StringDecoder } = require('string_decoder')
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS, ERR_USE_AFTER_CLOSE } } = require('internal/errors')
const { validateFunction, validateAbortSignal } = require('internal/validators')

class Interface extends EventEmitter {
  #decoder = new StringDecoder('utf8')
  #rest = ''
  #cr = false
  #question = null
  #prompt = '> '
  constructor (input, output, completer, terminal) {
    super()
    let options = { input, output, completer, terminal }
    if (input?.input) options = input
    this.input = options.input
    this.output = options.output
    this.terminal = !!options.terminal
    this.line = ''
    this.cursor = 0
    this.history = []
    this.closed = false
    this.paused = false
    this.crlfDelay = options.crlfDelay ? Math.max(100, options.crlfDelay) : 100
    if (options.prompt !== undefined) this.#prompt = options.prompt
    if (options.completer !== undefined && typeof options.completer !== 'function') throw new ERR_INVALID_ARG_VALUE('completer', options.completer)
    const { signal } = options
    if (signal) {
      validateAbortSignal(signal, 'options.signal')
      if (signal.aborted) process.nextTick(() => this.close())
      else signal.addEventListener('abort', () => this.close(), { once: true })
    }
    this._onData = (chunk) => this.#feed(typeof chunk === 'string' ? chunk : this.#decoder.write(chunk))
    this._onEnd = () => {
      this.#feed(this.#decoder.end())
      if (this.#rest !== '') this.#line(this.#rest)
      this.#rest = ''
      this.close()
    }
    this.input.on('data', this._onData)
    this.input.on('end', this._onEnd)
    this.input.resume()
  }

  #feed (text) {
    if (text === '' || this.closed) return
    if (this.#cr && text.startsWith('\n')) text = text.slice(1)
    this.#cr = text.endsWith('\r')
    const lines = (this.#rest + text).split(/\r\n|\n|\r|\u2028|\u2029/)
    this.#rest = lines.pop()
    for (const line of lines) this.#line(line)
  }

  #line (line) {
    if (this.#question) {
      const callback = this.#question
      this.#question = null
      callback(line)
    } else this.emit('line', line)
  }

  getPrompt () { return this.#prompt }
  setPrompt (prompt) { this.#prompt = prompt }
  prompt () {
    if (this.paused) this.resume()
    this.output?.write(this.#prompt)
  }

  question (query, options, callback) {
    callback = typeof options === 'function' ? options : callback
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline')
    if (options?.signal) {
      validateAbortSignal(options.signal, 'options.signal')
      if (options.signal.aborted) return
      options.signal.addEventListener('abort', () => { this.#question = null }, { once: true })
    }
    if (typeof callback !== 'function' || this.#question) return
    this.output?.write(query)
    this.#question = callback
  }

  close () {
    if (this.closed) return
    this.pause()
    this.closed = true
    this.input.removeListener('data', this._onData)
    this.input.removeListener('end', this._onEnd)
    this.emit('close')
  }

  pause () {
    if (this.paused) return this
    this.input.pause()
    this.paused = true
    this.emit('pause')
    return this
  }

  resume () {
    if (!this.paused) return this
    this.input.resume()
    this.paused = false
    this.emit('resume')
    return this
  }

  write (data) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline')
    if (this.paused) this.resume()
    this.#feed(typeof data === 'string' ? data : this.#decoder.write(data))
  }

  getCursorPos () { return { rows: 0, cols: this.cursor } }
  [Symbol.asyncIterator] () {
    const iterator = EventEmitter.on(this, 'line', { close: ['close'], highWaterMark: 1024 })
    const self = this
    return {
      next: () => iterator.next().then(({ value, done }) => ({ value: done ? undefined : value[0], done })),
      return () {
        self.close()
        return iterator.return()
      },
      [Symbol.asyncIterator] () { return this }
    }
  }
}

function InterfaceFunction (...args) { return new Interface(...args) }
InterfaceFunction.prototype = Interface.prototype

const promisified = Symbol.for('nodejs.util.promisify.custom')
Object.defineProperty(Interface.prototype.question, promisified, {
  value (query, options) { return new Promise((resolve) => this.question(query, options, resolve)) }
})

function output (stream, text, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback')
  if (stream === null || stream === undefined || text === '') {
    if (typeof callback === 'function') process.nextTick(callback, null)
    return true
  }
  return stream.write(text, callback)
}

function cursorTo (stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback')
  if (typeof y === 'function') {
    callback = y
    y = undefined
  }
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x)
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y)
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number')) return output(null, '', callback)
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS()
  return output(stream, typeof y !== 'number' ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`, callback)
}

function moveCursor (stream, dx, dy, callback) {
  let text = ''
  if (dx < 0) text += `\x1b[${-dx}D`
  else if (dx > 0) text += `\x1b[${dx}C`
  if (dy < 0) text += `\x1b[${-dy}A`
  else if (dy > 0) text += `\x1b[${dy}B`
  return output(stream, text, callback)
}

module.exports = {
  Interface: InterfaceFunction,
  clearLine: (stream, dir, callback) => output(stream, dir < 0 ? '\x1b[1K' : dir > 0 ? '\x1b[0K' : '\x1b[2K', callback),
  clearScreenDown: (stream, callback) => output(stream, '\x1b[0J', callback),
  createInterface: (...args) => new Interface(...args),
  cursorTo,
  emitKeypressEvents () { throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('readline.emitKeypressEvents') },
  moveCursor
}
Object.defineProperty(module.exports.createInterface, 'Interface', { value: Interface })
Object.defineProperty(module.exports, 'promises', { configurable: true, enumerable: true, get: () => require('readline/promises') })
