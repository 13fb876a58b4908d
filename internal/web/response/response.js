// The class Response (https://fetch.spec.whatwg.org/#response-class). A body is bytes, all there from the start.
const { Headers, immutable, illegal } = require('internal/fetch/headers')
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const enumerable = { __proto__: null, enumerable: true }
const nullBody = new Set([101, 103, 204, 205, 304])
const redirects = new Set([301, 302, 303, 307, 308])
const kMake = Symbol('make')
let stateOf

// Bytes and type of a body (https://fetch.spec.whatwg.org/#concept-bodyinit-extract).
function extract (body) {
  if (body === undefined || body === null) return { bytes: null, type: null }
  if (ArrayBuffer.isView(body)) return { bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice(), type: null }
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body.slice(0)), type: null }
  const { Blob, bytes } = require('internal/blob')
  if (body instanceof Blob) return { bytes: bytes(body), type: body.type || null }
  const { URLSearchParams } = require('internal/url/search_params')
  if (typeof body === 'object' && (typeof body.getReader === 'function' || body[Symbol.asyncIterator] != null)) native.notImplemented('Response with a streamed body')
  const type = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8'
  return { bytes: new TextEncoder().encode(`${body}`), type }
}

function statusOf (value) {
  const status = Math.trunc(Number(value)) & 0xffff
  if (status < 200 || status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.')
  return status
}

function initialize (state, body, init) {
  if (init !== undefined && init !== null && typeof init !== 'object' && typeof init !== 'function') {
    throw new TypeError('Response constructor: Expected init to be one of: Null, Undefined, Object.')
  }
  if (init?.status !== undefined) state.status = statusOf(init.status)
  if (init?.statusText !== undefined) {
    state.statusText = `${init.statusText}`
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(state.statusText)) throw new TypeError('Invalid statusText')
  }
  if (init?.headers !== undefined) state.headers = new Headers(init.headers)
  if (body.bytes === null) return
  if (nullBody.has(state.status)) throw new TypeError(`Response constructor: Invalid response status code ${state.status}`)
  state.bytes = body.bytes
  if (body.type !== null && !state.headers.has('content-type')) state.headers.append('content-type', body.type)
}

class Response {
  #state = { type: 'default', status: 200, statusText: '', headers: new Headers(), bytes: null, used: false }

  static {
    stateOf = (response) => {
      if (response === null || typeof response !== 'object' || !(#state in response)) throw illegal()
      return response.#state
    }
  }

  static error () {
    const response = new Response()
    Object.assign(response.#state, { type: 'error', status: 0, headers: immutable(new Headers()) })
    return response
  }

  static json (data, init = {}) {
    const text = JSON.stringify(data)
    if (text === undefined) throw new TypeError('Value is not JSON serializable')
    const response = new Response()
    initialize(response.#state, { bytes: new TextEncoder().encode(text), type: 'application/json' }, init)
    return response
  }

  static redirect (url, status = 302) {
    let location
    try {
      location = new URL(`${url}`)
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause })
    }
    if (!redirects.has(status)) throw new RangeError(`Invalid status code ${status}`)
    const response = new Response()
    Object.assign(response.#state, { status, headers: immutable(new Headers({ location: location.href })) })
    return response
  }

  constructor (body = null, init = {}) {
    if (body === kMake) return
    initialize(this.#state, extract(body), init)
  }

  get type () { return stateOf(this).type }
  get url () { return stateOf(this) && '' }
  get redirected () { return stateOf(this) && false }
  get status () { return stateOf(this).status }
  get ok () { const { status } = stateOf(this); return status >= 200 && status <= 299 }
  get statusText () { return stateOf(this).statusText }
  get headers () { return stateOf(this).headers }
  get bodyUsed () { return stateOf(this).used }
  get body () { return stateOf(this).bytes === null ? null : native.notImplemented('Response.prototype.body') }

  clone () {
    const state = stateOf(this)
    if (state.used) throw new TypeError('Response.clone: Body has already been consumed.')
    const copy = new Response(kMake)
    const headers = new Headers(state.headers)
    copy.#state = { ...state, headers: state.type === 'error' ? immutable(headers) : headers }
    return copy
  }

  async arrayBuffer () {
    const bytes = await consume(this)
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  }

  async blob () {
    const { Blob } = require('internal/blob')
    const bytes = await consume(this)
    return new Blob([bytes], { type: stateOf(this).headers.get('content-type') ?? '' })
  }

  async bytes () { return new Uint8Array(await this.arrayBuffer()) }
  async formData () { stateOf(this); native.notImplemented('Response.prototype.formData') }
  async json () { return JSON.parse(await this.text()) }
  async text () { return new TextDecoder().decode(await consume(this)) }

  [Symbol.for('nodejs.util.inspect.custom')] (depth, options, inspect) {
    const { type, status, statusText, headers, used } = stateOf(this)
    return `Response ${inspect({ status, statusText, headers, bodyUsed: used, ok: this.ok, redirected: false, type, url: '' }, options)}`
  }
}

// The bytes of the body, which is used up by it.
async function consume (response) {
  const state = stateOf(response)
  if (state.used) throw new TypeError('Body is unusable: Body has already been read')
  if (state.bytes === null) return new Uint8Array(0)
  state.used = true
  return state.bytes
}

for (const name of ['error', 'json', 'redirect']) Object.defineProperty(Response, name, enumerable)
for (const name of ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'bodyUsed', 'body', 'clone', 'arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text']) {
  Object.defineProperty(Response.prototype, name, enumerable)
}
Object.defineProperties(Response, { length: { value: 0 }, json: { ...enumerable } })
Object.defineProperty(Response.prototype, Symbol.toStringTag, { value: 'Response', configurable: true })
Object.defineProperty(Response.json, 'length', { value: 1 })
Object.defineProperty(Response.redirect, 'length', { value: 1 })

function coded (message) {
  const error = new TypeError(message)
  native.mark(error, 'ERR_WEBASSEMBLY_RESPONSE')
  return error
}

// The bytes of a module, after the checks of node's WebAssembly.compileStreaming, in its order.
function webAssemblyBytes (source) {
  if (!(source instanceof Response)) throw new ERR_INVALID_ARG_TYPE('source', ['Response', 'Promise resolving to Response'], source)
  const state = stateOf(source)
  const type = state.headers.get('content-type')
  if (type !== 'application/wasm') throw coded(`WebAssembly response has unsupported MIME type '${type}'`)
  if (!source.ok) throw coded(`WebAssembly response has status code ${state.status}`)
  if (state.used) throw coded('WebAssembly response body has already been used')
  if (state.bytes === null) return new Uint8Array(0)
  state.used = true
  return state.bytes
}

module.exports = { Response, webAssemblyBytes }
