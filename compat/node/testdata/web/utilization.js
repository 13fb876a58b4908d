'use strict'
// How busy the event loop is, and the milestones of the program, told by their order.
const check = require('../check')
const { performance } = require('perf_hooks')
const { Worker } = require('worker_threads')
const { nodeTiming, eventLoopUtilization } = performance
const none = { idle: 0, active: 0, utilization: 0 }
const isNone = (u) => Object.keys(none).every((name) => u[name] === 0)
const fits = ({ idle, active, utilization }) => idle >= 0 && active >= 0 && utilization === active / (idle + active)

check('class', () => [nodeTiming.constructor.name, nodeTiming === performance.nodeTiming, nodeTiming instanceof PerformanceEntry])
check('fixed', () => [nodeTiming.name, nodeTiming.entryType, nodeTiming.startTime, nodeTiming.idleTime, nodeTiming.loopStart, nodeTiming.loopExit])
check('order', () => {
  const times = ['nodeStart', 'v8Start', 'environment', 'bootstrapComplete', 'duration'].map((name) => nodeTiming[name])
  return times.every((time, i) => i === 0 || time > times[i - 1])
})
check('json', () => Object.keys(JSON.parse(JSON.stringify(nodeTiming))).filter((name) => name !== 'uvMetricsInfo'))
check('assignment', () => { nodeTiming.loopStart = 1 })
check('measure', () => performance.measure('m', 'nodeStart', 'bootstrapComplete').duration > 0)
check('before the loop', () => [eventLoopUtilization(), eventLoopUtilization(none), eventLoopUtilization(none, none)])

setTimeout(() => {
  const first = eventLoopUtilization()
  check('in the loop', () => [fits(first), nodeTiming.loopStart >= nodeTiming.bootstrapComplete, nodeTiming.idleTime === first.idle, nodeTiming.loopExit])
  check('busy', () => {
    for (const start = Date.now(); Date.now() - start < 3;);
    const since = eventLoopUtilization(first)
    return [since.idle, since.utilization, since.active >= 2]
  })
  check('between two', () => eventLoopUtilization({ idle: 5, active: 7 }, { idle: 2, active: 6 }))
  ofWorker()
}, 5)

function ofWorker () {
  const worker = new Worker('const { parentPort } = require("worker_threads"); parentPort.on("message", (m) => parentPort.postMessage(m))', { eval: true })
  check('of a worker', () => [Object.keys(worker.performance), Object.keys(worker.performance.eventLoopUtilization())])
  worker.on('message', (message) => {
    const now = worker.performance.eventLoopUtilization()
    if (now.idle <= 0) return worker.postMessage(message)
    check('of a running worker', () => fits(now))
    worker.terminate()
  })
  worker.on('exit', () => check('of a worker that ended', () => isNone(worker.performance.eventLoopUtilization())))
  worker.postMessage('')
}

process.on('exit', () => check('at the end', () => [nodeTiming.loopExit >= nodeTiming.loopStart, fits(eventLoopUtilization())]))
