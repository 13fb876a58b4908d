// The class FormData (https://xhr.spec.whatwg.org/#interface-formdata).
const { illegal, need } = require('internal/fetch/headers')
const enumerable = { __proto__: null, enumerable: true }
const text = (v) => `${v}`.toWellFormed()
let entriesOf
let has

// entry makes a name and a value: a file for what is a Blob.
function entry (where, name, value, filename, given) {
  const { Blob, File } = require('buffer')
  if (!(value instanceof Blob)) {
    if (given > 2) throw new TypeError(`Failed to execute '${where}' on 'FormData': parameter 2 is not of type 'Blob'`)
    return [text(name), text(value)]
  }
  if (!(value instanceof File) || given > 2) {
    const { type } = value
    value = new File([value], given > 2 ? text(filename) : value instanceof File ? value.name : 'blob', { type, lastModified: value.lastModified })
  }
  return [text(name), value]
}

class FormData {
  #entries = []

  static {
    has = (v) => #entries in v
    entriesOf = (form) => {
      if (form === null || typeof form !== 'object' || !(#entries in form)) throw illegal()
      return form.#entries
    }
  }

  constructor (form = undefined) {
    if (form !== undefined) throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.')
  }

  append (name, value, filename = undefined) {
    const entries = entriesOf(this)
    need(arguments.length, 2, 'FormData.append')
    entries.push(entry('append', name, value, filename, arguments.length))
  }

  delete (name) {
    entriesOf(this)
    need(arguments.length, 1, 'FormData.delete')
    this.#entries = this.#entries.filter(([other]) => other !== text(name))
  }

  get (name) {
    const entries = entriesOf(this)
    need(arguments.length, 1, 'FormData.get')
    const found = entries.find(([other]) => other === text(name))
    return found === undefined ? null : found[1]
  }

  getAll (name) {
    const entries = entriesOf(this)
    need(arguments.length, 1, 'FormData.getAll')
    return entries.filter(([other]) => other === text(name)).map(([, value]) => value)
  }

  has (name) {
    const entries = entriesOf(this)
    need(arguments.length, 1, 'FormData.has')
    return entries.some(([other]) => other === text(name))
  }

  set (name, value, filename = undefined) {
    const entries = entriesOf(this)
    need(arguments.length, 2, 'FormData.set')
    const made = entry('set', name, value, filename, arguments.length)
    const index = entries.findIndex(([other]) => other === made[0])
    if (index < 0) {
      entries.push(made)
      return
    }
    this.#entries = entries.filter(([other], i) => i <= index || other !== made[0])
    this.#entries[index] = made
  }

  keys () { return iterate(this, ([name]) => name) }
  values () { return iterate(this, ([, value]) => value) }
  entries () { return iterate(this, ([name, value]) => [name, value]) }

  forEach (callback, self = undefined) {
    entriesOf(this)
    need(arguments.length, 1, 'FormData.forEach')
    if (typeof callback !== 'function') throw new TypeError("Failed to execute 'forEach' on 'FormData': parameter 1 is not of type 'Function'.")
    for (const [name, value] of this) callback.call(self, value, name, this)
  }

  [Symbol.for('nodejs.util.inspect.custom')] (depth, options, inspect) {
    const shown = {}
    for (const [name, value] of this.#entries) {
      if (!Object.hasOwn(shown, name)) shown[name] = value
      else if (Array.isArray(shown[name])) shown[name].push(value)
      else shown[name] = [shown[name], value]
    }
    return `FormData ${inspect(shown, options)}`
  }
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
      if (state === undefined) throw new TypeError("'next' called on an object that does not implement interface FormData Iterator.")
      const entries = entriesOf(state.form)
      return state.index < entries.length ? { value: state.pick(entries[state.index++]), done: false } : { value: undefined, done: true }
    }
  },
  [Symbol.toStringTag]: { value: 'FormData Iterator', configurable: true }
})

function iterate (form, pick) {
  entriesOf(form)
  const out = Object.create(iterator)
  states.set(out, { form, pick, index: 0 })
  return out
}

for (const name of ['append', 'delete', 'get', 'getAll', 'has', 'set', 'keys', 'values', 'entries', 'forEach']) Object.defineProperty(FormData.prototype, name, enumerable)
Object.defineProperties(FormData.prototype, {
  [Symbol.iterator]: { value: FormData.prototype.entries, writable: true, configurable: true },
  [Symbol.toStringTag]: { value: 'FormData', configurable: true }
})
for (const name of ['append', 'set']) Object.defineProperty(FormData.prototype[name], 'length', { value: 2 })
Object.defineProperty(FormData, 'length', { value: 1 })

module.exports = { FormData, isFormData: (v) => has(v) }
