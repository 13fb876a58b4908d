// Timers, and the time, that pass only when the test says so.
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE }, AbortError } = require('internal/errors')
const { validateAbortSignal, validateStringArray, validateUint32 } = require('internal/validators')
const { promisify } = require('util')

const known = ['setTimeout', 'setInterval', 'setImmediate', 'Date']
const RealDate = Date

class Timeout {
  constructor (timers, entry) { Object.defineProperties(this, { timers: { value: timers }, entry: { value: entry } }) }
  ref () { return this }
  unref () { return this }
  hasRef () { return true }
  refresh () { return this }
  [Symbol.toPrimitive] () { return this.entry.id }
}

class MockTimers {
  #on = false
  #now = 0
  #last = 0
  #queue = []
  #undo = []

  enable (options = {}) {
    if (Array.isArray(options)) options = { apis: options }
    if (this.#on) throw new ERR_INVALID_STATE('MockTimers is already enabled!')
    const { apis = known, now = 0 } = options
    validateStringArray(apis, 'options.apis')
    for (const name of apis) {
      if (!known.includes(name)) throw new ERR_INVALID_ARG_VALUE('options.apis', name, `option ${name} is not supported`)
    }
    if (now instanceof RealDate) this.#now = now.getTime()
    else if (Number.isInteger(now) && now >= 0) this.#now = now
    else throw new ERR_INVALID_ARG_VALUE('options.now', now, 'must be a positive integer or a Date')
    this.#on = true
    for (const name of apis.length ? apis : known) this.#replace(name)
  }

  #replace (name) {
    if (name === 'Date') return this.#set(globalThis, 'Date', this.#date())
    const clear = name.replace('set', 'clear')
    const timers = require('timers')
    const promises = require('timers/promises')
    const start = this.#starter(name)
    const stop = (timer) => { if (timer !== undefined && timer !== null) this.#remove(timer.entry ?? this.#queue.find((e) => e.id === +timer)) }
    if (name !== 'setInterval') Object.defineProperty(start, promisify.custom, { value: this.#promised(name), configurable: true })
    for (const object of [globalThis, timers]) {
      this.#set(object, name, start)
      this.#set(object, clear, stop)
    }
    this.#set(promises, name, name === 'setInterval' ? this.#ticks() : this.#promised(name))
  }

  #set (object, name, value) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name)
    Object.defineProperty(object, name, { configurable: true, enumerable: descriptor?.enumerable ?? true, writable: true, value })
    this.#undo.push(() => Object.defineProperty(object, name, descriptor))
  }

  #add (callback, delay, args, repeat) {
    const entry = { id: ++this.#last, at: this.#now + delay, callback, args, every: repeat ? delay : undefined }
    this.#insert(entry)
    return new Timeout(this, entry)
  }

  #insert (entry) {
    const i = this.#queue.findIndex((other) => other.at > entry.at)
    if (i === -1) this.#queue.push(entry)
    else this.#queue.splice(i, 0, entry)
  }

  #remove (entry) {
    const i = this.#queue.indexOf(entry)
    if (i !== -1) this.#queue.splice(i, 1)
    if (entry) entry.every = undefined
  }

  #starter (name) {
    if (name === 'setImmediate') return (callback, ...args) => this.#add(callback, -1, args, false)
    return (callback, delay, ...args) => this.#add(callback, Math.max(1, Number(delay) || 1), args, name === 'setInterval')
  }

  #promised (name) {
    const hasDelay = name !== 'setImmediate'
    return (...call) => {
      const delay = hasDelay ? call.shift() : undefined
      const [value, options = {}] = call
      return new Promise((resolve, reject) => {
        const { signal } = options
        if (signal) validateAbortSignal(signal, 'options.signal')
        if (signal?.aborted) return reject(new AbortError(undefined, { cause: signal.reason }))
        const abort = () => {
          this.#remove(timer.entry)
          reject(new AbortError(undefined, { cause: signal.reason }))
        }
        const timer = this.#add(() => {
          signal?.removeEventListener('abort', abort)
          resolve(value)
        }, hasDelay ? Math.max(1, Number(delay) || 1) : -1, [], false)
        signal?.addEventListener('abort', abort, { once: true })
      })
    }
  }

  #ticks () {
    return (delay, value, options = {}) => {
      const { signal } = options
      if (signal) validateAbortSignal(signal, 'options.signal')
      const due = []
      const waiting = []
      let failure = signal?.aborted ? new AbortError(undefined, { cause: signal.reason }) : null
      const timer = this.#add(() => waiting.length ? waiting.shift().resolve({ value, done: false }) : due.push(value), Math.max(1, Number(delay) || 1), [], true)
      const stop = () => this.#remove(timer.entry)
      signal?.addEventListener('abort', () => {
        failure = new AbortError(undefined, { cause: signal.reason })
        stop()
        for (const one of waiting.splice(0)) one.reject(failure)
      }, { once: true })
      return {
        [Symbol.asyncIterator] () { return this },
        next: () => new Promise((resolve, reject) => {
          if (failure) reject(failure)
          else if (due.length) resolve({ value: due.shift(), done: false })
          else waiting.push({ resolve, reject })
        }),
        async return () {
          stop()
          return { value: undefined, done: true }
        }
      }
    }
  }

  #date () {
    const now = () => this.#now
    function MockDate (...args) {
      if (new.target === undefined) return new RealDate(now()).toString()
      return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target === MockDate ? RealDate : new.target)
    }
    Object.defineProperties(MockDate, {
      ...Object.getOwnPropertyDescriptors(RealDate),
      now: { value: now, writable: true, enumerable: false, configurable: true },
      isMock: { value: true, enumerable: true, configurable: false, writable: false },
      prototype: { value: RealDate.prototype }
    })
    MockDate.toString = () => RealDate.toString()
    return MockDate
  }

  #mustBeOn () {
    if (!this.#on) throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function')
  }

  tick (time = 1) {
    this.#mustBeOn()
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time)
    const end = this.#now + time
    while (this.#queue.length > 0 && this.#queue[0].at <= end) {
      const entry = this.#queue.shift()
      this.#now = Math.max(this.#now, entry.at)
      if (entry.every !== undefined) {
        entry.at += entry.every
        this.#insert(entry)
      }
      Reflect.apply(entry.callback, undefined, entry.args)
    }
    this.#now = end
  }

  runAll () {
    this.#mustBeOn()
    const last = this.#queue[this.#queue.length - 1]
    if (last) this.tick(Math.max(0, last.at - this.#now))
  }

  setTime (time = 0) {
    validateUint32(time, 'time')
    this.#mustBeOn()
    this.#now = time
  }

  reset () {
    if (!this.#on) return
    for (const undo of this.#undo.splice(0).reverse()) undo()
    this.#queue = []
    this.#now = 0
    this.#on = false
  }

  [Symbol.dispose ?? Symbol.for('nodejs.dispose')] () { this.reset() }
}

module.exports = { MockTimers }
