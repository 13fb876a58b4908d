// How a program spends its time: performance.nodeTiming and performance.eventLoopUtilization().
const { PerformanceNodeTiming } = require('internal/perf/entries')
const { now, milestone, usage } = native

const nodeTiming = new PerformanceNodeTiming({
  name: 'node',
  entryType: 'node',
  startTime: 0,
  duration: () => now(),
  ...Object.fromEntries(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete'].map((name) => [name, () => milestone(name)])),
  idleTime: () => usage()[1]
})

function share (idle, active) { return { idle, active, utilization: active / (idle + active) } }

// The part of its time that a loop was active, as it stands ([when it began, how long it was idle]) or between two answers that were given before.
function utilization (loop, from, to) {
  const [start, idle] = loop ?? [-1, 0]
  if (start <= 0) return { idle: 0, active: 0, utilization: 0 }
  if (to) return share(from.idle - to.idle, from.active - to.active)
  const active = now() - start - idle
  return from ? share(idle - from.idle, active - from.active) : share(idle, active)
}

module.exports = { nodeTiming, utilization }
