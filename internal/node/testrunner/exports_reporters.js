const { lazy } = require('internal/test_runner/reporters')
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')

for (const name of ['dot', 'junit', 'spec', 'tap']) {
  Object.defineProperty(module.exports, name, { configurable: true, enumerable: true, get: lazy[name] })
}
Object.defineProperty(module.exports, 'lcov', { configurable: true, enumerable: true, get () { throw new ERR_METHOD_NOT_IMPLEMENTED('lcov') } })
