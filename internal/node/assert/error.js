const { inspect } = require('internal/util/inspect')
const { validateObject } = require('internal/validators')

const header = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:'
}

function show (value) {
  return inspect(value, { compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false, sorted: true, getters: true })
}

// The shortest edit script, by longest common subsequence; long texts are compared line by line from both ends first.
function diffLines (actual, expected) {
  const same = (a, b) => a === b || `${a},` === b || a === `${b},`
  let start = 0
  while (start < actual.length && start < expected.length && same(actual[start], expected[start])) start++
  let end = 0
  while (end < actual.length - start && end < expected.length - start && same(actual[actual.length - 1 - end], expected[expected.length - 1 - end])) end++
  const a = actual.slice(start, actual.length - end); const b = expected.slice(start, expected.length - end)
  const out = actual.slice(0, start).map((line) => [' ', line])
  if (a.length * b.length > 250000) out.push(...a.map((l) => ['+', l]), ...b.map((l) => ['-', l]))
  else out.push(...middle(a, b, same))
  return out.concat(actual.slice(actual.length - end).map((line) => [' ', line]))
}

function middle (a, b, same) {
  const table = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) table[i][j] = same(a[i], b[j]) ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1])
  }
  const out = []
  let i = 0; let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i], b[j])) {
      out.push([' ', a[i++]])
      j++
    } else if (i < a.length && (j >= b.length || table[i + 1][j] >= table[i][j + 1])) out.push(['+', a[i++]])
    else out.push(['-', b[j++]])
  }
  return out
}

function printDiff (diff) {
  const lines = []
  let skipped = false
  for (let i = 0; i < diff.length;) {
    let n = i
    while (n < diff.length && diff[n][0] === ' ') n++
    const run = diff.slice(i, n).map(([, line]) => `  ${line}`)
    if (run.length > 5) {
      lines.push(...run.slice(0, 2), '...', ...(n < diff.length ? run.slice(-2) : run.slice(-1)))
      skipped = true
    } else lines.push(...run)
    for (i = n; i < diff.length && diff[i][0] !== ' '; i++) lines.push(`${diff[i][0]} ${diff[i][1]}`)
  }
  return { text: lines.join('\n'), skipped }
}

function isSimple (actual, expected, shownActual, shownExpected) {
  if (shownActual.includes('\n') || shownExpected.includes('\n')) return false
  return (typeof actual !== 'object' || actual === null) && (typeof expected !== 'object' || expected === null)
}

function simple (actual, expected, a, b) {
  const length = a.length + b.length
  if (length <= 12 && (actual !== 0 || expected !== 0)) return { message: `${a} !== ${b}`, header: '' }
  let message = `\n+ ${a}\n- ${b}`
  if (typeof actual === 'string' && typeof expected === 'string') {
    let at = 0
    while (at < a.length && a[at] === b[at]) at++
    if (at >= 3 && at < a.length) message += `\n${' '.repeat(at + 2)}^`
  }
  return { message }
}

function differenceMessage (actual, expected, operator, custom) {
  if (operator === 'strictEqual' && ((typeof actual === 'object' && actual !== null && typeof expected === 'object' && expected !== null) || (typeof actual === 'function' && typeof expected === 'function'))) operator = 'strictEqualObject'
  const a = show(actual); const b = show(expected)
  if (isSimple(actual, expected, a, b)) {
    const { message, header: own } = simple(actual, expected, a, b)
    if (own === '') return `${custom ?? header[operator]}\n\n${message}\n`
    return `${custom ?? header[operator]}\n+ actual - expected\n${message}`
  }
  if (a === b) {
    const lines = a.split('\n')
    return `${custom ?? header.notIdentical}\n\n${(lines.length > 50 ? [...lines.slice(0, 46), '...'] : lines).join('\n')}\n`
  }
  const { text, skipped } = printDiff(diffLines(a.split('\n'), b.split('\n')))
  return `${custom ?? header[operator]}\n+ actual - expected${skipped ? ' ... Lines skipped' : ''}\n\n${text}`
}

function unequalMessage (actual, operator) {
  let base = header[operator]
  const lines = show(actual).split('\n')
  if (operator === 'notStrictEqual' && ((typeof actual === 'object' && actual !== null) || typeof actual === 'function')) base = header.notStrictEqualObject
  if (lines.length > 50) {
    lines[46] = '...'
    lines.length = 47
  }
  return lines.length === 1 ? `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}` : `${base}\n\n${lines.join('\n')}\n`
}

const shorten = (text) => text.length > 512 ? `${text.slice(0, 509)}...` : text

function looseMessage (actual, expected, operator) {
  let a = shorten(show(actual)); let b = show(expected)
  if (operator === 'deepEqual') return `${header.deepEqual}\n\n${a}\n\nshould loosely deep-equal\n\n${shorten(b)}`
  if (operator === 'notDeepEqual') {
    if (a === b) return `${header.notDeepEqual}\n\n${a}`
    a = `${header.notDeepEqualUnequal}\n\n${a}\n\nshould not loosely deep-equal\n\n`
    return a + shorten(b)
  }
  if (operator === '==' || operator === '!=') b = ` ${operator} ${shorten(b)}`
  else b = ` ${operator} ${shorten(b)}`
  return `${a}${b}`
}

function messageFor ({ actual, expected, operator }) {
  if (operator === 'deepStrictEqual' || operator === 'strictEqual') return differenceMessage(actual, expected, operator)
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unequalMessage(actual, operator)
  return looseMessage(actual, expected, operator)
}

class AssertionError extends Error {
  constructor (options) {
    validateObject(options, 'options')
    const { message, operator, actual, expected } = options
    super(message != null ? (operator === 'strictEqual' || operator === 'deepStrictEqual') && options.diff ? differenceMessage(actual, expected, operator, String(message)) : String(message) : messageFor(options))
    this.generatedMessage = message === undefined || message === null
    Object.defineProperty(this, 'name', { __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true })
    this.code = 'ERR_ASSERTION'
    if (options.details) {
      this.actual = undefined
      this.expected = undefined
      this.operator = undefined
      for (const [i, detail] of options.details.entries()) {
        this['message ' + i] = detail.message
        this['actual ' + i] = detail.actual
        this['expected ' + i] = detail.expected
        this['operator ' + i] = detail.operator
        this['stack trace ' + i] = detail.stack
      }
    } else {
      this.actual = actual
      this.expected = expected
      this.operator = operator
    }
    if (Error.captureStackTrace) Error.captureStackTrace(this, options.stackStartFn || options.stackStartFunction)
    this.stack // eslint-disable-line no-unused-expressions -- its first line is made with this name
    this.name = 'AssertionError'
  }

  toString () { return `${this.name} [${this.code}]: ${this.message}` }
  [inspect.custom] (depth, context) {
    const { actual, expected } = this
    for (const name of ['actual', 'expected']) {
      if (typeof this[name] === 'string') {
        const lines = this[name].split('\n')
        if (lines.length > 10) this[name] = `${lines.slice(0, 10).join('\n')}\n...`
        else if (this[name].length > 512) this[name] = `${this[name].slice(0, 512)}...`
      }
    }
    const text = inspect(this, { ...context, customInspect: false, depth: 0 })
    this.actual = actual
    this.expected = expected
    return text
  }
}

module.exports = { AssertionError }
