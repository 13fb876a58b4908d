const { codes: { ERR_ASYNC_CALLBACK, ERR_ASYNC_TYPE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const { validateFunction, validateObject, validateString } = require('internal/validators')

// A frame maps each storage to its value. Frames are never changed: entering one makes another.
function run (frame, fn, thisArg, args) {
  const outer = native.get()
  native.set(frame)
  try {
    return Reflect.apply(fn, thisArg, args)
  } finally {
    native.set(outer)
  }
}

class AsyncLocalStorage {
  static bind (fn) { return AsyncResource.bind(fn) }
  static snapshot () { return AsyncLocalStorage.bind((fn, ...args) => fn(...args)) }

  disable () {
    const frame = new Map(native.get())
    frame.delete(this)
    native.set(frame)
  }

  enterWith (store) { native.set(new Map(native.get()).set(this, store)) }
  run (store, fn, ...args) { return run(new Map(native.get()).set(this, store), fn, null, args) }
  exit (fn, ...args) {
    const frame = new Map(native.get())
    frame.delete(this)
    return run(frame, fn, null, args)
  }

  getStore () { return native.get()?.get(this) }
}

let ids = 1
let current = 1
let trigger = 0

class AsyncResource {
  #frame = native.get()
  #id = ++ids
  #trigger
  constructor (type, options = {}) {
    validateString(type, 'type')
    if (type.length === 0) throw new ERR_ASYNC_TYPE(type)
    this.#trigger = typeof options === 'number' ? options : options?.triggerAsyncId ?? current
  }

  runInAsyncScope (fn, thisArg, ...args) {
    const [outer, outerTrigger] = [current, trigger]
    current = this.#id
    trigger = this.#trigger
    try {
      return run(this.#frame, fn, thisArg, args)
    } finally {
      current = outer
      trigger = outerTrigger
    }
  }

  emitDestroy () { return this }
  asyncId () { return this.#id }
  triggerAsyncId () { return this.#trigger }
  bind (fn, thisArg) {
    validateFunction(fn, 'fn')
    const self = this
    const bound = thisArg === undefined
      ? function (...args) { return self.runInAsyncScope(fn, this, ...args) }
      : (...args) => self.runInAsyncScope(fn, thisArg, ...args)
    Object.defineProperties(bound, { length: { configurable: true, enumerable: false, value: fn.length, writable: false }, asyncResource: { configurable: true, enumerable: true, value: this, writable: true } })
    return bound
  }

  static bind (fn, type, thisArg) { return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg) }
}

function createHook (callbacks) {
  validateObject(callbacks, 'callbacks')
  for (const name of ['init', 'before', 'after', 'destroy', 'promiseResolve']) {
    if (callbacks[name] !== undefined && typeof callbacks[name] !== 'function') throw new ERR_ASYNC_CALLBACK(`hook.${name}`)
  }
  throw new ERR_METHOD_NOT_IMPLEMENTED('async_hooks.createHook')
}

module.exports = {
  AsyncLocalStorage,
  createHook,
  executionAsyncId: () => current,
  triggerAsyncId: () => trigger,
  executionAsyncResource: () => ({}),
  asyncWrapProviders: Object.freeze({ __proto__: null, NONE: 0 }),
  AsyncResource
}
