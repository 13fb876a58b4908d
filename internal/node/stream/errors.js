// The errors that streams report, and checks of arguments.
parts.argType = native.argType
parts.errors = {
  notImplemented: (name) => native.coded('Error', 'ERR_METHOD_NOT_IMPLEMENTED', `The ${name} method is not implemented`),
  prematureClose: () => native.coded('Error', 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close'),
  destroyed: (name) => native.coded('Error', 'ERR_STREAM_DESTROYED', `Cannot call ${name} after a stream was destroyed`),
  writeAfterEnd: () => native.coded('Error', 'ERR_STREAM_WRITE_AFTER_END', 'write after end'),
  alreadyFinished: (name) => native.coded('Error', 'ERR_STREAM_ALREADY_FINISHED', `Cannot call ${name} after a stream was finished`),
  pushAfterEOF: () => native.coded('Error', 'ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF'),
  unshiftAfterEnd: () => native.coded('Error', 'ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event'),
  nullValues: () => native.coded('TypeError', 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream'),
  cannotPipe: () => native.coded('Error', 'ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'),
  multipleCallback: () => native.coded('Error', 'ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'),
  missingStreams: () => native.coded('TypeError', 'ERR_MISSING_ARGS', 'The "streams" argument must be specified'),
  unknownEncoding: (encoding) => native.coded('TypeError', 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`),
  invalidReturn: (what, name, value) => native.coded('TypeError', 'ERR_INVALID_RETURN_VALUE',
    `Expected ${what} to be returned from the "${name}" function but got ${value === null || value === undefined ? value : `type ${typeof value}`}.`),
  highWaterMark: (name, value) => native.coded('TypeError', 'ERR_INVALID_ARG_VALUE', `The property 'options.${name}' is invalid. Received ${require('util').inspect(value)}`),
  abort(cause) {
    const e = new Error('The operation was aborted', cause === undefined ? undefined : { cause })
    e.name = 'AbortError'
    e.code = 'ABORT_ERR'
    return e
  },
}

parts.tick = (f, ...args) => process.nextTick(f, ...args)
parts.nop = () => {}

let bytes = 16 * 1024
let objects = 16
parts.getDefaultHighWaterMark = (objectMode) => (objectMode ? objects : bytes)
parts.setDefaultHighWaterMark = (objectMode, value) => {
  if (objectMode) objects = value
  else bytes = value
}
// highWaterMark of one side: `side` is "readable" or "writable"; only a Duplex looks at the side's own option.
parts.highWaterMark = (options, side, duplex, objectMode) => {
  const own = duplex ? options[`${side}HighWaterMark`] : undefined
  const value = options.highWaterMark ?? own
  if (value === undefined || value === null) return parts.getDefaultHighWaterMark(objectMode)
  if (!Number.isInteger(value) || value < 0) {
    throw parts.errors.highWaterMark(options.highWaterMark == null ? `${side}HighWaterMark` : 'highWaterMark', value)
  }
  return Math.floor(value)
}

parts.isUint8Array = (chunk) => chunk instanceof Uint8Array || Object.prototype.toString.call(chunk) === '[object Uint8Array]'
parts.toBuffer = (chunk) => (Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
parts.isNode = (s) => !!s && typeof s.on === 'function' && (typeof s.pipe === 'function' || typeof s.write === 'function' || !!s._readableState || !!s._writableState)
parts.isReadableNode = (s) => !!s && typeof s.on === 'function' && typeof s.pipe === 'function' && (!s._writableState || s._readableState?.readable !== false)
parts.isWritableNode = (s) => !!s && typeof s.on === 'function' && typeof s.write === 'function' && (!s._readableState || s._writableState?.writable !== false)
parts.isWebReadable = (s) => !!s && !parts.isNode(s) && typeof s.getReader === 'function' && typeof s.cancel === 'function'
parts.isWebWritable = (s) => !!s && !parts.isNode(s) && typeof s.getWriter === 'function' && typeof s.abort === 'function'
parts.isIterable = (s) => s !== null && s !== undefined && (typeof s[Symbol.asyncIterator] === 'function' || typeof s[Symbol.iterator] === 'function')
