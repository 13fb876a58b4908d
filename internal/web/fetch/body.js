// Bodies of requests and responses (https://fetch.spec.whatwg.org/#bodies). A body is { source, stream, length, used }: bytes that are there need no
// stream until somebody asks for one.
const enumerable = { __proto__: null, enumerable: true }
const nop = () => {}

// Streams are built when there is one.
const streams = () => require('internal/webstreams/readablestream')
const isReadable = (v) => typeof v.getReader === 'function' && streams().isReadable(v)
const disturbed = (stream) => streams().readableOf(stream).disturbed

const isBlob = (v) => v instanceof require('buffer').Blob
const isFormData = (v) => v !== null && typeof v === 'object' && require('internal/fetch/formdata').isFormData(v)
const isParams = (v) => v instanceof require('internal/url/search_params').URLSearchParams
const bytesOf = (view) => new Uint8Array(ArrayBuffer.isView(view) ? view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) : view.slice(0))

// extract makes { body, type } of what a body may be given as (https://fetch.spec.whatwg.org/#concept-bodyinit-extract).
function extract (given, keepalive = false) {
  if (given instanceof ArrayBuffer || ArrayBuffer.isView(given)) return made(bytesOf(given), null)
  if (typeof given !== 'object') return made(new TextEncoder().encode(`${given}`), 'text/plain;charset=UTF-8')
  if (isReadable(given) || (typeof given[Symbol.asyncIterator] === 'function' && !isBlob(given))) {
    if (keepalive) throw new TypeError('keepalive')
    const stream = isReadable(given) ? given : ReadableStream.from(given)
    if (isReadable(given) && (given.locked || disturbed(given))) throw new TypeError('Response body object should not be disturbed or locked')
    return { body: { source: null, stream, length: null, used: false }, type: null }
  }
  if (isBlob(given)) return { body: { source: given, stream: null, length: given.size, used: false }, type: given.type || null }
  if (isFormData(given)) {
    const { bytes, type } = require('internal/fetch/multipart').encode(given)
    return { body: { source: bytes, stream: null, length: bytes.length, used: false }, type }
  }
  if (isParams(given)) return made(new TextEncoder().encode(given.toString()), 'application/x-www-form-urlencoded;charset=UTF-8')
  return made(new TextEncoder().encode(`${given}`), 'text/plain;charset=UTF-8')
}

const made = (source, type) => ({ body: { source, stream: null, length: source.length, used: false }, type })

// streamOf is the body as a stream.
function streamOf (body) {
  if (body.stream !== null) return body.stream
  const { source } = body
  body.stream = isBlob(source)
    ? source.stream()
    : new ReadableStream({
      type: 'bytes',
      pull (controller) {
        if (source.length) controller.enqueue(new Uint8Array(source))
        queueMicrotask(() => controller.close())
        this.pull = nop
      }
    })
  return body.stream
}

const unusable = (body) => body !== null && (body.used || (body.stream !== null && (body.stream.locked || disturbed(body.stream))))

// consume is all the bytes of a body, which is used up by it.
async function consume (body) {
  if (body === null) return new Uint8Array(0)
  if (unusable(body)) throw new TypeError('Body is unusable: Body has already been read')
  body.used = true
  if (body.stream === null) return isBlob(body.source) ? new Uint8Array(await body.source.arrayBuffer()) : body.source
  const reader = body.stream.getReader()
  const chunks = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    if (!(value instanceof Uint8Array)) {
      const error = new TypeError('Received non-Uint8Array chunk')
      reader.cancel(error).catch(nop)
      throw error
    }
    chunks.push(value)
    length += value.length
  }
  if (chunks.length === 1) return chunks[0]
  return new Uint8Array(Buffer.concat(chunks, length))
}

// copy makes two bodies of one, the other for a clone.
function copy (body) {
  if (body === null) return null
  if (body.stream === null) return { ...body }
  const [one, other] = body.stream.tee()
  body.stream = one
  return { ...body, stream: other }
}

// mixin gives a class the members of Body; stateOf finds { body, headers } of an instance.
function mixin (Class, stateOf) {
  const bytes = (self) => consume(stateOf(self).body)
  const members = {
    get body () {
      const { body } = stateOf(this)
      return body === null ? null : streamOf(body)
    },
    get bodyUsed () {
      const { body } = stateOf(this)
      return body !== null && (body.used || (body.stream !== null && disturbed(body.stream)))
    },
    async blob () {
      const data = await bytes(this)
      const { Blob } = require('buffer')
      return new Blob([data], { type: mimeType(stateOf(this).headers) })
    },
    async arrayBuffer () {
      const data = await bytes(this)
      return data.buffer.slice(data.byteOffset, data.byteOffset + data.length)
    },
    async text () { return new TextDecoder().decode(await bytes(this)) },
    async json () { return JSON.parse(new TextDecoder().decode(await bytes(this))) },
    async formData () {
      const { headers } = stateOf(this)
      const data = await bytes(this)
      return require('internal/fetch/multipart').decode(data, headers.get('content-type'))
    },
    async bytes () { return new Uint8Array(await this.arrayBuffer()) }
  }
  for (const name of Object.keys(members)) Object.defineProperty(Class.prototype, name, { ...Object.getOwnPropertyDescriptor(members, name), ...enumerable })
}

// mimeType is the type of a body, in its normal form.
function mimeType (headers) {
  const text = headers.get('content-type')
  if (text === null) return ''
  try {
    const { MIMEType } = require('internal/mime')
    return `${new MIMEType(text)}`
  } catch {
    return ''
  }
}

module.exports = { extract, streamOf, consume, copy, mixin, unusable }
