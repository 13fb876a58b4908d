// Test files, each run by a process of its own, whose events come by a pipe of their own.
const { spawn } = require('child_process')
const path = require('path')
const fs = require('fs')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const { validateAbortSignal, validateArray, validateBoolean, validateFunction, validateObject } = require('internal/validators')
const { kinds, TestFailure } = require('internal/test_runner/failure')
const { Test, newRoot } = require('internal/test_runner/harness')
const { getOptionValue } = require('internal/options')

const channel = 3 // the descriptor of the pipe in the other process

// FileTest is the test that a file is. It reports only if the file has no tests of its own, or does not end well.
class FileTest extends Test {
  children = 0
  failed = false

  take ({ type, data }) {
    if (type === 'test:diagnostic' && data.nesting === 0 && /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(data.message)) return
    if (type === 'test:plan' && data.nesting === 0) return
    if (type === 'test:pass' || type === 'test:fail') {
      if (data.details.error) data.details.error = revive(data.details.error)
      if (data.nesting === 0) {
        data.testNumber = ++this.parent.fileTests
        this.children++
      }
      const { skip, todo, details } = data
      this.root.count({ kind: details.type, skipped: skip !== undefined, isTodo: todo !== undefined, cancelled: isCancelled(details.error), passed: type === 'test:pass' })
      this.failed ||= type === 'test:fail' && todo === undefined
    }
    this.emit(type, data)
  }

  announce () {}

  report () {
    if (this.children > 0 && (this.passed || this.error.failureType === kinds.subtests)) return
    this.number = ++this.parent.fileTests
    this.emit('test:start', { name: this.name, nesting: this.nesting })
    super.report()
  }
}

const isCancelled = (error) => [kinds.cancelledByParent, kinds.aborted, kinds.timeout].includes(error?.failureType)

// flatten makes plain data of a failure, revive a failure of that.
function flatten (error) {
  const cause = error.cause
  const { message, name, code, expected, actual, operator, stack } = Object(cause)
  const plain = cause !== null && typeof cause === 'object' ? { message, name, code, expected, actual, operator, stack, has: 'expected' in cause } : { value: cause }
  return { failureType: error.failureType, message: error.message, cause: plain }
}

function revive ({ failureType, message, cause }) {
  if ('value' in cause) return new TestFailure(cause.value ?? message, failureType)
  const { has, ...properties } = cause
  const inner = new Error(cause.message)
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && name !== 'message') Object.defineProperty(inner, name, { value, enumerable: !['name', 'stack'].includes(name), configurable: true, writable: true })
  }
  if (has) Object.assign(inner, { expected: cause.expected, actual: cause.actual })
  const failure = new TestFailure(inner, failureType)
  failure.message = message
  return failure
}

// tellParent writes the events of this process to the one that runs it.
function tellParent (stream) {
  stream.on('data', ({ type, data }) => {
    const plain = data.details?.error ? { ...data, details: { ...data.details, error: flatten(data.details.error) } } : data
    fs.writeSync(channel, JSON.stringify({ type, data: plain }) + '\n')
  })
}

function childFlags (options) {
  const own = process.execArgv.filter((flag) => !flag.startsWith('--test'))
  if (options.only) own.push('--test-only')
  for (const pattern of [].concat(options.testNamePatterns ?? [])) own.push(`--test-name-pattern=${pattern}`)
  return own
}

function runFile (test, file, options) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_TEST_CONTEXT: 'child' }
    const child = spawn(process.execPath, [...childFlags(options), file], { env, signal: test.signal, stdio: ['inherit', 'pipe', 'pipe', 'pipe'] })
    let failure
    lines(child.stdio[channel], (line) => test.take(JSON.parse(line)))
    lines(child.stdout, (line) => test.emit('test:stdout', { file, message: line + '\n' }))
    lines(child.stderr, (line) => test.emit('test:stderr', { file, message: line + '\n' }))
    child.on('error', (error) => { failure = error })
    child.on('close', (code, signal) => {
      if (!failure && code === 0 && !test.failed) return resolve()
      if (test.children > 0 && code === 1) reject(new TestFailure('test failed', kinds.subtests))
      else reject(new TestFailure(failure ?? Object.assign(new Error('test failed'), { code: 'ERR_TEST_FAILURE', exitCode: code, signal: signal ?? undefined, stack: undefined }), kinds.testCode))
    })
  })
}

function lines (stream, take) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop()
    parts.forEach(take)
  })
  stream.on('end', () => { if (rest) take(rest) })
}

function run (options = {}) {
  validateObject(options, 'options')
  const { timeout, signal, files, only, watch, setup, shard } = options
  if (files != null) validateArray(files, 'options.files')
  if (watch != null) validateBoolean(watch, 'options.watch')
  if (watch) throw new ERR_METHOD_NOT_IMPLEMENTED('watch mode')
  if (setup != null) validateFunction(setup, 'options.setup')
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal')
  if (options.testNamePatterns != null && !(typeof options.testNamePatterns === 'string' || options.testNamePatterns instanceof RegExp || Array.isArray(options.testNamePatterns))) {
    throw new ERR_INVALID_ARG_TYPE('options.testNamePatterns', ['string', 'RegExp', 'Array'], options.testNamePatterns)
  }
  const root = newRoot({ concurrency: options.concurrency ?? false, timeout, signal })
  root.fileTests = 0
  let list = files != null ? files : discover(process.cwd())
  if (shard != null) list = list.filter((_, i) => i % shard.total === shard.index - 1)
  const start = async () => {
    await setup?.(root.stream)
    const running = list.map((file) => {
      const name = path.relative(process.cwd(), file) || file
      const test = root.add(FileTest, { name, options: { timeout, signal } }, { file: path.resolve(file), line: 1, column: 1 })
      test.fn = () => runFile(test, file, { only, testNamePatterns: options.testNamePatterns })
      return test.start()
    })
    await Promise.all(running)
    root.close()
  }
  setImmediate(start)
  return root.stream
}

const isTestFile = (dir, name) => /\.(c|m)?js$/.test(name) &&
  (/^test(-.+)?\.(c|m)?js$/.test(name) || /.+[.\-_]test\.(c|m)?js$/.test(name) || dir.split(path.sep).includes('test'))

// discover finds the test files below a directory.
function discover (root) {
  const found = []
  const visit = (dir) => {
    for (const entry of fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1)) {
      const full = path.join(dir, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') visit(full)
      } else if (isTestFile(path.relative(root, dir), entry.name)) found.push(full)
    }
  }
  visit(root)
  return found
}

// main is `--test`: files and directories, or all test files.
function main (names) {
  const files = names.length === 0 ? discover(process.cwd()) : names.flatMap((name) => fs.statSync(name).isDirectory() ? discover(name) : [path.resolve(name)])
  const patterns = getOptionValue('--test-name-pattern')
  const stream = run({ files, only: getOptionValue('--test-only') !== undefined, testNamePatterns: patterns ? String(patterns).split('\n') : undefined, concurrency: true, timeout: undefined })
  stream.on('test:fail', (data) => { if (data.todo === undefined) process.exitCode = 1 })
  require('internal/test_runner/reporters').attach(stream)
}

module.exports = { run, main, tellParent }
