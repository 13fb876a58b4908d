// The buffer of resource timings (https://w3c.github.io/resource-timing/#sec-extensions-performance-interface): what does not fit waits until the
// event resourcetimingbufferfull has given somebody the chance to make room.
const { Event, dispatch } = require('internal/event_target')
const { kept, announce } = require('internal/perf/observer')
let limit = 250
let pending = false
let waiting = []

function add (performance, entry) {
  announce(entry)
  if (kept.resource.length < limit && !pending) {
    kept.resource.push(entry)
    return
  }
  waiting.push(entry)
  if (pending) return
  pending = true
  setImmediate(full, performance)
}

function full (performance) {
  while (waiting.length > 0) {
    const before = waiting.length
    if (kept.resource.length >= limit) dispatch(performance, new Event('resourcetimingbufferfull'))
    while (waiting.length > 0 && kept.resource.length < limit) kept.resource.push(waiting.shift())
    if (waiting.length >= before) waiting = [] // nobody made room
  }
  pending = false
}

module.exports = {
  add,
  setLimit (size) { limit = size }
}
