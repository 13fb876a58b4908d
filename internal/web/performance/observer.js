// PerformanceObserver (https://w3c.github.io/performance-timeline/), and the entries that are kept for it and for the getters of performance.
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors')
const { validateFunction, validateObject } = require('internal/validators')
const { expose } = require('internal/event_target')
const { shown } = require('internal/perf/entries')
const custom = Symbol.for('nodejs.util.inspect.custom')
const kMake = Symbol('make')
const observers = new Set() // of the records of those that observe something
const supported = Object.freeze(['function', 'gc', 'mark', 'measure', 'resource'])

// Kept entries by type. Resources are bounded by performance.setResourceTimingBufferSize.
const kept = { mark: [], measure: [], resource: [] }
const byStart = (a, b) => a.startTime - b.startTime

class PerformanceObserverEntryList {
  #list
  constructor () {
    if (arguments[0] !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR()
    this.#list = arguments[1].sort(byStart)
  }

  getEntries () { return this.#list.slice() }

  getEntriesByType (type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type')
    return this.#list.filter((entry) => entry.entryType === `${type}`)
  }

  getEntriesByName (name, type = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name')
    return this.#list.filter((entry) => entry.name === `${name}` && (type == null || entry.entryType === `${type}`))
  }

  [custom] (depth, options, inspect) { return shown('PerformanceObserverEntryList', this.#list, depth, options, inspect) }
}
expose(PerformanceObserverEntryList, ['getEntries', 'getEntriesByType', 'getEntriesByName'])

class PerformanceObserver {
  #callback
  #types = new Set()
  #buffer = []
  #mode
  #pending = false
  #record = { take: (entry) => this.#take(entry) }
  constructor (callback) {
    validateFunction(callback, 'callback')
    this.#callback = callback
  }

  observe (options = {}) {
    validateObject(options, 'options')
    const { entryTypes, type, buffered } = { ...options }
    if (entryTypes === undefined && type === undefined) throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type')
    if (entryTypes != null && type != null) throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together')
    this.#enter(entryTypes ? 'multiple' : 'single')
    if (entryTypes) this.#observeAll(entryTypes)
    else if (!this.#observeOne(type, buffered)) return
    if (this.#types.size > 0) observers.add(this.#record)
    else this.disconnect()
  }

  #enter (mode) {
    if (this.#mode !== undefined && this.#mode !== mode) {
      const { DOMException } = require('internal/domexception')
      throw new DOMException(`PerformanceObserver can not change to ${mode} ${mode === 'multiple' ? 'observations' : 'observation'}`, 'InvalidModificationError')
    }
    this.#mode = mode
  }

  #observeAll (types) {
    if (!Array.isArray(types)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', types)
    this.#types = new Set(types.filter((type) => supported.includes(type)))
  }

  #observeOne (type, buffered) {
    if (!supported.includes(type)) return false
    this.#types.add(type)
    if (buffered && kept[type] !== undefined) {
      this.#buffer.push(...kept[type])
      this.#schedule()
    }
    return true
  }

  disconnect () {
    observers.delete(this.#record)
    this.#types.clear()
    this.#buffer = []
    this.#mode = undefined
  }

  takeRecords () {
    const list = this.#buffer
    this.#buffer = []
    return list
  }

  #take (entry) {
    if (!this.#types.has(entry.entryType)) return
    this.#buffer.push(entry)
    this.#schedule()
  }

  #schedule () {
    if (this.#pending) return
    this.#pending = true
    setImmediate(() => {
      this.#pending = false
      const list = this.takeRecords()
      if (list.length > 0) Reflect.apply(this.#callback, this, [new PerformanceObserverEntryList(kMake, list), this])
    })
  }

  static get supportedEntryTypes () { return supported }

  [custom] (depth, options, inspect) {
    const state = { connected: observers.has(this.#record), pending: this.#pending, entryTypes: [...this.#types], buffer: this.#buffer }
    return shown('PerformanceObserver', state, depth, options, inspect)
  }
}
expose(PerformanceObserver, ['observe', 'disconnect', 'takeRecords'])

// Tells the observers of an entry.
function announce (entry) { for (const observer of observers) observer.take(entry) }

module.exports = {
  PerformanceObserver,
  PerformanceObserverEntryList,
  kept,
  byStart,
  announce,
  keep (type, entry) {
    kept[type].push(entry)
    announce(entry)
  }
}
