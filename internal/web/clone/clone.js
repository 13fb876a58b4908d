const { codes: { ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE } } = require('internal/errors')

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

function notIterable (name) {
  const error = new ERR_INVALID_ARG_TYPE(name, 'iterable', undefined)
  error.message = `Optional ${name} argument must be an iterable`
  return error
}

function structuredClone (value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The value argument must be specified')
  if (options !== undefined && options !== null && typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options)
  return native.clone(value, options?.transfer == null ? undefined : transferOf(options.transfer))
}

module.exports = {
  structuredClone,
  transferOf,
  // register(prototype, { module, revive, clone, transfer }): how objects of a class are cloned. What clone(object) or transfer(object) returns is
  // cloned instead, and require(module)[revive] makes an object of it, in this realm or another.
  register: native.register,
  markAsUntransferable: native.markAsUntransferable
}
