// The Interface of readline, of which the callbacks' and the promises' one are made.
const EventEmitter = require('events')
const { emitKeypressEvents } = require('internal/readline/keypress')
const { editing, initialize, lineEnding, kPrompt, kSawReturnAt, kPreviousKey } = require('internal/readline/editing')
const { codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } } = require('internal/errors')
const { validateAbortSignal, validateArray, validateNumber, validateString, validateUint32 } = require('internal/validators')

const kAnswer = Symbol('kQuestionCallback')
const kOldPrompt = Symbol('kOldPrompt')
const kRest = Symbol('kLine_buffer')
const kDecoder = Symbol('kDecoder')
const kLines = Symbol('kLineObjectStream')

const leastDelay = 100 // between \r and \n, in milliseconds

// optionsOf gathers the parameters, which may come as one object.
function optionsOf (input, output, completer, terminal) {
  const options = input?.input ? { ...input, input: input.input } : { input, output, completer, terminal }
  if (options.tabSize !== undefined) validateUint32(options.tabSize, 'tabSize', true)
  const { escapeCodeTimeout, signal, history, historySize } = options
  if (escapeCodeTimeout !== undefined && !Number.isFinite(escapeCodeTimeout)) throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', 500) // node names the default
  if (signal) validateAbortSignal(signal, 'options.signal')
  if (options.completer !== undefined && typeof options.completer !== 'function') throw new ERR_INVALID_ARG_VALUE('completer', options.completer)
  if (history !== undefined) validateArray(history, 'history')
  if (historySize !== undefined) validateNumber(historySize, 'historySize', 0)
  return options
}

function Interface (input, output, completer, terminal) {
  const options = optionsOf(input, output, completer, terminal)
  Reflect.apply(EventEmitter, this, [])
  initialize(this)
  this[kSawReturnAt] = 0
  this.isCompletionEnabled = true
  this.escapeCodeTimeout = options.escapeCodeTimeout ?? 500
  this.tabSize = options.tabSize ?? 8
  this.line = ''
  this.input = options.input
  this.output = options.output
  this.history = options.history ?? []
  this.historySize = options.historySize ?? 30
  this.removeHistoryDuplicates = Boolean(options.removeHistoryDuplicates)
  this.crlfDelay = options.crlfDelay ? Math.max(leastDelay, options.crlfDelay) : leastDelay
  this.completer = options.completer
  this.setPrompt(options.prompt ?? '> ')
  this.terminal = Boolean(options.terminal ?? this.output?.isTTY)
  this[kLines] = undefined
  if (this.terminal) listenToKeys(this)
  else listenToData(this)
  if (options.signal) closeOnAbort(this, options.signal)
  this.line = ''
  this.input.resume()
}
Object.setPrototypeOf(Interface.prototype, EventEmitter.prototype)
Object.setPrototypeOf(Interface, EventEmitter)

// listen adds listeners until the interface is closed.
function listen (self, emitter, listeners) {
  for (const [event, listener] of Object.entries(listeners)) emitter.on(event, listener)
  self.once('close', () => { for (const [event, listener] of Object.entries(listeners)) emitter.removeListener(event, listener) })
}

function listenToData (self) {
  const { StringDecoder } = require('string_decoder')
  self[kDecoder] = new StringDecoder('utf8')
  listen(self, self.input, {
    error: (error) => self.emit('error', error),
    data: (data) => self._normalWrite(data),
    end () {
      if (typeof self[kRest] === 'string' && self[kRest].length > 0) self.emit('line', self[kRest])
      self.close()
    }
  })
}

function listenToKeys (self) {
  emitKeypressEvents(self.input, self)
  listen(self, self.input, {
    error: (error) => self.emit('error', error),
    keypress (text, key) {
      self._ttyWrite(text, key)
      if (key?.sequence && /^[\ud800-\udfff]$/.test(key.sequence)) self._refreshLine() // half of a pair
    },
    end () {
      if (typeof self.line === 'string' && self.line.length > 0) self.emit('line', self.line)
      self.close()
    }
  })
  self._setRawMode(true)
  self.cursor = 0
  self.historyIndex = -1
  if (self.output !== null && self.output !== undefined) listen(self, self.output, { resize: () => self._refreshLine() })
}

function closeOnAbort (self, signal) {
  const close = () => self.close()
  if (signal.aborted) return process.nextTick(close)
  signal.addEventListener('abort', close, { once: true })
  self.once('close', () => signal.removeEventListener('abort', close))
}

const methods = {
  getPrompt () { return this[kPrompt] },
  setPrompt (prompt) { this[kPrompt] = prompt },

  _setRawMode (mode) {
    const before = this.input.isRaw
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode)
    return before
  },

  prompt (preserveCursor) {
    if (this.paused) this.resume()
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0
      this._refreshLine()
    } else this._writeToOutput(this[kPrompt])
  },

  // _ask asks a question; one that is asked before the last is answered only shows that again.
  _ask (query, answer) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline')
    if (!this[kAnswer]) {
      this[kOldPrompt] = this[kPrompt]
      this.setPrompt(query)
      this[kAnswer] = answer
    }
    this.prompt()
  },

  _unask () {
    if (!this[kAnswer]) return
    this[kAnswer] = null
    this.setPrompt(this[kOldPrompt])
    this.clearLine()
  },

  _onLine (line) {
    if (!this[kAnswer]) return this.emit('line', line)
    const answer = this[kAnswer]
    this[kAnswer] = null
    this.setPrompt(this[kOldPrompt])
    answer(line)
  },

  _writeToOutput (text) {
    validateString(text, 'stringToWrite')
    if (this.output !== null && this.output !== undefined) this.output.write(text)
  },

  close () {
    if (this.closed) return
    this.pause()
    if (this.terminal) this._setRawMode(false)
    this.closed = true
    this.emit('close')
  },

  pause () {
    if (this.paused) return
    this.input.pause()
    this.paused = true
    this.emit('pause')
    return this
  },

  resume () {
    if (!this.paused) return
    this.input.resume()
    this.paused = false
    this.emit('resume')
    return this
  },

  write (data, key) {
    if (this.paused) this.resume()
    if (this.terminal) this._ttyWrite(data, key)
    else this._normalWrite(data)
  },

  _normalWrite (data) {
    if (data === undefined) return
    let text = this[kDecoder].write(data)
    if (this[kSawReturnAt] && Date.now() - this[kSawReturnAt] <= this.crlfDelay) {
      if (text.startsWith('\n')) text = text.slice(1)
      this[kSawReturnAt] = 0
    }
    if (text.search(lineEnding) < 0) {
      if (text) this[kRest] = (this[kRest] ?? '') + text
      return
    }
    text = (this[kRest] ?? '') + text
    this[kRest] = null
    this[kSawReturnAt] = text.endsWith('\r') ? Date.now() : 0
    const lines = text.split(lineEnding)
    this[kRest] = lines.pop()
    for (const line of lines) this._onLine(line)
  },

  [Symbol.asyncIterator] () {
    this[kLines] ??= firsts(EventEmitter.on(this, 'line', { close: ['close'], highWaterMark: 1024 }))
    return this[kLines]
  }
}

// firsts gives the first of each event's values, and leaves the rest of the iterator as it is.
function firsts (iterator) {
  const { next } = iterator
  iterator.next = function () {
    return Reflect.apply(next, this, []).then((step) => (step.done ? step : { value: step.value[0], done: false }))
  }
  return iterator
}

const define = (source) => {
  for (const name of Reflect.ownKeys(source)) Object.defineProperty(Interface.prototype, name, { value: source[name], writable: true, configurable: true })
}
define(editing)
define(methods)
Object.defineProperty(Interface.prototype, 'columns', { configurable: true, get () { return this.output?.columns || Infinity } })
for (const [name, key] of Object.entries({ _decoder: kDecoder, _line_buffer: kRest, _oldPrompt: kOldPrompt, _previousKey: kPreviousKey, _prompt: kPrompt, _questionCallback: kAnswer, _sawReturnAt: kSawReturnAt })) {
  Object.defineProperty(Interface.prototype, name, {
    configurable: true,
    get () { return this[key] },
    set (value) { this[key] = value }
  })
}

module.exports = { Interface }
