// What a worker knows of itself: its parent sent it along.
const { workerData, environmentData, parentPort, resourceLimits, name } = native.init()

module.exports = {
  threadId: native.threadId,
  workerData,
  environmentData,
  parentPort,
  resourceLimits,
  name
}
