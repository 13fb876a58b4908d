const { codes: { ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE } } = require('internal/errors')

function structuredClone (value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The value argument must be specified')
  if (options !== undefined && options !== null && typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options)
  return native.clone(value, options?.transfer === undefined ? undefined : [...options.transfer])
}

module.exports = {
  structuredClone,
  // register(prototype, { module, revive, clone, transfer }): how objects of a class are cloned. What clone(object) or transfer(object) returns is
  // cloned instead, and require(module)[revive] makes an object of it, in this realm or another.
  register: native.register,
  markAsUntransferable: native.markAsUntransferable
}
