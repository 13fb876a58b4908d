const { MessageChannel, MessagePort, receiveMessageOnPort, isOpen } = require('internal/messaging')
const { markAsUntransferable } = require('internal/structured_clone')
const { coded, codes: { ERR_CLOSED_MESSAGE_PORT, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const environmentData = require('internal/worker/environment_data')

const { isMainThread } = native
const thread = isMainThread ? { threadId: 0, resourceLimits: {}, workerData: null, parentPort: null } : require('internal/worker/thread')

module.exports = {
  isMainThread,
  MessagePort,
  MessageChannel,
  markAsUntransferable,
  moveMessagePortToContext (port) {
    if (!(port instanceof MessagePort)) {
      throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance')
    }
    if (!isOpen(port)) throw new ERR_CLOSED_MESSAGE_PORT()
    throw new ERR_METHOD_NOT_IMPLEMENTED('worker_threads.moveMessagePortToContext')
  },
  receiveMessageOnPort,
  resourceLimits: thread.resourceLimits,
  postMessageToThread () { throw new ERR_METHOD_NOT_IMPLEMENTED('worker_threads.postMessageToThread') },
  threadId: thread.threadId,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  get Worker () { return lazy('Worker', require('internal/worker').Worker) },
  set Worker (value) { lazy('Worker', value) },
  parentPort: thread.parentPort,
  workerData: thread.workerData,
  get BroadcastChannel () { return lazy('BroadcastChannel', require('internal/broadcast_channel').BroadcastChannel) },
  set BroadcastChannel (value) { lazy('BroadcastChannel', value) },
  setEnvironmentData: environmentData.set,
  getEnvironmentData: environmentData.get
}

function lazy (name, value) {
  Object.defineProperty(module.exports, name, { value, writable: true, enumerable: true, configurable: true })
  return value
}
