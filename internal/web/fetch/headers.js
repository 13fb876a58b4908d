// The class Headers (https://fetch.spec.whatwg.org/#headers-class).
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const fresh = Symbol('immutable')
const enumerable = { __proto__: null, enumerable: true }
let listOf

function illegal () {
  const error = new TypeError('Illegal invocation')
  error.code = 'ERR_INVALID_THIS'
  return error
}

function need (given, wanted, where) {
  if (given >= wanted) return
  const count = given === 0 ? '0 found' : `only ${given} found`
  throw new TypeError(`${where}: ${wanted} argument${wanted > 1 ? 's' : ''} required, but ${count}.`)
}

function byteString (value, where) {
  const text = `${value}`
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 255) throw new TypeError(`Cannot convert argument to a ByteString because the character at index ${i} has a value of ${text.charCodeAt(i)} which is greater than 255.`)
  }
  return text
}

function nameOf (value, where) {
  const name = byteString(value)
  if (!token.test(name)) throw new TypeError(`${where}: "${name}" is an invalid header name.`)
  return name.toLowerCase()
}

function valueOf (value, where) {
  const text = byteString(value).replace(/^[\r\n\t ]+|[\r\n\t ]+$/g, '')
  if (/[\0\r\n]/.test(text)) throw new TypeError(`${where}: "${text}" is an invalid header value.`)
  return text
}

class Headers {
  #list = new Map() // by lower case name: the values, with the name as it was given first
  #immutable = false

  static {
    listOf = (headers) => {
      if (headers === null || typeof headers !== 'object' || !(#list in headers)) throw illegal()
      return headers.#list
    }
    Headers[fresh] = (headers) => { headers.#immutable = true; return headers }
  }

  constructor (init = undefined) {
    if (init !== undefined) fill(this, init)
  }

  #change () {
    if (this.#immutable) throw new TypeError('immutable')
  }

  append (name, value) {
    listOf(this)
    need(arguments.length, 2, 'Headers.append')
    add(this, name, value, 'Headers.append', () => this.#change())
  }

  delete (name) {
    listOf(this)
    need(arguments.length, 1, 'Headers.delete')
    const key = nameOf(name, 'Headers.delete')
    this.#change()
    this.#list.delete(key)
  }

  get (name) {
    const list = listOf(this)
    need(arguments.length, 1, 'Headers.get')
    return list.get(nameOf(name, 'Headers.get'))?.join(', ') ?? null
  }

  has (name) {
    const list = listOf(this)
    need(arguments.length, 1, 'Headers.has')
    return list.has(nameOf(name, 'Headers.has'))
  }

  set (name, value) {
    listOf(this)
    need(arguments.length, 2, 'Headers.set')
    const key = nameOf(name, 'Headers.set')
    const text = valueOf(value, 'Headers.set')
    this.#change()
    this.#list.set(key, named([text], this.#list.get(key)?.as ?? `${name}`))
  }

  getSetCookie () { return [...listOf(this).get('set-cookie') ?? []] }

  forEach (callback, self = undefined) {
    listOf(this)
    need(arguments.length, 1, 'Headers.forEach')
    if (typeof callback !== 'function') throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.")
    for (const [name, value] of sorted(this)) callback.call(self, value, name, this)
  }

  keys () { return iterate(this, ([name]) => name) }
  values () { return iterate(this, ([, value]) => value) }
  entries () { return iterate(this, (pair) => pair) }

  [Symbol.for('nodejs.util.inspect.custom')] (depth, options, inspect) {
    return `Headers ${inspect(Object.fromEntries([...listOf(this)].map(([name, values]) => [name, values.join(', ')])), options)}`
  }
}

function named (values, as) {
  values.as = as
  return values
}

// rawFields are the fields as they are sent: with the names, and in the order, that they were given.
function rawFields (headers) {
  const out = []
  for (const [key, values] of listOf(headers)) {
    if (key === 'set-cookie') for (const value of values) out.push([values.as, value])
    else out.push([values.as, values.join(', ')])
  }
  return out
}

function add (headers, name, value, where, change = () => {}) {
  const key = nameOf(name, where)
  const text = valueOf(value, where)
  change()
  const list = listOf(headers)
  if (list.has(key)) list.get(key).push(text)
  else list.set(key, named([text], `${name}`))
}

function fill (headers, init) {
  if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
    throw new TypeError('Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.')
  }
  if (init instanceof Headers && init[Symbol.iterator] === Headers.prototype.entries) {
    for (const [name, value] of rawFields(init)) add(headers, name, value, 'Headers.append')
    return
  }
  if (init[Symbol.iterator] == null) {
    for (const name of Reflect.ownKeys(init)) {
      if (Object.getOwnPropertyDescriptor(init, name)?.enumerable) add(headers, name, init[name], 'Headers.append')
    }
    return
  }
  for (const item of init) {
    const pair = [...item]
    if (pair.length !== 2) throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${pair.length}.`)
    add(headers, pair[0], pair[1], 'Headers.append')
  }
}

// The pairs that iteration shows: by name, each cookie by itself.
function sorted (headers) {
  const out = []
  for (const [name, values] of [...listOf(headers)].sort(([a], [b]) => a < b ? -1 : 1)) {
    if (name === 'set-cookie') for (const value of values) out.push([name, value])
    else out.push([name, values.join(', ')])
  }
  return out
}

const states = new WeakMap()
const iterator = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())))
Object.defineProperties(iterator, {
  next: {
    writable: true,
    enumerable: true,
    configurable: true,
    value: function next () {
      const state = states.get(this)
      if (state === undefined) throw new TypeError("'next' called on an object that does not implement interface Headers Iterator.")
      const pairs = sorted(state.headers)
      if (state.index >= pairs.length) return { value: undefined, done: true }
      return { value: state.pick(pairs[state.index++]), done: false }
    }
  },
  [Symbol.toStringTag]: { value: 'Headers Iterator', configurable: true }
})

function iterate (headers, pick) {
  listOf(headers)
  const out = Object.create(iterator)
  states.set(out, { headers, pick, index: 0 })
  return out
}

Object.defineProperties(Headers.prototype, {
  append: enumerable, delete: enumerable, get: enumerable, has: enumerable, set: enumerable, getSetCookie: enumerable, forEach: enumerable,
  keys: enumerable, values: enumerable, entries: enumerable,
  [Symbol.iterator]: { value: Headers.prototype.entries, writable: true, configurable: true },
  [Symbol.toStringTag]: { value: 'Headers', configurable: true }
})
Object.defineProperty(Headers, 'length', { value: 0 })
const immutable = Headers[fresh]
delete Headers[fresh]

module.exports = { Headers, immutable, fill, rawFields, illegal, need }
