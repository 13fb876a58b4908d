// What never settles is cancelled when nothing is left to wait for, and so is what waits behind it.
const { test, describe, it } = require('node:test')

const write = process.stdout.write
let text = ''
process.stdout.write = (chunk) => { text += chunk; return true }
process.on('exit', () => {
  process.stdout.write = write
  let inStack = false
  const kept = text.split('\n').filter((line) => {
    if (/^ *stack: /.test(line)) inStack = true
    else if (/^ *\.\.\.$/.test(line)) inStack = false
    return !inStack && !/duration_ms|location:/.test(line)
  }).join('\n')
  process.stdout.write(kept + process.exitCode + '\n')
})

test('done', () => {})
test('waits', () => new Promise(() => {}))
test('behind', () => console.log('never'))
describe('suite', () => { it('inside', () => {}) })
