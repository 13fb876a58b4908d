// process.emitWarning, and the printing of warnings.
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { validateString } = require('internal/validators')

function warningOf (text, type, code, ctor, detail) {
  const warning = new Error(text)
  warning.name = String(type || 'Warning')
  if (code) warning.code = code
  if (detail !== undefined) warning.detail = detail
  if (Error.captureStackTrace) Error.captureStackTrace(warning, ctor || process.emitWarning)
  return warning
}

function emitWarning (warning, type, code, ctor) {
  let detail
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ({ ctor, code } = type)
    if (typeof type.detail === 'string') detail = type.detail
    type = type.type || 'Warning'
  } else if (typeof type === 'function') [ctor, code, type] = [type, '', 'Warning']
  if (type !== undefined) validateString(type, 'type')
  if (typeof code === 'function') [ctor, code] = [code, '']
  else if (code !== undefined) validateString(code, 'code')
  if (typeof warning === 'string') warning = warningOf(warning, type, code, ctor, detail)
  else if (!(warning instanceof Error)) throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning)
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return
    if (process.throwDeprecation) return void process.nextTick(() => { throw warning })
  }
  process.nextTick(() => process.emit('warning', warning))
}

let hinted = false

function print (warning) {
  const { flags } = native
  if (!(warning instanceof Error)) return
  const isDeprecation = warning.name === 'DeprecationWarning'
  if ((isDeprecation && process.noDeprecation) || flags.disabled.includes(warning.code) || flags.disabled.includes(warning.name)) return
  const trace = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation)
  let text = `(node:${process.pid}) `
  if (warning.code) text += `[${warning.code}] `
  if (trace && warning.stack) text += warning.stack
  else text += typeof warning.toString === 'function' ? `${warning.toString()}` : Error.prototype.toString.call(warning)
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`
  if (!trace && !hinted) {
    const name = process.argv0 ? require('path').basename(process.argv0, '.exe') : 'node'
    text += `\n(Use \`${name} --trace-${isDeprecation ? 'deprecation' : 'warnings'} ...\` to show where the warning was created)`
    hinted = true
  }
  write(`${text}\n`)
}

// write writes to the file that was asked for, or to standard error.
function write (text) {
  const file = native.flags.redirect || process.env.NODE_REDIRECT_WARNINGS
  if (file) {
    try {
      return require('fs').appendFileSync(file, text)
    } catch {}
  }
  require('internal/console').writeError(text)
}

module.exports = { emitWarning, print }
