const { formatWithOptions, inspect } = require('internal/util/inspect')

const kGroupIndent = Symbol('kGroupIndent')
const kGroupWidth = Symbol('kGroupIndentationWidth')
const kCounts = Symbol('counts')
const kTimers = Symbol('timers')
const kStreams = Symbol('streams')
const kIgnore = Symbol('kIgnoreErrors')
const kColors = Symbol('kColorMode')
const kInspect = Symbol('kInspectOptions')

function hidden (object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: false, configurable: true })
}

function Console (options, ...rest) {
  if (!new.target) return new Console(...arguments)
  const { codes: { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
  const { validateInteger, validateObject } = require('internal/validators')
  if (!options || typeof options.write === 'function') options = { stdout: options, stderr: rest[0], ignoreErrors: rest[1] }
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions, groupIndentation } = options
  if (!stdout || typeof stdout.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stdout')
  if (!stderr || typeof stderr.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stderr')
  if (![true, false, 'auto'].includes(colorMode)) throw new ERR_INVALID_ARG_VALUE('colorMode', colorMode)
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, 1000)
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions')
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode')
    }
  }
  setup(this, ignoreErrors, colorMode, inspectOptions, groupIndentation)
  hidden(this, '_stdout', stdout)
  hidden(this, '_stderr', stderr)
  for (const key of Object.keys(Console.prototype)) {
    const bound = this[key].bind(this) // which a subclass may have its own of
    Object.defineProperty(bound, 'name', { value: key })
    this[key] = bound
  }
}

function setup (console, ignoreErrors, colorMode, inspectOptions, groupIndentation = 2) {
  hidden(console, kGroupIndent, '')
  hidden(console, kGroupWidth, groupIndentation)
  hidden(console, kCounts, new Map())
  hidden(console, kTimers, new Map())
  hidden(console, '_times', console[kTimers])
  hidden(console, kIgnore, ignoreErrors)
  hidden(console, kColors, colorMode)
  hidden(console, kInspect, inspectOptions)
}

function optionsFor (console, stream) {
  const options = console[kInspect]
  if (options && options.colors !== undefined) return options
  let color = console[kColors]
  if (color === 'auto') color = !!(stream && stream.isTTY && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2))
  if (options) return { ...options, colors: color }
  return color ? { colors: true } : plain
}
const plain = {}

function emit (console, fd, text) {
  const indent = console[kGroupIndent]
  if (indent !== '') {
    if (text.includes('\n')) text = text.replace(/\n/g, `\n${indent}`)
    text = indent + text
  }
  text += '\n'
  const stream = streamOf(console, fd)
  if (stream === undefined) {
    native.write(fd, text)
    return
  }
  if (!console[kIgnore]) {
    stream.write(text)
    return
  }
  try {
    if (stream.listenerCount?.('error') === 0) stream.once('error', noop)
    stream.write(text, errorHandler(stream))
  } catch {
  } finally {
    stream.removeListener?.('error', noop)
  }
}

// errorHandler swallows a failure that comes later: one function for each stream, so that its writes share a tick.
const handlers = new WeakMap()
function errorHandler (stream) {
  if (!handlers.has(stream)) {
    handlers.set(stream, (error) => {
      if (error && !stream._writableState?.errorEmitted && stream.listenerCount?.('error') === 0) stream.once('error', noop)
    })
  }
  return handlers.get(stream)
}
function noop () {}

const terminals = [] // whether the host's stream is one, by descriptor
const own = [] // the global console's streams, by descriptor, if the program gave it others

// The global console writes to the host until the program has taken process.stdout: then that is what it writes to, as it may be changed.
function streamOf (console, fd) {
  if (!console[kStreams]) return fd === 1 ? console._stdout : console._stderr
  if (own[fd] !== undefined) return own[fd]
  const name = fd === 1 ? 'stdout' : 'stderr'
  const property = Object.getOwnPropertyDescriptor(globalThis.process, name)
  if (property && 'value' in property) return property.value
  terminals[fd] ??= native.isTerminal(fd)
  return terminals[fd] ? process[name] : undefined // which knows its colours
}

function formatted (console, fd, args) {
  if (args.length === 1 && typeof args[0] === 'string') return args[0]
  return formatWithOptions(optionsFor(console, streamOf(console, fd)), ...args)
}

const methods = {
  log (...args) { emit(this, 1, formatted(this, 1, args)) },
  warn (...args) { emit(this, 2, formatted(this, 2, args)) },
  dir (object, options) { emit(this, 1, inspect(object, { customInspect: false, ...optionsFor(this, streamOf(this, 1)), ...options })) },
  time (label = 'default') {
    label = `${label}`
    if (this[kTimers].has(label)) return void process.emitWarning(`Label '${label}' already exists for console.time()`)
    this[kTimers].set(label, process.hrtime())
  },
  timeEnd (label = 'default') {
    if (timing(this, 'timeEnd', label)) this[kTimers].delete(`${label}`)
  },
  timeLog (label = 'default', ...data) { timing(this, 'timeLog', label, data) },
  trace: function trace (...args) {
    const error = { name: 'Trace', message: formatted(this, 2, args) }
    let stack
    if (Error.captureStackTrace) {
      Error.captureStackTrace(error, trace)
      stack = error.stack
    } else stack = String(new Error(error.message).stack).replace(/^Error/, 'Trace')
    this.error(stack)
  },
  assert (condition, ...args) {
    if (condition) return
    args[0] = `Assertion failed${args.length === 0 ? '' : `: ${args[0]}`}`
    this.warn(...args)
  },
  clear () {
    const stream = streamOf(this, 1)
    if (stream?.isTTY && process.env.TERM !== 'dumb') {
      const { cursorTo, clearScreenDown } = require('readline')
      cursorTo(stream, 0, 0)
      clearScreenDown(stream)
    }
  },
  count (label = 'default') {
    label = `${label}`
    const count = (this[kCounts].get(label) || 0) + 1
    this[kCounts].set(label, count)
    this.log(`${label}: ${count}`)
  },
  countReset (label = 'default') {
    label = `${label}`
    if (!this[kCounts].has(label)) return void process.emitWarning(`Count for '${label}' does not exist`)
    this[kCounts].delete(label)
  },
  group (...data) {
    if (data.length > 0) this.log(...data)
    this[kGroupIndent] += ' '.repeat(this[kGroupWidth])
  },
  groupEnd () { this[kGroupIndent] = this[kGroupIndent].slice(0, this[kGroupIndent].length - this[kGroupWidth]) },
  table (data, properties) { return require('internal/console/table').print(this, data, properties) }
}

function timing (console, name, label, data) {
  label = `${label}`
  const start = console[kTimers].get(label)
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${name}()`)
    return false
  }
  const [seconds, nanoseconds] = process.hrtime(start)
  const text = `${label}: ${duration(seconds * 1000 + nanoseconds / 1e6)}`
  if (data === undefined || data.length === 0) console.log('%s', text)
  else console.log('%s', text, ...data)
  return true
}

function duration (ms) {
  const pad = (n) => String(n).padStart(2, '0')
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`
  if (ms < 60000) return `${(ms / 1000).toFixed(3)}s`
  const [seconds, fraction] = ((ms % 60000) / 1000).toFixed(3).split('.')
  const minutes = Math.floor(ms / 60000)
  if (minutes < 60) return `${minutes}:${pad(seconds)}.${fraction} (m:ss.mmm)`
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds)} (h:mm:ss)`
}

methods.debug = methods.info = methods.dirxml = methods.log
methods.error = methods.warn
methods.groupCollapsed = methods.group
const order = ['log', 'warn', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group', 'groupEnd', 'table',
  'debug', 'info', 'dirxml', 'error', 'groupCollapsed']
for (const name of order) Console.prototype[name] = methods[name]

const console = Object.create({})
for (const name of order) {
  const method = methods[name]
  const bound = (...args) => Reflect.apply(method, console, args)
  Object.defineProperty(bound, 'name', { value: name })
  console[name] = bound
}
setup(console, true, 'auto')
hidden(console, kStreams, true)
for (const [name, fd] of [['stdout', 1], ['stderr', 2]]) {
  Object.defineProperty(console, `_${name}`, { configurable: true, enumerable: false, get: () => own[fd] ?? process[name], set (stream) { own[fd] = stream } })
}
Object.assign(console, { profile () {}, profileEnd () {}, timeStamp () {}, context: () => {} })
Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true })
console.Console = Console
hidden(console, '_ignoreErrors', true)
Object.defineProperty(Console, Symbol.hasInstance, { value (instance) { return instance !== null && typeof instance === 'object' && kCounts in instance } })

module.exports = {
  console,
  writeError (text) {
    const stream = streamOf(console, 2)
    if (stream === undefined) native.write(2, text)
    else stream.write(text)
  }
}
