// The legacy parser: more lenient than the standard, and kept as it always was.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL } } = require('internal/errors')
const { validateString } = require('internal/validators')
const querystring = require('querystring')

const slashed = new Set(['http', 'http:', 'https', 'https:', 'ftp', 'ftp:', 'gopher', 'gopher:', 'file', 'file:', 'ws', 'ws:', 'wss', 'wss:'])
const hostless = new Set(['javascript', 'javascript:'])
const escaped = { '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D' }
const forbidden = /[\0\t\n\r #%/:<>?@[\\\]^|]/
const forbiddenIPv6 = /[\0\t\n\r #%/<>?@\\^|]/

function Url () {
  for (const name of ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href']) this[name] = null
}

function urlParse (url, parseQuery, slashesDenoteHost) {
  if (url instanceof Url) return url
  const out = new Url()
  out.parse(url, parseQuery, slashesDenoteHost)
  return out
}

// Trims white space and turns backslashes before the query into slashes.
function prepare (url) {
  const text = url.replace(/^[\s\uFEFF\u00A0]+|[\s\uFEFF\u00A0]+$/g, '')
  const end = text.search(/[?#]/)
  return end < 0 ? text.replaceAll('\\', '/') : text.slice(0, end).replaceAll('\\', '/') + text.slice(end)
}

function invalid (url) {
  const error = new ERR_INVALID_URL()
  error.input = url
  return error
}

Url.prototype.parse = function (url, parseQuery, slashesDenoteHost) {
  validateString(url, 'url')
  let rest = prepare(url)
  if (!slashesDenoteHost && !/[#@]/.test(rest)) {
    const simple = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/.exec(rest)
    if (simple) return this._simple(rest, simple, parseQuery)
  }
  const proto = /^[a-z0-9.+-]+:/i.exec(rest)?.[0]
  const lower = proto?.toLowerCase()
  if (proto) {
    this.protocol = lower
    rest = rest.slice(proto.length)
  }
  let slashes = false
  if (slashesDenoteHost || proto || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//')
    if (slashes && !(lower && hostless.has(lower))) {
      rest = rest.slice(2)
      this.slashes = true
    }
  }
  if (!hostless.has(lower) && (slashes || (proto && !slashed.has(proto)))) rest = this._authority(rest, url)
  if (!hostless.has(lower)) rest = rest.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => escaped[c])
  this._tail(rest, parseQuery, lower)
  this.href = this.format()
  return this
}

Url.prototype._simple = function (rest, [, pathname, search], parseQuery) {
  this.path = rest
  this.href = rest
  this.pathname = pathname
  if (search) {
    this.search = search
    this.query = parseQuery ? querystring.parse(search.slice(1)) : search.slice(1)
  } else if (parseQuery) {
    this.search = null
    this.query = Object.create(null)
  }
  return this
}

// Takes user, host and port from the front; the authority ends at the first character that no host can have, an @ before it wins.
Url.prototype._authority = function (rest, url) {
  let end = rest.search(/[/?#]/)
  if (end < 0) end = rest.length
  const at = rest.lastIndexOf('@', end - 1)
  let start = 0
  if (at >= 0) {
    this.auth = decodeURIComponent(rest.slice(0, at))
    start = at + 1
  }
  const stop = rest.slice(start, end).search(/[\t\n\r "%';<>\\^`{|}]/)
  if (stop >= 0) end = start + stop
  this.host = rest.slice(start, end)
  rest = rest.slice(end)
  this._host()
  if (typeof this.hostname !== 'string') this.hostname = ''
  const { hostname } = this
  const ipv6 = hostname.startsWith('[') && hostname.endsWith(']')
  if (!ipv6) rest = this._validHost(rest, hostname, url)
  this.hostname = this.hostname.length > 255 ? '' : this.hostname.toLowerCase()
  if (this.hostname !== '') {
    if (ipv6) {
      if (forbiddenIPv6.test(this.hostname)) throw invalid(url)
    } else {
      // eslint-disable-next-line no-control-regex
      if (/[^\0-\x7f]/.test(this.hostname)) this.hostname = require('url').domainToASCII(this.hostname)
      if (this.hostname === '' || forbidden.test(this.hostname)) throw invalid(url)
    }
  }
  this.host = (this.hostname || '') + (this.port ? `:${this.port}` : '')
  if (ipv6) {
    this.hostname = this.hostname.slice(1, -1)
    if (!rest.startsWith('/')) rest = `/${rest}`
  }
  return rest
}

Url.prototype._host = function () {
  let { host } = this
  const port = /:[0-9]*$/.exec(host)?.[0]
  if (port) {
    if (port !== ':') this.port = port.slice(1)
    host = host.slice(0, host.length - port.length)
  }
  if (host) this.hostname = host
}

let warnedOfPort = false

// Node takes a port that is no number for a part of the path, and says once that it will not for ever.
function warnOfPort (url) {
  if (warnedOfPort) return
  warnedOfPort = true
  process.emitWarning(`The URL ${url} is invalid. Future versions of Node.js will throw an error.`, 'DeprecationWarning', 'DEP0170')
}

// What follows a character that no host name has belongs to the path.
Url.prototype._validHost = function (rest, hostname, url) {
  for (let i = 0; i < hostname.length; i++) {
    const c = hostname[i]
    if (/[a-z0-9.\-+_]/i.test(c) || c.charCodeAt(0) > 127) continue
    if (c === ':') warnOfPort(url)
    this.hostname = hostname.slice(0, i)
    return `/${hostname.slice(i)}${rest}`
  }
  return rest
}

Url.prototype._tail = function (rest, parseQuery, lower) {
  const hash = rest.indexOf('#')
  if (hash >= 0) this.hash = rest.slice(hash)
  let question = rest.indexOf('?')
  if (question >= 0 && hash >= 0 && question > hash) question = -1
  if (question >= 0) {
    this.search = rest.slice(question, hash < 0 ? undefined : hash)
    this.query = parseQuery ? querystring.parse(this.search.slice(1)) : this.search.slice(1)
  } else if (parseQuery) {
    this.search = null
    this.query = Object.create(null)
  }
  const first = question >= 0 ? question : hash
  if (first < 0) {
    if (rest.length > 0) this.pathname = rest
  } else if (first > 0) this.pathname = rest.slice(0, first)
  if (slashed.has(lower) && this.hostname && !this.pathname) this.pathname = '/'
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '')
}

function urlFormat (urlObject, options) {
  if (typeof urlObject === 'string') urlObject = urlParse(urlObject)
  else if (typeof urlObject !== 'object' || urlObject === null) throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject)
  else if (require('internal/url').isURL(urlObject)) return formatStandard(urlObject, options)
  return Url.prototype.format.call(urlObject)
}

function formatStandard (url, options) {
  let { fragment = true, unicode = false, search = true, auth = true } = {}
  if (options) {
    if (typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options)
    if (options.fragment != null) fragment = Boolean(options.fragment)
    if (options.unicode != null) unicode = Boolean(options.unicode)
    if (options.search != null) search = Boolean(options.search)
    if (options.auth != null) auth = Boolean(options.auth)
  }
  let text = url.protocol
  if (url.href.startsWith(`${url.protocol}//`)) {
    text += '//'
    if (auth && (url.username || url.password)) text += `${url.username}${url.password ? `:${url.password}` : ''}@`
    text += unicode ? require('url').domainToUnicode(url.hostname) + (url.port ? `:${url.port}` : '') : url.host
  }
  return text + url.pathname + (search ? url.search : '') + (fragment ? url.hash : '')
}

Url.prototype.format = function () {
  let auth = this.auth || ''
  if (auth) auth = encodeURIComponent(auth).replace(/%3A/i, ':').replace(/%(21|27|28|29|2A)/g, (s) => decodeURIComponent(s)) + '@'
  let protocol = this.protocol || ''
  let pathname = this.pathname || ''
  let hash = this.hash || ''
  let host = ''
  let query = ''
  if (this.host) host = auth + this.host
  else if (this.hostname) {
    host = auth + (this.hostname.includes(':') && !this.hostname.startsWith('[') ? `[${this.hostname}]` : this.hostname)
    if (this.port) host += ':' + this.port
  }
  if (this.query !== null && typeof this.query === 'object') query = querystring.stringify(this.query)
  let search = this.search || (query && ('?' + query)) || ''
  if (protocol && !protocol.endsWith(':')) protocol += ':'
  pathname = pathname.replace(/[?#]/g, (c) => c === '?' ? '%3F' : '%23')
  if (this.slashes || slashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && !pathname.startsWith('/')) pathname = '/' + pathname
      host = '//' + host
    } else if (protocol.length >= 4 && protocol.startsWith('file')) host = '//'
  }
  search = search.replaceAll('#', '%23')
  if (hash && !hash.startsWith('#')) hash = '#' + hash
  if (search && !search.startsWith('?')) search = '?' + search
  return protocol + host + pathname + search + hash
}

function urlResolve (source, relative) { return urlParse(source, false, true).resolve(relative) }
function urlResolveObject (source, relative) { return source ? urlParse(source, false, true).resolveObject(relative) : relative }
Url.prototype.resolve = function (relative) { return this.resolveObject(urlParse(relative, false, true)).format() }

function copy (from) {
  const out = new Url()
  Object.assign(out, from)
  return out
}

Url.prototype.resolveObject = function (relative) {
  if (typeof relative === 'string') relative = urlParse(relative, false, true)
  const result = copy(this)
  result.hash = relative.hash
  if (relative.href === '') {
    result.href = result.format()
    return result
  }
  if (relative.slashes && !relative.protocol) {
    for (const key of Object.keys(relative)) if (key !== 'protocol') result[key] = relative[key]
    if (slashed.has(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/'
    result.href = result.format()
    return result
  }
  if (relative.protocol && relative.protocol !== result.protocol) return this._otherProtocol(result, relative)
  const sourceAbsolute = result.pathname && result.pathname.startsWith('/')
  const relativeAbsolute = relative.host || (relative.pathname && relative.pathname.startsWith('/'))
  let mustBeAbsolute = relativeAbsolute || sourceAbsolute || (result.host && relative.pathname)
  const removeAllDots = mustBeAbsolute
  let path = (result.pathname && result.pathname.split('/')) || []
  const relativePath = (relative.pathname && relative.pathname.split('/')) || []
  const noSlashes = result.protocol && !slashed.has(result.protocol)
  if (noSlashes) {
    result.hostname = ''
    result.port = null
    if (result.host) {
      if (path[0] === '') path[0] = result.host
      else path.unshift(result.host)
    }
    result.host = ''
    if (relative.protocol) {
      relative.hostname = null
      relative.port = null
      result.auth = null
      if (relative.host) {
        if (relativePath[0] === '') relativePath[0] = relative.host
        else relativePath.unshift(relative.host)
      }
      relative.host = null
    }
    mustBeAbsolute = mustBeAbsolute && (relativePath[0] === '' || path[0] === '')
  }
  if (relativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null
      result.host = relative.host
      result.port = relative.port
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null
      result.hostname = relative.hostname
    }
    result.search = relative.search
    result.query = relative.query
    path = relativePath
  } else if (relativePath.length) {
    path.pop()
    path = path.concat(relativePath)
    result.search = relative.search
    result.query = relative.query
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noSlashes) {
      result.hostname = result.host = path.shift()
      this._authInHost(result)
    }
    result.search = relative.search
    result.query = relative.query
    return finish(result)
  }
  if (!path.length) {
    result.pathname = null
    result.path = result.search ? '/' + result.search : null
    result.href = result.format()
    return result
  }
  return this._join(result, relative, path, { mustBeAbsolute, removeAllDots, noSlashes })
}

function finish (result) {
  if (result.pathname !== null || result.search !== null) result.path = (result.pathname || '') + (result.search || '')
  result.href = result.format()
  return result
}

Url.prototype._otherProtocol = function (result, relative) {
  if (!slashed.has(relative.protocol)) {
    Object.assign(result, relative)
    result.href = result.format()
    return result
  }
  result.protocol = relative.protocol
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !hostless.has(relative.protocol)) {
    const path = (relative.pathname || '').split('/')
    while (path.length && !(relative.host = path.shift()));
    relative.host ||= ''
    relative.hostname ||= ''
    if (path[0] !== '') path.unshift('')
    if (path.length < 2) path.unshift('')
    result.pathname = path.join('/')
  } else result.pathname = relative.pathname
  result.search = relative.search
  result.query = relative.query
  result.host = relative.host || ''
  result.auth = relative.auth
  result.hostname = relative.hostname || relative.host
  result.port = relative.port
  if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '')
  result.slashes = result.slashes || relative.slashes
  result.href = result.format()
  return result
}

Url.prototype._authInHost = function (result) {
  const auth = result.host && result.host.indexOf('@') > 0 && result.host.split('@')
  if (auth) {
    result.auth = auth.shift()
    result.host = result.hostname = auth.shift()
  }
}

Url.prototype._join = function (result, relative, path, { mustBeAbsolute, removeAllDots, noSlashes }) {
  const last = path[path.length - 1]
  const trailing = ((result.host || relative.host || path.length > 1) && (last === '.' || last === '..')) || last === ''
  let up = 0
  for (let i = path.length - 1; i >= 0; i--) {
    if (path[i] === '.') path.splice(i, 1)
    else if (path[i] === '..') {
      path.splice(i, 1)
      up++
    } else if (up) {
      path.splice(i, 1)
      up--
    }
  }
  if (!mustBeAbsolute && !removeAllDots) while (up--) path.unshift('..')
  if (mustBeAbsolute && path[0] !== '' && (!path[0] || path[0][0] !== '/')) path.unshift('')
  if (trailing && !path.join('/').endsWith('/')) path.push('')
  const absolute = path[0] === '' || (path[0] && path[0][0] === '/')
  if (noSlashes) {
    result.hostname = result.host = absolute ? '' : path.length ? path.shift() : ''
    this._authInHost(result)
  }
  mustBeAbsolute = mustBeAbsolute || (result.host && path.length)
  if (mustBeAbsolute && !absolute) path.unshift('')
  if (!path.length) {
    result.pathname = null
    result.path = null
  } else result.pathname = path.join('/')
  if (result.pathname !== null || result.search !== null) result.path = (result.pathname || '') + (result.search || '')
  result.auth = relative.auth || result.auth
  result.slashes = result.slashes || relative.slashes
  result.href = result.format()
  return result
}
for (const name of ['_simple', '_authority', '_host', '_validHost', '_tail', '_otherProtocol', '_authInHost', '_join']) {
  Object.defineProperty(Url.prototype, name, { enumerable: false })
}
Url.prototype.parseHost = Url.prototype._host

module.exports = { Url, parse: urlParse, resolve: urlResolve, resolveObject: urlResolveObject, format: urlFormat }
