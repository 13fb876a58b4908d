const EventEmitter = require('events')
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors')

const cluster = new EventEmitter()
module.exports = cluster

function absent () {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('cluster')
}

Object.assign(cluster, {
  isWorker: false,
  isMaster: true,
  isPrimary: true,
  Worker: class Worker { constructor () { absent() } },
  workers: {},
  settings: {},
  SCHED_NONE: 1,
  SCHED_RR: 2,
  schedulingPolicy: 2,
  setupPrimary: absent,
  setupMaster: absent,
  fork: absent,
  disconnect: absent
})
