// Escape sequences that move the cursor and clear parts of a terminal.
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors')
const { validateFunction } = require('internal/validators')

// send writes text, or nothing at all; the callback is checked first.
function send (stream, text, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback')
  if (stream === null || stream === undefined || text === '') {
    if (typeof callback === 'function') process.nextTick(callback, null)
    return true
  }
  return stream.write(text, callback)
}

// where is the sequence for an absolute place, move for a distance.
const where = (x, y) => (typeof y !== 'number' ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`)

function move (dx, dy) {
  let text = ''
  if (dx < 0) text += `\x1b[${-dx}D`
  else if (dx > 0) text += `\x1b[${dx}C`
  if (dy < 0) text += `\x1b[${-dy}A`
  else if (dy > 0) text += `\x1b[${dy}B`
  return text
}

const line = (direction) => (direction < 0 ? '\x1b[1K' : direction > 0 ? '\x1b[0K' : '\x1b[2K')
const down = '\x1b[0J'

function cursorTo (stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback')
  if (typeof y === 'function') [callback, y] = [y, undefined]
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x)
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y)
  if (stream === null || stream === undefined || (typeof x !== 'number' && typeof y !== 'number')) return send(null, '', callback)
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS()
  return send(stream, where(x, y), callback)
}

function moveCursor (stream, dx, dy, callback) { return send(stream, move(dx, dy), callback) }
function clearLine (stream, dir, callback) { return send(stream, line(dir), callback) }
function clearScreenDown (stream, callback) { return send(stream, down, callback) }

module.exports = { cursorTo, moveCursor, clearLine, clearScreenDown, sequences: { where, move, line, down } }
