const { inspect } = require('internal/util/inspect')
const { formatted } = require('internal/test_runner/reporters')
const { isFailure } = require('internal/test_runner/failure')

const unit = '    '
const indent = (nesting) => unit.repeat(nesting)

// escape keeps a text from being read as TAP's own marks.
const escape = (text) => text.replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r').replace(/\f/g, '\\f').replace(/[\b]/g, '\\b').replace(/\v/g, '\\v')
  .replace(/\\/g, '\\\\').replace(/#/g, '\\#')

function result (status, { nesting, testNumber, name, skip, todo }) {
  let line = `${indent(nesting)}${status} ${testNumber}`
  if (name) line += ` - ${escape(name)}`
  const mark = (word, reason) => ` # ${word}${typeof reason === 'string' && reason.length ? ` ${escape(reason)}` : ''}`
  if (skip !== undefined) line += mark('SKIP', skip)
  else if (todo !== undefined) line += mark('TODO', todo)
  return line + '\n'
}

function details (nesting, { duration_ms: duration, type, error }, location) {
  const lead = indent(nesting) + '  '
  let text = `${lead}---\n` + yaml(lead, 'duration_ms', duration) + yaml(lead, 'type', type)
  if (location) text += yaml(lead, 'location', location)
  text += yaml(lead, null, error, new Set())
  return text + `${lead}...\n`
}

// yaml writes a value under a name; an error gives its interesting properties.
function yaml (lead, name, value, seen) {
  if (value === undefined) return ''
  if (value === null) return `${lead}${name}: ~\n`
  const prefix = name === null ? lead : `${lead}${name}: `
  if (typeof value !== 'object') {
    if (typeof value !== 'string') return `${prefix}${inspect(value)}\n`
    if (!/\n/.test(value)) return `${prefix}${inspect(value)}\n`
    return `${prefix}|-\n${value.split('\n').map((line) => `${lead}  ${line}\n`).join('')}`
  }
  seen ??= new Set()
  if (seen.has(value)) return `${prefix}<Circular>\n`
  seen.add(value)
  if (value instanceof Error) return errorYaml(lead, value, seen)
  if (value instanceof Date) return `${prefix}${value.toISOString()}\n`
  let text = name === null ? '' : `${lead}${name}:\n`
  const inner = name === null ? lead : lead + '  '
  const entries = Object.entries(value)
  if (Array.isArray(value) && entries.length === 0) return `${prefix}[]\n`
  for (const [key, each] of entries) text += yaml(inner, key, each, seen)
  return text
}

function errorYaml (lead, error, seen) {
  let { message, code, name, expected, actual, operator, stack } = error
  let hasExpectation = 'expected' in error
  let cause
  let text = ''
  if (isFailure(error)) {
    text += yaml(lead, 'failureType', error.failureType)
    cause = error.failureType === 'hookFailed' ? error.cause : undefined
    const inner = error.cause
    if (inner !== null && typeof inner === 'object' && (inner instanceof Error || inner.message !== undefined)) {
      ({ message, name, expected, actual, operator, stack } = inner)
      if (error.failureType === 'hookFailed') message = error.message
      code = inner.code ?? code
      hasExpectation = 'expected' in inner
    } else {
      stack = undefined
      if (typeof inner === 'string') message = inner
      name = undefined
    }
  }
  text += yaml(lead, 'error', message)
  if (code) text += yaml(lead, 'code', code)
  if (name && name !== 'Error') text += yaml(lead, 'name', name)
  if (hasExpectation) text += yaml(lead, 'expected', expected, seen) + yaml(lead, 'actual', actual, seen)
  if (operator) text += yaml(lead, 'operator', operator)
  const frames = framesOf(stack)
  if (frames) text += yaml(lead, 'stack', frames)
  return text + (cause && cause !== error.cause ? yaml(lead, 'cause', cause, seen) : '')
}

function framesOf (stack) {
  if (typeof stack !== 'string') return ''
  return stack.split('\n').map((line) => /^\s+at (.+)/.exec(line)?.[1]).filter(Boolean).join('\n')
}

const place = ({ file, line, column }) => file ? `${file}:${line}:${column}` : undefined

module.exports = formatted(() => ({
  head: () => 'TAP version 13\n',
  event ({ type, data }) {
    switch (type) {
      case 'test:fail': return result('not ok', data) + details(data.nesting, data.details, place(data))
      case 'test:pass': return result('ok', data) + details(data.nesting, data.details)
      case 'test:plan': return `${indent(data.nesting)}1..${data.count}\n`
      case 'test:start': return `${indent(data.nesting)}# Subtest: ${escape(data.name)}\n`
      case 'test:diagnostic': return `${indent(data.nesting)}# ${escape(data.message)}\n`
      case 'test:stderr':
      case 'test:stdout': return data.message.split(/\r?\n/).slice(0, -1).map((line) => `# ${escape(line)}\n`).join('')
    }
  }
}))
