'use strict'
// User timing, resource timing and observers: arguments, entries, errors.
const check = require('../check')
const { performance: p } = globalThis
const shown = (entry) => [entry.constructor.name, entry.name, entry.entryType, entry.startTime, entry.duration, entry.detail]

p.mark('one', { startTime: 5, detail: { a: 1 } })
for (const [name, ...args] of [
  ['nothing'], ['whole', 'm', { start: 1, end: 3, detail: [1] }], ['duration', 'm', { start: 1, duration: 2 }], ['to the end', 'm', { end: 5, duration: 2 }],
  ['between marks', 'm', 'one', 'one'], ['too much', 'm', { start: 1, end: 2, duration: 3 }], ['with an end', 'm', { start: 1 }, 'one'],
  ['unknown mark', 'm', 'nope'], ['unknown start', 'm', { start: 'nope' }], ['negative', 'm', { end: -1 }], ['empty options', 'm', { start: undefined, end: 4 }]
]) check(`measure ${name}`, () => shown(p.measure(...args)))
for (const [name, ...args] of [
  ['nothing'], ['at a time', 'x', { startTime: 7 }], ['before the start', 'x', { startTime: -1 }], ['no time', 'x', { startTime: 'a' }], ['reserved', 'nodeStart'],
  ['symbol', Symbol('a')], ['options 1', 'x', 1]
]) check(`mark ${name}`, () => shown(p.mark(...args)))
check('detail is a clone', () => {
  const detail = { a: [1] }
  const mark = p.mark('d', { startTime: 8, detail })
  return [mark.detail, mark.detail === detail, mark.detail === p.getEntriesByName('d')[0].detail]
})
check('entries', () => p.getEntries().filter((e) => e.startTime < 8).map(shown))
check('by name and type', () => p.getEntriesByName('m', 'measure').length)
check('by no name', () => p.getEntriesByName())
check('by other type', () => p.getEntriesByType('toString'))
check('clear', () => {
  p.clearMarks('one')
  p.clearMeasures()
  return [p.getEntriesByName('one'), p.getEntriesByType('measure'), p.getEntriesByType('mark').length]
})
check('clear a symbol', () => p.clearMarks(Symbol('x')))
for (const Class of [Performance, PerformanceEntry, PerformanceMeasure, PerformanceObserverEntryList]) check(`new ${Class.name}`, () => Reflect.construct(Class, []))
check('json', () => new PerformanceMark('z', { startTime: 1 }).toJSON())
check('this of name', () => PerformanceEntry.prototype.name)
check('observer of nothing', () => new PerformanceObserver())
for (const options of [undefined, {}, { entryTypes: 1 }, { entryTypes: ['x'] }, { type: 'x' }, { type: 'mark', entryTypes: ['mark'] }]) {
  check(`observe ${check.line(options)}`, () => new PerformanceObserver(() => {}).observe(options))
}
check('two ways', () => {
  const observer = new PerformanceObserver(() => {})
  observer.observe({ type: 'mark' })
  try {
    observer.observe({ entryTypes: ['mark'] })
  } finally {
    observer.disconnect()
  }
})
check('supported types are one list', () => [PerformanceObserver.supportedEntryTypes === PerformanceObserver.supportedEntryTypes, Object.isFrozen(PerformanceObserver.supportedEntryTypes)])

const timing = {
  startTime: 1, endTime: 9, finalServiceWorkerStartTime: 0, redirectStartTime: 0, redirectEndTime: 0, postRedirectStartTime: 2, finalNetworkRequestStartTime: 7,
  finalNetworkResponseStartTime: 8, encodedBodySize: 10, decodedBodySize: 11,
  finalConnectionTimingInfo: { domainLookupStartTime: 3, domainLookupEndTime: 4, connectionStartTime: 5, connectionEndTime: 6, secureConnectionStartTime: 0, ALPNNegotiatedProtocol: 'h1' }
}
check('resource', () => p.markResourceTiming(timing, 'http://x/', 'fetch', globalThis, '').toJSON())
check('resource from a cache', () => p.markResourceTiming(timing, 'http://x/', 'fetch', globalThis, 'local').transferSize)

const seen = new PerformanceObserver((list, observer) => {
  console.log(list.getEntries().map((e) => `${e.entryType} ${e.name}`), list.getEntriesByType('mark').length, list.getEntriesByName('b', 'mark').length, observer === seen)
  seen.disconnect()
  p.mark('unseen')
})
seen.observe({ entryTypes: ['mark', 'measure'] })
p.mark('b', { startTime: 2 })
p.measure('a', { start: 1, end: 2 })
const calls = new PerformanceObserver((list) => {
  const [entry] = list.getEntries()
  console.log(entry.name, entry.entryType, entry[0], entry.detail)
  calls.disconnect()
})
calls.observe({ entryTypes: ['function'] })
const timed = p.timerify(function add (a, b) { return a + b })
console.log(timed.name, timed.length, timed(1, 2))
