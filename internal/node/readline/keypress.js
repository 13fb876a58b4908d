// Keys of a terminal: the characters that it sends are taken apart into 'keypress' events.
const { StringDecoder } = require('string_decoder')

const escape = '\x1b'

// unfinished matches the beginning of an escape sequence that needs more characters; the whole is then told apart by its parts.
const unfinished = /^\x1b\x1b?(?:O\d?|\[\[?\d{0,3}(?:;\d?)?)?$/
const sequence = /^\x1b\x1b?(?:O(?:(\d)([^])|([^]*))|(\[\[?)([^]*))$/
const numbered = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/
const lettered = /^(?:(?:\d;)?(\d))?([A-Za-z])$/

// named lists the codes of each key; shifted and controlled are codes that imply a modifier.
const named = table({
  f1: 'OP [P [11~ [[A', f2: 'OQ [Q [12~ [[B', f3: 'OR [R [13~ [[C', f4: 'OS [S [14~ [[D', f5: '[15~ [[E', f6: '[17~', f7: '[18~', f8: '[19~', f9: '[20~',
  f10: '[21~', f11: '[23~', f12: '[24~',
  up: '[A OA', down: '[B OB', right: '[C OC', left: '[D OD', clear: '[E OE', end: '[F OF [4~ [8~', home: '[H OH [1~ [7~', insert: '[2~', delete: '[3~',
  pageup: '[5~ [[5~', pagedown: '[6~ [[6~', 'paste-start': '[200~', 'paste-end': '[201~'
})
const shifted = table({ up: '[a', down: '[b', right: '[c', left: '[d', clear: '[e', insert: '[2$', delete: '[3$', pageup: '[5$', pagedown: '[6$', home: '[7$', end: '[8$', tab: '[Z' })
const controlled = table({ up: 'Oa', down: 'Ob', right: 'Oc', left: 'Od', clear: 'Oe', insert: '[2^', delete: '[3^', pageup: '[5^', pagedown: '[6^', home: '[7^', end: '[8^' })

function table (keys) {
  const codes = new Map()
  for (const [name, list] of Object.entries(keys)) for (const code of list.split(' ')) codes.set(code, name)
  return codes
}

const plain = { '\r': 'return', '\n': 'enter', '\t': 'tab', '\b': 'backspace', '\x7f': 'backspace', [escape]: 'escape', ' ': 'space' }

// splitCode gives the code of an escape sequence without its modifier, and the modifier's bits.
function splitCode (text) {
  const [, digit, afterDigit, other, brackets, command] = sequence.exec(text)
  if (brackets === undefined) return digit === undefined ? [`O${other}`, 0] : [`O${afterDigit}`, digit - 1]
  let match = numbered.exec(command)
  if (match) return match[4] ? [brackets + match[4], 0] : [brackets + match[1] + match[3], (match[2] || 1) - 1]
  match = lettered.exec(command)
  if (match) return [brackets + match[2], (match[1] || 1) - 1]
  return [brackets + command, 0]
}

// keyOf describes a finished sequence of characters.
function keyOf (text) {
  const key = { sequence: text, name: undefined, ctrl: false, meta: false, shift: false }
  const escaped = text.length > 1 && text[0] === escape
  const last = escaped ? text.replace(/^\x1b\x1b?/, '') || escape : text
  if (escaped && (last[0] === 'O' || last[0] === '[') && sequence.test(text)) {
    const [code, modifier] = splitCode(text)
    key.ctrl = Boolean(modifier & 4)
    key.meta = Boolean(modifier & 10)
    key.shift = Boolean(modifier & 1)
    key.code = code
    if (shifted.has(code)) key.shift = true
    if (controlled.has(code)) key.ctrl = true
    key.name = named.get(code) ?? shifted.get(code) ?? controlled.get(code) ?? 'undefined'
  } else if (Object.hasOwn(plain, last)) {
    key.name = plain[last]
    key.meta = escaped
  } else if (!escaped && last <= '\x1a') {
    key.name = String.fromCharCode(last.charCodeAt(0) + 0x60)
    key.ctrl = true
  } else if (/^[0-9A-Za-z]$/.test(last)) {
    key.name = last.toLowerCase()
    key.shift = /^[A-Z]$/.test(last)
    key.meta = escaped
  } else if (escaped) key.meta = true
  return [key, escaped]
}

// KeyParser collects characters until they are a key.
class KeyParser {
  #stream
  #text = ''
  constructor (stream) { this.#stream = stream }

  write (character) {
    this.#text += character
    if (this.#text === escape || unfinished.test(this.#text)) return
    this.#finish()
  }

  // expire takes what there is for a key: nothing has followed in time.
  expire () { if (this.#text !== '') this.#finish() }

  #finish () {
    const text = this.#text
    this.#text = ''
    if (/^\x1b\x1b?$/.test(text)) return this.#stream.emit('keypress', undefined, { sequence: text, name: 'escape', ctrl: false, meta: true, shift: false })
    const [key, escaped] = keyOf(text)
    if (key.name !== undefined || escaped) this.#stream.emit('keypress', escaped ? undefined : text, key)
    else if (lengthAt(text, 0) === text.length) this.#stream.emit('keypress', text, key)
  }
}

// lengthAt and lengthBefore are how many code units the character at, or before, i takes.
function lengthAt (text, i) {
  if (text.length <= i) return 1 // as if there were one, for completion at the end
  return text.codePointAt(i) >= 0x10000 ? 2 : 1
}

function lengthBefore (text, i) {
  if (i <= 0) return 0
  return (i > 1 && text.codePointAt(i - 2) >= 0x10000) || text.codePointAt(i - 1) >= 0x10000 ? 2 : 1
}

const kDecoder = Symbol('keypress-decoder')

function emitKeypressEvents (stream, iface = {}) {
  if (stream[kDecoder]) return
  stream[kDecoder] = new StringDecoder('utf8')
  let parser = new KeyParser(stream)
  let timer
  const { escapeCodeTimeout = 500 } = iface

  function onData (input) {
    if (stream.listenerCount('keypress') === 0) { // wait until somebody listens
      stream.removeListener('data', onData)
      stream.on('newListener', onNewListener)
      return
    }
    const text = stream[kDecoder].write(input)
    if (!text) return
    clearTimeout(timer)
    iface.isCompletionEnabled = false // tabs that are pasted complete nothing
    let done = 0
    for (const character of text) {
      done += character.length
      if (done === text.length) iface.isCompletionEnabled = true
      try {
        parser.write(character)
        if (done === text.length && character === escape) timer = setTimeout(() => parser.expire(), escapeCodeTimeout)
      } catch (error) { // of a listener
        parser = new KeyParser(stream)
        throw error
      }
    }
  }

  function onNewListener (event) {
    if (event !== 'keypress') return
    stream.on('data', onData)
    stream.removeListener('newListener', onNewListener)
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData)
  else stream.on('newListener', onNewListener)
}

module.exports = { emitKeypressEvents, lengthAt, lengthBefore }
