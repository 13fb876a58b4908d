// What setEnvironmentData keeps; a worker begins with a copy of its parent's.
const data = native.isMainThread ? new Map() : require('internal/worker/thread').environmentData

module.exports = {
  data,
  set (key, value) {
    if (value === undefined) data.delete(key)
    else data.set(key, value)
  },
  get: (key) => data.get(key)
}
