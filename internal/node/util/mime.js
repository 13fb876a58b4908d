const { codes: { ERR_INVALID_MIME_SYNTAX } } = require('internal/errors')
const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/g
const notQuoted = /[^\t\u0020-~\u0080-\u00FF]/
const white = ' \t\r\n'

function search (pattern, text) {
  pattern.lastIndex = 0
  const match = pattern.exec(text)
  return match ? match.index : -1
}

function trimEnd (text) {
  let end = text.length
  while (end > 0 && white.includes(text[end - 1])) end--
  return text.slice(0, end)
}

function trimStart (text) {
  let start = 0
  while (start < text.length && white.includes(text[start])) start++
  return text.slice(start)
}

function parseTypes (text) {
  const lead = text.length - trimStart(text).length
  const slash = text.indexOf('/', lead)
  const type = slash === -1 ? trimEnd(text.slice(lead)) : text.slice(lead, slash)
  const badType = search(notToken, type)
  if (type === '' || badType !== -1 || slash === -1) throw new ERR_INVALID_MIME_SYNTAX('type', text, badType)
  const semicolon = text.indexOf(';', slash + 1)
  const subtype = trimEnd(text.slice(slash + 1, semicolon === -1 ? undefined : semicolon))
  const badSubtype = search(notToken, subtype)
  if (subtype === '' || badSubtype !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', text, badSubtype)
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), rest: semicolon === -1 ? '' : text.slice(semicolon + 1) }
}

function quoteValue (value) {
  if (value.length === 0) return '""'
  if (search(notToken, value) === -1) return value
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

class MIMEParams {
  #data = new Map()
  delete (name) { this.#data.delete(`${name}`) }
  get (name) { return this.#data.get(`${name}`) ?? null }
  has (name) { return this.#data.has(`${name}`) }
  set (name, value) {
    name = `${name}`
    value = `${value}`
    const badName = search(notToken, name)
    if (name.length === 0 || badName !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter name', name, badName)
    const badValue = value.search(notQuoted)
    if (badValue !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, badValue)
    this.#data.set(name, value)
  }

  entries () { return this.#data.entries() }
  keys () { return this.#data.keys() }
  values () { return this.#data.values() }
  toString () {
    let text = ''
    for (const [key, value] of this.#data) text += `${text === '' ? '' : ';'}${key}=${quoteValue(value)}`
    return text
  }

  static parse (text, params) {
    let position = 0
    while (position < text.length) {
      while (position < text.length && white.includes(text[position])) position++
      let name = ''
      while (position < text.length && text[position] !== ';' && text[position] !== '=') name += text[position++]
      name = name.toLowerCase()
      if (text[position] !== '=') {
        position++
        continue
      }
      position++
      let value = ''
      if (text[position] === '"') {
        for (position++; position < text.length && text[position] !== '"'; position++) {
          if (text[position] === '\\' && position + 1 < text.length) position++
          value += text[position]
        }
        while (position < text.length && text[position] !== ';') position++
      } else {
        while (position < text.length && text[position] !== ';') value += text[position++]
        value = trimEnd(value)
      }
      position++
      if (name !== '' && search(notToken, name) === -1 && value.search(notQuoted) === -1 && !params.has(name) && (value !== '' || text[position - 2] === '"')) params.set(name, value)
    }
    return params
  }
}
const { parse } = MIMEParams
delete MIMEParams.parse
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, { value: MIMEParams.prototype.entries, writable: true, configurable: true })
Object.defineProperty(MIMEParams.prototype, 'toJSON', { value: MIMEParams.prototype.toString, writable: true, configurable: true })

class MIMEType {
  #type
  #subtype
  #params
  constructor (text) {
    const { type, subtype, rest } = parseTypes(`${text}`)
    this.#type = type
    this.#subtype = subtype
    this.#params = parse(rest, new MIMEParams())
  }

  get type () { return this.#type }
  set type (value) {
    value = `${value}`
    const bad = search(notToken, value)
    if (value.length === 0 || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('type', value, bad)
    this.#type = value.toLowerCase()
  }

  get subtype () { return this.#subtype }
  set subtype (value) {
    value = `${value}`
    const bad = search(notToken, value)
    if (value.length === 0 || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', value, bad)
    this.#subtype = value.toLowerCase()
  }

  get essence () { return `${this.#type}/${this.#subtype}` }
  get params () { return this.#params }
  toString () {
    const params = this.#params.toString()
    return `${this.#type}/${this.#subtype}${params === '' ? '' : `;${params}`}`
  }
}
Object.defineProperty(MIMEType.prototype, 'toJSON', { value: MIMEType.prototype.toString, writable: true, configurable: true })

module.exports = { MIMEParams, MIMEType }
