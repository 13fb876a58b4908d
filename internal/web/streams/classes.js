// What the classes of streams have in common: how their properties show, how they print, how the host makes them.
const { inspect } = require('internal/util/inspect')
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const custom = Symbol.for('nodejs.util.inspect.custom')

// Given as the first argument of a constructor by the host alone: the second one is then the record of the new object.
const kMake = Symbol('make')

// Shows the members of a class's prototype as Web IDL says. tag is false for the classes that node gives none.
function expose (Class, names, tag = true) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true })
  if (tag) Object.defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: Class.name })
}

// What an instance of a class shows: those of its accessors.
function members (Class, names) {
  return (object) => Object.fromEntries(names.map((name) => [name, Reflect.get(Class.prototype, name, object)]))
}

// Makes the util.inspect method of a class out of what its instances show.
function printed (Class, shown) {
  const method = {
    [custom] (depth, options) {
      const show = shown(this)
      if (depth < 0) return undefined
      return `${Class.name} ${inspect(show, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`
    }
  }[custom]
  Object.defineProperty(Class.prototype, custom, { __proto__: null, configurable: true, writable: true, value: method })
}

function illegal () { return new ERR_ILLEGAL_CONSTRUCTOR() }
function wrongThis (name) { return new ERR_INVALID_THIS(name) }

// A dictionary argument: any object or function; undefined and null where they may stand for an empty one.
function dictionary (value, name, nullable = true) {
  if (value === undefined || (value === null && nullable)) return {}
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) throw new ERR_INVALID_ARG_TYPE(name, 'object', value)
  return value
}

// A callback of a dictionary, or undefined.
function callback (object, key, name) {
  const method = object[key]
  if (method === undefined) return undefined
  if (typeof method !== 'function') throw new ERR_INVALID_ARG_TYPE(`${name}.${key}`, 'function', method)
  return method
}

module.exports = { kMake, expose, members, printed, illegal, wrongThis, dictionary, callback }
