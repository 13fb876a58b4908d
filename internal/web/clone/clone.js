const { coded } = require('internal/errors')

function structuredClone (value, options) {
  if (arguments.length === 0) throw coded(TypeError, 'ERR_MISSING_ARGS', 'The value argument must be specified')
  if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
    throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'The options argument must be either an object or undefined')
  }
  return native.clone(value, transferList(options?.transfer))
}

function transferList (list) {
  if (list === undefined || list === null) return undefined
  if (typeof list !== 'object' || typeof list[Symbol.iterator] !== 'function') throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'Optional transferList argument must be an iterable')
  return [...list]
}

Object.defineProperty(structuredClone, 'length', { value: 0 })

module.exports = {
  structuredClone,
  markAsUntransferable: native.markAsUntransferable
}
