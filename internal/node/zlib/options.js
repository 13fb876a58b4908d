// What the codecs are made with: options are checked here, in node's order, for streams and for functions on whole buffers.
const { codes: { ERR_BROTLI_INVALID_PARAM, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_ZLIB_INITIALIZATION_FAILED } } = require('internal/errors')
const { kMaxLength } = require('buffer')

const zlibFlushes = { last: 5, process: 0, finish: 4, full: 3 }
const brotliFlushes = { last: 3, process: 0, finish: 2, full: 1 }

// The largest values of those parameters that brotli refuses beyond, by number; a decoder has two parameters only.
const brotliLimits = { 4: 1, 6: 1, 7: 3, 8: 120 }

// By class: its mode.
const modes = { Deflate: 1, Inflate: 2, Gzip: 3, Gunzip: 4, DeflateRaw: 5, InflateRaw: 6, Unzip: 7, BrotliDecompress: 8, BrotliCompress: 9 }

function isFiniteNumber (value, name) {
  if (value === undefined || Number.isNaN(value)) return false
  if (Number.isFinite(value)) return true
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value)
  throw new ERR_OUT_OF_RANGE(name, 'a finite number', value)
}

function inRange (value, name, lower, upper, otherwise) {
  if (!isFiniteNumber(value, name)) return otherwise
  if (value < lower || value > upper) throw new ERR_OUT_OF_RANGE(name, upper === Infinity ? `>= ${lower}` : `>= ${lower} and <= ${upper}`, value)
  return value
}

function checkDictionary (dictionary) {
  if (dictionary === undefined || ArrayBuffer.isView(dictionary) || dictionary instanceof ArrayBuffer) return dictionary
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary)
}

// tunedZlib answers the arguments of native.open.
function tunedZlib (mode, opts) {
  const decides = (mode === 2 || mode === 4 || mode === 7) && !opts.windowBits // the data's header says it
  const windowBits = decides ? 0 : inRange(opts.windowBits, 'options.windowBits', mode === 3 ? 9 : 8, 15, 15)
  const level = inRange(opts.level, 'options.level', -1, 9, -1)
  inRange(opts.memLevel, 'options.memLevel', 1, 9, 8)
  const strategy = inRange(opts.strategy, 'options.strategy', 0, 4, 0)
  return [mode, windowBits, level, strategy, checkDictionary(opts.dictionary)]
}

function tunedBrotli (mode, opts) {
  const params = {}
  for (const name of Object.keys(opts.params ?? {})) {
    const key = +name
    if (Number.isNaN(key) || key < 0 || key > 8 || params[key] !== undefined) throw new ERR_BROTLI_INVALID_PARAM(name)
    const value = opts.params[name]
    if (typeof value !== 'number' && typeof value !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value)
    if (+value > brotliLimits[key] || (mode === 8 && key > 1)) throw new ERR_ZLIB_INITIALIZATION_FAILED()
    params[key] = +value
  }
  const clamp = (value, lower, upper) => Math.min(Math.max(value, lower), upper)
  return [mode, 0, 0, 0, undefined, clamp(params[1] ?? 11, 0, 11), clamp(params[2] ?? 22, 10, 24)]
}

function check (name, opts) {
  opts ||= {}
  const mode = modes[name]
  const brotli = mode > 7
  const arguments_ = brotli ? tunedBrotli(mode, opts) : tunedZlib(mode, opts)
  const flushes = brotli ? brotliFlushes : zlibFlushes
  return {
    chunkSize: inRange(opts.chunkSize, 'options.chunkSize', 64, Infinity, 16384),
    flush: inRange(opts.flush, 'options.flush', flushes.process, flushes.last, flushes.process),
    finishFlush: inRange(opts.finishFlush, 'options.finishFlush', flushes.process, flushes.last, flushes.finish),
    fullFlush: flushes.full,
    maxOutputLength: inRange(opts.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength),
    info: !!opts.info,
    brotli,
    level: arguments_[2],
    strategy: arguments_[3],
    handle: native.open(...arguments_)
  }
}

module.exports = { check, inRange, zlibFlushes, brotliFlushes }
