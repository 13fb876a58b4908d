// What becomes of rejections that nobody handled, by the mode of --unhandled-rejections.
const numbers = new WeakMap()
let last = 0

const isErrorLike = (reason) => typeof reason === 'object' && reason !== null && Object.hasOwn(reason, 'stack')

// The reason as text, without running any code of the program.
function shown (reason) {
  if (typeof reason === 'function') return Function.prototype.toString.call(reason)
  if (typeof reason !== 'object' || reason === null) return String(reason)
  if (Array.isArray(reason)) return '[object Array]'
  const name = Object.getPrototypeOf(reason)?.constructor?.name
  return name ? `#<${name}>` : '[object Object]'
}

// What is not an error is reported as one that has no stack: it was not thrown here.
function errorOf (reason) {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  const error = new Error('This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which ' +
    `was not handled with .catch(). The promise rejected with the reason "${shown(reason)}".`)
  Error.stackTraceLimit = limit
  error.code = 'ERR_UNHANDLED_REJECTION'
  Object.defineProperty(error, 'name', { value: 'UnhandledPromiseRejection', writable: true, configurable: true })
  error.stack = `${error.name}: ${error.message}`
  return error
}

function raise (reason) { native.raise(isErrorLike(reason) ? reason : errorOf(reason), reason) }

function emit (reason, promise) { return process.emit('unhandledRejection', reason, promise) }

function warn (reason, promise) {
  const kind = 'UnhandledPromiseRejectionWarning'
  const warning = new Error('Unhandled promise rejection. This error originated either by throwing inside of an async function without a catch block, ' +
    'or by rejecting a promise which was not handled with .catch(). To terminate the node process on unhandled promise rejection, use the CLI flag ' +
    '`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ' + `(rejection id: ${numbers.get(promise)})`)
  warning.name = kind
  try {
    if (isErrorLike(reason)) {
      warning.stack = reason.stack
      process.emitWarning(reason.stack, kind)
    } else process.emitWarning(shown(reason), kind)
  } catch {}
  process.emitWarning(warning)
}

const modes = {
  throw (reason, promise) {
    if (!emit(reason, promise)) raise(reason)
  },
  strict (reason, promise) {
    raise(reason)
    if (!emit(reason, promise)) warn(reason, promise)
  },
  warn (reason, promise) {
    emit(reason, promise)
    warn(reason, promise)
  },
  none: emit,
  'warn-with-error-codes' (reason, promise) {
    if (emit(reason, promise)) return
    warn(reason, promise)
    process.exitCode = 1
  }
}

function unhandled (reason, promise) {
  numbers.set(promise, ++last)
  modes[native.mode](reason, promise)
}

function handled (promise) {
  if (!process.emit('rejectionHandled', promise) && native.mode.startsWith('warn')) {
    const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${numbers.get(promise)})`)
    warning.name = 'PromiseRejectionHandledWarning'
    warning.id = numbers.get(promise)
    process.emitWarning(warning)
  }
}

module.exports = { unhandled, handled }
