const { Transform } = require('stream')
const { relative } = require('path')
const { inspect } = require('internal/util/inspect')
const { isFailure } = require('internal/test_runner/failure')

const marks = { 'test:fail': '✖ ', 'test:pass': '✔ ', 'test:diagnostic': 'ℹ ', arrow: '▶ ', skip: '﹣ ' }

function palette () {
  const on = process.env.FORCE_COLOR !== undefined ? process.env.FORCE_COLOR !== '0' : process.stdout.isTTY && process.stdout.getColorDepth() > 2
  const code = (n) => on ? `\u001b[${n}m` : ''
  return { white: code(39), red: code(31), green: code(32), blue: code(34), gray: code(90) }
}

// SpecReporter writes what people read.
class SpecReporter extends Transform {
  #parents = [] // tests that have started and are not shown yet
  #shown = []
  #failed = []
  #colours = palette()
  #cwd = process.cwd()

  constructor () { super({ writableObjectMode: true }) }

  #indent (nesting) { return '  '.repeat(nesting) }

  #error (error, lead) {
    if (!error) return ''
    const cause = isFailure(error) ? error.cause : error
    return inspect(cause, { colors: this.#colours.red !== '', breakLength: Infinity }).split(/\r?\n/).map((line) => `\n${lead}  ${line}`).join('')
  }

  #line (type, data, lead, withoutError) {
    const c = this.#colours
    const colour = { 'test:fail': c.red, 'test:pass': c.green }[type] ?? c.white
    const { skip, todo, details, name } = data
    let text = `${name} ${c.gray}(${details.duration_ms}ms)${c.white}`
    if (skip !== undefined) text += ` # ${typeof skip === 'string' && skip.length ? skip : 'SKIP'}`
    else if (todo !== undefined) text += ` # ${typeof todo === 'string' && todo.length ? todo : 'TODO'}`
    const mark = skip !== undefined ? marks.skip : marks[type]
    const shade = skip !== undefined ? c.gray : colour
    const error = withoutError ? '' : this.#error(details.error, lead)
    return `${lead}${shade}${mark}${c.white}${text}${c.white}${error ? `${error}\n` : ''}`
  }

  #event ({ type, data }) {
    const c = this.#colours
    const lead = this.#indent(data.nesting ?? 0)
    switch (type) {
      case 'test:start':
        this.#parents.unshift(data)
        return ''
      case 'test:fail':
        if (data.details.error?.failureType !== 'subtestsFailed') this.#failed.push(data)
        return this.#result(type, data)
      case 'test:pass':
        return this.#result(type, data)
      case 'test:stderr':
      case 'test:stdout':
        return data.message
      case 'test:diagnostic':
        return `${lead}${c.blue}${marks[type]}${data.message}${c.white}\n`
    }
    return ''
  }

  // A test that has subtests is announced above them, and told again below.
  #result (type, data) {
    let text = ''
    const own = this.#parents.shift()
    for (const parent of [...this.#parents].reverse()) {
      if (parent.announced) continue
      parent.announced = true
      text += `${this.#indent(parent.nesting)}${marks.arrow}${parent.name}\n`
    }
    const hasSubtests = own?.announced === true || data.details.error?.failureType === 'subtestsFailed'
    return text + this.#line(type, data, this.#indent(data.nesting), hasSubtests) + '\n'
  }

  _transform (event, encoding, callback) { callback(null, this.#event(event)) }

  _flush (callback) {
    if (this.#failed.length === 0) return callback(null, '')
    const { red, white } = this.#colours
    const lines = [`\n${red}${marks['test:fail']}failing tests:${white}\n`]
    for (const test of this.#failed) {
      const place = test.file ? `test at ${relative(this.#cwd, test.file)}:${test.line}:${test.column}\n` : ''
      lines.push(place + this.#line('test:fail', test, ''))
    }
    callback(null, lines.join('\n'))
  }
}

module.exports = function spec () { return new SpecReporter() }
