const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const { validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateOneOf, validateString, validateUint32 } = require('internal/validators')

const contexts = new WeakMap()

// The data of a compiled script: the engine has none to keep, so it is what tells whether a text is the same.
function dataOf (code) {
  return Buffer.concat([Buffer.from('wasmglue script\0'), require('crypto').createHash('sha256').update(code).digest()])
}

// decorate puts the place of a failure before its stack, as an error that nobody catches is shown.
function decorate (error, { filename, lineOffset, columnOffset }, code) {
  if (error === null || typeof error !== 'object' || typeof error.stack !== 'string' || decorated.has(error)) return
  const at = error instanceof SyntaxError
    ? /(?:^|\s)Line (\d+):(\d+)/.exec(error.message)
    : new RegExp(`${filename.replace(/[|\\{}()[\]^$+*?.]/g, '\\$&')}:(\\d+):(\\d+)`).exec(error.stack)
  if (at === null) return
  decorated.add(error)
  const row = at[1] - 1 - Math.max(lineOffset, 0)
  const line = code.split('\n')[row]
  if (line === undefined) return
  let column = at[2] - 1 - (row === 0 ? Math.max(columnOffset, 0) : 0)
  const thrown = line.slice(0, Math.max(column, 0) + 1).search(/\bthrow\b[^;]*$/) // the place of a failure is the statement that throws
  if (thrown >= 0) column = thrown
  const stack = `${filename}:${at[1]}\n${line}\n${' '.repeat(Math.max(column, 0))}^\n\n${error.stack}`
  Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true, enumerable: false })
}
const decorated = new WeakSet()

const kRun = Symbol('run')

class Script {
  #code
  #options
  #program
  constructor (code, options = {}) {
    code = `${code}`
    if (typeof options === 'string') options = { filename: options }
    else validateObject(options, 'options')
    const { filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false, importModuleDynamically } = options
    validateString(filename, 'options.filename')
    validateInt32(lineOffset, 'options.lineOffset')
    validateInt32(columnOffset, 'options.columnOffset')
    if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData)
    validateBoolean(produceCachedData, 'options.produceCachedData')
    if (importModuleDynamically !== undefined && importModuleDynamically !== constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) {
      validateFunction(importModuleDynamically, 'options.importModuleDynamically')
    }
    this.#code = code
    this.#options = { filename, lineOffset, columnOffset }
    try {
      this.#program = native.compile(code, filename, lineOffset, columnOffset)
    } catch (error) {
      decorate(error, this.#options, code)
      throw error
    }
    if (cachedData !== undefined) this.cachedDataRejected = !dataOf(code).equals(Buffer.from(cachedData.buffer, cachedData.byteOffset, cachedData.byteLength))
    if (produceCachedData) {
      this.cachedData = dataOf(code)
      this.cachedDataProduced = true
    }
    this.sourceMapURL = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code)?.[1]
  }

  [kRun] (context, options = {}) {
    validateObject(options, 'options')
    const { breakOnSigint = false, displayErrors = true, timeout } = options
    if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true)
    validateBoolean(displayErrors, 'options.displayErrors')
    validateBoolean(breakOnSigint, 'options.breakOnSigint')
    try {
      return native.run(this.#program, context, timeout ?? 0)
    } catch (error) {
      if (displayErrors) decorate(error, this.#options, this.#code)
      throw error
    }
  }

  runInThisContext (options) { return this[kRun](undefined, options) }

  runInContext (contextifiedObject, options) {
    validateContext(contextifiedObject)
    return this[kRun](contexts.get(contextifiedObject), options)
  }

  runInNewContext (contextObject, options) {
    const context = createContext(contextObject, contextOptions(options))
    return this.runInContext(context, options)
  }

  createCachedData () { return dataOf(this.#code) }
}
Object.defineProperty(Script.prototype, kRun, { enumerable: false })

function validateContext (context) {
  if (context === null || (typeof context !== 'object' && typeof context !== 'function')) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'Object', context)
  if (!contexts.has(context)) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', context)
}

function isContext (object) {
  validateObject(object, 'object', { allowArray: true })
  return contexts.has(object)
}

function contextOptions (options) {
  if (!options) return {}
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options
  if (contextName !== undefined) validateString(contextName, 'options.contextName')
  if (contextOrigin !== undefined) validateString(contextOrigin, 'options.contextOrigin')
  checkGeneration(contextCodeGeneration, 'options.contextCodeGeneration')
  return { name: contextName, origin: contextOrigin, codeGeneration: contextCodeGeneration, microtaskMode }
}

function checkGeneration (codeGeneration, name) {
  if (codeGeneration === undefined) return
  validateObject(codeGeneration, name)
  for (const key of ['strings', 'wasm']) if (codeGeneration[key] !== undefined) validateBoolean(codeGeneration[key], `${name}.${key}`)
}

let contextNumber = 0
function createContext (contextObject = {}, options = {}) {
  if (isContext(contextObject)) return contextObject
  validateObject(options, 'options')
  const { name = `VM Context ${++contextNumber}`, origin, codeGeneration, microtaskMode } = options
  validateString(name, 'options.name')
  if (origin !== undefined) validateString(origin, 'options.origin')
  checkGeneration(codeGeneration, 'options.codeGeneration')
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined])
  contexts.set(contextObject, native.context(contextObject, codeGeneration?.strings !== false))
  return contextObject
}

// run takes the options of a function that makes a script and runs it: a string is a filename.
const named = (options) => (typeof options === 'string' ? { filename: options } : options)

function runInContext (code, contextifiedObject, options) {
  validateContext(contextifiedObject)
  options = named(options)
  return new Script(code, options).runInContext(contextifiedObject, options)
}

function runInNewContext (code, contextObject, options) {
  options = named(options)
  return runInContext(code, createContext(contextObject, contextOptions(options)), options)
}

function runInThisContext (code, options) {
  options = named(options)
  return new Script(code, options).runInThisContext(options)
}

function compileFunction (code, params, options = {}) {
  validateString(code, 'code')
  validateObject(options, 'options')
  if (params !== undefined) {
    validateArray(params, 'params')
    params.forEach((p, i) => validateString(p, `params[${i}]`))
  }
  const { filename = '', columnOffset = 0, lineOffset = 0, cachedData, produceCachedData = false, parsingContext, contextExtensions = [] } = options
  validateString(filename, 'options.filename')
  validateInt32(columnOffset, 'options.columnOffset')
  validateInt32(lineOffset, 'options.lineOffset')
  if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData)
  validateBoolean(produceCachedData, 'options.produceCachedData')
  if (parsingContext !== undefined && (typeof parsingContext !== 'object' || parsingContext === null || !isContext(parsingContext))) {
    throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext)
  }
  validateArray(contextExtensions, 'options.contextExtensions')
  contextExtensions.forEach((extension, i) => {
    const name = `options.contextExtensions[${i}]`
    if (extension === null || typeof extension !== 'object') throw new ERR_INVALID_ARG_TYPE(name, 'object', extension)
  })
  const context = parsingContext && contexts.get(parsingContext)
  const parameters = (params ?? []).join(',')
  let result
  if (contextExtensions.length === 0) result = native.run(native.function(parameters, code, filename, lineOffset, columnOffset), context, 0)
  else {
    const extended = contextExtensions.reduceRight((inner, _, i) => `with (extensions[${i}]) { ${inner} }`, `return function (${parameters}) {${code}\n}`)
    result = native.run(native.compile(`(function (extensions) { ${extended} })`, filename, lineOffset, columnOffset), context, 0)(contextExtensions)
  }
  if (cachedData !== undefined) result.cachedDataRejected = !dataOf(code).equals(Buffer.from(cachedData.buffer, cachedData.byteOffset, cachedData.byteLength))
  if (produceCachedData) {
    result.cachedData = dataOf(code)
    result.cachedDataProduced = true
  }
  return result
}

function measureMemory (options = {}) {
  validateObject(options, 'options')
  const { mode = 'summary', execution = 'default' } = options
  validateOneOf(mode, 'options.mode', ['summary', 'detailed'])
  validateOneOf(execution, 'options.execution', ['default', 'eager'])
  throw new ERR_METHOD_NOT_IMPLEMENTED('vm.measureMemory')
}

const constants = Object.freeze({ __proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default') })

module.exports = {
  Script,
  createContext,
  createScript: (code, options) => new Script(code, named(options)),
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants
}
