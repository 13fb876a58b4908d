const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const { validateArray, validateBoolean, validateInt32, validateObject, validateOneOf, validateString, validateUint32 } = require('internal/validators')

const contexts = new WeakMap()

function checkOptions (options) {
  if (typeof options === 'string') options = { filename: options }
  else if (options === undefined) options = {}
  validateObject(options, 'options')
  const { filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, timeout, breakOnSigint, displayErrors } = options
  validateString(filename, 'options.filename')
  validateInt32(lineOffset, 'options.lineOffset')
  validateInt32(columnOffset, 'options.columnOffset')
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true)
  if (breakOnSigint !== undefined) validateBoolean(breakOnSigint, 'options.breakOnSigint')
  if (displayErrors !== undefined) validateBoolean(displayErrors, 'options.displayErrors')
  return { ...options, filename }
}

const builtins = new Set(['Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Infinity', 'NaN', 'undefined', 'Boolean', 'String', 'Symbol', 'Date',
  'Promise', 'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'JSON', 'Math', 'Intl',
  'ArrayBuffer', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray',
  'BigUint64Array', 'BigInt64Array', 'DataView', 'Map', 'BigInt', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Proxy', 'Reflect',
  'SharedArrayBuffer', 'Atomics', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'eval', 'isFinite', 'isNaN',
  'console', 'WebAssembly'])

// The scope that code in a context sees: the object's properties, the language's built-ins, and nothing else.
function scopeOf (context) {
  let scope = contexts.get(context)
  if (scope === undefined) return undefined
  if (scope === null) {
    scope = new Proxy(context, {
      has: (target, key) => typeof key !== 'symbol' && key !== '__wasmglue_run',
      get (target, key) {
        if (key === Symbol.unscopables) return undefined
        if (key in target) return target[key]
        if (key === 'globalThis') return scope
        if (builtins.has(key)) return globalThis[key]
        throw new ReferenceError(`${String(key)} is not defined`)
      }
    })
    contexts.set(context, scope)
  }
  return scope
}

// Declarations at the top level become properties of the context, as they would of a global object.
function declared (code) {
  const names = new Set()
  for (const match of code.matchAll(/(?:^|[;\n{}])\s*(?:var\s+([\w$]+)|(?:async\s+)?function\s*\*?\s*([\w$]+))/g)) names.add(match[1] ?? match[2])
  return [...names]
}

// Function declarations are assigned to the context first, var declarations become assignments.
function hoisted (code, names) {
  const out = code.replace(/(^|[;\n{}])(\s*)var\s+(?=[\w$]+\s*(?:=|;|$))/g, '$1$2')
  const functions = names.filter((n) => new RegExp(`function\\s*\\*?\\s*${n.replace(/\$/g, '\\$&')}\\b`).test(code))
  return functions.map((n) => `globalThis[${JSON.stringify(n)}] = ${n};`).join('') + out
}

class Script {
  #code
  #filename
  #program
  constructor (code, options) {
    this.#code = `${code}`
    const checked = checkOptions(options)
    this.#filename = checked.filename
    this.#program = native.compile(this.#code, this.#filename)
    this.cachedDataRejected = options?.cachedData ? false : undefined
    this.sourceMapURL = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(this.#code)?.[1]
  }

  runInThisContext (options) {
    checkOptions(options)
    return native.run(this.#program)
  }

  runInContext (context, options) {
    validateContext(context)
    checkOptions(options)
    const scope = scopeOf(context)
    const names = declared(this.#code)
    for (const name of names) if (!(name in context)) context[name] = undefined
    const code = hoisted(this.#code, names)
    const source = `(function (__wasmglue_run) { with (__wasmglue_run) { return (function () { return eval(${JSON.stringify(code + `\n//# sourceURL=${this.#filename}`)}) }).call(__wasmglue_run) } })`
    return native.run(native.compile(source, this.#filename))(scope)
  }

  runInNewContext (object, options) { return this.runInContext(createContext(object), options) }
  createCachedData () { return Buffer.alloc(0) }
}

function validateContext (context) {
  if (context === null || (typeof context !== 'object' && typeof context !== 'function')) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'Object', context)
  if (!contexts.has(context)) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', context)
}

function isContext (object) {
  validateObject(object, 'object', { allowArray: true, allowFunction: true })
  return contexts.has(object)
}

function createContext (object = {}, options = {}) {
  if (isContext(object)) return object
  validateObject(options, 'options')
  for (const name of ['name', 'origin']) if (options[name] !== undefined) validateString(options[name], `options.${name}`)
  if (options.microtaskMode !== undefined) validateOneOf(options.microtaskMode, 'options.microtaskMode', ['afterEvaluate'])
  contexts.set(object, null)
  return object
}

function compileFunction (code, params = [], options = {}) {
  validateString(code, 'code')
  validateArray(params, 'params')
  params.forEach((p, i) => validateString(p, `params[${i}]`))
  const { filename, parsingContext } = { ...checkOptions(options) }
  if (parsingContext !== undefined) validateContext(parsingContext)
  const source = `(function (${params.join(', ')}) {${code}\n})`
  return parsingContext === undefined ? native.run(native.compile(source, filename)) : new Script(source, { filename }).runInContext(parsingContext)
}

module.exports = {
  Script,
  createContext,
  createScript: (code, options) => new Script(code, options),
  runInContext: (code, context, options) => {
    validateContext(context)
    return new Script(code, options).runInContext(context, typeof options === 'string' ? undefined : options)
  },
  runInNewContext: (code, object, options) => new Script(code, options).runInNewContext(object, typeof options === 'string' ? undefined : options),
  runInThisContext: (code, options) => new Script(code, options).runInThisContext(typeof options === 'string' ? undefined : options),
  isContext,
  compileFunction,
  measureMemory () { throw new ERR_METHOD_NOT_IMPLEMENTED('vm.measureMemory') },
  constants: Object.freeze({ __proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default') })
}
