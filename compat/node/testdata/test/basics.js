// Tests, suites, hooks and the tree of their results.
const { after, before, describe, it, mock, test } = require('node:test')
const assert = require('assert')
const { Writable } = require('stream')

// Durations and positions are the run's own.
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

before(() => console.log('before all'))
after(() => console.log('after all'))
test('passes', () => {})
test('fails', () => { assert.strictEqual(1, 2) })
test('throws a string', () => { throw 'text' }) // eslint-disable-line no-throw-literal
test('rejects', async () => { throw new TypeError('rejected') })
test('calls back', (t, done) => setImmediate(done))
test('calls back with an error', (t, done) => setImmediate(done, new Error('called')))
test('calls back and returns a promise', async (t, done) => done())
test('is skipped', { skip: true }, () => { throw new Error('not run') })
test('is skipped for a reason', { skip: 'because' }, () => {})
test('skips itself', (t) => t.skip('itself'))
test('is to do', { todo: true }, () => { throw new Error('later') })
test.skip('skip()', () => {})
test.todo('todo()')
test('takes too long', { timeout: 20 }, () => new Promise((resolve) => setTimeout(resolve, 300)))
test('has subtests', async (t) => {
  t.diagnostic('a remark')
  t.beforeEach(() => console.log('before each of', t.name))
  t.afterEach(() => console.log('after each of', t.name))
  await t.test('first', () => console.log('in first'))
  await t.test('second', async (t) => { await t.test('inner', () => { throw new Error('deep') }) })
})
test('forgets to wait', (t) => { t.test('left behind', () => new Promise(() => {})) })
describe('suite', () => {
  before(() => console.log('before suite'))
  after(() => console.log('after suite'))
  it('one', () => console.log('one'))
  it.skip('two', () => {})
  describe('nested', { concurrency: 2 }, () => {
    it('slow', () => new Promise((resolve) => setTimeout(resolve, 20)))
    it('fast', () => {})
  })
})
describe('broken suite', () => { throw new Error('while declaring') })
test('#hash and \\ and \nline', () => {})
test('mocks', (t) => {
  const sum = t.mock.fn((a, b) => a + b)
  console.log(sum(1, 2), sum.mock.callCount(), sum.mock.calls[0].arguments, sum.mock.calls[0].result)
  const object = { value: 1, get () { return this.value } }
  t.mock.method(object, 'get', () => 'mocked')
  console.log(object.get(), object.get.mock.callCount())
  object.get.mock.restore()
  console.log(object.get())
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 })
  setTimeout(() => console.log('timer at', Date.now()), 500)
  t.mock.timers.tick(500)
  t.mock.timers.reset()
})
const once = mock.fn(() => 1, () => 2, { times: 1 })
console.log(once(), once(), Writable.name)
