const timers = require('timers')
const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors')
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators')

function check (delay, options) {
  if (delay !== undefined) validateNumber(delay, 'delay')
  validateObject(options, 'options')
  validateAbortSignal(options.signal, 'options.signal')
  if (options.ref !== undefined) validateBoolean(options.ref, 'options.ref')
}

function wait (start, clear, value, options) {
  const { signal, ref = true } = options
  if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }))
  let onAbort
  const promise = new Promise((resolve, reject) => {
    const handle = start(() => resolve(value))
    if (!ref) handle.unref()
    if (signal) {
      onAbort = () => {
        clear(handle)
        reject(new AbortError(undefined, { cause: signal.reason }))
      }
      signal.addEventListener('abort', onAbort, { once: true })
    }
  })
  return onAbort === undefined ? promise : promise.finally(() => signal.removeEventListener('abort', onAbort))
}

function setTimeout (delay, value, options = {}) {
  try { check(delay, options) } catch (err) { return Promise.reject(err) }
  return wait((done) => timers.setTimeout(done, delay), timers.clearTimeout, value, options)
}

function setImmediate (value, options = {}) {
  try { check(undefined, options) } catch (err) { return Promise.reject(err) }
  return wait((done) => timers.setImmediate(done), timers.clearImmediate, value, options)
}

// An async iterator by hand: the engine has no async generators.
function setInterval (delay, value, options = {}) {
  check(delay, options)
  const { signal, ref = true } = options
  let due = 0; let waiting = null; let done = false; let failure = null
  if (signal?.aborted) failure = new AbortError(undefined, { cause: signal.reason })
  const interval = failure ? null : timers.setInterval(() => { due++; settle() }, delay)
  if (interval && !ref) interval.unref()
  const onAbort = () => {
    timers.clearInterval(interval)
    failure = new AbortError(undefined, { cause: signal.reason })
    settle()
  }
  if (interval && signal) signal.addEventListener('abort', onAbort, { once: true })
  function settle () {
    if (waiting === null) return
    if (failure) {
      const { reject } = waiting
      waiting = null
      done = true
      reject(failure)
    } else if (due > 0) {
      const { resolve } = waiting
      waiting = null
      due--
      resolve({ done: false, value })
    }
  }
  return {
    next () {
      if (done) return Promise.resolve({ done: true, value: undefined })
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        settle()
      })
    },
    return () {
      done = true
      timers.clearInterval(interval)
      signal?.removeEventListener('abort', onAbort)
      return Promise.resolve({ done: true, value: undefined })
    },
    [Symbol.asyncIterator] () { return this }
  }
}

class Scheduler {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() }
  yield () { return setImmediate() }
  wait (delay, options) { return setTimeout(delay, undefined, options) }
}

module.exports = { setTimeout, setImmediate, setInterval, scheduler: Object.create(Scheduler.prototype) }
