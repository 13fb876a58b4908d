// Hooks (createHook) and resources.
const { codes: { ERR_ASYNC_CALLBACK, ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID } } = require('internal/errors')
const { validateFunction, validateString } = require('internal/validators')

const names = ['init', 'before', 'after', 'destroy', 'promiseResolve']
const symbols = Object.fromEntries(names.map((name) => [name, Symbol(name)]))
let enabled = [] // replaced when it changes, for hooks may enable and disable hooks

// A hook that throws ends the process: the operation it is about cannot be told of the failure.
function fatal (error) {
  process._rawDebug(typeof error?.stack === 'string' ? error.stack : new Error(String(error)).stack)
  process.exit(1)
}

function tell (name) {
  const key = symbols[name]
  return (...args) => {
    try {
      for (const hook of enabled) if (typeof hook[key] === 'function') hook[key](...args)
    } catch (error) {
      fatal(error)
    }
  }
}
native.setup(...names.map(tell))

class AsyncHook {
  constructor (callbacks) {
    for (const name of names) this[symbols[name]] = callbacks[name]
  }

  enable () {
    if (enabled.includes(this)) return this
    enabled = [...enabled, this]
    native.enable(true)
    require('internal/promise_hooks').install()
    return this
  }

  disable () {
    enabled = enabled.filter((hook) => hook !== this)
    if (enabled.length === 0) native.enable(false)
    return this
  }
}

function createHook (callbacks) {
  for (const name of names) {
    if (callbacks[name] !== undefined && typeof callbacks[name] !== 'function') throw new ERR_ASYNC_CALLBACK(`hook.${name}`)
  }
  return new AsyncHook(callbacks)
}

const kOperation = Symbol('operation')
const kAsyncId = Symbol('async_id_symbol')
const kTriggerId = Symbol('trigger_async_id_symbol')
let dying // tells of resources that the collector takes

const deprecatedResource = (resource) => {
  const { deprecate } = require('internal/util')
  const text = 'The asyncResource property on bound functions is deprecated'
  return { get: deprecate(() => resource, text, 'DEP0172'), set: deprecate((value) => { resource = value }, text, 'DEP0172') }
}

class AsyncResource {
  constructor (type, options = {}) {
    validateString(type, 'type')
    let trigger = options
    let manual = false
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId === undefined ? native.current() : options.triggerAsyncId
      manual = !!options.requireManualDestroy
    }
    if (!Number.isSafeInteger(trigger) || trigger < -1) throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger)
    if (type.length === 0 && enabled.length > 0) throw new ERR_ASYNC_TYPE(type)
    const operation = native.begin(trigger, type, this)
    this[kAsyncId] = native.idOf(operation)
    this[kTriggerId] = trigger
    Object.defineProperty(this, kOperation, { value: operation })
    if (!manual && enabled.some((hook) => hook[symbols.destroy])) {
      (dying ??= new FinalizationRegistry((id) => native.destroy(id))).register(this, this[kAsyncId], this)
    }
  }

  runInAsyncScope (fn, thisArg, ...args) { return native.within(this[kOperation], fn, thisArg, ...args) }
  emitDestroy () {
    dying?.unregister(this)
    native.destroy(this[kAsyncId])
    return this
  }

  asyncId () { return this[kAsyncId] }
  triggerAsyncId () { return this[kTriggerId] }
  bind (fn, thisArg) {
    validateFunction(fn, 'fn')
    const resource = this
    const bound = thisArg === undefined
      ? function (...args) { return resource.runInAsyncScope(fn, this, ...args) }
      : (...args) => resource.runInAsyncScope(fn, thisArg, ...args)
    Object.defineProperties(bound, {
      length: { configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: { configurable: true, enumerable: true, ...deprecatedResource(this) }
    })
    return bound
  }

  static bind (fn, type, thisArg) { return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg) }
}

module.exports = {
  AsyncResource,
  createHook,
  executionAsyncId: () => native.current(),
  triggerAsyncId: () => native.trigger(),
  executionAsyncResource: () => native.resource(),
  // For promise_hooks.
  begin: native.begin,
  current: native.current,
  idOf: native.idOf,
  tellInit: (operation, promise) => native.tellInit(operation, promise),
  tellResolved: tell('promiseResolve')
}
