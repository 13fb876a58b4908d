// Mocks of functions and methods, which remember their calls and can be taken back.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateFunction, validateInteger, validateObject } = require('internal/validators')

class MockFunctionContext {
  #calls = []
  #mocks = new Map() // by the number of the call
  #implementation
  #restore
  constructor (implementation, restore, times) {
    this.#implementation = implementation
    this.#restore = restore
    this.times = times
    Object.defineProperty(this, 'times', { enumerable: false })
  }

  get calls () { return this.#calls.slice() }
  callCount () { return this.#calls.length }
  resetCalls () { this.#calls = [] }

  mockImplementation (implementation) {
    validateFunction(implementation, 'implementation')
    this.#implementation = implementation
  }

  mockImplementationOnce (implementation, onCall) {
    validateFunction(implementation, 'implementation')
    const next = this.#calls.length
    const call = onCall ?? next
    validateInteger(call, 'onCall', next)
    this.#mocks.set(call, implementation)
  }

  restore () {
    this.#restore?.(this)
    this.#implementation = this.original
    this.#mocks.clear()
    this.times = Infinity
  }

  // take is the implementation of the next call.
  take () {
    const number = this.#calls.length
    const once = this.#mocks.get(number)
    this.#mocks.delete(number)
    if (once) return once
    return this.#implementation
  }

  record (call) {
    this.#calls.push(call)
    if (this.#calls.length === this.times) this.restore()
  }
}

// mocked makes the function that stands for another one.
function mocked (original, context) {
  context.original = original
  Object.defineProperty(context, 'original', { enumerable: false })
  const call = (fn, self, given, target) => {
    const args = given.slice() // the engine may use the array again
    const record = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: self }
    try {
      if (target) {
        record.result = Reflect.construct(fn, args, target)
        record.this = record.result
      } else record.result = Reflect.apply(fn, self, args)
      return record.result
    } catch (error) {
      record.error = error
      throw error
    } finally {
      context.record(record)
    }
  }
  return new Proxy(original, {
    apply: (_, self, args) => call(context.take(), self, args),
    construct: (_, args, target) => call(context.take(), undefined, args, target === proxyOf(context) ? original : target),
    get: (target, name, receiver) => name === 'mock' ? context : Reflect.get(target, name, receiver)
  })
}

const proxies = new WeakMap()
const proxyOf = (context) => proxies.get(context)

function timesOf ({ times = Infinity }, name = 'options.times') {
  if (times !== Infinity) validateInteger(times, name, 1)
  return times
}

function descriptorOf (object, name) {
  for (let o = object; o !== null && o !== undefined; o = Object.getPrototypeOf(o)) {
    const descriptor = Object.getOwnPropertyDescriptor(o, name)
    if (descriptor) return descriptor
  }
}

class MockTracker {
  #mocks = []
  #timers

  get timers () { return (this.#timers ??= new (require('internal/test_runner/mock_timers').MockTimers)()) }

  #make (original, implementation, restore, times) {
    const context = new MockFunctionContext(implementation, restore, times)
    this.#mocks.push(context)
    const proxy = mocked(original, context)
    proxies.set(context, proxy)
    return proxy
  }

  fn (original = function () {}, implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') {
      options = original
      original = function () {}
      implementation = original
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation
      implementation = original
    }
    validateFunction(original, 'original')
    validateFunction(implementation, 'implementation')
    validateObject(options, 'options')
    return this.#make(original, implementation, undefined, timesOf(options))
  }

  method (object, name, implementation, options = {}) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) throw new ERR_INVALID_ARG_TYPE('object', 'Object', object)
    if (typeof name !== 'string' && typeof name !== 'symbol') throw new ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], name)
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation
      implementation = undefined
    }
    if (implementation !== undefined) validateFunction(implementation, 'implementation')
    validateObject(options, 'options')
    const { getter = false, setter = false } = options
    if (getter && setter) throw new ERR_INVALID_ARG_VALUE('options.setter', setter, "cannot be used with 'options.getter'")
    const descriptor = descriptorOf(object, name)
    const original = getter ? descriptor?.get : setter ? descriptor?.set : descriptor?.value
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method')
    const restore = () => Object.defineProperty(object, name, descriptor)
    const mock = this.#make(original, implementation ?? original, restore, timesOf(options))
    const replacement = { configurable: descriptor.configurable, enumerable: descriptor.enumerable }
    if (getter) Object.assign(replacement, { get: mock, set: descriptor.set })
    else if (setter) Object.assign(replacement, { get: descriptor.get, set: mock })
    else Object.assign(replacement, { value: mock, writable: descriptor.writable })
    Object.defineProperty(object, name, replacement)
    return mock
  }

  getter (object, name, implementation, options) { return this.#accessor('getter', object, name, implementation, options) }
  setter (object, name, implementation, options) { return this.#accessor('setter', object, name, implementation, options) }

  #accessor (kind, object, name, implementation, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation
      implementation = undefined
    }
    if (options[kind] === false) throw new ERR_INVALID_ARG_VALUE(`options.${kind}`, false, 'cannot be false')
    return this.method(object, name, implementation, { ...options, [kind]: true })
  }

  reset () {
    this.restoreAll()
    this.#timers?.reset()
    this.#mocks = []
  }

  restoreAll () { for (const mock of this.#mocks) mock.restore() }
}

module.exports = { MockTracker }
