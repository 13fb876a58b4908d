const { coded } = require('internal/errors')

// The list of what a message transfers, from the second argument of postMessage.
function transferOf (options) {
  if (options === undefined || options === null) return undefined
  if (typeof options !== 'object') throw notIterable('transferList')
  if (typeof options[Symbol.iterator] === 'function') return listOf(options, 'transferList')
  const { transfer } = options
  if (transfer === undefined) return undefined
  if (transfer === null || typeof transfer !== 'object') throw notIterable('options.transfer')
  return listOf(transfer, 'options.transfer')
}

function listOf (iterable, name) {
  const iterate = iterable[Symbol.iterator]
  const iterator = typeof iterate === 'function' ? Reflect.apply(iterate, iterable, []) : undefined
  if (typeof iterator?.next !== 'function') throw notIterable(name)
  return [...{ [Symbol.iterator]: () => iterator }]
}

function listOrNone (list) {
  if (list === undefined || list === null) return undefined
  if (typeof list !== 'object') throw notIterable('transferList')
  return listOf(list, 'transferList')
}

function notIterable (name) {
  return coded(TypeError, 'ERR_INVALID_ARG_TYPE', `Optional ${name} argument must be an iterable`)
}

function structuredClone (value, options) {
  if (arguments.length === 0) throw coded(TypeError, 'ERR_MISSING_ARGS', 'The value argument must be specified')
  if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
    throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'The options argument must be either an object or undefined')
  }
  return native.clone(value, listOrNone(options?.transfer))
}

Object.defineProperty(structuredClone, 'length', { value: 0 })

module.exports = {
  structuredClone,
  transferOf,
  markAsUntransferable: native.markAsUntransferable
}
