// The root of all tests of a process: it starts with the first of them and ends with the event loop.
const { Readable } = require('stream')
const { Test, Suite, addHook, callerLocation, current, readArguments } = require('internal/test_runner/test')
const { kinds, TestFailure } = require('internal/test_runner/failure')

// TestsStream is what reporters read: an object for each event, which is emitted too.
class TestsStream extends Readable {
  #waiting = []
  #flowing = false
  constructor () { super({ objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER }) }
  _read () {
    this.#flowing = true
    for (const event of this.#waiting.splice(0)) this.push(event)
  }

  event (type, data) {
    this.emit(type, data)
    if (this.#flowing) this.push({ type, data })
    else this.#waiting.push({ type, data })
  }

  end () {
    if (this.#flowing) this.push(null)
    else this.#waiting.push(null)
  }
}

const counters = () => ({ tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 })

// newRoot makes a root that reports to a stream.
function newRoot (options = {}) {
  const root = new Test(null, { name: '<root>', fn: undefined, options })
  const stream = new TestsStream()
  const counts = counters()
  root.stream = stream
  root.begin()
  root.reporter = (type, data) => stream.event(type, data)
  root.count = ({ kind, skipped, isTodo, cancelled, passed }) => {
    if (kind === 'suite') {
      counts.suites++
      return
    }
    counts.tests++
    counts[skipped ? 'skipped' : isTodo ? 'todo' : cancelled ? 'cancelled' : passed ? 'pass' : 'fail']++
  }
  root.close = () => {
    if (root.finished) return
    for (const [name, n] of Object.entries(counts)) root.diagnostic(`${name} ${n}`)
    root.diagnostic(`duration_ms ${performance.now() - root.startTime}`)
    root.end()
    stream.end()
  }
  return root
}

let root

// processRoot is the root of this process, made at its first test.
function processRoot () {
  if (root) return root
  root = newRoot()
  root.inherits = false
  // What keeps the event loop alive may be for the hooks to close.
  root.idle = () => { root.runHooks('after', root).catch((error) => root.fail(error)) }
  const pendingError = () => new TestFailure('Promise resolution is still pending but the event loop has already resolved', kinds.cancelledByParent)
  let closing
  const close = () => (closing ??= (async () => {
    root.closing = true
    for (const test of leaves(root)) test.cancel(pendingError())
    for (const test of [...unfinished(root)].reverse()) {
      test.cancel(pendingError())
      test.end()
    }
    if (root.hooks.after.length > 0) await root.runHooks('after', root).catch((error) => root.fail(error))
    root.close()
    if (!root.passed) process.exitCode = 1
  })())
  const uncaught = (kind) => (error) => blame(error, kind)
  process.on('uncaughtException', uncaught(kinds.uncaught))
  process.on('unhandledRejection', uncaught(kinds.rejection))
  process.on('beforeExit', close)
  process.once('SIGINT', async () => { await close(); process.exit() })
  process.once('SIGTERM', async () => { await close(); process.exit() })
  process.on('exit', (code) => {
    if (!root.finished && code === 0 && [...unfinished(root)].length > 0) process.exitCode = 1
  })
  require('internal/test_runner/reporters').attach(root.stream)
  return root
}

function * unfinished (test) {
  for (const sub of test.subtests) {
    if (sub.finished) continue
    yield sub
    yield * unfinished(sub)
  }
}

function * leaves (test) {
  for (const sub of unfinished(test)) if ([...unfinished(sub)].length === 0) yield sub
}

// blame makes the test fail that an exception or a rejection comes from: the one that runs.
function blame (error, kind) {
  const running = current.getStore() ?? [...leaves(root)].find((test) => test.startTime !== null)
  if (running && !running.finished && running !== root) {
    running.fail(new TestFailure(error, kind))
    running.controller.abort()
    return
  }
  root.diagnostic(`Error: A resource generated asynchronous activity after the test ended. This activity created the error "${error}" which triggered an ` +
    `${kind} event, caught by the test runner.`)
  root.fail(new TestFailure(error, kind))
}

// declare makes the function test, describe or one of their variants.
function declare (Kind, overrides) {
  return (name, options, fn) => {
    const call = readArguments(name, options, fn, overrides)
    const parent = current.getStore() ?? processRoot()
    const test = parent.add(Kind, call, callerLocation())
    if (parent.kind === 'suite') {
      parent.pending.push(test)
      return undefined
    }
    return test.start()
  }
}

function variants (Kind) {
  const main = declare(Kind)
  for (const name of ['skip', 'todo', 'only']) main[name] = declare(Kind, { [name]: true })
  return main
}

const hook = (name) => (fn, options) => { addHook(current.getStore() ?? processRoot(), name, fn, options) }

module.exports = { declare, variants, hook, newRoot, Test, Suite }
