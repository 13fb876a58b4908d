// Histograms of node:perf_hooks.
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks')
const check = (name, f) => {
  try { console.log(name, f()) } catch (e) { console.log(name, 'throws', e.name, e.code, e.message) }
}
const h = createHistogram()
check('empty', () => h)
for (const value of [5, 7, 1000n]) h.record(value)
check('three', () => h)
check('json', () => JSON.stringify(h))
check('percentile', () => [1, 33, 34, 50, 66, 67, 99, 100].map((p) => h.percentile(p)))
check('bigint', () => [h.countBigInt, h.minBigInt, h.maxBigInt, h.percentileBigInt(50), h.percentilesBigInt])
const wide = createHistogram({ figures: 2 })
for (const value of [100, 1000, 10000, 100000, 123456, 1e6, 1e9]) wide.record(value)
check('digits', () => [wide.min, wide.max, wide.percentile(50), wide.percentile(80)])
check('add', () => { h.add(wide); return [h.count, h.min] })
check('reset', () => { h.reset(); return [h.count, h.min, h.max, h.mean, h.percentile(50)] })
const low = createHistogram({ lowest: 1, highest: 100 })
check('exceeds', () => { low.record(1000); return [typeof low.exceeds] })
for (const value of [0, -1, 1.5, '1', undefined, null]) check(`record ${String(value)}`, () => h.record(value))
for (const value of [0, 101, NaN, '1']) check(`percentile ${String(value)}`, () => h.percentile(value))
for (const options of [null, 1, { lowest: 0 }, { lowest: 10, highest: 11 }, { figures: 0 }, { figures: 6 }, { lowest: 'x' }]) check(`options ${JSON.stringify(options)}`, () => createHistogram(options).count)
check('other', () => h.add({}))
check('this', () => h.record.call({}, 1) === undefined)
const delay = monitorEventLoopDelay({ resolution: 1 })
check('delay', () => [Object.getPrototypeOf(delay).constructor.name, delay.count, delay.enable(), delay.enable()])
for (const options of [null, { resolution: 0 }, { resolution: 'x' }]) check(`delay ${JSON.stringify(options)}`, () => monitorEventLoopDelay(options).count)
const wait = () => {
  if (delay.count < 3) return setTimeout(wait, 2)
  check('delays', () => [delay.min > 0, delay.max >= delay.min, delay.mean > 0, delay.disable(), delay.disable()])
}
wait()
