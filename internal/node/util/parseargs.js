const { codes: { ERR_INVALID_ARG_VALUE, ERR_PARSE_ARGS_INVALID_OPTION_VALUE, ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL, ERR_PARSE_ARGS_UNKNOWN_OPTION } } = require('internal/errors')
const { validateArray, validateBoolean, validateObject, validateOneOf, validateString, validateStringArray } = require('internal/validators')

function validateBooleanArray (value, name) {
  validateArray(value, name)
  value.forEach((v, i) => validateBoolean(v, `${name}[${i}]`))
}

function mainArguments () {
  const { argv, execArgv } = process
  return execArgv.some((a) => ['-e', '--eval', '-p', '--print'].includes(a)) ? argv.slice(1) : argv.slice(2)
}

function checkOptions (options) {
  validateObject(options, 'options')
  for (const [long, option] of Object.entries(options)) {
    validateObject(option, `options.${long}`)
    validateOneOf(option.type, `options.${long}.type`, ['string', 'boolean'])
    if (Object.hasOwn(option, 'short')) {
      validateString(option.short, `options.${long}.short`)
      if (option.short.length !== 1) throw new ERR_INVALID_ARG_VALUE(`options.${long}.short`, option.short, 'must be a single character')
    }
    if (Object.hasOwn(option, 'multiple')) validateBoolean(option.multiple, `options.${long}.multiple`)
    if (option.default !== undefined) {
      const check = { string: [validateString, validateStringArray], boolean: [validateBoolean, validateBooleanArray] }[option.type][option.multiple ? 1 : 0]
      check(option.default, `options.${long}.default`)
    }
  }
}

function longName (short, options) {
  for (const [long, option] of Object.entries(options)) if (option.short === short) return long
  return short
}

const isShort = (arg) => arg.length > 1 && arg[0] === '-' && arg[1] !== '-'
const isLong = (arg) => arg.length > 2 && arg.startsWith('--')
const typeOf = (options, name) => Object.hasOwn(options, name) ? options[name].type : undefined

function tokenize (args, options) {
  const tokens = []; const rest = [...args]
  let index = -1; let group = 0
  while (rest.length > 0) {
    const arg = rest.shift()
    const next = rest[0]
    if (group > 0) group--
    else index++
    const option = (name, rawName, value, inlineValue) => tokens.push({ kind: 'option', name, rawName, index, value, inlineValue })
    const takesNext = (name) => typeOf(options, name) === 'string' && next != null
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index })
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value })
      break
    }
    if (isShort(arg) && arg.length === 2) {
      const name = longName(arg[1], options)
      const value = takesNext(name) ? rest.shift() : undefined
      option(name, arg, value, value === undefined ? undefined : false)
      if (value !== undefined) ++index
    } else if (isShort(arg) && typeOf(options, longName(arg[1], options)) !== 'string') {
      const expanded = []
      for (let i = 1; i < arg.length; i++) {
        const short = arg[i]
        if (typeOf(options, longName(short, options)) !== 'string' || i === arg.length - 1) expanded.push(`-${short}`)
        else {
          expanded.push(`-${arg.slice(i)}`)
          break
        }
      }
      rest.unshift(...expanded)
      group = expanded.length
    } else if (isShort(arg)) option(longName(arg[1], options), `-${arg[1]}`, arg.slice(2), true)
    else if (isLong(arg) && !arg.includes('=', 3)) {
      const name = arg.slice(2)
      const value = takesNext(name) ? rest.shift() : undefined
      option(name, arg, value, value === undefined ? undefined : false)
      if (value !== undefined) ++index
    } else if (isLong(arg)) {
      const at = arg.indexOf('=')
      option(arg.slice(2, at), arg.slice(0, at), arg.slice(at + 1), true)
    } else tokens.push({ kind: 'positional', index, value: arg })
  }
  return tokens
}

function checkStrict (config, token) {
  const { options, allowPositionals } = config
  if (!Object.hasOwn(options, token.name)) throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals)
  const { short, type } = options[token.name]
  const shown = `${short ? `-${short}, ` : ''}--${token.name}`
  if (type === 'string' && typeof token.value !== 'string') throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`)
  if (type === 'boolean' && token.value != null) throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`)
  if (!token.inlineValue && token.value != null && token.value.length > 1 && token.value[0] === '-') {
    const example = token.rawName.startsWith('--') ? `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${token.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${token.rawName}'?\nTo specify an option argument starting with a dash use ${example}.`)
  }
}

function store (name, value, options, values) {
  if (name === '__proto__') return
  value = value ?? true
  if (Object.hasOwn(options, name) && options[name].multiple) {
    if (values[name]) values[name].push(value)
    else values[name] = [value]
  } else values[name] = value
}

function parseArgs (config = {}) {
  validateObject(config, 'config')
  const args = config.args ?? mainArguments()
  const strict = config.strict ?? true
  const allowPositionals = config.allowPositionals ?? !strict
  const { options = {}, tokens: wantTokens = false } = config
  validateArray(args, 'args')
  validateBoolean(strict, 'strict')
  validateBoolean(allowPositionals, 'allowPositionals')
  validateBoolean(wantTokens, 'tokens')
  checkOptions(options)
  const tokens = tokenize(args, options)
  const result = { values: Object.create(null), positionals: [] }
  if (wantTokens) result.tokens = tokens
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) checkStrict({ options, allowPositionals }, token)
      store(token.name, token.value, options, result.values)
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value)
      result.positionals.push(token.value)
    }
  }
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && result.values[name] === undefined && name !== '__proto__') result.values[name] = option.default
  }
  return result
}

module.exports = { parseArgs }
