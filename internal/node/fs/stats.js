const { constants, encoded } = require('internal/fs/core')
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

function Stats (dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  fill(this, [dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks], [atimeMs, mtimeMs, ctimeMs, birthtimeMs])
}
Object.setPrototypeOf(Stats.prototype, StatsBase.prototype)
Object.setPrototypeOf(Stats, StatsBase)

function fill (stats, numbers, milliseconds, nanoseconds) {
  names.forEach((name, i) => { stats[name] = numbers[i] })
  times.forEach((name, i) => { stats[`${name}Ms`] = milliseconds[i] })
  nanoseconds?.forEach((value, i) => { stats[`${times[i]}Ns`] = value })
  times.forEach((name, i) => { stats[name] = new Date(Math.round(Number(milliseconds[i]))) })
}

function BigIntStats (numbers, seconds) {
  const nanoseconds = times.map((_, i) => seconds[2 * i] * 1000000000n + seconds[2 * i + 1])
  fill(this, numbers, nanoseconds.map((n) => n / 1000000n), nanoseconds)
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

// noStats are those of a file that does not exist, as watchFile shows it.
const noStats = (bigint) => stats(Array(names.length + 2 * times.length).fill(bigint ? 0n : 0))

class StatFs {
  constructor (type, bsize, blocks, bfree, bavail, files, ffree) {
    Object.assign(this, { type, bsize, blocks, bfree, bavail, files, ffree })
  }
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

// entries makes what readdir returns, of [names, types, parents]. A recursive listing names entries below the root.
function entries ([list, types, parents], { withFileTypes, encoding } = {}, root = '') {
  if (!withFileTypes) return list.map((name) => encoded(name, encoding))
  return list.map((name, i) => {
    const last = typeof name === 'string' ? nodePath.basename(name) : name.subarray(name.lastIndexOf('/') + 1)
    return new Dirent(encoded(last, encoding), types[i], parents[i] ?? root)
  })
}

module.exports = { Stats, BigIntStats, StatFs, Dirent, stats, noStats, statfs: (values) => new StatFs(...values), entries }
