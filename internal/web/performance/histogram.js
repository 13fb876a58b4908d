// The histograms of node:perf_hooks. A value is kept to as many significant digits as were asked for: values in one bucket count as one.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors')
const { validateNumber, validateInteger, validateObject } = require('internal/validators')
const { inspect } = require('internal/util/inspect')
const kInspect = Symbol.for('nodejs.util.inspect.custom')

const emptyMin = 9223372036854776000
const data = new WeakMap()

function state (histogram, name = 'Histogram') {
  const own = data.get(histogram)
  if (own === undefined) throw new ERR_INVALID_THIS(name)
  return own
}

// What percentiles are in has the name of node's own class.
class SafeMap extends Map {}

const fresh = (lowest, highest, figures) => ({ lowest, highest, figures, unit: 2 ** Math.ceil(Math.log2(2 * 10 ** figures)), counts: new Map(), total: 0, exceeds: 0, last: 0 })

// width is how many values share the bucket of a value.
const width = (own, value) => Math.max(1, 2 ** (Math.floor(Math.log2(value)) + 1) / own.unit)
const bucketOf = (own, value) => Math.floor(value / width(own, value)) * width(own, value)
const topOf = (own, bucket) => bucket + width(own, bucket) - 1
const middleOf = (own, bucket) => bucket + Math.floor(width(own, bucket) / 2)

function count (own, value, times = 1) {
  if (value > own.highest) {
    own.exceeds++
    return
  }
  const bucket = bucketOf(own, value)
  own.counts.set(bucket, (own.counts.get(bucket) ?? 0) + times)
  own.total += times
}

const sorted = (own) => [...own.counts].sort((a, b) => a[0] - b[0])

function average (own, of) {
  let sum = 0
  for (const [bucket, times] of own.counts) sum += of(middleOf(own, bucket)) * times
  return sum / own.total
}

function at (own, list, percentile) {
  const wanted = Math.max(1, Math.floor(percentile / 100 * own.total + 0.5))
  let seen = 0
  for (const [bucket, times] of list) {
    seen += times
    if (seen >= wanted) return percentile === 0 ? bucket : topOf(own, bucket)
  }
  return 0
}

// percentiles are at ever finer steps towards 100: half of what is left each time.
function percentiles (own) {
  const out = new SafeMap()
  if (own.total === 0) return out.set(100, 0)
  const list = sorted(own)
  let step = 100
  let percentile = 0
  let seen = 0
  for (const [bucket, times] of list) {
    seen += times
    while (percentile <= 100 * seen / own.total && percentile < 100) {
      out.set(percentile, topOf(own, bucket))
      if (seen === own.total && percentile > 0) break
      step = (100 - percentile) / 2
      percentile += step
    }
  }
  return out.set(100, topOf(own, list.at(-1)[0]))
}

class Histogram {
  constructor () { throw new ERR_ILLEGAL_CONSTRUCTOR() }
  get count () { return state(this).total }
  get countBigInt () { return BigInt(state(this).total) }
  get min () { return state(this).total ? sorted(state(this))[0][0] : emptyMin }
  get minBigInt () { return state(this).total ? BigInt(this.min) : 9223372036854775807n }
  get max () { return state(this).total ? topOf(state(this), sorted(state(this)).at(-1)[0]) : 0 }
  get maxBigInt () { return BigInt(this.max) }
  get mean () { return state(this).total ? average(state(this), (v) => v) : NaN }
  get exceeds () { return state(this).exceeds }
  get exceedsBigInt () { return BigInt(state(this).exceeds) }
  get stddev () {
    const own = state(this)
    if (own.total === 0) return NaN
    const mean = this.mean
    return Math.sqrt(average(own, (v) => (v - mean) ** 2))
  }

  get percentiles () { return percentiles(state(this)) }
  get percentilesBigInt () { return new SafeMap([...percentiles(state(this))].map(([k, v]) => [k, BigInt(v)])) }
  percentile (percentile) {
    const own = state(this)
    validateNumber(percentile, 'percentile')
    if (Number.isNaN(percentile) || percentile <= 0 || percentile > 100) throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile)
    return at(own, sorted(own), percentile)
  }

  percentileBigInt (percentile) { return BigInt(this.percentile(percentile)) }
  reset () {
    const own = state(this)
    own.counts.clear()
    own.total = own.exceeds = own.last = 0
  }

  toJSON () {
    const { count, min, max, mean, exceeds, stddev } = this
    return { count, min, max, mean, exceeds, stddev, percentiles: Object.fromEntries(this.percentiles) }
  }

  [kInspect] (depth, options) {
    if (depth < 0) return this
    const { min, max, mean, exceeds, stddev, count, percentiles } = this
    return `Histogram ${inspect({ min, max, mean, exceeds, stddev, count, percentiles }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`
  }
}

class RecordableHistogram extends Histogram {
  record (value) {
    const own = state(this, 'RecordableHistogram')
    if (typeof value === 'bigint') {
      count(own, Number(value))
      return
    }
    validateInteger(value, 'val', 1)
    count(own, value)
  }

  recordDelta () {
    const own = state(this, 'RecordableHistogram')
    const now = Number(process.hrtime.bigint())
    if (own.last > 0 && now > own.last) count(own, now - own.last)
    own.last = now
  }

  add (other) {
    if (!data.has(other) || !(other instanceof RecordableHistogram)) throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other)
    const own = state(this, 'RecordableHistogram')
    for (const [bucket, times] of state(other).counts) count(own, bucket, times)
    own.exceeds += state(other).exceeds
  }
}

// ELDHistogram counts by how much a timer of the given resolution comes late, in nanoseconds, with the resolution itself as node does.
class ELDHistogram extends Histogram {
  enable () {
    const own = state(this)
    if (own.timer) return false
    let last = process.hrtime.bigint()
    own.timer = setInterval(() => {
      const now = process.hrtime.bigint()
      count(own, Math.max(1, Number(now - last)))
      last = now
    }, own.resolution)
    own.timer.unref()
    return true
  }

  disable () {
    const own = state(this)
    if (!own.timer) return false
    clearInterval(own.timer)
    own.timer = undefined
    return true
  }
}

function make (Class, own) {
  const histogram = Object.create(Class.prototype)
  data.set(histogram, own)
  return histogram
}

function createHistogram (options = {}) {
  validateObject(options, 'options')
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER)
  if (typeof highest !== 'bigint') validateInteger(highest, 'options.highest', 2 * Number(lowest), Number.MAX_SAFE_INTEGER)
  else if (highest < 2n * BigInt(lowest)) throw new ERR_OUT_OF_RANGE('options.highest', `>= ${2n * BigInt(lowest)}`, highest)
  validateInteger(figures, 'options.figures', 1, 5)
  return make(RecordableHistogram, fresh(Number(lowest), Number(highest), figures))
}

function monitorEventLoopDelay (options = {}) {
  validateObject(options, 'options')
  const { resolution = 10 } = options
  validateInteger(resolution, 'options.resolution', 1)
  return make(ELDHistogram, { ...fresh(1, 3.6e12, 3), resolution })
}

module.exports = { createHistogram, monitorEventLoopDelay }
