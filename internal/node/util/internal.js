const { codes: { ERR_UNKNOWN_SIGNAL } } = require('internal/errors')

const encodings = new Map()
for (const [name, ...labels] of [['utf8', 'utf8', 'utf-8'], ['utf16le', 'ucs2', 'ucs-2', 'utf16le', 'utf-16le'], ['latin1', 'latin1', 'binary'],
  ['base64', 'base64'], ['base64url', 'base64url'], ['hex', 'hex'], ['ascii', 'ascii']]) {
  for (const label of labels) encodings.set(label, name)
}

function normalizeEncoding (encoding) {
  if (encoding == null || encoding === '') return 'utf8'
  return encodings.get(`${encoding}`.toLowerCase())
}

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom')
const kCustomPromisifyArgs = Symbol('customPromisifyArgs')

function promisify (original) {
  require('internal/validators').validateFunction(original, 'original')
  if (original[kCustomPromisify]) {
    const fn = original[kCustomPromisify]
    require('internal/validators').validateFunction(fn, 'util.promisify.custom')
    return Object.defineProperty(fn, kCustomPromisify, { value: fn, enumerable: false, writable: false, configurable: true })
  }
  const names = original[kCustomPromisifyArgs]
  function fn (...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) return reject(error)
        if (names !== undefined && values.length > 1) {
          const object = {}
          names.forEach((name, i) => { object[name] = values[i] })
          resolve(object)
        } else resolve(values[0])
      }])
    })
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original))
  Object.defineProperty(fn, kCustomPromisify, { value: fn, enumerable: false, writable: false, configurable: true })
  for (const key of Reflect.ownKeys(original)) {
    if (key === kCustomPromisify) continue
    const own = Object.getOwnPropertyDescriptor(fn, key)
    if (own === undefined || own.configurable) Object.defineProperty(fn, key, Object.getOwnPropertyDescriptor(original, key))
  }
  return fn
}
promisify.custom = kCustomPromisify

const warned = new Set()
function deprecate (fn, message, code, useEmitSync) {
  if (code !== undefined) require('internal/validators').validateString(code, 'code')
  if (globalThis.process?.noDeprecation === true) return fn
  let done = false
  function deprecated (...args) {
    if (!done) {
      done = true
      if (code === undefined) process.emitWarning(message, 'DeprecationWarning', deprecated)
      else if (!warned.has(code)) {
        process.emitWarning(message, 'DeprecationWarning', code, deprecated)
        warned.add(code)
      }
    }
    if (new.target) return Reflect.construct(fn, args, new.target)
    return Reflect.apply(fn, this, args)
  }
  Object.setPrototypeOf(deprecated, fn)
  if (fn.prototype) deprecated.prototype = fn.prototype
  return deprecated
}

function signalNumber (signal) {
  const { signals } = require('os').constants
  if (typeof signal === 'number') {
    for (const name of Object.keys(signals)) if (signals[name] === signal) return signal
  } else if (typeof signal === 'string' && signals[signal.toUpperCase()]) return signals[signal.toUpperCase()]
  throw new ERR_UNKNOWN_SIGNAL(signal)
}

let errorMap
function systemErrorMap () { return (errorMap ??= new Map(native.systemErrors())) }

const asyncIteratorPrototype = Object.create(Object.create(Object.prototype, {
  [Symbol.asyncIterator]: { value () { return this }, writable: true, configurable: true }
}))

module.exports = {
  asyncIteratorPrototype,
  customInspectSymbol: Symbol.for('nodejs.util.inspect.custom'),
  customPromisifyArgs: kCustomPromisifyArgs,
  deprecate,
  kEmptyObject: Object.freeze(Object.create(null)),
  kEnumerableProperty: { __proto__: null, enumerable: true },
  normalizeEncoding,
  promisify,
  signalNumber,
  systemErrorMap,
  toUSVString: (v) => native.wellFormed(`${v}`),
  once (fn) {
    let called = false
    return function (...args) {
      if (called) return
      called = true
      return Reflect.apply(fn, this, args)
    }
  },
  lazyProperties (target, id, names, enumerable = true) {
    for (const name of names) {
      Object.defineProperty(target, name, {
        configurable: true,
        enumerable,
        get () {
          const value = require(id)[name]
          Object.defineProperty(target, name, { value, configurable: true, enumerable, writable: true })
          return value
        },
        set (value) { Object.defineProperty(target, name, { value, configurable: true, enumerable, writable: true }) }
      })
    }
  }
}
