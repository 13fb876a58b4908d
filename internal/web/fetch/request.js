// The class Request (https://fetch.spec.whatwg.org/#request-class).
const { Headers, fill, illegal, need } = require('internal/fetch/headers')
const { extract, copy, mixin, unusable } = require('internal/fetch/body')
const enumerable = { __proto__: null, enumerable: true }
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const normal = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH'])
const words = {
  referrerPolicy: ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin', 'origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
  mode: ['navigate', 'same-origin', 'no-cors', 'cors'],
  credentials: ['omit', 'same-origin', 'include'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  redirect: ['follow', 'manual', 'error'],
  duplex: ['half']
}
const kMake = Symbol('make')
let stateOf

const list = (allowed) => allowed.join(', ')

function parsed (input) {
  let url
  try {
    url = new URL(input)
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause })
  }
  if (url.username || url.password) throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`)
  return url
}

function methodOf (method) {
  method = `${method}`
  if (!token.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`)
  const upper = method.toUpperCase()
  if (upper === 'CONNECT' || upper === 'TRACE' || upper === 'TRACK') throw new TypeError(`'${method}' HTTP method is unsupported.`)
  return normal.has(upper) && upper !== 'PATCH' ? upper : method
}

function choices (state, init) {
  for (const name of Object.keys(words)) {
    if (init[name] === undefined) continue
    const value = `${init[name]}`
    if (!words[name].includes(value)) throw new TypeError(`Request constructor: ${value} is not an accepted type. Expected one of ${list(words[name])}.`)
    if (name !== 'duplex') state[name] = value
  }
  if (init.mode === 'navigate') throw new TypeError('Request constructor: invalid request mode navigate.')
  if (state.cache === 'only-if-cached' && state.mode !== 'same-origin') throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode")
  if (init.integrity !== undefined) state.integrity = `${init.integrity}`
  if (init.keepalive !== undefined) state.keepalive = Boolean(init.keepalive)
}

function initialize (state, input, init) {
  if (init !== null && init !== undefined && typeof init !== 'object' && typeof init !== 'function') throw new TypeError('Request constructor: Expected init to be one of: Null, Undefined, Object.')
  init ??= {}
  let signal = null
  let inherited = null
  if (input instanceof Request) {
    const other = stateOf(input)
    Object.assign(state, other, { headers: new Headers(), body: null, source: null, own: null })
    signal = other.signal
    inherited = other
  } else state.url = parsed(`${input}`)
  if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null")
  if (init.referrer !== undefined) referrerOf(state, `${init.referrer}`)
  choices(state, init)
  if (init.method !== undefined) state.method = methodOf(init.method)
  if (init.signal !== undefined) signal = init.signal
  if (signal !== null && (typeof signal !== 'object' || !('aborted' in signal) || typeof signal.addEventListener !== 'function')) {
    throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.")
  }
  state.signal = signal
  const headers = init.headers !== undefined ? init.headers : inherited?.headers
  if (headers !== undefined) fill(state.headers, headers)
  bodyOf(state, init, inherited, input)
}

function referrerOf (state, referrer) {
  if (referrer === '') {
    state.referrer = ''
    return
  }
  try {
    const url = new URL(referrer)
    state.referrer = url.protocol === 'about:' && url.pathname === 'client' ? 'about:client' : 'about:client'
  } catch (cause) {
    throw new TypeError(`Referrer "${referrer}" is not a valid URL.`, { cause })
  }
}

function bodyOf (state, init, inherited, input) {
  const given = init.body !== undefined && init.body !== null
  if ((given || inherited?.body) && (state.method === 'GET' || state.method === 'HEAD')) throw new TypeError('Request with GET/HEAD method cannot have body.')
  if (given) {
    const { body, type } = extract(init.body, state.keepalive)
    state.body = body
    if (type !== null && !state.headers.has('content-type')) state.headers.append('content-type', type)
    if (body.source === null) {
      if (init.duplex === undefined) throw new TypeError('RequestInit: duplex option is required when sending a body.')
      if (state.mode !== 'same-origin' && state.mode !== 'cors') throw new TypeError('If request is made from ReadableStream, mode should be "same-origin" or "cors"')
    }
  } else if (inherited?.body) {
    if (unusable(inherited.body)) throw new TypeError('Cannot construct a Request with a Request object that has already been used.')
    state.body = { ...inherited.body }
    if (inherited.body.stream !== null) {
      const { readable, writable } = new TransformStream()
      inherited.body.stream.pipeTo(writable).catch(() => {})
      state.body.stream = readable
    }
    inherited.body.used = true
  }
}

// A signal that follows others.
function follow (signal) {
  if (signal === null) return new AbortController().signal
  return AbortSignal.any([signal])
}

class Request {
  #state = {
    method: 'GET', url: null, headers: new Headers(), body: null, referrer: 'about:client', referrerPolicy: '', mode: 'cors', credentials: 'same-origin', cache: 'default',
    redirect: 'follow', integrity: '', keepalive: false, signal: null, own: null
  }

  static {
    stateOf = (request) => {
      if (request === null || typeof request !== 'object' || !(#state in request)) throw illegal()
      return request.#state
    }
  }

  constructor (input, init = {}) {
    if (input === kMake) {
      Object.assign(this.#state, init)
      return
    }
    need(arguments.length, 1, 'Request constructor')
    initialize(this.#state, input, init)
  }

  get method () { return stateOf(this).method }
  get url () { return stateOf(this).url.href }
  get headers () { return stateOf(this).headers }
  get destination () { return stateOf(this) && '' }
  get referrer () { return stateOf(this).referrer }
  get referrerPolicy () { return stateOf(this).referrerPolicy }
  get mode () { return stateOf(this).mode }
  get credentials () { return stateOf(this).credentials }
  get cache () { return stateOf(this).cache }
  get redirect () { return stateOf(this).redirect }
  get integrity () { return stateOf(this).integrity }
  get keepalive () { return stateOf(this).keepalive }
  get isReloadNavigation () { return stateOf(this) && false }
  get isHistoryNavigation () { return stateOf(this) && false }
  get signal () { const state = stateOf(this); return (state.own ??= follow(state.signal)) }
  get duplex () { return stateOf(this) && 'half' }
  get attribute () { return stateOf(this) && undefined }

  clone () {
    const state = stateOf(this)
    if (unusable(state.body)) throw new TypeError('unusable')
    return new Request(kMake, { ...state, headers: new Headers(state.headers), body: copy(state.body), signal: this.signal, own: null })
  }

  [Symbol.for('nodejs.util.inspect.custom')] (depth, options, inspect) {
    if (options.depth === null) options = { ...options, depth: 2 }
    const shown = {}
    for (const name of shownNames) shown[name] = this[name]
    return `Request ${inspect(shown, options)}`
  }
}
const shownNames = ['method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache', 'redirect', 'integrity', 'keepalive',
  'isReloadNavigation', 'isHistoryNavigation', 'signal']

for (const name of [...shownNames, 'duplex', 'clone', 'attribute']) Object.defineProperty(Request.prototype, name, enumerable)
mixin(Request, (request) => stateOf(request))
Object.defineProperty(Request.prototype, Symbol.toStringTag, { value: 'Request', configurable: true })
Object.defineProperty(Request, 'length', { value: 1 })

module.exports = { Request, stateOf: (request) => stateOf(request) }
