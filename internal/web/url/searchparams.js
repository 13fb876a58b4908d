const { codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS, ERR_INVALID_TUPLE, ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { inspect } = require('internal/util/inspect')
const { toUSVString } = require('internal/util')
const customInspect = Symbol.for('nodejs.util.inspect.custom')
const enumerable = { __proto__: null, enumerable: true }
let makeOwn = null

class URLSearchParams {
  #list = []
  #changed = null

  constructor (init = undefined) {
    if (makeOwn !== null) {
      this.#changed = makeOwn.changed
      this.#list = native.parse(makeOwn.text.replace(/^\?/, ''))
      const { update } = makeOwn
      makeOwn = null
      Object.defineProperty(this, update, { value: (text) => { this.#list = native.parse(text.replace(/^\?/, '')) } })
      return
    }
    if (init === undefined || init === null) return
    if (typeof init === 'object' || typeof init === 'function') this.#fill(init)
    else this.#list = native.parse(toUSVString(init).replace(/^\?/, ''))
  }

  #fill (init) {
    if (brand(init) && init[Symbol.iterator] === URLSearchParams.prototype[Symbol.iterator]) {
      this.#list = init.#list.slice()
      return
    }
    const method = init[Symbol.iterator]
    if (method !== null && method !== undefined) {
      if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE('Query pairs')
      for (const pair of init) {
        if (pair === null || pair === undefined || (typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]')
        const items = [...pair]
        if (items.length !== 2) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]')
        this.#list.push(toUSVString(items[0]), toUSVString(items[1]))
      }
      return
    }
    const seen = new Map()
    for (const key of Reflect.ownKeys(init)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(init, key)
      if (descriptor === undefined || !descriptor.enumerable) continue
      const name = toUSVString(key)
      const value = toUSVString(init[key])
      if (seen.has(name)) this.#list[seen.get(name)] = value
      else seen.set(name, this.#list.push(name, value) - 1)
    }
  }

  static brand (value) { return value !== null && typeof value === 'object' && #list in value }
  static listOf (value) { return value.#list }

  #update () { this.#changed?.(native.stringify(this.#list)) }

  get size () { check(this); return this.#list.length / 2 }

  append (name, value) {
    check(this)
    need(arguments, 'name', 'value')
    this.#list.push(toUSVString(name), toUSVString(value))
    this.#update()
  }

  delete (name, value = undefined) {
    check(this)
    need(arguments, 'name')
    name = toUSVString(name)
    if (value !== undefined) value = toUSVString(value)
    const list = []
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] !== name || (value !== undefined && this.#list[i + 1] !== value)) list.push(this.#list[i], this.#list[i + 1])
    }
    this.#list = list
    this.#update()
  }

  get (name) {
    check(this)
    need(arguments, 'name')
    name = toUSVString(name)
    for (let i = 0; i < this.#list.length; i += 2) if (this.#list[i] === name) return this.#list[i + 1]
    return null
  }

  getAll (name) {
    check(this)
    need(arguments, 'name')
    name = toUSVString(name)
    return this.#list.filter((v, i) => i % 2 === 1 && this.#list[i - 1] === name)
  }

  has (name, value = undefined) {
    check(this)
    need(arguments, 'name')
    name = toUSVString(name)
    if (value !== undefined) value = toUSVString(value)
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] === name && (value === undefined || this.#list[i + 1] === value)) return true
    }
    return false
  }

  set (name, value) {
    check(this)
    need(arguments, 'name', 'value')
    name = toUSVString(name)
    value = toUSVString(value)
    const list = []
    let found = false
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] !== name) list.push(this.#list[i], this.#list[i + 1])
      else if (!found) {
        found = true
        list.push(name, value)
      }
    }
    if (!found) list.push(name, value)
    this.#list = list
    this.#update()
  }

  sort () {
    check(this)
    const pairs = []
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]])
    pairs.sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)
    this.#list = pairs.flat()
    this.#update()
  }

  entries () { check(this); return new Iterator(this, 'key+value') }
  forEach (callback, thisArg = undefined) {
    check(this)
    if (typeof callback !== 'function') throw new ERR_INVALID_ARG_TYPE('callback', 'Function', callback)
    for (let i = 0; i < this.#list.length; i += 2) callback.call(thisArg, this.#list[i + 1], this.#list[i], this)
  }

  keys () { check(this); return new Iterator(this, 'key') }
  values () { check(this); return new Iterator(this, 'value') }
  toString () { check(this); return native.stringify(this.#list) }

  [customInspect] (depth, options) {
    check(this)
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special')
    const output = []
    const inner = { ...options }
    if (typeof depth === 'number') inner.depth = depth - 1
    for (let i = 0; i < this.#list.length; i += 2) output.push(`${inspect(this.#list[i], inner)} => ${inspect(this.#list[i + 1], inner)}`)
    const length = output.reduce((n, s) => n + s.length + 2, -2)
    if (length > options.breakLength) return `${this.constructor.name} {\n  ${output.join(',\n  ')} }`
    return output.length ? `${this.constructor.name} { ${output.join(', ')} }` : `${this.constructor.name} {}`
  }
}
const { brand, listOf } = URLSearchParams
delete URLSearchParams.brand
delete URLSearchParams.listOf
function check (params) { if (!brand(params)) throw new ERR_INVALID_THIS('URLSearchParams') }
function need (args, ...names) { if (args.length < names.length) throw new ERR_MISSING_ARGS(...names) }

class Iterator {
  #params
  #kind
  #index = 0
  constructor (params, kind) {
    this.#params = params
    this.#kind = kind
  }

  next () {
    if (this === null || typeof this !== 'object' || !(#params in this)) throw new ERR_INVALID_THIS('URLSearchParamsIterator')
    const list = listOf(this.#params)
    if (this.#index >= list.length) return { value: undefined, done: true }
    const [name, value] = [list[this.#index], list[this.#index + 1]]
    this.#index += 2
    return { value: this.#kind === 'key' ? name : this.#kind === 'value' ? value : [name, value], done: false }
  }

  [customInspect] (depth, options) {
    if (depth < 0) return options.stylize('[Object]', 'special')
    const list = listOf(this.#params)
    const output = []
    for (let i = this.#index; i < list.length; i += 2) output.push(inspect(this.#kind === 'key' ? list[i] : this.#kind === 'value' ? list[i + 1] : [list[i], list[i + 1]], options))
    const broken = output.reduce((n, text) => n + text.length + 2, -2) > options.breakLength || output.some((text) => text.includes('\n'))
    return `URLSearchParams Iterator {${broken ? '\n  ' : ' '}${output.join(broken ? ',\n  ' : ', ')} }`
  }
}
const proto = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())))
for (const key of ['next', customInspect]) Object.defineProperty(proto, key, { value: Iterator.prototype[key], enumerable: key === 'next', writable: true, configurable: true })
Object.defineProperty(proto, Symbol.toStringTag, { configurable: true, value: 'URLSearchParams Iterator' })
Object.setPrototypeOf(Iterator.prototype, proto)
delete Iterator.prototype.next
delete Iterator.prototype[customInspect]
delete Iterator.prototype.constructor

const descriptors = {
  [Symbol.toStringTag]: { configurable: true, value: 'URLSearchParams' },
  [Symbol.iterator]: { configurable: true, writable: true, value: URLSearchParams.prototype.entries }
}
for (const name of ['append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'entries', 'forEach', 'keys', 'values', 'toString', 'size']) descriptors[name] = enumerable
Object.defineProperties(URLSearchParams.prototype, descriptors)

module.exports = {
  URLSearchParams,
  create (text, changed, update) {
    makeOwn = { text, changed, update }
    return new URLSearchParams()
  }
}
