// The object performance (https://w3c.github.io/hr-time/, https://w3c.github.io/user-timing/). Most programs only ask it for the time: entries and
// observers are built when there is one.
const { EventTarget, initTarget, defineEventHandler, expose } = require('internal/event_target')
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS, ERR_PERFORMANCE_INVALID_TIMESTAMP, ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS }, coded
} = require('internal/errors')
const entries = () => require('internal/perf/entries')
const timeline = () => require('internal/perf/observer')
const custom = Symbol.for('nodejs.util.inspect.custom')
const timing = () => require('internal/perf/timing')
const { now, timeOrigin } = native

// The time that a mark names, or that is given as such.
function markTime (name) {
  if (typeof name === 'number') {
    if (name < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(name)
    return name
  }
  name = `${name}`
  const milestone = native.milestone(name)
  if (milestone !== undefined) return milestone
  const { kept } = timeline()
  for (let i = kept.mark.length - 1; i >= 0; i--) if (kept.mark[i].name === name) return kept.mark[i].startTime
  throw new (require('internal/domexception').DOMException)(`The "${name}" performance mark has not been set`, 'SyntaxError')
}

function checkSpan (options, endMark) {
  const { start, end, duration, detail } = options
  const given = start !== undefined || end !== undefined || duration !== undefined || detail !== undefined
  if (endMark !== undefined && given) throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified')
  if (start !== undefined && end !== undefined && duration !== undefined) {
    throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('Must not have options.start, options.end, and options.duration specified')
  }
}

// Start, end and detail of a measure.
function measureSpan (startOrOptions, endMark) {
  const options = startOrOptions !== null && typeof startOrOptions === 'object' ? startOrOptions : undefined
  if (options !== undefined) checkSpan(options, endMark)
  const start = options === undefined ? startOrOptions : options.start
  const end = endMark !== undefined ? endMark : options?.end
  const duration = options?.duration
  let to
  if (end !== undefined) to = markTime(end)
  else if (start !== undefined && duration !== undefined) to = markTime(start) + markTime(duration)
  else to = now()
  let from = 0
  if (start !== undefined && start !== null) from = markTime(start)
  else if (duration !== undefined && end !== undefined) from = markTime(end) - markTime(duration)
  return [from, to, options?.detail]
}

function check (value) { if (!(value instanceof Performance) || value === Performance.prototype) throw new ERR_INVALID_ARG_TYPE('this', 'Performance', value) }
function clear (type, name) {
  const { kept } = timeline()
  if (name !== undefined) name = `${name}`
  kept[type] = name === undefined ? [] : kept[type].filter((entry) => entry.name !== name)
}

class Performance extends EventTarget {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() } // eslint-disable-line constructor-super

  clearMarks (name = undefined) { check(this); clear('mark', name) }
  clearMeasures (name = undefined) { check(this); clear('measure', name) }
  clearResourceTimings (name = undefined) { check(this); clear('resource', name) }
  getEntries () {
    check(this)
    const { kept, byStart } = timeline()
    return [...kept.mark, ...kept.measure, ...kept.resource].sort(byStart)
  }

  getEntriesByName (name, type = undefined) {
    check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    return this.getEntries().filter((entry) => entry.name === `${name}` && (type === undefined || entry.entryType === type))
  }

  getEntriesByType (type) {
    check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    const { kept, byStart } = timeline()
    return (Object.hasOwn(kept, `${type}`) ? kept[`${type}`] : []).slice().sort(byStart)
  }

  mark (name, options = undefined) {
    check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    const mark = new (entries().PerformanceMark)(name, options)
    timeline().keep('mark', mark)
    return mark
  }

  measure (name, startOrOptions = undefined, endMark = undefined) {
    check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    const [start, end, detail] = measureSpan(startOrOptions, endMark)
    const measure = entries().makeMeasure(`${name}`, start, end - start, detail)
    timeline().keep('measure', measure)
    return measure
  }

  now () {
    if (this !== undefined) check(this)
    return now()
  }

  setResourceTimingBufferSize (maxSize) {
    check(this)
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize')
    require('internal/perf/resources').setLimit(Math.max(0, Math.trunc(+maxSize) || 0))
  }

  get timeOrigin () {
    check(this)
    return timeOrigin
  }

  toJSON () {
    check(this)
    return { nodeTiming: this.nodeTiming, timeOrigin, eventLoopUtilization: this.eventLoopUtilization() }
  }

  [custom] (depth, options, inspect) {
    return entries().shown('Performance', { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, depth, options, inspect)
  }

  markResourceTiming (timingInfo, requestedUrl, initiatorType, global, cacheMode) {
    if (cacheMode !== '' && cacheMode !== 'local') throw coded(Error, 'ERR_INTERNAL_ASSERTION', "cache must be an empty string or 'local'")
    const entry = entries().makeResource(requestedUrl, initiatorType, timingInfo, cacheMode)
    require('internal/perf/resources').add(this, entry)
    return entry
  }

  get nodeTiming () { return timing().nodeTiming }
  eventLoopUtilization (from, to) { return timing().utilization(native.usage(), from, to) }

  timerify (fn, options = {}) {
    const { validateFunction, validateObject } = require('internal/validators')
    validateFunction(fn, 'fn')
    validateObject(options, 'options')
    function timerified (...args) {
      const start = now()
      const done = () => timeline().announce(entries().makeCall(fn.name, start, now() - start, args))
      const result = new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args)
      if (!new.target && typeof result?.finally === 'function') return result.finally(done)
      done()
      return result
    }
    const fixed = { __proto__: null, configurable: false, enumerable: true }
    return Object.defineProperties(timerified, { length: { ...fixed, value: fn.length }, name: { ...fixed, value: `timerified ${fn.name}` } })
  }
}
expose(Performance, [
  'clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType', 'mark', 'measure', 'now',
  'setResourceTimingBufferSize', 'timeOrigin', 'toJSON'
])
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull')

const performance = Object.create(Performance.prototype)
initTarget(performance)

module.exports = { Performance, performance }
