// What a value is to the stream functions: streams of this module, older ones that only look like them, web streams, iterables; and how far along.
const call = (value, ...names) => names.every((name) => typeof value[name] === 'function')

parts.kIsDestroyed = Symbol.for('nodejs.stream.destroyed')
parts.kIsErrored = Symbol.for('nodejs.stream.errored')
parts.kIsReadable = Symbol.for('nodejs.stream.readable')
parts.kIsWritable = Symbol.for('nodejs.stream.writable')
parts.kIsDisturbed = Symbol.for('nodejs.stream.disturbed')

parts.isUint8Array = (chunk) => chunk instanceof Uint8Array || Object.prototype.toString.call(chunk) === '[object Uint8Array]'
parts.toBuffer = (chunk) => (Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))

parts.isNode = (s) => !!s && !!(s._readableState || s._writableState || call(s, 'write', 'on') || call(s, 'pipe', 'on'))
parts.isReadableNode = (s, strict = false) => !!s && call(s, 'pipe', 'on') && (!strict || call(s, 'pause', 'resume')) &&
  (!s._writableState || (!!s._readableState && s._readableState.readable !== false))
parts.isWritableNode = (s) => !!s && call(s, 'write', 'on') && (!s._readableState || s._writableState?.writable !== false)
parts.isDuplexNode = (s) => !!s && call(s, 'pipe', 'on', 'write') && !!s._readableState
parts.isWebReadable = (s) => !!s && !parts.isNode(s) && call(s, 'pipeThrough', 'getReader', 'cancel')
parts.isWebWritable = (s) => !!s && !parts.isNode(s) && call(s, 'getWriter', 'abort')
parts.isWebTransform = (s) => !!s && !parts.isNode(s) && typeof s.readable === 'object' && typeof s.writable === 'object'
parts.isWeb = (s) => parts.isWebReadable(s) || parts.isWebWritable(s) || parts.isWebTransform(s)
parts.isAsyncIterable = (s) => s !== null && s !== undefined && typeof s[Symbol.asyncIterator] === 'function'
parts.isIterable = (s) => parts.isAsyncIterable(s) || (s !== null && s !== undefined && typeof s[Symbol.iterator] === 'function')
parts.isRequest = (s) => !!s && !!s.setHeader && typeof s.abort === 'function'
const isOutgoing = (s) => ['_closed', '_defaultKeepAlive', '_removedConnection', '_removedContLen'].every((name) => typeof s[name] === 'boolean')
parts.isServerResponse = (s) => typeof s._sent100 === 'boolean' && isOutgoing(s)
parts.isServerRequest = (s) => typeof s._consuming === 'boolean' && typeof s._dumped === 'boolean' && s.req?.upgradeOrConnect === undefined

// Each answers null where the value cannot tell.
parts.isDestroyed = (s) => (parts.isNode(s) ? !!(s.destroyed || s[parts.kIsDestroyed] || (s._writableState || s._readableState)?.destroyed) : null)
parts.isWritableEnded = (s) => {
  if (!parts.isWritableNode(s)) return null
  if (s.writableEnded === true) return true
  const w = s._writableState
  if (w?.errored) return false
  return typeof w?.ended === 'boolean' ? w.ended : null
}
parts.isWritableFinished = (s, strict) => {
  if (!parts.isWritableNode(s)) return null
  if (s.writableFinished === true) return true
  const w = s._writableState
  if (w?.errored) return false
  if (typeof w?.finished !== 'boolean') return null
  return w.finished || (strict === false && w.ended === true && w.length === 0)
}
parts.isReadableFinished = (s, strict) => {
  if (!parts.isReadableNode(s)) return null
  const r = s._readableState
  if (r?.errored) return false
  if (typeof r?.endEmitted !== 'boolean') return null
  return r.endEmitted || (strict === false && r.ended === true && r.length === 0)
}
parts.isReadable = (s) => {
  if (s && s[parts.kIsReadable] != null) return s[parts.kIsReadable]
  if (typeof s?.readable !== 'boolean') return null
  if (parts.isDestroyed(s)) return false
  return parts.isReadableNode(s) && s.readable && !parts.isReadableFinished(s)
}
parts.isWritable = (s) => {
  if (s && s[parts.kIsWritable] != null) return s[parts.kIsWritable]
  if (typeof s?.writable !== 'boolean') return null
  if (parts.isDestroyed(s)) return false
  return parts.isWritableNode(s) && s.writable && !parts.isWritableEnded(s)
}
parts.isFinished = (s) => {
  if (!parts.isNode(s)) return null
  if (parts.isDestroyed(s)) return true
  return !parts.isReadable(s) && !parts.isWritable(s)
}
parts.errorOf = (s) => (s.writableErrored !== undefined ? s.writableErrored : s._writableState?.errored) ||
  (s.readableErrored !== undefined ? s.readableErrored : s._readableState?.errored) || null
parts.isClosed = (s) => {
  if (typeof s.closed === 'boolean') return s.closed
  const [r, w] = [s._readableState, s._writableState]
  if (typeof w?.closed === 'boolean' || typeof r?.closed === 'boolean') return w?.closed || r?.closed
  return typeof s._closed === 'boolean' && isOutgoing(s) ? s._closed : null
}
parts.willEmitClose = (s) => {
  const state = s._writableState || s._readableState
  return (!state && parts.isServerResponse(s)) || !!(state && state.autoDestroy && state.emitClose && state.closed === false)
}
