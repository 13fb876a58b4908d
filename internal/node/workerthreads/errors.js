const { inspect } = require('internal/util/inspect')
const { structuredClone } = require('internal/structured_clone')
const classes = { Error, TypeError, RangeError, URIError, SyntaxError, ReferenceError, EvalError }

// Says of what a worker threw all that can be cloned: an error keeps its class and properties.
function describe (thrown) {
  const kind = errorClass(thrown)
  if (kind !== undefined) {
    const properties = {}
    for (let o = thrown; o !== null && o !== classes[kind].prototype; o = Object.getPrototypeOf(o)) {
      for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(o))) {
        if (Object.hasOwn(properties, key) || key === 'constructor' || key === '__proto__') continue
        const value = cloneable(thrown, key, descriptor)
        if (value !== undefined) properties[key] = { value: value.value, enumerable: descriptor.enumerable }
      }
    }
    return { kind, properties }
  }
  try { return { value: structuredClone(thrown) } } catch { return { text: inspect(thrown) } }
}

function errorClass (thrown) {
  if (!require('util').types.isNativeError(thrown)) return undefined
  for (let o = Object.getPrototypeOf(thrown); o !== null; o = Object.getPrototypeOf(o)) {
    for (const name of Object.keys(classes)) if (o === classes[name].prototype) return name
  }
  return 'Error'
}

function cloneable (thrown, key, descriptor) {
  try {
    const value = 'value' in descriptor ? descriptor.value : Reflect.get(thrown, key)
    if (typeof value === 'function') return undefined
    return { value: require('util').types.isNativeError(value) ? value : structuredClone(value) }
  } catch { return undefined }
}

// Makes of a description what the parent's 'error' event gives.
function restore (description) {
  const { codes: { ERR_WORKER_UNSERIALIZABLE_ERROR } } = require('internal/errors')
  if (description === undefined) return new ERR_WORKER_UNSERIALIZABLE_ERROR()
  if ('text' in description) return description.text
  if ('value' in description) return description.value
  const error = new classes[description.kind]()
  delete error.message
  Object.defineProperty(error, 'stack', { value: undefined, writable: true, configurable: true, enumerable: false })
  for (const [key, { value, enumerable }] of Object.entries(description.properties)) {
    Object.defineProperty(error, key, { value, enumerable, writable: true, configurable: true })
  }
  return error
}

module.exports = { describe, restore }
