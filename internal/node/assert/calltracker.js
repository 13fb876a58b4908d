// CallTracker counts calls of functions.
const { codes: { ERR_INVALID_ARG_VALUE, ERR_UNAVAILABLE_DURING_EXIT } } = require('internal/errors')
const { validateUint32 } = require('internal/validators')
const { AssertionError } = require('internal/assert/assertion_error')
const noop = () => {}

class Context {
  #expected
  #calls = []
  #name
  #stack = new Error()
  constructor (expected, name) {
    this.#expected = expected
    this.#name = name
  }

  note (thisArg, args) { this.#calls.push(Object.freeze({ thisArg, arguments: Object.freeze(args.slice()) })) }
  get calls () { return Object.freeze(this.#calls.slice()) }
  reset () { this.#calls = [] }
  report () {
    const actual = this.#calls.length
    if (actual === this.#expected) return
    const message = `Expected the ${this.#name} function to be executed ${this.#expected} time(s) but was executed ${actual} time(s).`
    return { message, actual, expected: this.#expected, operator: this.#name, stack: this.#stack }
  }
}

class CallTracker {
  #contexts = new Set()
  #tracked = new WeakMap()

  #contextOf (fn) {
    if (!this.#tracked.has(fn)) throw new ERR_INVALID_ARG_VALUE('tracked', fn, 'is not a tracked function')
    return this.#tracked.get(fn)
  }

  reset (fn) {
    if (fn === undefined) for (const context of this.#contexts) context.reset()
    else this.#contextOf(fn).reset()
  }

  getCalls (fn) { return this.#contextOf(fn).calls }

  calls (fn, expected = 1) {
    if (process._exiting) throw new ERR_UNAVAILABLE_DURING_EXIT()
    if (typeof fn === 'number') [fn, expected] = [noop, fn]
    else if (fn === undefined) fn = noop
    validateUint32(expected, 'expected', true)
    const context = new Context(expected, fn.name || 'calls')
    const tracked = new Proxy(fn, {
      __proto__: null,
      apply (target, thisArg, args) {
        context.note(thisArg, args)
        return Reflect.apply(target, thisArg, args)
      }
    })
    this.#contexts.add(context)
    this.#tracked.set(tracked, context)
    return tracked
  }

  report () { return [...this.#contexts].map((context) => context.report()).filter((report) => report !== undefined) }

  verify () {
    const errors = this.report()
    if (errors.length === 0) return
    const message = errors.length === 1 ? errors[0].message : 'Functions were not called the expected number of times'
    throw new AssertionError({ message, details: errors })
  }
}

module.exports = CallTracker
