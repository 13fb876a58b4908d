const { EventTarget, Event, defineEventHandler, initTarget, dispatch, kTrusted } = require('internal/event_target')
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors')
const { validateUint32, validateInteger } = require('internal/validators')
const { inspect } = require('internal/util/inspect')
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const enumerable = { __proto__: null, enumerable: true }
const states = new WeakMap()

function stateOf (signal) {
  const state = states.get(signal)
  if (state === undefined) throw new ERR_INVALID_THIS('AbortSignal')
  return state
}

function abortError () {
  const { DOMException } = require('internal/domexception')
  return new DOMException('This operation was aborted', 'AbortError')
}

function show (self, object, depth, options) {
  if (depth < 0) return self
  return `${self.constructor.name} ${inspect(object, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`
}

class AbortSignal extends EventTarget {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() } // eslint-disable-line constructor-super

  get aborted () { return stateOf(this).aborted }
  get reason () { return stateOf(this).reason }
  throwIfAborted () {
    const state = stateOf(this)
    if (state.aborted) throw state.reason
  }

  [customInspect] (depth, options) { return show(this, { aborted: this.aborted }, depth, options) }

  static abort (reason = abortError()) { return create(true, reason) }

  static timeout (delay) {
    if (typeof delay === 'number' && delay > 4294967295) validateInteger(delay, 'delay', 0, Number.MAX_SAFE_INTEGER)
    else validateUint32(delay, 'delay', false)
    const { DOMException } = require('internal/domexception')
    const signal = create()
    const timer = setTimeout(() => abort(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay)
    timer.unref()
    return signal
  }

  static any (signals) {
    if (signals === null || typeof signals !== 'object' || typeof signals[Symbol.iterator] !== 'function') throw new ERR_INVALID_ARG_TYPE('signals', 'Iterable', signals)
    const list = [...signals]
    list.forEach((signal, i) => { if (!states.has(signal)) throw new ERR_INVALID_ARG_TYPE(`signals[${i}]`, 'AbortSignal', signal) })
    const result = create()
    const state = states.get(result)
    state.composite = true
    for (const signal of list) {
      if (stateOf(signal).aborted) return create(true, signal.reason)
    }
    for (const signal of list) {
      const sources = stateOf(signal).composite ? stateOf(signal).sources : [signal]
      for (const source of sources) {
        if (state.sources.includes(source)) continue
        state.sources.push(source)
        stateOf(source).dependents.push(result)
      }
    }
    return result
  }
}
Object.defineProperties(AbortSignal.prototype, {
  aborted: enumerable, reason: enumerable, throwIfAborted: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'AbortSignal' }
})
for (const name of ['abort', 'timeout', 'any']) Object.defineProperty(AbortSignal, name, { enumerable: true })
defineEventHandler(AbortSignal.prototype, 'abort')

function create (aborted = false, reason = undefined) {
  const signal = Object.create(AbortSignal.prototype)
  initTarget(signal)
  states.set(signal, { aborted, reason, dependents: [], sources: [], composite: false })
  return signal
}

function abort (signal, reason) {
  const state = stateOf(signal)
  if (state.aborted) return
  state.aborted = true
  state.reason = reason
  const dependents = []
  for (const dependent of state.dependents) {
    const own = stateOf(dependent)
    if (own.aborted) continue
    own.aborted = true
    own.reason = reason
    dependents.push(dependent)
  }
  for (const each of [signal, ...dependents]) dispatch(each, new Event('abort', { [kTrusted]: true }))
}

class AbortController {
  #signal
  get signal () { return (this.#signal ??= create()) }
  abort (reason = abortError()) { abort((this.#signal ??= create()), reason) }
  [customInspect] (depth, options) { return show(this, { signal: this.signal }, depth, options) }
}
Object.defineProperties(AbortController.prototype, { signal: enumerable, abort: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'AbortController' } })

module.exports = {
  AbortController,
  AbortSignal,
  isAbortSignal: (value) => states.has(value),
  transferableAbortController: () => new AbortController(),
  transferableAbortSignal (signal) {
    stateOf(signal)
    return signal
  }
}
