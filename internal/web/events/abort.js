const { EventTarget, Event, defineEventHandler, initTarget, dispatch, expose, kTrusted } = require('internal/event_target')
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors')
const { validateUint32 } = require('internal/validators')
const customInspect = Symbol.for('nodejs.util.inspect.custom')
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

function show (self, object, depth, options, inspect) {
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

  [customInspect] (depth, options, inspect) { return show(this, { aborted: this.aborted }, depth, options, inspect) }

  static abort (reason = abortError()) { return create(true, reason) }

  static timeout (delay) {
    validateUint32(delay, 'delay', false)
    const { DOMException } = require('internal/domexception')
    const signal = create()
    const timer = setTimeout(() => abort(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay)
    timer.unref()
    return signal
  }

  static any (signals) {
    if (signals === null || typeof signals !== 'object' || typeof signals[Symbol.iterator] !== 'function') throw new ERR_INVALID_ARG_TYPE('signals', 'Array', signals)
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
expose(AbortSignal, ['aborted'])
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
  [customInspect] (depth, options, inspect) { return show(this, { signal: this.signal }, depth, options, inspect) }
}
expose(AbortController, ['signal', 'abort'])

// Signals and controllers whose signals may be sent through a port: what is sent is another signal, aborted when this one is.
const transferable = new WeakSet()

require('internal/cloneable').register(AbortSignal.prototype, {
  module: 'internal/abort_controller',
  revive: 'reviveSignal',
  when: (signal) => transferable.has(signal),
  transfer (signal) {
    const { aborted, reason } = stateOf(signal)
    if (aborted) return { reason }
    const { port1, port2 } = new MessageChannel()
    port1.unref()
    signal.addEventListener('abort', () => {
      port1.postMessage(signal.reason)
      port1.close()
    }, { once: true })
    return { port: port2 }
  }
})

function reviveSignal ({ port, reason }) {
  if (port === undefined) return create(true, reason)
  const signal = create()
  port.onmessage = ({ data }) => { abort(signal, data) }
  port.unref()
  return signal
}

function transferableAbortSignal (signal) {
  if (!states.has(signal)) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal)
  transferable.add(signal)
  return signal
}

module.exports = {
  AbortController,
  AbortSignal,
  isAbortSignal: (value) => states.has(value),
  reviveSignal,
  transferableAbortSignal,
  transferableAbortController () {
    const controller = new AbortController()
    transferable.add(controller.signal)
    return controller
  }
}
