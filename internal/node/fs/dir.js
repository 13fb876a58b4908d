const core = require('internal/fs/core')
const { Dirent } = require('internal/fs/stats')
const { codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_MISSING_ARGS, ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { validateBoolean, validateUint32 } = require('internal/validators')
const { Buffer } = require('buffer')
const nodePath = require('path')

// Dir is an open directory, read a few entries at a time. Without a callback, read and close return promises.
class Dir {
  #fd
  #path
  #encoding
  #size
  #recursive
  #buffered = []
  #below = [] // directories to go on with, when recursive
  #closed = false
  #waiting = null // calls that a running operation holds up
  constructor (fd, path, options) {
    if (fd === undefined || fd === null) throw new ERR_MISSING_ARGS('handle')
    this.#fd = fd
    this.#path = path
    this.#encoding = options.encoding
    this.#size = options.bufferSize
    this.#recursive = options.recursive
  }

  get path () { return this.#path }

  #check () { if (this.#closed) throw new ERR_DIR_CLOSED() }

  #take ([names, types]) {
    const root = String(this.#path)
    for (let i = 0; i < names.length; i++) this.#add(names[i], types[i], root)
  }

  #add (name, type, parent) {
    this.#buffered.push(new Dirent(core.encoded(name, this.#encoding), type, parent))
    if (this.#recursive && type === core.constants.UV_DIRENT_DIR) this.#below.push(nodePath.join(parent, String(name)))
  }

  // #descend lists the next directory below, all at once.
  #descend (directory, [names, types]) {
    for (let i = 0; i < names.length; i++) this.#add(names[i], types[i], directory)
  }

  readSync () {
    this.#check()
    if (this.#waiting !== null) throw new ERR_DIR_CONCURRENT_OPERATION()
    const raw = core.isRaw(this.#encoding)
    if (this.#buffered.length === 0) this.#take(core.sync('readEntries', this.#fd, this.#size, raw))
    while (this.#buffered.length === 0 && this.#below.length > 0) {
      const directory = this.#below.shift()
      this.#descend(directory, core.sync('readdir', directory, false, raw))
    }
    return this.#buffered.shift() ?? null
  }

  read (callback) {
    if (callback === undefined) return new Promise((resolve, reject) => this.#read((error, entry) => (error ? reject(error) : resolve(entry))))
    core.callback(callback, 'callback')
    this.#read(callback)
  }

  #read (callback) {
    if (this.#closed) return callback(new ERR_DIR_CLOSED())
    if (this.#waiting !== null) return void this.#waiting.push(() => this.#read(callback))
    if (this.#buffered.length > 0) {
      const entry = this.#buffered.shift()
      return void process.nextTick(callback, null, entry)
    }
    const raw = core.isRaw(this.#encoding)
    this.#waiting = []
    core.begin((error, list) => {
      if (!error) this.#take(list)
      if (error || this.#buffered.length > 0) return this.#answer(callback, error)
      this.#readBelow(callback, raw)
    }, 'readEntries', this.#fd, this.#size, raw)
  }

  #readBelow (callback, raw) {
    if (this.#below.length === 0) return this.#answer(callback, null)
    const directory = this.#below.shift()
    core.begin((error, list) => {
      if (!error) this.#descend(directory, list)
      if (error || this.#buffered.length > 0) return this.#answer(callback, error)
      this.#readBelow(callback, raw)
    }, 'readdir', directory, false, raw)
  }

  #answer (callback, error) {
    const waiting = this.#waiting
    this.#waiting = null
    process.nextTick(() => { for (const call of waiting) call() })
    if (error) callback(error)
    else callback(null, this.#buffered.shift() ?? null)
  }

  close (callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new ERR_DIR_CLOSED())
      return new Promise((resolve, reject) => this.#close((error) => (error ? reject(error) : resolve())))
    }
    core.callback(callback, 'callback')
    if (this.#closed) return void process.nextTick(callback, new ERR_DIR_CLOSED())
    this.#close(callback)
  }

  #close (callback) {
    if (this.#waiting !== null) return void this.#waiting.push(() => this.#close(callback))
    if (this.#closed) return callback(new ERR_DIR_CLOSED())
    this.#closed = true
    core.begin((error) => callback(error ?? null), 'close', this.#fd)
  }

  closeSync () {
    this.#check()
    if (this.#waiting !== null) throw new ERR_DIR_CONCURRENT_OPERATION()
    this.#closed = true
    core.sync('close', this.#fd)
  }

  entries () {
    const end = (value) => ({ value, done: true })
    const close = async () => { if (!this.#closed) await this.close() }
    let finished = false
    return {
      next: async () => {
        if (finished) return end()
        let value
        try {
          value = await this.read()
        } catch (error) {
          finished = true
          await close()
          throw error
        }
        if (value !== null) return { value, done: false }
        finished = true
        await close()
        return end()
      },
      return: async (value) => {
        finished = true
        await close()
        return end(value)
      },
      [Symbol.asyncIterator] () { return this }
    }
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, { value: Dir.prototype.entries, writable: true, configurable: true })

function optionsOf (given) {
  const options = { encoding: 'utf8', bufferSize: 32, ...core.options(given, { encoding: 'utf8' }) }
  if (options.encoding !== 'buffer' && !Buffer.isEncoding(options.encoding)) throw new ERR_INVALID_ARG_VALUE('encoding', options.encoding, 'is invalid encoding')
  validateUint32(options.bufferSize, 'options.bufferSize', true)
  if (options.recursive !== undefined) validateBoolean(options.recursive, 'options.recursive')
  return options
}

function opendirSync (path, given) {
  path = core.path(path)
  const options = optionsOf(given)
  return new Dir(core.sync('opendir', path), path, options)
}

function opendir (path, given, callback) {
  callback = core.callback(typeof given === 'function' ? given : callback, 'callback')
  path = core.path(path)
  const options = optionsOf(given)
  core.begin((error, fd) => (error ? callback(error) : callback(null, new Dir(fd, path, options))), 'opendir', path)
}

module.exports = { Dir, opendir, opendirSync }
