const { variants, hook, Test, Suite } = require('internal/test_runner/harness')

const test = variants(Test)
const suite = variants(Suite)

Object.assign(test, {
  after: hook('after'),
  afterEach: hook('afterEach'),
  before: hook('before'),
  beforeEach: hook('beforeEach'),
  describe: suite,
  it: variants(Test),
  run: (...args) => require('internal/test_runner/run').run(...args),
  suite,
  test
})
Object.defineProperty(test, 'mock', {
  configurable: true,
  enumerable: true,
  get () {
    const value = new (require('internal/test_runner/mock').MockTracker)()
    Object.defineProperty(test, 'mock', { value, enumerable: true, configurable: true, writable: true })
    return value
  }
})
module.exports = test
