const core = require('internal/fs/core')
const { constants, sync, begin } = core
const { stats, Stats, Dirent } = require('internal/fs/stats')
const { plain, realpath, before, size } = require('internal/fs/plain')
const { removable, removeOptions, rmdirOptions, directoryError } = require('internal/fs/rm')
const { readFile, readFileSync, writeFile, writeFileSync, appendFile, appendFileSync } = require('internal/fs/contents')
const { read, readSync, readv, readvSync, write, writeSync, writev, writevSync } = require('internal/fs/transfer')
const { lazyProperties } = require('internal/util')
const custom = Symbol.for('nodejs.util.promisify.custom')

const fs = {}
for (const [name, face] of Object.entries(plain)) {
  fs[name] = named(later(name, ...face), name, face[1].length + 1)
  fs[`${name}Sync`] = named(now(name, ...face), `${name}Sync`, face[1].length)
}

function now (name, order, read, make) {
  if (!make) return function (...given) { return sync(name, ...read(...given)) }
  return function (...given) {
    const args = read(...given)
    return make(sync(name, ...args), args)
  }
}

function later (name, order, read, make) {
  const parameters = read.length
  return function (...given) {
    let at = given.findIndex((value, i) => i > 0 && typeof value === 'function')
    if (at < 0) at = parameters
    const callback = given[at]
    if (order === before) core.callback(callback)
    const args = read(...given.slice(0, at))
    core.callback(callback)
    begin((error, value) => {
      if (error) callback(error)
      else if (make) callback(null, make(value, args))
      else if (value === undefined) callback(null)
      else callback(null, value)
    }, name, ...args)
  }
}

function named (f, name, length) {
  Object.defineProperty(f, 'name', { value: name })
  Object.defineProperty(f, 'length', { value: length })
  return f
}

for (const name of ['statSync', 'lstatSync']) {
  const plainly = fs[name]
  fs[name] = named(function (path, options = { bigint: false, throwIfNoEntry: true }) {
    if (options?.throwIfNoEntry !== false) return plainly(path, options)
    try {
      return plainly(path, options)
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
    }
  }, name, 1)
}
for (const [name, length] of Object.entries({ close: 1, fstat: 1, fstatSync: 1, ftruncate: 1, ftruncateSync: 1, lstat: 1, stat: 1, statfs: 1, statfsSync: 1 })) {
  named(fs[name], name, length)
}
const closeLater = fs.close
fs.close = named(function (fd, callback = (error) => { if (error) throw error }) { closeLater(fd, callback) }, 'close', 1)

fs.realpath = named(later('realpath', ...realpath), 'realpath', 3)
fs.realpathSync = named(now('realpath', ...realpath), 'realpathSync', 2)
fs.realpath.native = named(later('realpathNative', ...realpath), 'native', 3)
fs.realpathSync.native = named(now('realpathNative', ...realpath), 'native', 2)

let toldOfTruncate = false
function warnOfTruncate () {
  if (toldOfTruncate) return
  toldOfTruncate = true
  process.emitWarning('Using fs.truncate with a file descriptor is deprecated. Please use fs.ftruncate with a file descriptor instead.', 'DeprecationWarning', 'DEP0081')
}

Object.assign(fs, {
  readFile, readFileSync, writeFile, writeFileSync, appendFile, appendFileSync, read, readSync, readv, readvSync, write, writeSync, writev, writevSync,
  exists (path, callback) {
    core.callback(callback)
    try {
      path = core.path(path)
    } catch {
      return callback(false)
    }
    begin((error) => callback(!error), 'access', path, 0)
  },
  existsSync (path) {
    try {
      sync('access', core.path(path), 0)
      return true
    } catch {
      return false
    }
  },
  openAsBlob (path, options) { return require('internal/fs/blob').openAsBlob(path, options) },
  rmdir (path, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options]
    core.callback(callback)
    path = core.path(path)
    if (!options?.recursive) return begin((error) => callback(error ?? null), 'rmdir', path)
    const { maxRetries, retryDelay } = rmdirOptions(options)
    begin((error, values) => {
      error ??= directoryError(path, values)
      if (error) return callback(error)
      begin((error) => callback(error ?? null), 'rmtree', path, maxRetries, retryDelay)
    }, 'lstat', path, false)
  },
  rmdirSync (path, options) {
    path = core.path(path)
    if (!options?.recursive) return sync('rmdir', path)
    const { maxRetries, retryDelay } = rmdirOptions(options)
    const error = directoryError(path, sync('lstat', path, false))
    if (error) throw error
    sync('rmtree', path, maxRetries, retryDelay)
  },
  rm (path, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options]
    path = core.path(path)
    options = removeOptions(options)
    core.callback(callback)
    begin((error, values) => {
      let go
      try {
        go = removable(path, values && stats(values), error, options)
      } catch (refused) {
        return callback(refused)
      }
      if (!go) return callback(null)
      begin((error) => callback(error ?? null), 'rmtree', path, options.maxRetries, options.retryDelay)
    }, 'lstat', path, false)
  },
  rmSync (path, options) {
    path = core.path(path)
    options = removeOptions(options)
    let info, error
    try {
      info = stats(sync('lstat', path, false))
    } catch (e) {
      error = e
    }
    if (removable(path, info, error, options)) sync('rmtree', path, options.maxRetries, options.retryDelay)
  },
  cp (src, dest, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options]
    core.callback(callback)
    const { check, cp } = require('internal/fs/cp')
    cp(...check(src, dest, options)).then(() => callback(null), callback)
  },
  cpSync (src, dest, options) {
    const { check, cpSync } = require('internal/fs/cp')
    cpSync(...check(src, dest, options))
  },
  truncate (path, len, callback) {
    if (typeof len === 'function') [len, callback] = [0, len]
    if (typeof path === 'number') {
      warnOfTruncate()
      return fs.ftruncate(path, len, callback)
    }
    len = size(len)
    core.callback(callback)
    begin((error) => callback(error ?? null), 'truncate', core.path(path), len)
  },
  truncateSync (path, len) {
    if (typeof path === 'number') {
      warnOfTruncate()
      return fs.ftruncateSync(path, len)
    }
    sync('truncate', core.path(path), size(len))
  },
  createReadStream: function (path, options) { return new (require('internal/fs/streams').ReadStream)(path, options) },
  createWriteStream: function (path, options) { return new (require('internal/fs/streams').WriteStream)(path, options) },
  lchmod: undefined,
  lchmodSync: undefined,
  _toUnixTimestamp: function toUnixTimestamp (value) { return core.time(value) }
})
for (const [name, length] of Object.entries({ openAsBlob: 1, _toUnixTimestamp: 1 })) Object.defineProperty(fs[name], 'length', { value: length })

// promisify knows what these answer with.
Object.defineProperty(fs.exists, custom, { value: (path) => new Promise((resolve) => fs.exists(path, resolve)) })
for (const [name, keys] of Object.entries({ read: ['bytesRead', 'buffer'], write: ['bytesWritten', 'buffer'], readv: ['bytesRead', 'buffers'], writev: ['bytesWritten', 'buffers'] })) {
  Object.defineProperty(fs[name], custom, {
    value: (...args) => new Promise((resolve, reject) => {
      fs[name](...args, (error, ...values) => (error ? reject(error) : resolve({ [keys[0]]: values[0], [keys[1]]: values[1] })))
    })
  })
}
for (const [name, f] of Object.entries(fs)) {
  if (typeof f === 'function' && f.name === '') Object.defineProperty(f, 'name', { value: name })
}

lazyProperties(fs, 'internal/fs/watch', ['watch', 'watchFile', 'unwatchFile'])
lazyProperties(fs, 'internal/fs/streams', ['ReadStream', 'WriteStream', 'FileReadStream', 'FileWriteStream'])
lazyProperties(fs, 'internal/fs/dir', ['Dir', 'opendir', 'opendirSync'])
Object.defineProperties(fs, {
  constants: { value: Object.freeze(Object.assign(Object.create(null), constants)), enumerable: true },
  promises: { configurable: true, enumerable: true, get: () => require('fs/promises') }
})
for (const name of ['F_OK', 'R_OK', 'W_OK', 'X_OK']) Object.defineProperty(fs, name, { value: constants[name], enumerable: true })
Object.assign(fs, { Stats, Dirent })
module.exports = fs
