const { constants, encoded, sync, start, begin } = require('internal/fs/core')
const { codes: { ERR_DIR_CLOSED } } = require('internal/errors')
const nodePath = require('path')

const kinds = { isDirectory: 'S_IFDIR', isFile: 'S_IFREG', isBlockDevice: 'S_IFBLK', isCharacterDevice: 'S_IFCHR', isSymbolicLink: 'S_IFLNK', isFIFO: 'S_IFIFO', isSocket: 'S_IFSOCK' }
const names = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks']
const times = ['atime', 'mtime', 'ctime', 'birthtime']

// StatsBase tells the kind of a file by its mode.
function StatsBase () {}
for (const [name, constant] of Object.entries(kinds)) {
  StatsBase.prototype[name] = function () {
    return typeof this.mode === 'bigint'
      ? (this.mode & BigInt(constants.S_IFMT)) === BigInt(constants[constant])
      : (this.mode & constants.S_IFMT) === constants[constant]
  }
}

function Stats (dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, ...milliseconds) {
  const numbers = [dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks]
  names.forEach((name, i) => { this[name] = numbers[i] })
  times.forEach((name, i) => { this[`${name}Ms`] = milliseconds[i] })
  times.forEach((name, i) => { this[name] = new Date(Number(milliseconds[i]) + 0.5) })
}
Object.setPrototypeOf(Stats.prototype, StatsBase.prototype)
Object.setPrototypeOf(Stats, StatsBase)

function BigIntStats (numbers, seconds) {
  names.forEach((name, i) => { this[name] = numbers[i] })
  times.forEach((name, i) => { this[`${name}Ms`] = seconds[2 * i] * 1000n + seconds[2 * i + 1] / 1000000n })
  times.forEach((name, i) => { this[`${name}Ns`] = seconds[2 * i] * 1000000000n + seconds[2 * i + 1] })
  times.forEach((name) => { this[name] = new Date(Number(this[`${name}Ms`])) })
}
Object.setPrototypeOf(BigIntStats.prototype, StatsBase.prototype)
Object.setPrototypeOf(BigIntStats, StatsBase)

// stats makes a Stats of what the operation returned.
function stats (values) {
  const numbers = values.slice(0, names.length)
  const seconds = values.slice(names.length)
  if (typeof numbers[0] === 'bigint') return new BigIntStats(numbers, seconds)
  return new Stats(...numbers, ...times.map((_, i) => seconds[2 * i] * 1000 + seconds[2 * i + 1] / 1e6))
}

const direntKinds = { isDirectory: 2, isFile: 1, isBlockDevice: 7, isCharacterDevice: 6, isSymbolicLink: 3, isFIFO: 4, isSocket: 5 }
const kType = Symbol('type')

class Dirent {
  constructor (name, type, path) {
    this.name = name
    this.parentPath = path
    this.path = path
    this[kType] = type
  }
}
for (const [name, type] of Object.entries(direntKinds)) {
  Object.defineProperty(Dirent.prototype, name, { writable: true, configurable: true, value () { return this[kType] === type } })
}

// entries makes what readdir returns, of [names, types, parents].
function entries ([list, types, parents], { withFileTypes, encoding }, root) {
  if (!withFileTypes) return list.map((name) => encoded(name, encoding))
  return list.map((name, i) => new Dirent(encoded(nodePath.basename(name), encoding), types[i], parents[i] ?? root))
}

// Dir is an open directory: the entries are read at once.
class Dir {
  #path
  #entries
  #closed = false
  constructor (path, list) {
    this.#path = path
    this.#entries = list
  }

  get path () { return this.#path }

  #open () { if (this.#closed) throw new ERR_DIR_CLOSED() }

  readSync () {
    this.#open()
    return this.#entries.shift() ?? null
  }

  read (callback) {
    if (callback === undefined) return new Promise((resolve) => { this.#open(); setImmediate(() => resolve(this.readSync())) })
    this.#open()
    const entry = this.readSync()
    setImmediate(() => callback(null, entry))
  }

  closeSync () {
    this.#open()
    this.#closed = true
  }

  close (callback) {
    if (callback === undefined) return new Promise((resolve) => { this.closeSync(); resolve() })
    this.closeSync()
    setImmediate(() => callback(null))
  }

  entries () {
    const dir = this
    return {
      [Symbol.asyncIterator] () { return this },
      async next () {
        const value = dir.#closed ? null : await dir.read()
        if (value !== null) return { value, done: false }
        if (!dir.#closed) await dir.close()
        return { value: undefined, done: true }
      },
      async return (value) {
        if (!dir.#closed) await dir.close()
        return { value, done: true }
      }
    }
  }

  [Symbol.asyncIterator] () { return this.entries() }
}

const direntOptions = { withFileTypes: true }
const opened = (path, list) => new Dir(path, entries(list, direntOptions, path))
const failed = (error) => Object.assign(error, { syscall: 'opendir', message: error.message.replace('scandir', 'opendir') })

module.exports = {
  Stats,
  BigIntStats,
  Dirent,
  Dir,
  stats,
  entries,
  opendirSync (path, options) {
    try {
      return opened(path, sync('readdir', path, !!options?.recursive))
    } catch (error) {
      throw failed(error)
    }
  },
  opendir (path, options, callback) {
    begin((error, list) => (error ? callback(failed(error)) : callback(null, opened(path, list))), 'readdir', path, !!options?.recursive)
  },
  opendirPromise: (path, options) => start('readdir', path, !!options?.recursive).then((list) => opened(path, list), (error) => { throw failed(error) })
}
