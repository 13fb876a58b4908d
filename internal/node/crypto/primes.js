const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateBoolean, validateFunction, validateInt32, validateObject } = require('internal/validators')
const { arrayBuffer, isBytes } = require('internal/crypto/arguments')

// numberOf answers a number as the bytes that natives take.
function numberOf (value, name) {
  if (typeof value === 'bigint') {
    if (value < 0n) throw new ERR_OUT_OF_RANGE(name, '>= 0', value)
    const hex = value.toString(16)
    return require('buffer').Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  }
  return value
}

function checkNumber (value, name) {
  value = numberOf(value, name)
  if (!isBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], value)
  return value
}

const outOfRange = (message) => Object.assign(new RangeError(message), { code: 'ERR_OUT_OF_RANGE' })

const toBigInt = (b) => BigInt(`0x${b.toString('hex') || '0'}`)

function generation (size, options) {
  validateInt32(size, 'size', 1)
  validateObject(options, 'options')
  const { safe = false, bigint = false } = options
  let { add, rem } = options
  validateBoolean(safe, 'options.safe')
  validateBoolean(bigint, 'options.bigint')
  if (add !== undefined) add = checkNumber(add, 'options.add')
  if (rem !== undefined) rem = checkNumber(rem, 'options.rem')
  if (add !== undefined) {
    const a = toBigInt(require('buffer').Buffer.from(arrayBufferOf(add)))
    if (a.toString(2).length > size) throw outOfRange('invalid options.add')
    if (rem !== undefined && a <= toBigInt(require('buffer').Buffer.from(arrayBufferOf(rem)))) throw outOfRange('invalid options.rem')
  }
  return { args: [size, safe, add, rem], finish: (b) => bigint ? toBigInt(b) : arrayBuffer(b) }
}

const arrayBufferOf = (value) => ArrayBuffer.isView(value) ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : value

function generatePrime (size, options, callback) {
  if (typeof options === 'function') {
    callback = options
    options = {}
  }
  validateFunction(callback, 'callback')
  const { args, finish } = generation(size, options)
  native.generate(...args, (error, b) => error ? callback(error) : callback(undefined, finish(b)))
}

function generatePrimeSync (size, options = {}) {
  const { args, finish } = generation(size, options)
  return finish(native.generate(...args))
}

function candidate (value, options) {
  value = checkNumber(value, 'candidate')
  validateObject(options, 'options')
  const { checks = 0 } = options
  validateInt32(checks, 'options.checks', 0)
  return [value, checks]
}

function checkPrime (value, options, callback) {
  if (typeof options === 'function') {
    callback = options
    options = {}
  }
  validateFunction(callback, 'callback')
  native.check(...candidate(value, options), (error, prime) => error ? callback(error) : callback(undefined, prime))
}

const checkPrimeSync = (value, options = {}) => native.check(...candidate(value, options))

module.exports = { checkModulus: (prime, generator) => native.checkModulus(prime, generator), checkPrime, checkPrimeSync, generatePrime, generatePrimeSync, groupPrime: (name) => native.group(name), numberOf }
