const { EventTarget, initTarget } = require('internal/event_target')
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_INVALID_THIS } } = require('internal/errors')
const { validateFunction, validateNumber, validateObject, validateInteger } = require('internal/validators')
const { inspect } = require('internal/util/inspect')
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const kMake = Symbol('make')
const enumerable = { __proto__: null, enumerable: true }
const { now, timeOrigin } = native

function show (name, object, depth, options) {
  if (depth < 0) return name
  return `${name} ${inspect(object, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`
}

class PerformanceEntry {
  #name
  #type
  #start
  #duration
  #detail
  constructor (key, name, type, start, duration, detail) {
    if (key !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR()
    this.#name = name
    this.#type = type
    this.#start = start
    this.#duration = duration
    this.#detail = detail
  }

  get name () { return this.#name }
  get entryType () { return this.#type }
  get startTime () { return this.#start }
  get duration () { return this.#duration }
  get detail () { return this.#detail }
  toJSON () { return { name: this.#name, entryType: this.#type, startTime: this.#start, duration: this.#duration, detail: this.#detail } }
  [customInspect] (depth, options) {
    return show(this.constructor.name, { name: this.#name, entryType: this.#type, startTime: this.#start, duration: this.#duration, ...(this.#detail !== undefined ? { detail: this.#detail } : undefined) }, depth, options)
  }
}
const detail = Object.getOwnPropertyDescriptor(PerformanceEntry.prototype, 'detail')
delete PerformanceEntry.prototype.detail
Object.defineProperties(PerformanceEntry.prototype, { name: enumerable, entryType: enumerable, startTime: enumerable, duration: enumerable, toJSON: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'PerformanceEntry' } })

const reserved = new Set(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete'])

function clone (value) { return value == null ? null : structuredClone(value) }

class PerformanceMark extends PerformanceEntry {
  constructor (name, options) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    name = `${name}`
    if (reserved.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name)
    if (options != null) validateObject(options, 'options')
    const start = options?.startTime ?? now()
    validateNumber(start, 'startTime')
    if (start < 0) throw new (require('internal/errors').codes.ERR_PERFORMANCE_INVALID_TIMESTAMP)(start)
    super(kMake, name, 'mark', start, 0, clone(options?.detail))
  }
}

class PerformanceMeasure extends PerformanceEntry {}
for (const [ctor, name] of [[PerformanceMark, 'PerformanceMark'], [PerformanceMeasure, 'PerformanceMeasure']]) {
  Object.defineProperty(ctor.prototype, 'detail', { ...detail, enumerable: true })
  Object.defineProperty(ctor.prototype, Symbol.toStringTag, { configurable: true, value: name })
}
PerformanceMeasure.make = (...args) => new PerformanceMeasure(kMake, ...args)
const { make: makeMeasure } = PerformanceMeasure
delete PerformanceMeasure.make

const entries = { mark: [], measure: [] }
const observers = new Set()
const byStart = (a, b) => a.startTime - b.startTime

function enqueue (entry) {
  for (const observer of observers) observer[kMake](entry)
}

class PerformanceObserverEntryList {
  #list
  constructor (key, list) {
    if (key !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR()
    this.#list = list.sort(byStart)
  }

  getEntries () { return this.#list.slice() }
  getEntriesByType (type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    return this.#list.filter((e) => e.entryType === `${type}`)
  }

  getEntriesByName (name, type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    return this.#list.filter((e) => e.name === `${name}` && (type == null || e.entryType === `${type}`))
  }

  [customInspect] (depth, options) { return show('PerformanceObserverEntryList', this.#list, depth, options) }
}
Object.defineProperties(PerformanceObserverEntryList.prototype, { getEntries: enumerable, getEntriesByType: enumerable, getEntriesByName: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'PerformanceObserverEntryList' } })

const supported = ['function', 'gc', 'mark', 'measure']

class PerformanceObserver {
  #callback
  #types = new Set()
  #buffer = []
  #mode
  #pending = false
  constructor (callback) {
    validateFunction(callback, 'callback')
    this.#callback = callback
  }

  observe (options = {}) {
    validateObject(options, 'options')
    const { entryTypes, type, buffered } = { ...options }
    if (entryTypes === undefined && type === undefined) throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type')
    if (entryTypes != null && type != null) throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together')
    const mode = entryTypes ? 'multiple' : 'single'
    if (this.#mode !== undefined && this.#mode !== mode) throw new (require('internal/domexception').DOMException)(`PerformanceObserver can not change to ${mode === 'multiple' ? 'multiple' : 'single'} observer`, 'InvalidModificationError')
    this.#mode = mode
    if (mode === 'multiple') {
      if (!Array.isArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes)
      this.#types = new Set(entryTypes.filter((t) => supported.includes(t)))
    } else {
      if (!supported.includes(type)) return
      this.#types.add(type)
      if (buffered && entries[type]) {
        this.#buffer.push(...entries[type])
        this.#schedule()
      }
    }
    if (this.#types.size) observers.add(this)
    else this.disconnect()
  }

  disconnect () {
    observers.delete(this)
    this.#types.clear()
    this.#buffer = []
    this.#mode = undefined
  }

  takeRecords () {
    const list = this.#buffer
    this.#buffer = []
    return list
  }

  [kMake] (entry) {
    if (!this.#types.has(entry.entryType)) return
    this.#buffer.push(entry)
    this.#schedule()
  }

  #schedule () {
    if (this.#pending) return
    this.#pending = true
    setImmediate(() => {
      this.#pending = false
      const list = this.takeRecords()
      if (list.length > 0) this.#callback.call(this, new PerformanceObserverEntryList(kMake, list), this)
    })
  }

  static get supportedEntryTypes () { return supported.slice() }
  [customInspect] (depth, options) { return show('PerformanceObserver', { connected: observers.has(this), pending: this.#pending, entryTypes: [...this.#types], buffer: this.#buffer }, depth, options) }
}
Object.defineProperty(PerformanceObserver.prototype, kMake, { enumerable: false })
Object.defineProperties(PerformanceObserver.prototype, { observe: enumerable, disconnect: enumerable, takeRecords: enumerable, [Symbol.toStringTag]: { configurable: true, value: 'PerformanceObserver' } })

const milestones = { nodeStart: 0, v8Start: 0, environment: 0, loopStart: 0, loopExit: -1, bootstrapComplete: 0 }

function markTime (name) {
  if (typeof name === 'number') {
    if (name < 0) throw new (require('internal/errors').codes.ERR_PERFORMANCE_INVALID_TIMESTAMP)(name)
    return name
  }
  name = `${name}`
  if (reserved.has(name)) return milestones[name]
  for (let i = entries.mark.length - 1; i >= 0; i--) if (entries.mark[i].name === name) return entries.mark[i].startTime
  throw new (require('internal/domexception').DOMException)(`The "${name}" performance mark has not been set`, 'SyntaxError')
}

function measureSpan (startOrOptions, endMark) {
  const options = startOrOptions !== null && typeof startOrOptions === 'object' ? startOrOptions : undefined
  const start = options ? options.start : startOrOptions
  const end = endMark !== undefined ? endMark : options?.end
  const duration = options?.duration
  if (options) {
    const { codes } = require('internal/errors')
    if (Object.keys(options).length > 0 && endMark !== undefined) throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified')
    if (Object.keys(options).length > 0 && start === undefined && end === undefined) throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('One of options.start or options.end is required')
    if (start !== undefined && end !== undefined && duration !== undefined) throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('Must not have options.start, options.end, and options.duration specified')
  }
  let to
  if (end !== undefined) to = markTime(end)
  else if (start !== undefined && duration !== undefined) to = markTime(start) + markTime(duration)
  else to = now()
  let from = 0
  if (start !== undefined && start !== null) from = markTime(start)
  else if (duration !== undefined && end !== undefined) from = markTime(end) - markTime(duration)
  return [from, to, options?.detail]
}

class Performance extends EventTarget {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() } // eslint-disable-line constructor-super

  [customInspect] (depth, options) {
    return show('Performance', { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, depth, options)
  }

  clearMarks (name) { clear('mark', name) }
  clearMeasures (name) { clear('measure', name) }
  clearResourceTimings () {}
  getEntries () { return [...entries.mark, ...entries.measure].sort(byStart) }
  getEntriesByName (name, type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    return this.getEntries().filter((e) => e.name === `${name}` && (type === undefined || e.entryType === type))
  }

  getEntriesByType (type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    return (entries[`${type}`] ?? []).slice().sort(byStart)
  }

  mark (name, options) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    const mark = new PerformanceMark(name, options)
    entries.mark.push(mark)
    enqueue(mark)
    return mark
  }

  measure (name, startOrOptions = undefined, endMark = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    const [start, end, info] = measureSpan(startOrOptions, endMark)
    const measure = makeMeasure(`${name}`, 'measure', start, end - start, clone(info))
    entries.measure.push(measure)
    enqueue(measure)
    return measure
  }

  now () {
    if (this !== undefined && !(this instanceof Performance)) throw new ERR_INVALID_THIS('Performance')
    return now()
  }

  setResourceTimingBufferSize () {}
  get timeOrigin () {
    if (!(this instanceof Performance)) throw new ERR_INVALID_THIS('Performance')
    return timeOrigin
  }

  toJSON () { return { nodeTiming: this.nodeTiming, timeOrigin, eventLoopUtilization: this.eventLoopUtilization() } }
  get nodeTiming () { return { name: 'node', entryType: 'node', startTime: 0, duration: now(), ...milestones, idleTime: 0 } }
  eventLoopUtilization () { return { idle: 0, active: 0, utilization: 0 } }
  timerify (fn, options = {}) {
    validateFunction(fn, 'fn')
    validateObject(options, 'options')
    function timerified (...args) {
      const start = now()
      const done = () => enqueue(new PerformanceEntry(kMake, fn.name, 'function', start, now() - start, args))
      const result = new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args)
      if (!new.target && typeof result?.finally === 'function') return result.finally(done)
      done()
      return result
    }
    Object.defineProperties(timerified, { length: { configurable: false, enumerable: true, value: fn.length }, name: { configurable: false, enumerable: true, value: `timerified ${fn.name}` } })
    return timerified
  }
}
for (const name of ['clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType', 'mark', 'measure', 'now', 'setResourceTimingBufferSize', 'timeOrigin', 'toJSON']) Object.defineProperty(Performance.prototype, name, enumerable)
Object.defineProperty(Performance.prototype, Symbol.toStringTag, { configurable: true, value: 'Performance' })

function clear (type, name) { entries[type] = name === undefined ? [] : entries[type].filter((e) => e.name !== `${name}`) }

const performance = Object.create(Performance.prototype)
initTarget(performance)

function histogram () {
  let values = []
  const sorted = () => values.slice().sort((a, b) => a - b)
  const mean = () => values.length ? values.reduce((a, b) => a + b, 0) / values.length : NaN
  return {
    get count () { return values.length },
    get min () { return values.length ? Math.min(...values) : 9223372036854776000 },
    get max () { return values.length ? Math.max(...values) : 0 },
    get mean () { return mean() },
    get stddev () { return values.length ? Math.sqrt(values.reduce((a, b) => a + (b - mean()) ** 2, 0) / values.length) : NaN },
    get exceeds () { return 0 },
    get percentiles () { return new Map([[0, sorted()[0] ?? 0], [100, sorted().at(-1) ?? 0]]) },
    percentile (p) {
      validateNumber(p, 'percentile')
      if (!(p > 0 && p <= 100)) throw new (require('internal/errors').codes.ERR_OUT_OF_RANGE)('percentile', '> 0 && <= 100', p)
      const list = sorted()
      return list.length ? list[Math.max(0, Math.ceil(p / 100 * list.length) - 1)] : 0
    },
    reset () { values = [] },
    record (value) {
      if (typeof value !== 'bigint') validateInteger(value, 'val', 1)
      values.push(Number(value))
    },
    recordDelta () {},
    enable: () => true,
    disable: () => true
  }
}

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming: class PerformanceResourceTiming extends PerformanceEntry {},
  monitorEventLoopDelay: histogram,
  createHistogram: histogram,
  performance,
  constants: { NODE_PERFORMANCE_GC_MAJOR: 4, NODE_PERFORMANCE_GC_MINOR: 1, NODE_PERFORMANCE_GC_INCREMENTAL: 8, NODE_PERFORMANCE_GC_WEAKCB: 16, NODE_PERFORMANCE_GC_FLAGS_NO: 0, NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2, NODE_PERFORMANCE_GC_FLAGS_FORCED: 4, NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8, NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16, NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32, NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64 }
}
