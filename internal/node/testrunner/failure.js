// What a test that failed has as its error: the reason, and what kind of failure it was.
const { inspect } = require('internal/util/inspect')

const kinds = Object.freeze({
  callbackAndPromise: 'callbackAndPromisePresent',
  cancelledByParent: 'cancelledByParent',
  hook: 'hookFailed',
  multipleCallbacks: 'multipleCallbackInvocations',
  parentFinished: 'parentAlreadyFinished',
  subtests: 'subtestsFailed',
  testCode: 'testCodeFailure',
  timeout: 'testTimeoutFailure',
  aborted: 'testAborted',
  uncaught: 'uncaughtException',
  rejection: 'unhandledRejection'
})

class TestFailure extends Error {
  constructor (cause, failureType) {
    super(messageOf(cause))
    Object.defineProperty(this, 'name', { value: 'Error', enumerable: false, configurable: true, writable: true })
    this.code = 'ERR_TEST_FAILURE'
    this.failureType = failureType
    this.cause = cause
    this.stack = `Error [ERR_TEST_FAILURE]: ${this.message}`
  }
}

function messageOf (cause) {
  const message = cause?.message ?? cause
  return typeof message === 'string' ? message : inspect(message)
}

const isFailure = (error) => error instanceof TestFailure

module.exports = { kinds, TestFailure, isFailure }
