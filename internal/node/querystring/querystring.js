const { codes: { ERR_INVALID_URI } } = require('internal/errors')
const { Buffer } = require('buffer')

const escape = /%[0-9A-Fa-f]{2}/
const plain = /^[A-Za-z0-9!'()*\-._~]*$/

function qsEscape (text) {
  if (typeof text !== 'string') text = typeof text === 'object' ? String(text) : text + ''
  if (plain.test(text)) return text
  try {
    return encodeURIComponent(text)
  } catch {
    return escapeBroken(text)
  }
}

// escapeBroken pairs a surrogate with whatever follows it, as node does; alone at the end it is an error.
function escapeBroken (text) {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i)
    if (code >= 0xD800 && code < 0xE000) {
      if (++i >= text.length) throw new ERR_INVALID_URI()
      code = 0x10000 + (((code & 0x3FF) << 10) | (text.charCodeAt(i) & 0x3FF))
    }
    out += encodeURIComponent(String.fromCodePoint(code))
  }
  return out
}

// Decodes what it can: a broken escape stays as it is.
function unescapeBuffer (text, plus) {
  const out = Buffer.allocUnsafe(text.length)
  let length = 0
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i)
    if (code === 0x2b && plus) code = 0x20
    else if (code === 0x25 && i + 2 < text.length) {
      const hex = text.slice(i + 1, i + 3)
      if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
        code = parseInt(hex, 16)
        i += 2
      }
    }
    out[length++] = code
  }
  return out.slice(0, length)
}

function qsUnescape (text, plus) {
  try {
    return decodeURIComponent(text)
  } catch {
    return module.exports.unescapeBuffer(text, plus).toString()
  }
}

function primitive (value) {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && isFinite(value)) return '' + value
  if (typeof value === 'bigint') return '' + value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return ''
}

function stringify (object, separator, equals, options) {
  separator ||= '&'
  equals ||= '='
  let encode = module.exports.escape
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent
  if (object === null || typeof object !== 'object') return ''
  return Object.keys(object).map((key) => {
    const value = object[key]
    const left = encode(primitive(key)) + equals
    return Array.isArray(value) ? value.map((v) => left + encode(primitive(v))).join(separator) : left + encode(primitive(value))
  }).filter((s) => s !== '').join(separator)
}

function decodeWith (decode, text) {
  try {
    return decode(text)
  } catch {
    return module.exports.unescape(text, true)
  }
}

function parse (text, separator, equals, options) {
  const out = Object.create(null)
  if (typeof text !== 'string' || text.length === 0) return out
  separator = separator ? separator + '' : '&'
  equals = equals ? equals + '' : '='
  const limit = options && typeof options.maxKeys === 'number' ? (options.maxKeys > 0 ? options.maxKeys : 0) : 1000
  const decode = options && typeof options.decodeURIComponent === 'function' ? options.decodeURIComponent : module.exports.unescape
  let parts = text.split(separator)
  if (limit > 0) parts = parts.slice(0, limit)
  for (const part of parts) {
    if (part === '') continue
    const at = part.indexOf(equals)
    const raw = (at >= 0 ? [part.slice(0, at), part.slice(at + equals.length)] : [part, '']).map((s) => s.replace(/\+/g, '%20'))
    const [key, value] = raw.map((s) => escape.test(s) || decode !== qsUnescape ? decodeWith(decode, s) : s)
    if (!(key in out)) out[key] = value
    else if (Array.isArray(out[key])) out[key].push(value)
    else out[key] = [out[key], value]
  }
  return out
}

module.exports = { unescapeBuffer, unescape: qsUnescape, escape: qsEscape, stringify, encode: stringify, parse, decode: parse }
