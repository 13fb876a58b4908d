const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors')
const { validateAbortSignal, validateFunction, validateObject, validateInteger, validateArray } = require('internal/validators')
const EventEmitter = require('events')

function listen (emitter, type, listener, once) {
  if (typeof emitter?.on === 'function') {
    if (once) emitter.once(type, listener)
    else emitter.on(type, listener)
  } else if (typeof emitter?.addEventListener === 'function') emitter.addEventListener(type, listener, { once })
  else throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter)
}

function unlisten (emitter, type, listener) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(type, listener)
  else emitter.removeEventListener(type, listener)
}

async function once (emitter, type, options = {}) {
  validateObject(options, 'options')
  const { signal } = options
  validateAbortSignal(signal, 'options.signal')
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason })
  return new Promise((resolve, reject) => {
    const onError = (error) => {
      unlisten(emitter, type, resolver)
      signal?.removeEventListener('abort', onAbort)
      reject(error)
    }
    const resolver = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError)
      signal?.removeEventListener('abort', onAbort)
      resolve(args)
    }
    const onAbort = () => {
      unlisten(emitter, type, resolver)
      unlisten(emitter, 'error', onError)
      reject(new AbortError(undefined, { cause: signal.reason }))
    }
    listen(emitter, type, resolver, true)
    if (type !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

function on (emitter, type, options = {}) {
  validateObject(options, 'options')
  const { signal } = options
  validateAbortSignal(signal, 'options.signal')
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason })
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1
  validateInteger(high, 'options.highWaterMark', 1)
  validateInteger(low, 'options.lowWaterMark', 1)
  const closers = options.close ?? []
  validateArray(closers, 'options.close')
  const values = []; const waiting = []
  let paused = false; let failure = null; let finished = false
  const onEvent = (...args) => {
    if (waiting.length > 0) waiting.shift().resolve({ value: args, done: false })
    else {
      values.push(args)
      if (!paused && values.length > high && typeof emitter.pause === 'function') {
        paused = true
        emitter.pause()
      }
    }
  }
  const onError = (error) => {
    if (waiting.length > 0) waiting.shift().reject(error)
    else failure = error
    close()
  }
  const onAbort = () => onError(new AbortError(undefined, { cause: signal.reason }))
  function close () {
    if (finished) return Promise.resolve({ value: undefined, done: true })
    unlisten(emitter, type, onEvent)
    if (type !== 'error' && typeof emitter.on === 'function') unlisten(emitter, 'error', onError)
    for (const name of closers) unlisten(emitter, name, close)
    signal?.removeEventListener('abort', onAbort)
    finished = true
    for (const w of waiting.splice(0)) w.resolve({ value: undefined, done: true })
    return Promise.resolve({ value: undefined, done: true })
  }
  listen(emitter, type, onEvent, false)
  if (type !== 'error' && typeof emitter.on === 'function') emitter.on('error', onError)
  for (const name of closers) listen(emitter, name, close, false)
  signal?.addEventListener('abort', onAbort, { once: true })
  const asyncIterator = Object.getPrototypeOf(require('internal/util').asyncIteratorPrototype)
  return Object.setPrototypeOf({
    next () {
      if (values.length > 0) {
        const value = values.shift()
        if (paused && values.length < low) {
          emitter.resume()
          paused = false
        }
        return Promise.resolve({ value, done: false })
      }
      if (failure) {
        const error = failure
        failure = null
        return Promise.reject(error)
      }
      if (finished) return close()
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    return: close,
    throw (error) {
      if (!error || !(error instanceof Error)) throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error)
      onError(error)
    },
    [Symbol.asyncIterator] () { return this },
    [Symbol.for('nodejs.watermarkData')]: {
      get size () { return values.length },
      get low () { return low },
      get high () { return high },
      get isPaused () { return paused }
    }
  }, asyncIterator)
}

function addAbortListener (signal, listener) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal)
  validateAbortSignal(signal, 'signal')
  validateFunction(listener, 'listener')
  let remove
  if (signal.aborted) queueMicrotask(() => listener())
  else {
    signal.addEventListener('abort', listener, { once: true })
    remove = () => signal.removeEventListener('abort', listener)
  }
  return { [Symbol.dispose ?? Symbol.for('Symbol.dispose')] () { remove?.() } }
}

let AsyncResourceEmitter
const resources = new WeakMap()
function asyncResource () {
  if (AsyncResourceEmitter) return AsyncResourceEmitter
  const { AsyncResource } = require('async_hooks')
  class EventEmitterReferencingAsyncResource extends AsyncResource {
    #emitter
    constructor (emitter, type, options) {
      super(type, options)
      this.#emitter = emitter
    }

    get eventEmitter () {
      if (!(#emitter in this)) throw new ERR_INVALID_THIS('EventEmitterReferencingAsyncResource')
      return this.#emitter
    }
  }
  const check = (emitter) => { if (resources.get(emitter) === undefined) throw new ERR_INVALID_THIS('EventEmitterAsyncResource') }
  AsyncResourceEmitter = class EventEmitterAsyncResource extends EventEmitter {
    constructor (options) {
      let name
      if (typeof options === 'string') [name, options] = [options, undefined]
      else {
        if (new.target === EventEmitterAsyncResource) require('internal/validators').validateString(options?.name, 'options.name')
        name = options?.name || new.target.name
      }
      super(options)
      resources.set(this, new EventEmitterReferencingAsyncResource(this, name, options))
    }

    emit (event, ...args) {
      check(this)
      args.unshift(super.emit, this, event)
      return Reflect.apply(resources.get(this).runInAsyncScope, resources.get(this), args)
    }

    emitDestroy () {
      check(this)
      resources.get(this).emitDestroy()
    }

    get asyncId () {
      check(this)
      return resources.get(this).asyncId()
    }

    get triggerAsyncId () {
      check(this)
      return resources.get(this).triggerAsyncId()
    }

    get asyncResource () {
      check(this)
      return resources.get(this)
    }
  }
  return AsyncResourceEmitter
}

module.exports = { once, on, addAbortListener, asyncResource }
