// Editing of a line on a terminal: what each key does. These are methods of Interface; programs override those with an underscore.
const { cursorTo, moveCursor, clearScreenDown } = require('internal/readline/output')
const { lengthAt, lengthBefore } = require('internal/readline/keypress')
const { getStringWidth, inspect } = require('internal/util/inspect')

const kPrompt = Symbol('kPrompt')
const kUndo = Symbol('kUndoStack')
const kRedo = Symbol('kRedoStack')
const kKilled = Symbol('kKillRing')
const kKilledAt = Symbol('kKillRingCursor')
const kYanking = Symbol('kYanking')
const kSearch = Symbol('kSubstringSearch')
const kSawReturnAt = Symbol('kSawReturnAt')
const kPreviousKey = Symbol('kPreviousKey')

const mostUndone = 2048
const mostKilled = 32
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g

const reversed = (text) => [...text].reverse().join('')
const wordBefore = (text) => /^\s*(?:[^\w\s]+|\w+)?/.exec(reversed(text))[0].length

function commonPrefix (strings) {
  if (strings.length === 0) return ''
  const sorted = strings.toSorted ? strings.toSorted() : [...strings].sort()
  const [first, last] = [sorted[0], sorted[sorted.length - 1]]
  let i = 0
  while (i < first.length && first[i] === last[i]) i++
  return first.slice(0, i)
}

const editing = {
  _beforeEdit (text, cursor) { remember(this[kUndo], text, cursor) },

  _refreshLine () {
    const line = this[kPrompt] + this.line
    const end = this._getDisplayPos(line)
    const cursor = this.getCursorPos()
    const above = this.prevRows || 0
    if (above > 0) moveCursor(this.output, 0, -above)
    cursorTo(this.output, 0)
    clearScreenDown(this.output)
    this._writeToOutput(line)
    if (end.cols === 0) this._writeToOutput(' ') // makes the terminal begin the row
    cursorTo(this.output, cursor.cols)
    if (end.rows > cursor.rows) moveCursor(this.output, 0, cursor.rows - end.rows)
    this.prevRows = cursor.rows
  },

  _getDisplayPos (text) {
    const { columns, tabSize } = this
    let offset = 0
    let rows = 0
    for (const character of require('util').stripVTControlCharacters(text)) {
      if (character === '\n') {
        rows += Math.ceil(offset / columns) || 1
        offset = 0
        continue
      }
      if (character === '\t') {
        offset += tabSize - (offset % tabSize)
        continue
      }
      const width = getStringWidth(character, false)
      if (width > 1 && (offset + 1) % columns === 0) offset++ // does not fit into the row
      offset += width > 1 ? 2 : width
    }
    const cols = offset % columns
    return { cols, rows: rows + (offset - cols) / columns }
  },

  getCursorPos () { return this._getDisplayPos(this[kPrompt] + this.line.slice(0, this.cursor)) },

  _moveCursor (dx) {
    if (dx === 0) return
    const before = this.getCursorPos()
    this.cursor = Math.min(Math.max(this.cursor + dx, 0), this.line.length)
    const now = this.getCursorPos()
    if (before.rows === now.rows) moveCursor(this.output, now.cols - before.cols, 0)
    else this._refreshLine()
  },

  _insertString (text) {
    this._beforeEdit(this.line, this.cursor)
    if (this.cursor < this.line.length) return this._replace(this.cursor, this.cursor, text)
    const before = this.getCursorPos()
    this.line += text
    this.cursor += text.length
    if (before.rows < this.getCursorPos().rows) this._refreshLine()
    else this._writeToOutput(text)
  },

  // _replace puts text in the place of a part of the line, and the cursor behind it.
  _replace (from, to, text) {
    this.line = this.line.slice(0, from) + text + this.line.slice(to)
    this.cursor = from + text.length
    this._refreshLine()
  },

  _remove (from, to) {
    this._beforeEdit(this.line, this.cursor)
    this._replace(from, to, '')
  },

  _wordLeft () { if (this.cursor > 0) this._moveCursor(-wordBefore(this.line.slice(0, this.cursor))) },
  _wordRight () {
    if (this.cursor < this.line.length) this._moveCursor(/^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length)
  },

  _deleteLeft () { if (this.cursor > 0 && this.line.length > 0) this._remove(this.cursor - lengthBefore(this.line, this.cursor), this.cursor) },
  _deleteRight () { if (this.cursor < this.line.length) this._remove(this.cursor, this.cursor + lengthAt(this.line, this.cursor)) },
  _deleteWordLeft () { if (this.cursor > 0) this._remove(this.cursor - wordBefore(this.line.slice(0, this.cursor)), this.cursor) },
  _deleteWordRight () {
    if (this.cursor < this.line.length) this._remove(this.cursor, this.cursor + /^(?:\s+|\W+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length)
  },

  _deleteLineLeft () {
    const killed = this.line.slice(0, this.cursor)
    this._remove(0, this.cursor)
    this._kill(killed)
  },

  _deleteLineRight () {
    const killed = this.line.slice(this.cursor)
    this._remove(this.cursor, this.line.length)
    this._kill(killed)
  },

  _kill (text) {
    if (!text || text === this[kKilled][0]) return
    this[kKilled].unshift(text)
    this[kKilledAt] = 0
    if (this[kKilled].length > mostKilled) this[kKilled].pop()
  },

  _yank () {
    if (this[kKilled].length === 0) return
    this[kYanking] = true
    this._insertString(this[kKilled][this[kKilledAt]])
  },

  _yankPop () {
    const killed = this[kKilled]
    if (!this[kYanking] || killed.length < 2) return
    const last = killed[this[kKilledAt]]
    this[kKilledAt] = (this[kKilledAt] + 1) % killed.length
    this._replace(this.cursor - last.length, this.cursor, killed[this[kKilledAt]])
  },

  _undo () { exchange(this, this[kUndo], this[kRedo]) },
  _redo () { exchange(this, this[kRedo], this[kUndo]) },

  clearLine () {
    this._moveCursor(+Infinity)
    this._writeToOutput('\r\n')
    this.line = ''
    this.cursor = 0
    this.prevRows = 0
  },

  _line () {
    const line = this._addHistory()
    this[kUndo] = []
    this[kRedo] = []
    this.clearLine()
    this._onLine(line)
  },

  _addHistory () {
    const { line, history } = this
    if (line.length === 0) return ''
    if (history === undefined || this.historySize === 0 || line.trim().length === 0) return line
    if (history[0] !== line) {
      if (this.removeHistoryDuplicates && history.includes(line)) history.splice(history.indexOf(line), 1)
      history.unshift(line)
      if (history.length > this.historySize) history.pop()
    }
    this.historyIndex = -1
    const kept = history[0] // a listener may drop it
    this.emit('history', history)
    return kept
  },

  _historyNext () { if (this.historyIndex >= 0) this._historyGo(-1) },
  _historyPrev () { if (this.history.length > 0 && this.historyIndex < this.history.length) this._historyGo(+1) },

  // _historyGo takes the next line of the history, in one direction, that begins with what was typed; at the end it is that alone.
  _historyGo (step) {
    this._beforeEdit(this.line, this.cursor)
    const search = this[kSearch] || ''
    const { history } = this
    let i = this.historyIndex + step
    while (i >= 0 && i < history.length && (!history[i].startsWith(search) || this.line === history[i])) i += step
    this.line = i < 0 || i >= history.length ? search : history[i]
    this.historyIndex = i
    this.cursor = this.line.length
    this._refreshLine()
  },

  _tabComplete (lastKeypressWasTab) {
    this.pause()
    this.completer(this.line.slice(0, this.cursor), (error, value) => {
      this.resume()
      if (error) this._writeToOutput(`Tab completion error: ${inspect(error)}`)
      else this._tabCompleter(lastKeypressWasTab, value)
    })
  },

  _tabCompleter (lastKeypressWasTab, [completions, completeOn]) {
    if (!completions || completions.length === 0) return
    const prefix = commonPrefix(completions.filter((text) => text !== ''))
    if (prefix.startsWith(completeOn) && prefix.length > completeOn.length) return this._insertString(prefix.slice(completeOn.length))
    if (!completeOn.startsWith(prefix)) return this._replace(this.cursor - completeOn.length, this.cursor, prefix)
    if (!lastKeypressWasTab) return
    this._beforeEdit(this.line, this.cursor)
    this._writeToOutput(columnsOf(completions, this.columns))
    this._refreshLine()
  },

  _ttyWrite (text, key) {
    const previous = this[kPreviousKey]
    key = key || {}
    this[kPreviousKey] = key
    if (!key.meta || key.name !== 'y') this[kYanking] = false
    this._searchFor(key)
    if (typeof key.sequence === 'string') {
      if (key.sequence.codePointAt(0) === 0x1f) return this._undo()
      if (key.sequence.codePointAt(0) === 0x1e) return this._redo()
    }
    if (key.name === 'escape') return
    if (key.ctrl && key.shift) return void withCtrlShift[key.name]?.(this)
    if (key.ctrl) return void withCtrl[key.name]?.(this)
    if (key.meta) return void withMeta[key.name]?.(this)
    if (this[kSawReturnAt] && key.name !== 'enter') this[kSawReturnAt] = 0
    if (key.name === 'tab' && typeof this.completer === 'function' && this.isCompletionEnabled) {
      return void this._tabComplete(previous && previous.name === 'tab')
    }
    if (Object.hasOwn(alone, key.name ?? '')) return void alone[key.name](this)
    if (typeof text === 'string' && text) this._type(text)
  },

  // _searchFor notes what was typed before the history was gone through.
  _searchFor ({ name, ctrl, meta, shift }) {
    if ((name === 'up' || name === 'down') && !ctrl && !meta && !shift) this[kSearch] ??= this.line.slice(0, this.cursor)
    else if (this[kSearch] !== null) {
      this[kSearch] = null
      if (this.history.length === this.historyIndex) this.historyIndex = -1
    }
  },

  // _type inserts text, which may be many lines.
  _type (text) {
    let from = 0
    for (const match of text.matchAll(lineEnding)) {
      this._insertString(text.slice(from, match.index))
      from = match.index + match[0].length
      this._line()
    }
    this._insertString(text.slice(from))
  }
}

function remember (stack, text, cursor) {
  if (stack.push({ text, cursor }) > mostUndone) stack.shift()
}

function exchange (self, from, to) {
  if (from.length === 0) return
  remember(to, self.line, self.cursor)
  const entry = from.pop()
  self.line = entry.text
  self.cursor = entry.cursor
  self._refreshLine()
}

function columnsOf (completions, columns) {
  const widths = completions.map((text) => getStringWidth(text))
  const width = Math.max(...widths) + 2
  let perLine = Math.floor(columns / width) || 1
  if (perLine === Infinity) perLine = 1
  let out = '\r\n'
  let inLine = 0
  let space = 0
  completions.forEach((text, i) => {
    if (text === '' || inLine === perLine) {
      out += '\r\n'
      inLine = space = 0
    } else out += ' '.repeat(space)
    if (text === '') return void (out += '\r\n')
    out += text
    space = width - widths[i]
    inLine++
  })
  return inLine === 0 ? out : `${out}\r\n\r\n`
}

const start = (self) => self._moveCursor(-Infinity)
const end = (self) => self._moveCursor(+Infinity)
const left = (self) => self._moveCursor(-lengthBefore(self.line, self.cursor))
const right = (self) => self._moveCursor(+lengthAt(self.line, self.cursor))

const withCtrlShift = { __proto__: null, backspace: (self) => self._deleteLineLeft(), delete: (self) => self._deleteLineRight() }

const withCtrl = {
  __proto__: null,
  c (self) {
    if (self.listenerCount('SIGINT') > 0) self.emit('SIGINT')
    else self.close()
  },
  d (self) {
    if (self.cursor === 0 && self.line.length === 0) self.close()
    else if (self.cursor < self.line.length) self._deleteRight()
  },
  h: (self) => self._deleteLeft(),
  u: (self) => self._deleteLineLeft(),
  k: (self) => self._deleteLineRight(),
  a: start,
  e: end,
  b: left,
  f: right,
  l (self) {
    cursorTo(self.output, 0, 0)
    clearScreenDown(self.output)
    self._refreshLine()
  },
  n: (self) => self._historyNext(),
  p: (self) => self._historyPrev(),
  y: (self) => self._yank(),
  z (self) {
    if (process.platform === 'win32') return
    if (self.listenerCount('SIGTSTP') > 0) return self.emit('SIGTSTP')
    process.once('SIGCONT', () => {
      if (!self.paused) {
        self.pause()
        self.emit('SIGCONT')
      }
      self._setRawMode(true)
      self._refreshLine()
    })
    self._setRawMode(false)
    process.kill(process.pid, 'SIGTSTP')
  },
  w: (self) => self._deleteWordLeft(),
  backspace: (self) => self._deleteWordLeft(),
  delete: (self) => self._deleteWordRight(),
  left: (self) => self._wordLeft(),
  right: (self) => self._wordRight()
}

const withMeta = {
  __proto__: null,
  b: (self) => self._wordLeft(),
  f: (self) => self._wordRight(),
  d: (self) => self._deleteWordRight(),
  delete: (self) => self._deleteWordRight(),
  backspace: (self) => self._deleteWordLeft(),
  y: (self) => self._yankPop()
}

const alone = {
  return (self) {
    self[kSawReturnAt] = Date.now()
    self._line()
  },
  enter (self) { // of \r\n it is the second half
    if (self[kSawReturnAt] === 0 || Date.now() - self[kSawReturnAt] > self.crlfDelay) self._line()
    self[kSawReturnAt] = 0
  },
  backspace: (self) => self._deleteLeft(),
  delete: (self) => self._deleteRight(),
  left,
  right,
  home: start,
  end,
  up: (self) => self._historyPrev(),
  down: (self) => self._historyNext()
}

// dumbWrite is _ttyWrite on a terminal that cannot move its cursor.
function dumbWrite (text, key) {
  key = key || {}
  if (key.name === 'escape') return
  if (this[kSawReturnAt] && key.name !== 'enter') this[kSawReturnAt] = 0
  if (key.ctrl && key.name === 'c') return withCtrl.c(this)
  if (key.ctrl && key.name === 'd') return this.close()
  if (key.name === 'return' || key.name === 'enter') return alone[key.name](this)
  if (typeof text === 'string' && text) {
    this.line += text
    this.cursor += text.length
    this._writeToOutput(text)
  }
}

function initialize (self) {
  self[kUndo] = []
  self[kRedo] = []
  self[kKilled] = []
  self[kKilledAt] = 0
  self[kYanking] = false
  self[kSearch] = null
  self[kPreviousKey] = null
}

module.exports = { editing, dumbWrite, initialize, lineEnding, kPrompt, kSawReturnAt, kPreviousKey }
