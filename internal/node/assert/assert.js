const { codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE, ERR_MISSING_ARGS } } = require('internal/errors')
const { AssertionError } = require('internal/assert/assertion_error')
const { inspect } = require('internal/util/inspect')
const { isDeepEqual, isDeepStrictEqual } = require('internal/util/comparisons')
const { isRegExp, isPromise } = require('util/types')
const { validateFunction } = require('internal/validators')

const NO_EXCEPTION = {}

function innerFail (options) {
  if (options.message instanceof Error) throw options.message
  throw new AssertionError(options)
}

function innerOk (fn, count, value, message) {
  if (value) return
  let generated = false
  if (count === 0) {
    generated = true
    message = 'No value argument passed to `assert.ok()`'
  } else if (message == null) {
    generated = true
    message = sourceMessage(fn)
  } else if (message instanceof Error) throw message
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn })
  error.generatedMessage = generated
  throw error
}

// The text of the failing call, read from its source as the stack tells it.
function sourceMessage (fn) {
  const plain = 'The expression evaluated to a falsy value:\n\n  assert.ok()\n'.replace('  assert.ok()\n', '')
  try {
    const holder = {}
    Error.captureStackTrace(holder, fn)
    const place = holder.stack.split('\n').map((l) => /\(?((?:\/|file:)[^()]*?):(\d+):(\d+)\)?$/.exec(l)).find(Boolean)
    if (!place) return plain.trimEnd()
    const text = require('fs').readFileSync(place[1].startsWith('file:') ? new URL(place[1]) : place[1], 'utf8').split('\n').slice(place[2] - 1).join('\n')
    const call = callText(text, place[3] - 1)
    return call === undefined ? plain.trimEnd() : `The expression evaluated to a falsy value:\n\n  ${call}\n`
  } catch {
    return plain.trimEnd()
  }
}

function callText (text, column) {
  let start = column
  while (start > 0 && /[\w$.]/.test(text[start - 1])) start--
  let depth = 0; let quote = ''
  for (let i = start; i < text.length && i < start + 5000; i++) {
    const c = text[i]
    if (quote) {
      if (c === '\\') i++
      else if (c === quote) quote = ''
    } else if (c === '"' || c === "'" || c === '`') quote = c
    else if (c === '(') depth++
    else if (c === ')' && --depth === 0) return text.slice(start, i + 1).split('\n').map((l, n) => n === 0 ? l : `  ${l}`).join('\n')
  }
}

function assert (...args) { innerOk(assert, args.length, ...args) }
module.exports = assert
assert.ok = function ok (...args) { innerOk(ok, args.length, ...args) }

let warned = false
assert.fail = function fail (actual, expected, message, operator, stackStartFn) {
  const count = arguments.length
  let generated = false
  if (actual == null && count <= 1) generated = 'Failed'
  else if (count === 1) {
    message = actual
    actual = undefined
  } else {
    if (!warned) {
      warned = true
      process.emitWarning('assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.', 'DeprecationWarning', 'DEP0094')
    }
    if (count === 2) operator = '!='
  }
  if (message instanceof Error) throw message
  const options = { actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || fail, message }
  if (generated) options.message = generated
  const error = new AssertionError(options)
  if (generated) error.generatedMessage = true
  throw error
}
assert.AssertionError = AssertionError

function define (name, operator, test) {
  assert[name] = { [name] (actual, expected, message) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('actual', 'expected')
    if (!test(actual, expected)) innerFail({ actual, expected, message, operator, stackStartFn: assert[name], diff: true })
  } }[name]
}
/* eslint-disable eqeqeq */
define('equal', '==', (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b)))
define('notEqual', '!=', (a, b) => a != b && !(Number.isNaN(a) && Number.isNaN(b)))
/* eslint-enable eqeqeq */
define('deepEqual', 'deepEqual', isDeepEqual)
define('notDeepEqual', 'notDeepEqual', (a, b) => !isDeepEqual(a, b))
define('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual)
define('notDeepStrictEqual', 'notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b))
define('strictEqual', 'strictEqual', Object.is)
define('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b))

class Comparison {
  constructor (object, keys, actual) {
    for (const key of keys) {
      if (!(key in object)) continue
      if (actual !== undefined && typeof actual[key] === 'string' && isRegExp(object[key]) && object[key].exec(actual[key]) !== null) this[key] = actual[key]
      else this[key] = object[key]
    }
  }
}

function compareKey (actual, expected, key, message, keys, fn) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return
  if (message) {
    throw Object.assign(new AssertionError({ actual, expected, message, operator: fn.name, stackStartFn: fn }), { operator: fn.name })
  }
  const a = new Comparison(actual, keys); const b = new Comparison(expected, keys, actual)
  const error = new AssertionError({ actual: a, expected: b, operator: 'deepStrictEqual', stackStartFn: fn })
  error.actual = actual
  error.expected = expected
  error.operator = fn.name
  throw error
}

function mismatch (actual, expected, message, fn, generated) {
  const error = new AssertionError({ actual, expected, message, operator: fn.name, stackStartFn: fn })
  error.generatedMessage = generated
  throw error
}

function compareObject (actual, expected, message, fn) {
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn })
    error.operator = fn.name
    throw error
  }
  const keys = Object.keys(expected)
  if (expected instanceof Error) keys.push('name', 'message')
  else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object')
  for (const key of keys) {
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) continue
    compareKey(actual, expected, key, message, keys, fn)
  }
}

function checkException (actual, expected, message, fn) {
  if (typeof expected !== 'function') {
    if (!isRegExp(expected)) return compareObject(actual, expected, message, fn)
    const text = String(actual)
    if (expected.exec(text) !== null) return
    return mismatch(actual, expected, message ?? `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`, fn, !message)
  }
  if (expected.prototype !== undefined && actual instanceof expected) return
  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    if (message) return mismatch(actual, expected, message, fn, false)
    let text = `The error is expected to be an instance of "${expected.name}". Received `
    if (actual instanceof Error) text += `"${actual.name}"`
    else text += `"${inspect(actual, { depth: -1 })}"`
    if (actual?.message) text += `\n\nError message:\n\n${actual.message}`
    return mismatch(actual, expected, text, fn, true)
  }
  const result = Reflect.apply(expected, {}, [actual])
  if (result === true) return
  if (message) return mismatch(actual, expected, message, fn, false)
  const name = expected.name ? `"${expected.name}" ` : ''
  let text = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`
  if (actual instanceof Error) text += `\n\nCaught error:\n\n${actual}`
  mismatch(actual, expected, text, fn, true)
}

function getActual (fn) {
  validateFunction(fn, 'fn')
  try {
    fn()
  } catch (error) {
    return error
  }
  return NO_EXCEPTION
}

const isThenable = (v) => isPromise(v) || (v !== null && typeof v === 'object' && typeof v.then === 'function' && typeof v.catch === 'function')

async function waitForActual (promiseFn) {
  let promise = promiseFn
  if (typeof promiseFn === 'function') {
    promise = promiseFn()
    if (!isThenable(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise)
  } else if (!isThenable(promiseFn)) throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn)
  try {
    await promise
  } catch (error) {
    return error
  }
  return NO_EXCEPTION
}

function expectsError (fn, actual, error, message) {
  if (typeof error === 'string') {
    if (arguments.length === 4) throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error)
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === error) throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error message "${actual.message}" is identical to the message.`)
    } else if (actual === error) throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`)
    message = error
    error = undefined
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error)
  }
  if (actual === NO_EXCEPTION) {
    let details = error?.name ? ` (${error.name})` : ''
    details += message ? `: ${message}` : '.'
    const failure = new AssertionError({ actual: undefined, expected: error, operator: fn.name, message: `Missing expected ${fn === assert.rejects ? 'rejection' : 'exception'}${details}`, stackStartFn: fn })
    throw failure
  }
  if (error) checkException(actual, error, message, fn)
}

function expectsNoError (fn, actual, error, message) {
  if (actual === NO_EXCEPTION) return
  if (typeof error === 'string') {
    message = error
    error = undefined
  }
  if (error && !matches(actual, error)) throw actual
  const kind = fn === assert.doesNotReject ? 'rejection' : 'exception'
  throw new AssertionError({ actual, expected: error, operator: fn.name, message: `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`, stackStartFn: fn })
}

function matches (actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return expected.exec(String(actual)) !== null
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected)
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false
  return Reflect.apply(expected, {}, [actual]) === true
}

assert.throws = function throws (fn, ...args) { expectsError(throws, getActual(fn), ...args) }
assert.rejects = async function rejects (fn, ...args) { expectsError(rejects, await waitForActual(fn), ...args) }
assert.doesNotThrow = function doesNotThrow (fn, ...args) { expectsNoError(doesNotThrow, getActual(fn), ...args) }
assert.doesNotReject = async function doesNotReject (fn, ...args) { expectsNoError(doesNotReject, await waitForActual(fn), ...args) }

assert.ifError = function ifError (value) {
  if (value === null || value === undefined) return
  let message = 'ifError got unwanted exception: '
  if (typeof value === 'object' && typeof value.message === 'string') message += value.message.length === 0 && value.constructor ? value.constructor.name : value.message
  else message += inspect(value)
  const error = new AssertionError({ actual: value, expected: null, operator: 'ifError', message, stackStartFn: ifError })
  error.generatedMessage = false
  const original = value.stack
  if (typeof original === 'string') {
    const at = original.indexOf('\n    at')
    if (at !== -1) error.stack = `${error.stack}\n${original.slice(at + 1)}`
  }
  throw error
}

function matcher (name, negate) {
  assert[name] = { [name] (string, regexp, message) {
    if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp)
    if (typeof string === 'string' && (regexp.exec(string) !== null) !== negate) return
    if (message instanceof Error) throw message
    const generated = !message
    message ||= typeof string !== 'string'
      ? `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`
      : `${negate ? 'The input was expected to not match the regular expression ' : 'The input did not match the regular expression '}${inspect(regexp)}. Input:\n\n${inspect(string)}\n`
    const error = new AssertionError({ actual: string, expected: regexp, message, operator: name, stackStartFn: assert[name] })
    error.generatedMessage = generated
    throw error
  } }[name]
}
matcher('match', false)
matcher('doesNotMatch', true)

function strict (...args) { innerOk(strict, args.length, ...args) }
assert.strict = Object.assign(strict, assert, { equal: assert.strictEqual, deepEqual: assert.deepStrictEqual, notEqual: assert.notStrictEqual, notDeepEqual: assert.notDeepStrictEqual })
assert.strict.strict = assert.strict
for (const object of [assert, strict]) {
  Object.defineProperty(object, 'CallTracker', { configurable: true, enumerable: true, get: () => require('internal/assert/calltracker') })
}
