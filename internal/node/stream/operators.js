// Readable's iterator helpers (https://nodejs.org/docs/latest-v20.x/api/stream.html#readablemapfn-options).
const { errors, Readable } = parts
const EMPTY = Symbol('kEmpty')
const EOF = Symbol('kEof')

function checkOptions(options) {
  if (options != null) parts.validate.Object(options, 'options')
  if (options?.signal != null) parts.validate.AbortSignal(options.signal, 'options.signal')
}

function checkFunction(f, name) {
  if (typeof f !== 'function') parts.argType(name, ['Function', 'AsyncFunction'], f)
}

// Mapping runs f on up to `concurrency` chunks at once and hands the results on in order; `room` bounds the results that wait.
class Mapping {
  constructor(stream, f, options) {
    this.stream = stream
    this.f = f
    this.concurrency = options?.concurrency != null ? Math.floor(options.concurrency) : 1
    this.room = options?.highWaterMark != null ? Math.floor(options.highWaterMark) : this.concurrency - 1
    parts.validate.Integer(this.concurrency, 'options.concurrency', 1)
    parts.validate.Integer(this.room, 'options.highWaterMark', 0)
    this.room += this.concurrency
    this.signal = AbortSignal.any([options?.signal].filter(Boolean))
    this.queue = []
    this.running = 0
    this.over = false
    this.wakeReader = null
    this.wakeWriter = null
  }

  wake(which) {
    const f = this[which]
    this[which] = null
    f?.()
  }

  settled = () => {
    this.running--
    this.goOn()
  }

  failed = () => {
    this.over = true
    this.settled()
  }

  goOn() {
    if (this.wakeReader && !this.over && this.running < this.concurrency && this.queue.length < this.room) this.wake('wakeReader')
  }

  put(promise) {
    promise.then(this.settled, this.failed)
    this.queue.push(promise)
  }

  // read starts f on the chunks of the stream, as far as there is room.
  async read() {
    try {
      await parts.each(this.stream, (chunk) => this.start(chunk))
      this.queue.push(EOF)
    } catch (error) {
      this.put(Promise.reject(error))
    } finally {
      this.over = true
      this.wake('wakeWriter')
    }
  }

  async start(chunk) {
    if (this.over) return true
    if (this.signal.aborted) throw errors.abort()
    let result
    try {
      result = this.f(chunk, { signal: this.signal })
      if (result === EMPTY) return
      result = Promise.resolve(result)
    } catch (error) {
      result = Promise.reject(error)
    }
    this.running++
    this.put(result)
    this.wake('wakeWriter')
    if (!this.over && (this.queue.length >= this.room || this.running >= this.concurrency)) {
      await new Promise((resolve) => { this.wakeReader = resolve })
    }
  }

  async write(emit) {
    this.read()
    try {
      for (;;) {
        while (this.queue.length > 0) {
          const value = await this.queue[0]
          if (value === EOF) return
          if (this.signal.aborted) throw errors.abort()
          if (value !== EMPTY) await emit(value)
          this.queue.shift()
          this.goOn()
        }
        await new Promise((resolve) => { this.wakeWriter = resolve })
      }
    } finally {
      this.over = true
      this.wake('wakeReader')
    }
  }
}

function map(stream, f, options) {
  checkFunction(f, 'fn')
  checkOptions(options)
  const mapping = new Mapping(stream, f, options)
  return parts.generate((emit) => mapping.write(emit))
}

function filter(stream, f, options) {
  checkFunction(f, 'fn')
  return map(stream, async (value, context) => ((await f(value, context)) ? value : EMPTY), options)
}

const some = async (stream, f, options) => (await parts.each(filter(stream, f, options), () => true)) ?? false

// scan makes a generator of what visit emits for each chunk; it ends when visit answers.
function scan(stream, options, visit) {
  checkOptions(options)
  return parts.generate(async (emit) => {
    const check = () => { if (options?.signal?.aborted) throw errors.abort(options.signal.reason) }
    check()
    await parts.each(stream, (value) => {
      check()
      return visit(value, emit)
    })
  })
}

function count(n) {
  n = Number(n)
  if (Number.isNaN(n)) return 0
  if (n < 0) throw errors.outOfRange('number', '>= 0', n)
  return n
}

const streaming = {
  map(fn, options) { return map(this, fn, options) },
  filter(fn, options) { return filter(this, fn, options) },
  flatMap(fn, options) {
    const values = map(this, fn, options)
    return parts.generate((emit) => parts.each(values, (value) => parts.each(value, async (inner) => { await emit(inner) })))
  },
  take(number, options = undefined) {
    checkOptions(options)
    let left = count(number)
    return scan(this, options, async (value, emit) => {
      if (left-- > 0) await emit(value)
      if (left <= 0) return true
    })
  },
  drop(number, options = undefined) {
    checkOptions(options)
    let left = count(number)
    return scan(this, options, async (value, emit) => { if (left-- <= 0) await emit(value) })
  },
  asIndexedPairs(options = undefined) {
    let i = 0
    warnOfPairs()
    return scan(this, options, async (value, emit) => { await emit([i++, value]) })
  },
}

const warnOfPairs = parts.once(() => process.emitWarning('readable.asIndexedPairs will be removed in a future version.', 'DeprecationWarning'))

function compose(stream, options) {
  checkOptions(options)
  if (parts.isNode(stream) && !parts.isWritable(stream)) throw errors.invalidValue('stream', stream, 'must be writable')
  const composed = parts.compose(this, stream)
  if (options?.signal) parts.abortBy(options.signal, composed)
  return composed
}

const consuming = {
  async forEach(fn, options) {
    checkFunction(fn, 'fn')
    await parts.each(map(this, async (value, context) => {
      await fn(value, context)
      return EMPTY
    }, options), parts.nop)
  },
  async toArray(options) {
    checkOptions(options)
    const all = []
    await parts.each(this, (value) => {
      if (options?.signal?.aborted) throw errors.abort(options.signal.reason)
      all.push(value)
    })
    return all
  },
  async some(fn, options = undefined) { return some(this, fn, options) },
  async every(fn, options = undefined) {
    checkFunction(fn, 'fn')
    return !(await some(this, async (...args) => !(await fn(...args)), options))
  },
  async find(fn, options) {
    let found
    await parts.each(filter(this, fn, options), (value) => {
      found = value
      return true
    })
    return found
  },
  async reduce(reducer, initialValue, options) {
    checkFunction(reducer, 'reducer')
    checkOptions(options)
    const outer = options?.signal
    if (outer?.aborted) {
      const error = errors.abort(outer.reason)
      this.once('error', parts.nop)
      await parts.finishedPromise(this.destroy(error))
      throw error
    }
    const controller = new AbortController()
    outer?.addEventListener('abort', () => controller.abort(), { once: true })
    let hasValue = arguments.length > 1
    try {
      await parts.each(this, async (value) => {
        if (outer?.aborted) throw errors.abort()
        initialValue = hasValue ? await reducer(initialValue, value, { signal: controller.signal }) : value
        hasValue = true
      })
      if (!hasValue) throw Object.assign(errors.missingArgs('reduce'), { message: 'Reduce of an empty stream requires an initial value' })
    } finally {
      controller.abort()
    }
    return initialValue
  },
}

function install(name, operator, make) {
  function method(...args) {
    if (new.target) throw errors.illegalConstructor()
    return make(() => Reflect.apply(operator, this, args))
  }
  Object.defineProperty(method, 'name', { value: name })
  Object.defineProperty(method, 'length', { value: operator.length })
  Object.defineProperty(Readable.prototype, name, { writable: true, configurable: true, enumerable: false, value: method })
}
for (const [name, operator] of Object.entries(streaming)) install(name, operator, (run) => Readable.from(run()))
install('compose', compose, (run) => run())
for (const [name, operator] of Object.entries(consuming)) install(name, operator, (run) => Promise.resolve().then(run))
