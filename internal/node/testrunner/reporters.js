// The reporters by name, and which of them this process uses.
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { getOptionValue } = require('internal/options')

const lazy = {
  dot: () => require('internal/test_runner/reporter/dot'),
  junit: () => require('internal/test_runner/reporter/junit'),
  spec: () => require('internal/test_runner/reporter/spec'),
  tap: () => require('internal/test_runner/reporter/tap')
}

// formatted makes a reporter of a function that turns one event into text: what an asynchronous generator over the events would be.
function formatted (makeFormat) {
  return (source) => {
    const events = source[Symbol.asyncIterator]()
    const format = makeFormat()
    let state = 'head'
    return {
      [Symbol.asyncIterator] () { return this },
      async next () {
        if (state === 'head') {
          state = 'events'
          const head = format.head?.()
          if (head) return { value: head, done: false }
        }
        while (state === 'events') {
          const { value: event, done } = await events.next()
          if (done) {
            state = 'done'
            const tail = format.tail?.()
            if (tail) return { value: tail, done: false }
          } else {
            const text = format.event(event)
            if (text) return { value: text, done: false }
          }
        }
        return { value: undefined, done: true }
      },
      async return () {
        state = 'done'
        await events.return?.()
        return { value: undefined, done: true }
      }
    }
  }
}

// attach lets the reporters of the command line, or the usual one, write what a root's stream tells.
function attach (stream) {
  if (process.env.NODE_TEST_CONTEXT === 'child') return require('internal/test_runner/run').tellParent(stream)
  const names = split(getOptionValue('--test-reporter'))
  const places = split(getOptionValue('--test-reporter-destination'))
  if (names.length === 0 && places.length === 0) names.push(process.stdout.isTTY ? 'spec' : 'tap')
  if (places.length === 0 && names.length === 1) places.push('stdout')
  if (names.length !== places.length) {
    throw new ERR_INVALID_ARG_VALUE('--test-reporter', names, "must match the number of specified '--test-reporter-destination'")
  }
  names.forEach((name, i) => {
    const reporter = load(name)
    stream.compose(reporter).pipe(destination(places[i]))
  })
}

const split = (text) => text ? String(text).split('\n') : []

function load (name) {
  if (!Object.hasOwn(lazy, name)) {
    const loaded = require('module').createRequire(process.cwd() + '/')(name)
    const reporter = loaded.default ?? loaded
    return isClass(reporter) ? new reporter() : reporter // eslint-disable-line new-cap
  }
  return name === 'spec' ? lazy.spec()() : lazy[name]()
}

const isClass = (f) => typeof f === 'function' && /^class\b/.test(Function.prototype.toString.call(f))

function destination (name) {
  if (name === 'stdout') return process.stdout
  if (name === 'stderr') return process.stderr
  return require('fs').createWriteStream(name)
}

module.exports = { attach, formatted, lazy }
