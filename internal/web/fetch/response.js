// The class Response (https://fetch.spec.whatwg.org/#response-class).
const { Headers, immutable, illegal, need } = require('internal/fetch/headers')
const { extract, streamOf, consume, copy, mixin, unusable } = require('internal/fetch/body')
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const enumerable = { __proto__: null, enumerable: true }
const nullBody = new Set([101, 103, 204, 205, 304])
const redirects = new Set([301, 302, 303, 307, 308])
const kMake = Symbol('make')
let stateOf

function statusOf (value) {
  const status = Math.trunc(Number(value)) & 0xffff
  if (status < 200 || status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.')
  return status
}

function initialize (state, extracted, init) {
  if (init !== undefined && init !== null && typeof init !== 'object' && typeof init !== 'function') {
    throw new TypeError('Response constructor: Expected init to be one of: Null, Undefined, Object.')
  }
  if (init?.status !== undefined) state.status = statusOf(init.status)
  if (init?.statusText !== undefined) {
    state.statusText = `${init.statusText}`
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(state.statusText)) throw new TypeError('Invalid statusText')
  }
  if (init?.headers !== undefined) state.headers = new Headers(init.headers)
  if (extracted === null) return
  if (nullBody.has(state.status)) throw new TypeError(`Response constructor: Invalid response status code ${state.status}`)
  state.body = extracted.body
  if (extracted.type !== null && !state.headers.has('content-type')) state.headers.append('content-type', extracted.type)
}

class Response {
  #state = { type: 'default', status: 200, statusText: '', headers: new Headers(), body: null, url: '', redirected: false }

  static {
    stateOf = (response) => {
      if (response === null || typeof response !== 'object' || !(#state in response)) throw illegal()
      return response.#state
    }
    Response[kMake] = (state) => {
      const response = new Response(kMake)
      Object.assign(response.#state, state)
      return response
    }
  }

  static error () { return make({ type: 'error', status: 0, headers: immutable(new Headers()) }) }

  static json (data, init = {}) {
    need(arguments.length, 1, 'Response.json')
    const text = JSON.stringify(data)
    if (text === undefined) throw new TypeError('Value is not JSON serializable')
    const response = new Response()
    initialize(response.#state, { body: extract(text).body, type: 'application/json' }, init)
    return response
  }

  static redirect (url, status = 302) {
    need(arguments.length, 1, 'Response.redirect')
    let location
    try {
      location = new URL(`${url}`)
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause })
    }
    status = Number(status) & 0xffff
    if (!redirects.has(status)) throw new RangeError(`Invalid status code ${status}`)
    return make({ status, headers: immutable(new Headers({ location: location.href })) })
  }

  constructor (body = null, init = {}) {
    if (body === kMake) return
    initialize(this.#state, body === null ? null : extract(body), init)
  }

  get type () { return stateOf(this).type }
  get url () { return stateOf(this).url }
  get redirected () { return stateOf(this).redirected }
  get status () { return stateOf(this).status }
  get ok () { const { status } = stateOf(this); return status >= 200 && status <= 299 }
  get statusText () { return stateOf(this).statusText }
  get headers () { return stateOf(this).headers }

  clone () {
    const state = stateOf(this)
    if (unusable(state.body)) throw new TypeError('Response.clone: Body has already been consumed.')
    const headers = new Headers(state.headers)
    return make({ ...state, body: copy(state.body), headers: state.type === 'error' ? immutable(headers) : headers })
  }

  [Symbol.for('nodejs.util.inspect.custom')] (depth, options, inspect) {
    const { type, status, statusText, headers, body, url, redirected } = stateOf(this)
    if (options.depth === null) options = { ...options, depth: 2 }
    return `Response ${inspect({ status, statusText, headers, body: body === null ? null : streamOf(body), bodyUsed: this.bodyUsed, ok: this.ok, redirected, type, url }, options)}`
  }
}
const make = Response[kMake]
delete Response[kMake]
mixin(Response, (response) => stateOf(response))

for (const name of ['error', 'json', 'redirect']) Object.defineProperty(Response, name, enumerable)
for (const name of ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'clone']) Object.defineProperty(Response.prototype, name, enumerable)
Object.defineProperty(Response, 'length', { value: 0 })
Object.defineProperty(Response.prototype, Symbol.toStringTag, { value: 'Response', configurable: true })
Object.defineProperty(Response.json, 'length', { value: 1 })
Object.defineProperty(Response.redirect, 'length', { value: 1 })

function coded (message) {
  const error = new TypeError(message)
  native.mark(error, 'ERR_WEBASSEMBLY_RESPONSE')
  return error
}

// webAssemblyBytes calls done(error, bytes) with the bytes of a module, after the checks of node's WebAssembly.compileStreaming, in its order: at once,
// if they are there.
function webAssemblyBytes (source, done) {
  if (!(source instanceof Response)) throw new ERR_INVALID_ARG_TYPE('source', ['Response', 'Promise resolving to Response'], source)
  const { headers, status, body } = stateOf(source)
  const type = headers.get('content-type')
  if (type !== 'application/wasm') throw coded(`WebAssembly response has unsupported MIME type '${type}'`)
  if (!source.ok) throw coded(`WebAssembly response has status code ${status}`)
  if (source.bodyUsed) throw coded('WebAssembly response body has already been used')
  if (body === null) done(undefined, new Uint8Array(0))
  else if (body.stream === null && body.source instanceof Uint8Array) {
    body.used = true
    done(undefined, body.source)
  } else consume(body).then((bytes) => done(undefined, bytes), (error) => done(error))
}

module.exports = { Response, make, stateOf: (response) => stateOf(response), nullBody, redirects, webAssemblyBytes }
