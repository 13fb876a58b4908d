const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_FILE_URL_HOST, ERR_INVALID_FILE_URL_PATH, ERR_INVALID_URL_SCHEME, ERR_MISSING_ARGS } } = require('internal/errors')
const { validateString } = require('internal/validators')
const { URL, isURL, toUnicode } = require('internal/url')
const { lazyProperties } = require('internal/util')

function fileURLToPath (path, options) {
  if (typeof path === 'string') path = new URL(path)
  else if (!isURL(path)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path)
  if (path.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file')
  return options?.windows ? windowsPath(path) : posixPath(path)
}

function posixPath (url) {
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform)
  const { pathname } = url
  if (/%2f/i.test(pathname)) throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters')
  return decodeURIComponent(pathname)
}

function windowsPath (url) {
  if (/%2f|%5c/i.test(url.pathname)) throw new ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters')
  const pathname = decodeURIComponent(url.pathname.replaceAll('/', '\\'))
  if (url.hostname !== '') return `\\\\${toUnicode(url.hostname)}${pathname}`
  if (!/^\\[a-z]:/i.test(pathname)) throw new ERR_INVALID_FILE_URL_PATH('must be absolute')
  return pathname.slice(1)
}

const escapes = { '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23' }

function pathToFileURL (path, options) {
  validateString(path, 'path')
  const { resolve } = options?.windows ? require('path').win32 : require('path')
  let resolved = resolve(path)
  if (/[/]$/.test(path) && !resolved.endsWith('/')) resolved += '/'
  if (options?.windows) return new URL(`file:///${resolved.replaceAll('\\', '/').replace(/[%\n\r\t?#]/g, (c) => escapes[c])}`)
  return new URL(`file://${resolved.replace(/[%\\\n\r\t?#]/g, (c) => escapes[c])}`)
}

function domainToASCII (domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain')
  try {
    return new URL(`ws://${domain}`).hostname
  } catch {
    return ''
  }
}

function domainToUnicode (domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain')
  return toUnicode(domainToASCII(`${domain}`))
}

function urlToHttpOptions (url) {
  const { hostname, pathname, port, username, password, search } = url
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: typeof hostname === 'string' && hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href
  }
  if (port !== '') options.port = Number(port)
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return options
}

module.exports = { domainToASCII, domainToUnicode, pathToFileURL, fileURLToPath, urlToHttpOptions }
lazyProperties(module.exports, 'internal/url/legacy', ['Url', 'parse', 'resolve', 'resolveObject', 'format'])
lazyProperties(module.exports, 'internal/url/search_params', ['URLSearchParams'])
module.exports.URL = URL
