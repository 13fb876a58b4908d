// CryptoKey: a key object with what it may be used for.
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors')
const { customInspectSymbol, kEnumerableProperty } = require('internal/util')
const keys = require('internal/crypto/keys')

const kObject = Symbol('kKeyObject')
const kAlgorithm = Symbol('kAlgorithm')
const kExtractable = Symbol('kExtractable')
const kUsages = Symbol('kKeyUsages')

const usageOrder = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey']
let making = false

const isCryptoKey = (value) => typeof value === 'object' && value !== null && Object.hasOwn(value, kObject)

function slot (key, name) {
  if (!isCryptoKey(key)) throw new ERR_INVALID_THIS('CryptoKey')
  return key[name]
}

class CryptoKey {
  constructor () { if (!making) throw new ERR_ILLEGAL_CONSTRUCTOR() }
  get type () { return slot(this, kObject).type }
  get extractable () { return slot(this, kExtractable) }
  get algorithm () { return slot(this, kAlgorithm) }
  get usages () { return slot(this, kUsages) }

  [customInspectSymbol] (depth, options) {
    if (depth < 0) return this
    const { type, extractable, algorithm, usages } = this
    const { inspect } = require('util')
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`
  }
}
Object.defineProperties(CryptoKey.prototype, {
  type: kEnumerableProperty,
  extractable: kEnumerableProperty,
  algorithm: kEnumerableProperty,
  usages: kEnumerableProperty,
  [Symbol.toStringTag]: { configurable: true, value: 'CryptoKey' }
})

// makeKey makes a CryptoKey of a KeyObject.
function makeKey (object, algorithm, usages, extractable) {
  making = true
  const key = new CryptoKey()
  making = false
  Object.defineProperties(key, {
    [kObject]: { value: object },
    [kAlgorithm]: { value: algorithm },
    [kExtractable]: { value: extractable },
    [kUsages]: { value: usageOrder.filter((u) => usages.includes(u)) }
  })
  return key
}

require('internal/cloneable').register(CryptoKey.prototype, {
  module: 'internal/crypto/webkeys',
  revive: 'revive',
  clone: (key) => ({ object: key[kObject], algorithm: key[kAlgorithm], usages: key[kUsages], extractable: key[kExtractable] })
})

module.exports = { CryptoKey, handleOf: (key) => keys.handleOf(key[kObject]), isCryptoKey, keyObjectOf: (key) => key[kObject], makeKey, revive: ({ object, algorithm, usages, extractable }) => makeKey(object, algorithm, usages, extractable), usageOrder }
