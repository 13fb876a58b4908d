// The entries of the performance timeline: PerformanceEntry, PerformanceMark, PerformanceMeasure (https://w3c.github.io/user-timing/) and
// PerformanceResourceTiming (https://w3c.github.io/resource-timing/).
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_PERFORMANCE_INVALID_TIMESTAMP } } = require('internal/errors')
const { validateNumber, validateObject } = require('internal/validators')
const { expose } = require('internal/event_target')
const custom = Symbol.for('nodejs.util.inspect.custom')
const kMake = Symbol('make')
let fieldsOf // of an entry: name, type, start, duration, detail; undefined for what is none

function check (value, name) {
  const fields = fieldsOf(value)
  if (fields === undefined) throw new ERR_INVALID_ARG_TYPE('this', name, value)
  return fields
}

function shown (name, object, depth, options, inspect) {
  if (depth < 0) return name
  return `${name} ${inspect(object, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`
}

class PerformanceEntry {
  #fields
  constructor () {
    if (arguments[0] !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR()
    this.#fields = arguments[1]
  }

  static {
    fieldsOf = (value) => value !== null && typeof value === 'object' && #fields in value ? value.#fields : undefined
  }

  get name () { return check(this, 'PerformanceEntry').name }
  get entryType () { return check(this, 'PerformanceEntry').type }
  get startTime () { return check(this, 'PerformanceEntry').start }
  get duration () { return check(this, 'PerformanceEntry').duration }

  toJSON () {
    const { name, type, start, duration, detail } = check(this, 'PerformanceEntry')
    return { name, entryType: type, startTime: start, duration, ...(detail === undefined ? undefined : { detail }) }
  }

  [custom] (depth, options, inspect) { return shown(this.constructor.name, this.toJSON(), depth, options, inspect) }
}

const reserved = new Set(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete'])

function clone (value) { return value == null ? null : structuredClone(value) }

class PerformanceMark extends PerformanceEntry {
  constructor (name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    name = `${name}`
    if (reserved.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name)
    if (options != null) validateObject(options, 'options')
    const start = options?.startTime ?? native.now()
    validateNumber(start, 'startTime')
    if (start < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(start)
    super(kMake, { name, type: 'mark', start, duration: 0, detail: clone(options?.detail) })
  }

  get detail () { return check(this, 'PerformanceMark').detail }
  toJSON () { return super.toJSON() }
}

class PerformanceMeasure extends PerformanceEntry {
  get detail () { return check(this, 'PerformanceMeasure').detail }
  toJSON () { return super.toJSON() }
}

// PerformanceNodeEntry is an entry of node's own: of a function, whose arguments it has as properties too.
class PerformanceNodeEntry extends PerformanceEntry {
  get detail () { return check(this, 'PerformanceNodeEntry').detail }
}

// The attributes of a resource's timing after the common ones, and where fetch's timing information has them.
const timings = {
  initiatorType: ({ initiatorType }) => initiatorType,
  nextHopProtocol: ({ info }) => info.finalConnectionTimingInfo?.ALPNNegotiatedProtocol,
  workerStart: ({ info }) => info.finalServiceWorkerStartTime,
  redirectStart: ({ info }) => info.redirectStartTime,
  redirectEnd: ({ info }) => info.redirectEndTime,
  fetchStart: ({ info }) => info.postRedirectStartTime,
  domainLookupStart: ({ info }) => info.finalConnectionTimingInfo?.domainLookupStartTime,
  domainLookupEnd: ({ info }) => info.finalConnectionTimingInfo?.domainLookupEndTime,
  connectStart: ({ info }) => info.finalConnectionTimingInfo?.connectionStartTime,
  connectEnd: ({ info }) => info.finalConnectionTimingInfo?.connectionEndTime,
  secureConnectionStart: ({ info }) => info.finalConnectionTimingInfo?.secureConnectionStartTime,
  requestStart: ({ info }) => info.finalNetworkRequestStartTime,
  responseStart: ({ info }) => info.finalNetworkResponseStartTime,
  responseEnd: ({ info }) => info.endTime,
  transferSize: ({ info, cacheMode }) => cacheMode === 'local' ? 0 : info.encodedBodySize + 300, // what the standard says of headers
  encodedBodySize: ({ info }) => info.encodedBodySize,
  decodedBodySize: ({ info }) => info.decodedBodySize
}

class PerformanceResourceTiming extends PerformanceEntry {
  get name () { return check(this, 'PerformanceResourceTiming').name }
  get startTime () { return check(this, 'PerformanceResourceTiming').start }
  get duration () { return check(this, 'PerformanceResourceTiming').duration }

  toJSON () {
    check(this, 'PerformanceResourceTiming')
    const out = super.toJSON()
    for (const name of Object.keys(timings)) out[name] = this[name]
    return out
  }
}
for (const [name, read] of Object.entries(timings)) {
  const { get } = Object.getOwnPropertyDescriptor({ get [name] () { return read(check(this, 'PerformanceResourceTiming').resource) } }, name)
  Object.defineProperty(PerformanceResourceTiming.prototype, name, { __proto__: null, get, enumerable: true, configurable: true })
}

expose(PerformanceEntry, ['name', 'entryType', 'startTime', 'duration', 'toJSON'])
expose(PerformanceMark, ['detail'])
expose(PerformanceMeasure, ['detail'])
expose(PerformanceNodeEntry, ['detail'])
expose(PerformanceResourceTiming, ['toJSON'])

// PerformanceNodeTiming tells of the program as a whole: its properties are its own, and read anew each time.
class PerformanceNodeTiming extends PerformanceEntry {
  constructor (properties) {
    super(kMake, { name: 'node', type: 'node', start: 0, duration: 0 })
    for (const [name, value] of Object.entries(properties)) {
      const how = typeof value === 'function' ? { get: value } : { value }
      Object.defineProperty(this, name, { __proto__: null, enumerable: true, configurable: true, ...how })
    }
  }

  toJSON () {
    const { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit, idleTime } = this
    return { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit, idleTime }
  }
}

module.exports = {
  PerformanceNodeTiming,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceResourceTiming,
  shown,
  makeCall: (name, start, duration, args) => Object.assign(new PerformanceNodeEntry(kMake, { name, type: 'function', start, duration, detail: args }), args),
  makeMeasure: (name, start, duration, detail) => new PerformanceMeasure(kMake, { name, type: 'measure', start, duration, detail: clone(detail) }),
  makeResource (name, initiatorType, info, cacheMode) {
    const start = info.startTime
    return new PerformanceResourceTiming(kMake, { name, type: 'resource', start, duration: info.endTime - start, resource: { initiatorType, info, cacheMode } })
  }
}
