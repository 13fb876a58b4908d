// Readable's iterator helpers (https://nodejs.org/docs/latest-v20.x/api/stream.html#readablemapfn-options).
const { errors, Readable } = parts

const check = (f, options) => {
  if (typeof f !== 'function') native.argType('fn', 'of type function', f)
  if (options !== undefined && (options === null || typeof options !== 'object')) native.argType('options', 'of type object', options)
}

// each calls visit for every chunk, in order; visit answers true to stop.
async function each(stream, visit, signal) {
  const iterator = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      if (signal?.aborted) throw errors.abort(signal.reason)
      const { value, done } = await iterator.next()
      if (done) return
      if (await visit(value)) break
    }
  } catch (error) {
    await iterator.return?.()
    throw error
  }
  await iterator.return?.()
}

// generate makes a Readable whose next chunks are what step returns: undefined skips the chunk, STOP ends.
const STOP = Symbol('stop')
const SKIP = Symbol('skip')
function generate(stream, step, signal) {
  const iterator = stream[Symbol.asyncIterator]()
  const source = {
    [Symbol.asyncIterator]() { return this },
    async next() {
      for (;;) {
        if (signal?.aborted) throw errors.abort(signal.reason)
        const { value, done } = await iterator.next()
        if (done) return { done: true, value: undefined }
        const result = await step(value)
        if (result === STOP) {
          await iterator.return()
          return { done: true, value: undefined }
        }
        if (result !== SKIP) return { done: false, value: result }
      }
    },
    return: async (value) => { await iterator.return(); return { done: true, value } },
  }
  return Readable.from(source)
}

const context = (options) => ({ signal: options?.signal ?? new AbortController().signal })

const streaming = {
  map(f, options) { check(f, options); return generate(this, (v) => f(v, context(options)), options?.signal) },
  filter(f, options) { check(f, options); return generate(this, async (v) => ((await f(v, context(options))) ? v : SKIP), options?.signal) },
  take(n, options) {
    let left = count(n)
    if (left === 0) return Readable.from([])
    return generate(this, (v) => (left-- > 0 ? v : STOP), options?.signal)
  },
  drop(n, options) { let left = count(n); return generate(this, (v) => (left-- > 0 ? SKIP : v), options?.signal) },
  asIndexedPairs(options) { let i = 0; return generate(this, (v) => [i++, v], options?.signal) },
  flatMap(f, options) {
    check(f, options)
    const mapped = streaming.map.call(this, f, options)
    let inner = null
    const outer = mapped[Symbol.asyncIterator]()
    return Readable.from({
      [Symbol.asyncIterator]() { return this },
      async next() {
        for (;;) {
          if (inner) {
            const step = await inner.next()
            if (!step.done) return step
            inner = null
          }
          const { value, done } = await outer.next()
          if (done) return { done: true, value: undefined }
          inner = (value[Symbol.asyncIterator] ?? value[Symbol.iterator]).call(value)
        }
      },
    })
  },
  compose(stream, options) {
    const composed = parts.compose(this, stream)
    if (options?.signal) parts.addAbortSignal(options.signal, composed)
    return composed
  },
}

function count(n) {
  n = Number(n)
  if (Number.isNaN(n)) return 0
  if (n < 0) throw native.coded('RangeError', 'ERR_OUT_OF_RANGE', `The value of "number" is out of range. It must be >= 0. Received ${n}`)
  return n
}

const consuming = {
  async forEach(f, options) { check(f, options); await each(this, async (v) => { await f(v, context(options)) }, options?.signal) },
  async toArray(options) {
    const all = []
    await each(this, (v) => { all.push(v) }, options?.signal)
    return all
  },
  async some(f, options) {
    check(f, options)
    let found = false
    await each(this, async (v) => (found = !!(await f(v, context(options)))), options?.signal)
    return found
  },
  async every(f, options) {
    check(f, options)
    return !(await consuming.some.call(this, async (v, c) => !(await f(v, c)), options))
  },
  async find(f, options) {
    check(f, options)
    let found
    await each(this, async (v) => { if (await f(v, context(options))) { found = v; return true } }, options?.signal)
    return found
  },
  async reduce(f, initial, options) {
    check(f, options)
    let value = initial
    let empty = arguments.length < 2
    await each(this, async (v) => {
      value = empty ? v : await f(value, v, context(options))
      empty = false
    }, options?.signal)
    if (empty) throw native.coded('TypeError', 'ERR_INVALID_ARG_VALUE', 'Reduce of an empty stream requires an initial value')
    return value
  },
}

for (const [name, value] of Object.entries({ ...streaming, ...consuming })) {
  Object.defineProperty(Readable.prototype, name, { writable: true, configurable: true, enumerable: false, value })
}
