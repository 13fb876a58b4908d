// Clocks, and what the process uses of the machine.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateArray, validateObject } = require('internal/validators')

function hrtime (time) {
  const now = native.hrtime()
  if (time === undefined) return now
  validateArray(time, 'time')
  if (time.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, time.length)
  const nanoseconds = now[1] - time[1]
  return nanoseconds < 0 ? [now[0] - time[0] - 1, nanoseconds + 1e9] : [now[0] - time[0], nanoseconds]
}
hrtime.bigint = native.hrtimeBigint

function memoryUsage () {
  const [rss, heapTotal, heapUsed, external, arrayBuffers] = native.memory()
  return { rss, heapTotal, heapUsed, external, arrayBuffers }
}
memoryUsage.rss = native.residentSize
Object.defineProperty(memoryUsage.rss, 'name', { value: 'rss' })

const resources = ['userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize', 'minorPageFault', 'majorPageFault',
  'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches', 'involuntaryContextSwitches']

function resourceUsage () {
  const values = native.resources()
  return Object.fromEntries(resources.map((name, i) => [name, values[i]]))
}

function cpuUsage (prevValue) {
  const [user, system] = native.resources()
  if (!prevValue) return { user, system }
  validateObject(prevValue, 'prevValue')
  for (const name of ['user', 'system']) {
    const value = prevValue[name]
    if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(`prevValue.${name}`, 'number', value)
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${name}`, value)
  }
  return { user: user - prevValue.user, system: system - prevValue.system }
}

function constrainedMemory () { return native.memoryLimit() || undefined }
function availableMemory () { return require('os').freemem() }

module.exports = { hrtime, memoryUsage, resourceUsage, cpuUsage, constrainedMemory, availableMemory }
