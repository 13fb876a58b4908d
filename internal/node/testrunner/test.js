// Tests, suites and the order in which they run and report.
const { AsyncLocalStorage } = require('async_hooks')
const { codes: { ERR_INVALID_ARG_TYPE }, AbortError } = require('internal/errors')
const { validateAbortSignal, validateFunction, validateNumber, validateObject, validateUint32 } = require('internal/validators')
const { kinds, TestFailure, isFailure } = require('internal/test_runner/failure')
const { getOptionValue } = require('internal/options')

const current = new AsyncLocalStorage() // the test whose code runs
const longest = 2 ** 31 - 1
const noop = () => {}

const now = () => performance.now()

// Where the caller of the test's function stands in its file.
function callerLocation () {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 20
  const lines = new Error().stack.split('\n')
  Error.stackTraceLimit = limit
  for (const line of lines) {
    const match = /(?:\(|at (?:async )?)((?:file:\/\/)?\/[^()]*):(\d+):(\d+)\)?$/.exec(line)
    if (match) return { file: match[1].startsWith('file:') ? require('url').fileURLToPath(match[1]) : match[1], line: +match[2], column: +match[3] }
  }
}

function patterns () {
  const text = getOptionValue('--test-name-pattern')
  return text ? String(text).split('\n').map(toRegExp) : null
}

function toRegExp (text) {
  const literal = /^\/(.*)\/([a-z]*)$/.exec(text)
  return literal ? new RegExp(literal[1], literal[2]) : new RegExp(text)
}

let namePatterns

// What test(name, options, fn) was called with, any of which may be left out.
function readArguments (name, options, fn, overrides) {
  if (typeof name === 'function') [name, options, fn] = [undefined, {}, name]
  else if (name !== null && typeof name === 'object') [name, options, fn] = [undefined, name, typeof options === 'function' ? options : fn]
  else if (typeof options === 'function') [options, fn] = [{}, options]
  options = { ...(options !== null && typeof options === 'object' ? options : {}), ...overrides }
  if (typeof name !== 'string' || name === '') name = fn?.name || '<anonymous>'
  return { name, options, fn }
}

class Test {
  kind = 'test'
  subtests = []
  pending = [] // subtests that wait for their turn
  active = 0
  reported = 0 // subtests whose results are out
  held = [] // events of ours that wait for the tests before us
  diagnostics = []
  error = null
  passed = false
  cancelled = false
  finished = false
  startTime = null
  endTime = null
  ran = new Set() // hooks that run once
  planned = null
  assertions = 0

  constructor (parent, { name, fn, options, location }) {
    const { concurrency, only, timeout, skip, todo, signal, plan } = options
    this.parent = parent
    this.root = parent?.root ?? this
    this.name = name
    this.location = location
    this.nesting = parent === null || parent === this.root ? 0 : parent.nesting + 1
    this.number = parent === null ? 0 : parent.subtests.length + 1
    this.hooks = {
      before: [],
      after: [],
      beforeEach: parent ? [...parent.hooks.beforeEach] : [],
      afterEach: parent ? [...parent.hooks.afterEach] : []
    }
    this.concurrency = concurrencyOf(concurrency, parent)
    this.timeout = timeoutOf(timeout, parent)
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal')
    if (plan !== undefined) this.plan(plan)
    this.only = !!only
    this.runOnlySubtests = this.only
    const filtered = parent !== null && this.filtered()
    this.skipped = !!skip || filtered
    this.isTodo = todo !== undefined && todo !== false
    this.message = typeof skip === 'string' ? skip : filtered ? this.filtered() : typeof todo === 'string' ? todo : null
    this.fn = this.skipped || typeof fn !== 'function' ? noop : fn
    this.outer = signal
    this.controller = new AbortController()
    this.settled = new Promise((resolve) => { this.settle = resolve })
    if (parent) parent.subtests.push(this)
  }

  // filtered is the reason why the flags of the command line leave a test out.
  filtered () {
    if (this.kind === 'test' && (namePatterns ??= patterns() ?? []).length > 0 && !namePatterns.some((p) => p.test(this.name))) return 'test name does not match pattern'
    if (this.parent.runOnlySubtests && !this.only && getOptionValue('--test-only') !== undefined) return "'only' option not set"
    return null
  }

  get signal () { return this.controller.signal }

  // add makes a subtest and starts it when there is room.
  add (Kind, call, location) {
    validateCall(call)
    const sub = new Kind(this, { ...call, location })
    if (this.finished) {
      sub.begin()
      sub.fail(new TestFailure('test could not be started because its parent finished', kinds.parentFinished))
      sub.end()
      return sub
    }
    return sub
  }

  start () {
    if (this.parent.active < this.parent.concurrency && this.parent.collected !== false) {
      this.parent.active++
      this.run()
    } else this.parent.pending.push(this)
    return this.settled
  }

  startPending () {
    while (this.active < this.concurrency && this.pending.length > 0 && !this.root.closing) {
      const next = this.pending.shift()
      this.active++
      next.run()
    }
  }

  begin () { this.startTime ??= now() }

  diagnostic (message) { this.diagnostics.push(message) }

  pass () {
    if (this.endTime !== null) return
    this.endTime = now()
    this.passed = true
  }

  fail (error) {
    if (this.error !== null) return
    this.endTime = now()
    this.passed = false
    this.error = isFailure(error) ? error : new TestFailure(error, kinds.testCode)
  }

  cancel (error) {
    if (this.endTime !== null) return
    this.fail(error || new TestFailure('test did not finish before its parent and was cancelled', kinds.cancelledByParent))
    this.cancelled = true
    this.controller.abort()
  }

  plan (count) {
    validateUint32(count, 'count')
    this.planned = count
  }

  async runHooks (name, subject) {
    try {
      for (const hook of this.hooks[name]) {
        const once = name === 'before' || name === 'after'
        if (once && this.ran.has(hook)) continue
        if (once) this.ran.add(hook)
        await current.run(this, () => limited(callWith(hook.fn, subject.context(), subject.context()), hook.timeout, null, 'hook'))
      }
    } catch (error) {
      throw hookFailure(name, error)
    }
  }

  context () { return (this.face ??= new TestContext(this)) }

  async run () {
    this.begin()
    const { parent } = this
    let afterEach = () => {}
    try {
      if (parent.hooks.before.length > 0) await parent.runHooks('before', parent)
      if (this.outer?.aborted) throw new TestFailure(this.outer.reason ?? new AbortError(), kinds.aborted)
      this.controller.signal.throwIfAborted?.()
      if (!this.skipped) {
        if (parent.hooks.beforeEach.length > 0) await parent.runHooks('beforeEach', this)
        if (parent.hooks.afterEach.length > 0) {
          afterEach = async () => {
            afterEach = () => {}
            await parent.runHooks('afterEach', this)
          }
        }
      }
      await this.body()
      if (this.planned !== null && this.planned !== this.assertions) {
        throw new TestFailure(`plan expected ${this.planned} assertions but received ${this.assertions}`, kinds.testCode)
      }
      await this.runHooks('after', this)
      await afterEach()
      this.pass()
    } catch (error) {
      if (isFailure(error) && error.failureType === kinds.timeout) {
        this.cancelled = true
        this.fail(error)
      } else if (isFailure(error) && error.failureType === kinds.aborted) this.cancel(error)
      else this.fail(error)
      try { await afterEach() } catch {}
      try { await this.runHooks('after', this) } catch {}
    }
    this.end()
  }

  // body runs the function of the test within its time.
  body () {
    const context = this.context()
    return limited(current.run(this, () => callWith(this.fn, context, context)), this.timeout, this.outer, 'test')
  }

  // end closes what is left of the subtests and gives the result to the parent.
  end () {
    if (this.finished) return
    for (const sub of this.subtests) {
      if (!sub.finished) {
        sub.cancel()
        sub.end()
      }
    }
    this.finished = true
    const failed = this.subtests.filter((sub) => !sub.passed && !sub.isTodo).length
    if ((this.passed || this.parent === null) && failed > 0) {
      this.passed = false
      this.error = new TestFailure(`${failed} subtest${failed > 1 ? 's' : ''} failed`, kinds.subtests)
    } else if (this.parent === null) this.passed = this.error === null
    this.endTime ??= now()
    this.begin()
    this.mock?.reset()
    this.report()
    const { parent } = this
    if (parent === null) return
    parent.active--
    parent.advance()
    parent.startPending()
    this.settle()
    if (parent.active === 0 && parent.pending.length === 0) parent.idle?.()
  }

  // report gives the events of the result.
  report () {
    if (this.subtests.length > 0) this.output('test:plan', { nesting: this.parent ? this.nesting + 1 : 0, count: this.subtests.length })
    if (this.parent !== null) {
      this.announce()
      this.root.count?.(this)
      const details = { duration_ms: Math.max(0, this.endTime - this.startTime) }
      if (this.kind === 'suite') details.type = 'suite'
      if (!this.passed) details.error = this.error
      const event = { name: this.name, nesting: this.nesting, testNumber: this.number, details, skip: undefined, todo: undefined }
      if (this.skipped) event.skip = this.message ?? true
      else if (this.isTodo) event.todo = this.message ?? true
      this.output(this.passed ? 'test:pass' : 'test:fail', event)
    }
    for (const message of this.diagnostics) this.output('test:diagnostic', { nesting: this.nesting, message })
  }

  // announce says once that the test has started, before anything of its own.
  announce () {
    if (this.announced) return
    this.announced = true
    this.output('test:start', { name: this.name, nesting: this.nesting })
  }

  // output gives an event to the parent, if it is our turn there: results come in the order of the tests.
  output (type, data) {
    if (type === 'test:start' || !this.parent) this.emit(type, data)
    else {
      this.announce()
      this.emit(type, data)
    }
  }

  emit (type, data) {
    if (this.parent === null) this.root.reporter(type, { ...data, ...this.located(data) })
    else if (this.parent.subtests[this.parent.reported] === this) this.parent.relay(type, { ...data, ...this.located(data) })
    else this.held.push([type, { ...data, ...this.located(data) }])
  }

  located (data) { return data.file === undefined && this.location ? this.location : {} }

  relay (type, data) {
    if (this.parent === null) return this.root.reporter(type, data)
    this.announce()
    if (this.parent.subtests[this.parent.reported] === this) this.parent.relay(type, data)
    else this.held.push([type, data])
  }

  // advance lets the next subtests report.
  advance () {
    while (this.reported < this.subtests.length) {
      const sub = this.subtests[this.reported]
      for (const [type, data] of sub.held.splice(0)) this.relay(type, data)
      if (!sub.finished) return
      this.reported++
    }
  }
}

class Suite extends Test {
  kind = 'suite'
  collected = false // the function that declares the tests has not returned

  constructor (parent, call) {
    super(parent, call)
    const done = () => { this.collected = true }
    try {
      const result = current.run(this, () => this.fn.call(this.face = new SuiteContext(this), this.face))
      if (typeof result?.then === 'function') this.building = result.then(done, (error) => { done(); this.fail(new TestFailure(error, kinds.testCode)) })
      else done()
    } catch (error) {
      done()
      this.fail(new TestFailure(error, kinds.testCode))
    }
    if (this.skipped) this.subtests.length = 0
  }

  context () { return this.face }

  async run () {
    this.begin()
    try {
      await this.building
      const { parent } = this
      if (parent.hooks.before.length > 0) await parent.runHooks('before', parent)
      if (this.hooks.before.length > 0 && !this.skipped) await this.runHooks('before', this)
      if (this.error === null) {
        this.startPending()
        await limited(Promise.all(this.subtests.map((sub) => sub.settled)), this.timeout, this.outer, 'test')
        await this.runHooks('after', this)
        this.pass()
      }
    } catch (error) {
      this.fail(error)
      for (const sub of this.subtests) if (!sub.finished) sub.cancel()
      try { await this.runHooks('after', this) } catch {}
    }
    this.end()
  }
}

function hookFailure (name, error) {
  const failure = new TestFailure(`failed running ${name} hook`, kinds.hook)
  failure.cause = error
  return failure
}

function validateCall ({ options, fn }) {
  validateObject(options, 'options')
  if (fn !== undefined && typeof fn !== 'function') validateFunction(fn, 'fn')
}

function concurrencyOf (value, parent) {
  if (value === undefined || value === null) return parent?.inherits ? parent.concurrency : 1
  if (typeof value === 'number') {
    validateUint32(value, 'options.concurrency', true)
    return value
  }
  if (typeof value === 'boolean') return value ? Infinity : 1
  throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], value)
}

function timeoutOf (value, parent) {
  if (value === undefined || value === null) return parent?.timeout ?? Infinity
  if (value !== Infinity) validateNumber(value, 'options.timeout', 0, longest)
  return value
}

// callWith calls the function of a test; one that takes a further argument gets a callback.
function callWith (fn, self, context) {
  if (fn.length !== 2) return (async () => { await Reflect.apply(fn, self, [context]) })()
  return new Promise((resolve, reject) => {
    let called = false
    let returned = false // a promise is refused even if the callback was called before it came
    let settle = noop
    const result = Reflect.apply(fn, self, [context, (error) => {
      if (called) return reject(new TestFailure('callback invoked multiple times', kinds.multipleCallbacks))
      called = true
      settle = () => error ? reject(error) : resolve()
      if (returned) settle()
    }])
    returned = true
    if (typeof result?.then === 'function') {
      reject(new TestFailure('passed a callback but also returned a Promise', kinds.callbackAndPromise))
      result.then(noop, noop)
    } else settle()
  })
}

// limited is a promise that fails when it takes too long, or when a signal ends it.
function limited (promise, timeout = Infinity, signal, what) {
  if (timeout === Infinity && !signal) return promise
  let timer, abort
  return Promise.race([promise, new Promise((resolve, reject) => {
    if (timeout !== Infinity) {
      timer = setTimeout(() => reject(new TestFailure(`${what} timed out after ${timeout}ms`, kinds.timeout)), timeout)
      timer.unref()
    }
    if (signal) {
      abort = () => reject(new TestFailure(signal.reason ?? new AbortError(), kinds.aborted))
      signal.addEventListener('abort', abort, { once: true })
    }
  })]).finally(() => {
    clearTimeout(timer)
    if (abort) signal.removeEventListener('abort', abort)
  })
}

// addHook is before, after, beforeEach or afterEach of a test.
function addHook (test, name, fn, options = {}) {
  validateFunction(fn, 'fn')
  test.hooks[name].push({ fn, timeout: timeoutOf(options.timeout, null) })
  if (name === 'before' && test.startTime !== null && test.kind === 'test' && test.parent !== null) return test.runHooks('before', test)
}

class TestContext {
  #test
  constructor (test) { this.#test = test }
  get name () { return this.#test.name }
  get fullName () {
    const names = []
    for (let t = this.#test; t.parent; t = t.parent) names.unshift(t.name)
    return names.join(' > ')
  }

  get filePath () { return this.#test.location?.file }
  get signal () { return this.#test.signal }
  get mock () { return (this.#test.mock ??= new (require('internal/test_runner/mock').MockTracker)()) }
  get assert () {
    const test = this.#test
    const assert = require('assert')
    const counted = {}
    for (const name of Object.keys(assert)) {
      if (typeof assert[name] !== 'function' || name === 'AssertionError' || name === 'strict' || name === 'CallTracker') continue
      counted[name] = (...args) => {
        test.assertions++
        return assert[name](...args)
      }
    }
    Object.defineProperty(this, 'assert', { value: counted, configurable: true })
    return counted
  }

  diagnostic (message) { this.#test.diagnostic(message) }
  plan (count) { this.#test.plan(count) }
  runOnly (value) { this.#test.runOnlySubtests = !!value }
  skip (message) {
    this.#test.skipped = true
    this.#test.message = message ?? this.#test.message
  }

  todo (message) {
    this.#test.isTodo = true
    this.#test.message = message ?? this.#test.message
  }

  test (name, options, fn) {
    if (this.#test.planned !== null) this.#test.assertions++
    return this.#test.add(Test, readArguments(name, options, fn), callerLocation()).start()
  }

  before (fn, options) { addHook(this.#test, 'before', fn, options) }
  after (fn, options) { addHook(this.#test, 'after', fn, options) }
  beforeEach (fn, options) { addHook(this.#test, 'beforeEach', fn, options) }
  afterEach (fn, options) { addHook(this.#test, 'afterEach', fn, options) }
}

class SuiteContext {
  #suite
  constructor (suite) { this.#suite = suite }
  get name () { return this.#suite.name }
  get filePath () { return this.#suite.location?.file }
  get signal () { return this.#suite.signal }
}

module.exports = { Test, Suite, addHook, callerLocation, current, readArguments }
