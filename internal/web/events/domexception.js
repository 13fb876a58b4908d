const codes = {
  IndexSizeError: 1, DOMStringSizeError: 2, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5, NoDataAllowedError: 6,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11, SyntaxError: 12,
  InvalidModificationError: 13, NamespaceError: 14, InvalidAccessError: 15, ValidationError: 16, TypeMismatchError: 17, SecurityError: 18,
  NetworkError: 19, AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25
}
const state = new WeakMap()

function slots (exception) {
  const own = state.get(exception)
  if (own === undefined) throw require('internal/errors').coded(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of DOMException')
  return own
}

class DOMException {
  constructor (message = '', options = 'Error') {
    let name = options; let cause = false
    if (options && typeof options === 'object') {
      name = options.name === undefined ? 'Error' : `${options.name}`
      cause = 'cause' in options
    }
    const error = new Error(`${message}`)
    Object.defineProperty(error, 'name', { value: `${name}`, configurable: true })
    error.stack // eslint-disable-line no-unused-expressions -- its first line is made now
    delete error.name
    delete error.message
    Object.setPrototypeOf(error, new.target.prototype)
    if (cause) {
      Object.defineProperty(error, 'cause', { value: options.cause, configurable: true, writable: true, enumerable: false })
    }
    state.set(error, { message: `${message}`, name: `${name}` })
    return error
  }

  get name () { return slots(this).name }
  get message () { return slots(this).message }
  get code () { return codes[slots(this).name] ?? 0 }
}
Object.setPrototypeOf(DOMException.prototype, Error.prototype)
Object.defineProperties(DOMException.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'DOMException' },
  name: { enumerable: true },
  message: { enumerable: true },
  code: { enumerable: true }
})
const legacy = (name) => name.replace(/Error$/, '').replace(/^URLMismatch$/, 'URL_MISMATCH').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()
const special = { DOMStringSizeError: 'DOMSTRING_SIZE_ERR', InUseAttributeError: 'INUSE_ATTRIBUTE_ERR', AbortError: 'ABORT_ERR' }
for (const name of Object.keys(codes)) {
  const descriptor = { enumerable: true, value: codes[name] }
  const constant = special[name] ?? `${legacy(name)}_ERR`
  Object.defineProperty(DOMException, constant, descriptor)
  Object.defineProperty(DOMException.prototype, constant, descriptor)
}
require('internal/cloneable').register(DOMException.prototype, {
  module: 'internal/domexception',
  revive: 'revive',
  clone: (exception) => ({ ...slots(exception), stack: `${exception.stack}` })
})

// An exception out of its clone.
function revive ({ message, name, stack }) {
  const exception = new DOMException(message, name)
  Object.defineProperty(exception, 'stack', { __proto__: null, value: stack, writable: true, configurable: true })
  return exception
}

module.exports = { DOMException, revive }
