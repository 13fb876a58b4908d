const core = require('internal/fs/core')
const { stats, noStats } = require('internal/fs/stats')
const { AbortError, codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateAbortSignal, validateBoolean, validateFunction, validateObject, validateUint32 } = require('internal/validators')
const EventEmitter = require('events')
const { Buffer } = require('buffer')
const nodePath = require('path')

// FSWatcher tells of changes of a file or directory; a Tree does it for all directories below, each with a watch of its own.
function FSWatcher () {
  if (!new.target) return new FSWatcher()
  Reflect.apply(EventEmitter, this, [])
  hide(this, '_sources', [])
}
Object.setPrototypeOf(FSWatcher.prototype, EventEmitter.prototype)
Object.setPrototypeOf(FSWatcher, EventEmitter)

function hide (object, key, value) { Object.defineProperty(object, key, { value, writable: true, configurable: true, enumerable: false }) }

const kClosed = Symbol('closed')
const kRefed = Symbol('refed')

function begin (watcher, path, { recursive, persistent = true, encoding }) {
  watcher[kClosed] = false
  watcher[kRefed] = persistent
  try {
    if (recursive) new Tree(watcher, path, encoding).start()
    else add(watcher, path, (eventType, name) => watcher.emit('change', eventType, core.encoded(decoded(name, encoding), encoding)))
  } catch (error) {
    watcher[kClosed] = true
    throw Object.assign(error, { filename: path })
  }
}

const decoded = (name, encoding) => (core.isRaw(encoding) ? name : name.toString())

// add opens one watch for the watcher, and returns what closes it.
function add (watcher, path, told) {
  const source = core.watch(path, (name, renamed) => { if (!watcher[kClosed]) told(renamed ? 'rename' : 'change', name) })
  if (!watcher[kRefed]) core.unrefWatch(source)
  watcher._sources.push(source)
  return () => {
    core.unwatch(source)
    watcher._sources = watcher._sources.filter((other) => other !== source)
  }
}

FSWatcher.prototype.close = function () {
  if (this[kClosed] !== false) return
  this[kClosed] = true
  for (const source of this._sources) core.unwatch(source)
  this._sources = []
  process.nextTick(() => this.emit('close'))
}

FSWatcher.prototype.ref = function () {
  this[kRefed] = true
  for (const source of this._sources) core.refWatch(source)
  return this
}

FSWatcher.prototype.unref = function () {
  this[kRefed] = false
  for (const source of this._sources) core.unrefWatch(source)
  return this
}

// Tree watches a directory and all below it. Symbolic links are not followed.
class Tree {
  #watcher
  #root
  #encoding
  #directories = new Map() // the close function of each
  constructor (watcher, root, encoding) {
    this.#watcher = watcher
    this.#root = typeof root === 'string' ? root : String(root)
    this.#encoding = encoding
  }

  start () {
    if (!stats(core.sync('stat', this.#root, false)).isDirectory()) return this.#watchFile()
    this.#watch(this.#root, false)
  }

  #watchFile () { add(this.#watcher, this.#root, (eventType, name) => this.#tell(eventType, name.toString())) }

  #tell (eventType, name) {
    const shown = core.isRaw(this.#encoding) ? core.encoded(Buffer.from(name), this.#encoding) : name
    this.#watcher.emit('change', eventType, shown)
  }

  // #watch adds a directory; what is in a new one already is told as made.
  #watch (directory, isNew) {
    this.#directories.set(directory, add(this.#watcher, directory, (eventType, name) => this.#heard(directory, eventType, name.toString())))
    const [names, types] = core.sync('readdir', directory, false, false)
    for (let i = 0; i < names.length; i++) {
      const path = nodePath.join(directory, names[i])
      if (isNew) this.#tell('rename', nodePath.relative(this.#root, path))
      if (types[i] === core.constants.UV_DIRENT_DIR) this.#tryWatch(path, isNew)
    }
  }

  // #tryWatch adds a directory that may be gone, or may not be read.
  #tryWatch (directory, isNew) {
    if (this.#watcher[kClosed] || this.#directories.has(directory)) return
    try {
      this.#watch(directory, isNew)
    } catch {
      this.#forget(directory)
    }
  }

  #heard (directory, eventType, name) {
    const path = nodePath.join(directory, name)
    if (eventType === 'rename' && name === nodePath.basename(directory) && !exists(directory)) return this.#forget(directory)
    this.#tell(eventType, nodePath.relative(this.#root, path))
    if (eventType === 'rename' && isDirectory(path)) this.#tryWatch(path, true)
    else if (eventType === 'rename') this.#forget(path)
  }

  #forget (directory) {
    const close = this.#directories.get(directory)
    if (close === undefined) return
    this.#directories.delete(directory)
    close()
  }
}

function tryStat (path) {
  try {
    return stats(core.sync('lstat', path, false))
  } catch {}
}
const exists = (path) => tryStat(path) !== undefined
const isDirectory = (path) => Boolean(tryStat(path)?.isDirectory())

function watch (filename, options, listener) {
  if (typeof options === 'function') [listener, options] = [options, undefined]
  options = { ...core.options(options) }
  const { persistent, recursive } = options
  if (recursive) {
    if (persistent !== undefined && persistent !== null) validateBoolean(persistent, 'options.persistent')
    if (recursive !== undefined && recursive !== null) validateBoolean(recursive, 'options.recursive')
  }
  if (persistent === undefined) options.persistent = true
  const path = core.path(filename, 'filename')
  const { signal } = options
  const watcher = new FSWatcher()
  begin(watcher, path, options)
  if (listener) watcher.on('change', listener)
  if (signal) {
    const stop = () => watcher.close()
    if (signal.aborted) process.nextTick(stop)
    else {
      signal.addEventListener('abort', stop, { once: true })
      watcher.once('close', () => signal.removeEventListener('abort', stop))
    }
  }
  return watcher
}

// watchPromise is fs.promises.watch: an async iterator of { eventType, filename }, by hand, for the engine has no async generators.
function watchPromise (filename, options = {}) {
  let watcher, failure
  let done = false
  const heard = []
  const waiting = []
  const settle = () => {
    while (waiting.length > 0 && (heard.length > 0 || failure || done)) {
      const { resolve, reject } = waiting.shift()
      if (heard.length > 0) resolve({ value: heard.shift(), done: false })
      else if (failure) {
        reject(failure)
        failure = undefined
        done = true
      } else resolve({ value: undefined, done: true })
    }
  }
  const stop = (error) => {
    failure = error
    done = !error
    watcher?.close()
    settle()
  }
  const start = () => {
    const path = core.path(filename)
    validateObject(options, 'options')
    const { persistent = true, recursive = false, encoding = 'utf8', signal } = options
    validateBoolean(persistent, 'options.persistent')
    validateBoolean(recursive, 'options.recursive')
    validateAbortSignal(signal, 'options.signal')
    if (encoding && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding')
    const abort = () => stop(new AbortError(undefined, { cause: signal.reason }))
    if (signal?.aborted) throw core.aborted(signal)
    watcher = new FSWatcher()
    watcher.on('change', (eventType, filename) => {
      heard.push({ __proto__: null, eventType, filename })
      settle()
    })
    signal?.addEventListener('abort', abort, { once: true })
    watcher.once('close', () => signal?.removeEventListener('abort', abort))
    begin(watcher, path, { persistent, recursive, encoding })
  }
  let started = false
  return {
    next () {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        if (!started) {
          started = true
          try {
            start()
          } catch (error) {
            failure = error
          }
        }
        settle()
      })
    },
    return (value) {
      stop()
      return Promise.resolve({ value, done: true })
    },
    throw (error) {
      stop()
      return Promise.reject(error)
    },
    [Symbol.asyncIterator] () { return this }
  }
}

// StatWatcher compares the stats of a file from time to time.
class StatWatcher extends EventEmitter {
  #path
  #bigint
  #interval
  #timer = null
  #refed
  #before
  constructor (path, { bigint, interval, persistent }) {
    super()
    this.#path = path
    this.#bigint = bigint
    this.#interval = interval
    this.#refed = persistent
  }

  start () {
    this.#look((now) => {
      this.#before = now ?? noStats(this.#bigint)
      if (now === undefined) this.emit('change', this.#before, this.#before)
    })
    return this
  }

  // #look takes a picture of the file, tells it, and does so again later.
  #look (tell) {
    this.#timer = undefined
    core.begin((error, values) => {
      if (this.#timer !== undefined) return // stopped meanwhile
      tell(error ? undefined : stats(values))
      if (this.#timer !== undefined) return
      this.#timer = setTimeout(() => this.#look((now) => this.#compare(now ?? noStats(this.#bigint))), this.#interval)
      if (!this.#refed) this.#timer.unref()
    }, 'stat', this.#path, this.#bigint)
  }

  #compare (now) {
    const before = this.#before
    this.#before = now
    const same = ['ctimeMs', 'mtimeMs', 'birthtimeMs', 'size', 'mode', 'uid', 'gid', 'ino', 'dev'].every((name) => now[name] === before[name])
    if (!same) this.emit('change', now, before)
  }

  stop () {
    if (this.#timer === null) return
    clearTimeout(this.#timer)
    this.#timer = null
    process.nextTick(() => this.emit('stop'))
  }

  ref () {
    this.#refed = true
    this.#timer?.ref()
    return this
  }

  unref () {
    this.#refed = false
    this.#timer?.unref()
    return this
  }
}

const watched = new Map() // StatWatchers by full path

function watchFile (filename, options, listener) {
  filename = nodePath.resolve(String(core.path(filename)))
  if (options === null || typeof options !== 'object') [listener, options] = [options, undefined]
  const { interval = 5007, persistent = true, bigint = false } = options ?? {}
  validateFunction(listener, 'listener')
  validateUint32(interval, 'interval')
  let watcher = watched.get(filename)
  if (watcher === undefined) {
    watcher = new StatWatcher(filename, { bigint, interval, persistent })
    watcher.start()
    watched.set(filename, watcher)
  }
  watcher.addListener('change', listener)
  return watcher
}

function unwatchFile (filename, listener) {
  filename = nodePath.resolve(String(core.path(filename)))
  const watcher = watched.get(filename)
  if (watcher === undefined) return
  if (typeof listener === 'function') watcher.removeListener('change', listener)
  else watcher.removeAllListeners('change')
  if (watcher.listenerCount('change') === 0) {
    watcher.stop()
    watched.delete(filename)
  }
}

module.exports = { watch, watchFile, unwatchFile, watchPromise, FSWatcher, StatWatcher }
