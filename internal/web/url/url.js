const { codes: { ERR_INVALID_URL, ERR_MISSING_ARGS, ERR_INVALID_THIS } } = require('internal/errors')
const { get, set, parse } = native
const { inspect } = require('internal/util/inspect')
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const kUpdate = Symbol('update')
const kHandle = Symbol('handle')
const names = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash']

function invalid (input, base) {
  const error = new ERR_INVALID_URL()
  error.input = input
  if (base !== undefined) error.base = base
  return error
}

class URL {
  #handle
  #params

  constructor (input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url')
    if (input === kHandle) {
      this.#handle = base
      return
    }
    input = `${input}`
    if (base !== undefined) base = `${base}`
    this.#handle = parse(input, base)
    if (this.#handle === undefined) throw invalid(input, base)
  }

  static canParse (input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url')
    return parse(`${input}`, base === undefined ? undefined : `${base}`) !== undefined
  }

  // The URL, or null for what is none.
  static parse (input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url')
    const handle = parse(`${input}`, base === undefined ? undefined : `${base}`)
    return handle === undefined ? null : new URL(kHandle, handle)
  }

  static createObjectURL (obj) { return require('internal/blob').createObjectURL(obj) }

  static revokeObjectURL (url) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url')
    require('internal/blob').revokeObjectURL(url)
  }

  #read (name) {
    if (!(#handle in this)) throw new ERR_INVALID_THIS('URL')
    return get[name](this.#handle)
  }

  #write (name, value) {
    if (!(#handle in this)) throw new ERR_INVALID_THIS('URL')
    set[name](this.#handle, `${value}`)
  }

  [customInspect] (depth, options) {
    if (!(#handle in this)) throw new ERR_INVALID_THIS('URL')
    if (typeof depth === 'number' && depth < 0) return this
    const shown = Object.create({ constructor: this.constructor === URL ? URL : this.constructor })
    for (const name of names) shown[name] = this[name]
    return `${this.constructor.name} ${inspect(Object.assign({}, shown), options)}`
  }

  toString () { return this.#read('href') }
  get href () { return this.#read('href') }
  set href (value) {
    value = `${value}`
    const handle = parse(value, undefined)
    if (handle === undefined) throw invalid(value)
    this.#handle = handle
    this.#params?.[kUpdate](get.search(handle))
  }

  get origin () { return this.#read('origin') }
  get protocol () { return this.#read('protocol') }
  set protocol (value) { this.#write('protocol', value) }
  get username () { return this.#read('username') }
  set username (value) { this.#write('username', value) }
  get password () { return this.#read('password') }
  set password (value) { this.#write('password', value) }
  get host () { return this.#read('host') }
  set host (value) { this.#write('host', value) }
  get hostname () { return this.#read('hostname') }
  set hostname (value) { this.#write('hostname', value) }
  get port () { return this.#read('port') }
  set port (value) { this.#write('port', value) }
  get pathname () { return this.#read('pathname') }
  set pathname (value) { this.#write('pathname', value) }
  get search () { return this.#read('search') }
  set search (value) {
    this.#write('search', value)
    this.#params?.[kUpdate](this.search)
  }

  get searchParams () {
    if (this.#params === undefined) {
      const { create } = require('internal/url/search_params')
      this.#params = create(this.#read('search'), (text) => set.search(this.#handle, text), kUpdate)
    }
    return this.#params
  }

  get hash () { return this.#read('hash') }
  set hash (value) { this.#write('hash', value) }
  toJSON () { return this.#read('href') }
}

const enumerable = { __proto__: null, enumerable: true }
const descriptors = { [Symbol.toStringTag]: { configurable: true, value: 'URL' }, toString: enumerable, toJSON: enumerable }
for (const name of names) descriptors[name] = enumerable
Object.defineProperties(URL.prototype, descriptors)
Object.defineProperties(URL, { canParse: enumerable, parse: enumerable, createObjectURL: enumerable, revokeObjectURL: enumerable })

function isURL (value) { return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined) }

module.exports = { URL, isURL, toUnicode: native.toUnicode }
