'use strict'
// Lines edited as on a terminal: keys, history, completion, and what is written for them.
const readline = require('readline')
const { PassThrough } = require('stream')
const input = new PassThrough()
const output = new PassThrough()
let written = ''
output.on('data', (text) => { written += text })
output.columns = 40
const keys = []
const rl = readline.createInterface({
  input, output, terminal: true, prompt: '$ ', history: ['old line'], completer: (line) => [['help', 'hello', 'history'].filter((word) => word.startsWith(line)), line]
})
input.on('keypress', (text, key) => keys.push([text, key.name, key.ctrl, key.meta, key.shift, key.code].map(String).join('/')))
rl.on('line', (line) => console.log('line', JSON.stringify(line)))
rl.on('history', (list) => console.log('history', list))
const type = (name, text) => {
  written = ''
  input.write(text)
  console.log(name, JSON.stringify(rl.line), rl.cursor, JSON.stringify(rl.getCursorPos()), JSON.stringify(written))
}
rl.prompt()
setImmediate(() => {
  type('text', 'one two three')
  type('left', '\x1b[D\x1b[D')
  type('word left', '\x1bb')
  type('delete word', '\x17')
  type('start', '\x01')
  type('kill', '\x0b')
  type('yank', '\x19\x19')
  type('undo', '\x1f')
  type('home and end', '\x1b[H\x1b[F')
  type('return', '\r')
  type('up', '\x1b[A')
  type('up again', '\x1b[A')
  type('down', '\x1b[B')
  type('clear', '\x15')
  type('wide', '古a\u0301😀')
  type('backspace', '\x7f')
  type('clear', '\x15')
  type('tab', 'he\t')
  type('more', 'l\t')
  type('keys', '\x1bOP\x1b[1;5C\x1b[Z\x1b[3~\x1ba\x1b[200~')
  type('lines', '\na\nb\n')
  console.log(keys.join('\n'))
  rl.question('name? ', (answer) => {
    console.log('answer', answer)
    rl.close()
    console.log(rl.closed)
    try { rl.question('again?', () => {}) } catch (error) { console.log(error.code, error.message) }
  })
  input.write('me\r')
})
for (const f of [() => readline.cursorTo(output, NaN), () => readline.cursorTo(output, 'x', 1), () => readline.clearLine(output, 0, 5), () => readline.createInterface({ input, historySize: -1 }),
  () => readline.createInterface({ input, completer: 5 }), () => readline.createInterface({ input, escapeCodeTimeout: 'x' })]) {
  try { console.log(f()) } catch (error) { console.log(error.name, error.code, error.message) }
}
