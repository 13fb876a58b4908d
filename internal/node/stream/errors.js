// The errors that streams report, and checks of arguments.
const failure = (code) => (...args) => new (require('internal/errors').codes[code])(...args)
parts.argType = (...args) => { throw failure('ERR_INVALID_ARG_TYPE')(...args) }
parts.errors = {
  notImplemented: failure('ERR_METHOD_NOT_IMPLEMENTED'),
  prematureClose: failure('ERR_STREAM_PREMATURE_CLOSE'),
  destroyed: failure('ERR_STREAM_DESTROYED'),
  writeAfterEnd: failure('ERR_STREAM_WRITE_AFTER_END'),
  alreadyFinished: failure('ERR_STREAM_ALREADY_FINISHED'),
  pushAfterEOF: failure('ERR_STREAM_PUSH_AFTER_EOF'),
  unshiftAfterEnd: failure('ERR_STREAM_UNSHIFT_AFTER_END_EVENT'),
  nullValues: failure('ERR_STREAM_NULL_VALUES'),
  cannotPipe: failure('ERR_STREAM_CANNOT_PIPE'),
  multipleCallback: failure('ERR_MULTIPLE_CALLBACK'),
  missingArgs: failure('ERR_MISSING_ARGS'),
  unknownEncoding: failure('ERR_UNKNOWN_ENCODING'),
  invalidReturn: failure('ERR_INVALID_RETURN_VALUE'),
  invalidValue: failure('ERR_INVALID_ARG_VALUE'),
  outOfRange: failure('ERR_OUT_OF_RANGE'),
  illegalConstructor: failure('ERR_ILLEGAL_CONSTRUCTOR'),
  abort: (cause) => new (require('internal/errors').AbortError)(undefined, cause === undefined ? undefined : { cause }),
  both: (inner, outer) => require('internal/errors').aggregateTwoErrors(inner, outer),
}
parts.validate = new Proxy({}, { get: (_, name) => require('internal/validators')[`validate${name}`] })

parts.tick = (f, ...args) => process.nextTick(f, ...args)
parts.nop = () => {}
parts.once = (f) => {
  let called = false
  return function (...args) {
    if (called) return
    called = true
    return Reflect.apply(f, this, args)
  }
}

let bytes = 16 * 1024
let objects = 16
parts.getDefaultHighWaterMark = (objectMode) => (objectMode ? objects : bytes)
parts.setDefaultHighWaterMark = (objectMode, value) => {
  parts.validate.Integer(value, 'value', 0)
  if (objectMode) objects = value
  else bytes = value
}
// highWaterMark of one side: `side` is "readable" or "writable"; only a Duplex looks at the side's own option.
parts.highWaterMark = (options, side, duplex, objectMode) => {
  const own = duplex ? options[`${side}HighWaterMark`] : undefined
  const value = options.highWaterMark ?? own
  if (value === undefined || value === null) return parts.getDefaultHighWaterMark(objectMode)
  if (!Number.isInteger(value) || value < 0) {
    throw parts.errors.invalidValue(`options.${duplex && options.highWaterMark == null ? `${side}HighWaterMark` : 'highWaterMark'}`, value)
  }
  return Math.floor(value)
}
// encodingOf checks the defaultEncoding option.
parts.encodingOf = (options) => {
  const encoding = options.defaultEncoding
  if (encoding == null) return 'utf8'
  if (!Buffer.isEncoding(encoding)) throw parts.errors.unknownEncoding(encoding)
  return encoding
}
