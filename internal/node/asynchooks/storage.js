const hooks = require('internal/async_hooks')
const { AsyncResource } = hooks

// A frame maps each storage to its value. Frames are never changed: entering one makes another.
function run (frame, fn, args) {
  const outer = native.get()
  native.set(frame)
  try {
    return Reflect.apply(fn, null, args)
  } finally {
    native.set(outer)
  }
}

class AsyncLocalStorage {
  constructor () {
    this.kResourceStore = Symbol('kResourceStore')
    this.enabled = false
  }

  static bind (fn) { return AsyncResource.bind(fn) }
  static snapshot () { return AsyncLocalStorage.bind((fn, ...args) => fn(...args)) }

  disable () { this.enabled = false }
  enterWith (store) {
    this.enabled = true
    native.set(new Map(native.get()).set(this.kResourceStore, store))
  }

  run (store, fn, ...args) {
    if (Object.is(store, this.getStore())) return Reflect.apply(fn, null, args)
    this.enabled = true
    return run(new Map(native.get()).set(this.kResourceStore, store), fn, args)
  }

  exit (fn, ...args) {
    if (!this.enabled) return Reflect.apply(fn, null, args)
    this.enabled = false
    try {
      return Reflect.apply(fn, null, args)
    } finally {
      this.enabled = true
    }
  }

  getStore () { if (this.enabled) return native.get()?.get(this.kResourceStore) }
}

const { createHook, executionAsyncId, triggerAsyncId, executionAsyncResource } = hooks
module.exports = { AsyncLocalStorage, createHook, executionAsyncId, triggerAsyncId, executionAsyncResource }
Object.defineProperty(module.exports, 'asyncWrapProviders', {
  configurable: true,
  enumerable: true,
  get: () => require('internal/async_wrap_providers')
})
module.exports.AsyncResource = AsyncResource
