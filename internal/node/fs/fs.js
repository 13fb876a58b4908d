const core = require('internal/fs/core')
const { constants, sync, begin, options: optionsOf } = core
const { stats, entries, opendir, opendirSync, Stats, Dirent, Dir } = require('internal/fs/stats')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_FS_FILE_TOO_LARGE } } = require('internal/errors')
const { validateFunction, validateInteger } = require('internal/validators')
const { Buffer } = require('buffer')
const trees = () => require('internal/fs/trees')
const custom = Symbol.for('nodejs.util.promisify.custom')
const customArgs = Symbol('customPromisifyArgs')

const callbackOf = (callback) => {
  validateFunction(callback, 'cb')
  return callback
}

// Operations whose three faces differ in nothing but how they answer: the arguments are checked by `read`, the result is made by `make`.
const plain = {
  access: [(path, mode) => [core.path(path), core.mode(mode, constants.F_OK)]],
  chmod: [(path, mode) => [core.path(path), core.mode(mode)]],
  chown: [(path, uid, gid) => [core.path(path), id(uid, 'uid'), id(gid, 'gid')]],
  close: [(fd) => [core.fd(fd)]],
  copyFile: [(from, to, mode) => [core.path(from, 'src'), core.path(to, 'dest'), core.mode(mode, 0)]],
  fchmod: [(fd, mode) => [core.fd(fd), core.mode(mode)]],
  fchown: [(fd, uid, gid) => [core.fd(fd), id(uid, 'uid'), id(gid, 'gid')]],
  fdatasync: [(fd) => [core.fd(fd)]],
  fstat: [(fd, options) => [core.fd(fd), !!options?.bigint], stats],
  fsync: [(fd) => [core.fd(fd)]],
  ftruncate: [(fd, length = 0) => [core.fd(fd), size(length)]],
  futimes: [(fd, atime, mtime) => [core.fd(fd), core.time(atime, 'atime'), core.time(mtime, 'mtime')]],
  lchown: [(path, uid, gid) => [core.path(path), id(uid, 'uid'), id(gid, 'gid')]],
  link: [(from, to) => [core.path(from, 'existingPath'), core.path(to, 'newPath')]],
  lstat: [(path, options) => [core.path(path), !!options?.bigint], stats],
  lutimes: [(path, atime, mtime) => [core.path(path), core.time(atime, 'atime'), core.time(mtime, 'mtime')]],
  mkdir: [(path, options) => {
    const { mode, recursive } = typeof options === 'object' && options !== null ? options : { mode: options }
    if (recursive !== undefined && typeof recursive !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.recursive', 'boolean', recursive)
    return [core.path(path), core.mode(mode, 0o777), !!recursive]
  }],
  mkdtemp: [(prefix, options) => [core.path(prefix, 'prefix'), optionsOf(options).encoding], (name, args) => core.encoded(name, args[1])],
  open: [(path, flags, mode) => [core.path(path), core.flags(flags), core.mode(mode, 0o666)]],
  readlink: [(path, options) => [core.path(path, 'oldPath'), optionsOf(options).encoding], (name, args) => core.encoded(name, args[1])],
  readdir: [(path, options) => {
    const { recursive, ...rest } = optionsOf(options)
    if (recursive !== undefined && typeof recursive !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.recursive', 'boolean', recursive)
    return [core.path(path), !!recursive, rest]
  }, (list, args) => entries(list, args[2], args[0])],
  realpath: [(path, options) => [core.path(path), optionsOf(options).encoding], (name, args) => core.encoded(name, args[1])],
  rename: [(from, to) => [core.path(from, 'oldPath'), core.path(to, 'newPath')]],
  stat: [(path, options) => [core.path(path), !!options?.bigint], stats],
  symlink: [(target, path, type) => [core.path(target, 'target'), core.path(path)]],
  truncate: [(path, length = 0) => [core.path(path), size(length)]],
  unlink: [(path) => [core.path(path)]],
  utimes: [(path, atime, mtime) => [core.path(path), core.time(atime, 'atime'), core.time(mtime, 'mtime')]]
}

function id (value, name) {
  validateInteger(value, name, -1, 4294967295)
  return value
}

function size (length) {
  validateInteger(length, 'len')
  return Math.max(0, length)
}

const fs = {}
for (const [name, [read, make]] of Object.entries(plain)) {
  const answer = make ? (value, args) => make(value, args) : (value) => value
  const now = function (...given) {
    const args = read(...given)
    return answer(sync(name, ...args), args)
  }
  const later = function (...given) {
    const callback = callbackOf(given.findLast((v) => typeof v === 'function') ?? given[given.length - 1])
    const args = read(...given.slice(0, given.lastIndexOf(callback)))
    begin((error, value) => {
      if (error) callback(error)
      else if (value === undefined) callback(null)
      else callback(null, answer(value, args))
    }, name, ...args)
  }
  fs[`${name}Sync`] = named(now, `${name}Sync`, read.length)
  fs[name] = named(later, name, read.length + 1)
}

function named (f, name, length) {
  Object.defineProperty(f, 'name', { value: name })
  Object.defineProperty(f, 'length', { value: length })
  return f
}

for (const name of ['statSync', 'lstatSync']) {
  const plainly = fs[name]
  fs[name] = named(function (path, options = {}) {
    if (options?.throwIfNoEntry !== false) return plainly(path, options)
    try {
      return plainly(path, options)
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
    }
  }, name, 1)
}
const closeLater = fs.close
fs.close = function close (fd, callback = (error) => { if (error) throw error }) { closeLater(fd, callback) }
fs.realpathSync.native = fs.realpathSync
fs.realpath.native = fs.realpath

function rmdirArguments (path, options) {
  path = core.path(path)
  if (options?.recursive) {
    process.emitWarning('In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. Use fs.rm(path, { recursive: true }) instead',
      'DeprecationWarning', 'DEP0147')
  }
  return path
}

// The parameters of read and write may come as an object.
function readArguments (view, offset, length, position) {
  if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position = null } = offset)
  const [from, count] = core.range(view, offset, length)
  return [view, from, count, core.position(position)]
}

function writeArguments (data, offset, length, position) {
  if (typeof data === 'string') {
    const bytes = Buffer.from(data, typeof length === 'string' ? length : 'utf8')
    return [bytes, 0, bytes.length, core.position(typeof offset === 'number' || typeof offset === 'bigint' ? offset : null)]
  }
  if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position = null } = offset)
  const [from, count] = core.range(data, offset, length)
  return [data, from, count, core.position(typeof position === 'number' || typeof position === 'bigint' ? position : null)]
}

function contents (value, { encoding }) { return !encoding || encoding === 'buffer' ? value : value.toString(encoding) }

const target = (path) => (typeof path === 'number' ? core.fd(path) : core.path(path))

function writeFileArguments (path, data, given, flag) {
  const options = optionsOf(given, { encoding: 'utf8', mode: 0o666, flag })
  return [target(path), core.bytes(data, options.encoding), core.flags(options.flag, 'options.flag'), core.mode(options.mode, 0o666), options]
}

function readFileArguments (path, given) {
  const options = optionsOf(given, { flag: 'r' })
  return [target(path), core.flags(options.flag ?? 'r', 'options.flag'), options]
}

function aborted (signal, callback) {
  if (!signal?.aborted) return false
  const error = Object.assign(new Error('The operation was aborted', { cause: signal.reason }), { name: 'AbortError', code: 'ABORT_ERR' })
  process.nextTick(callback, error)
  return true
}

Object.assign(fs, {
  existsSync (path) {
    try {
      sync('access', core.path(path), 0)
      return true
    } catch {
      return false
    }
  },
  exists (path, callback) {
    callbackOf(callback)
    try {
      begin((error) => callback(!error), 'access', core.path(path), 0)
    } catch {
      callback(false)
    }
  },
  readSync (fd, ...rest) {
    if (rest.length === 1) rest.push({})
    return sync('read', core.fd(fd), ...readArguments(...rest))
  },
  read (fd, ...rest) {
    const callback = callbackOf(rest.pop())
    let [view] = rest
    if (!ArrayBuffer.isView(view)) {
      const options = view ?? {}
      view = options.buffer ?? Buffer.alloc(16384)
      rest = [view, options]
    } else if (rest.length === 1) rest.push({})
    begin((error, count) => (error ? callback(error) : callback(null, count, view)), 'read', core.fd(fd), ...readArguments(...rest))
  },
  writeSync (fd, data, ...rest) { return sync('write', core.fd(fd), ...writeArguments(data, ...rest)) },
  write (fd, data, ...rest) {
    const callback = callbackOf(rest.pop())
    begin((error, count) => (error ? callback(error) : callback(null, count, data)), 'write', core.fd(fd), ...writeArguments(data, ...rest))
  },
  readFileSync (path, given) {
    const [name, flag, options] = readFileArguments(path, given)
    return contents(sync('readFile', name, flag), options)
  },
  readFile (path, given, callback) {
    callback = callbackOf(callback ?? given)
    const [name, flag, options] = readFileArguments(path, given)
    if (aborted(options.signal, callback)) return
    begin((error, data) => {
      if (error) return callback(error)
      if (data.length > 2 ** 31) return callback(new ERR_FS_FILE_TOO_LARGE(data.length))
      callback(null, contents(data, options))
    }, 'readFile', name, flag)
  },
  writeFileSync (path, data, given) { sync('writeFile', ...writeFileArguments(path, data, given, 'w').slice(0, 4)) },
  writeFile (path, data, given, callback) { writeLater(path, data, given, callback, 'w') },
  appendFileSync (path, data, given) { sync('writeFile', ...writeFileArguments(path, data, given, 'a').slice(0, 4)) },
  appendFile (path, data, given, callback) { writeLater(path, data, given, callback, 'a') },
  rmdirSync (path, options) {
    const name = rmdirArguments(path, options)
    return options?.recursive ? trees().rmSync(name, { recursive: true }) : sync('rmdir', name)
  },
  rmdir (path, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options]
    callbackOf(callback)
    const name = rmdirArguments(path, options)
    if (options?.recursive) trees().rm(name, { recursive: true }).then(() => callback(null), callback)
    else begin((error) => callback(error ?? null), 'rmdir', name)
  },
  rmSync (path, options) { trees().rmSync(core.path(path), options) },
  rm (path, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options]
    callbackOf(callback)
    trees().rm(core.path(path), options).then(() => callback(null), callback)
  },
  cpSync (from, to, options) { trees().cpSync(core.path(from, 'src'), core.path(to, 'dest'), options) },
  cp (from, to, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options]
    callbackOf(callback)
    trees().cp(core.path(from, 'src'), core.path(to, 'dest'), options).then(() => callback(null), callback)
  },
  opendirSync: (path, options) => opendirSync(core.path(path), options),
  opendir (path, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options]
    callbackOf(callback)
    opendir(core.path(path), options, callback)
  },
  readvSync: (fd, views, position) => vectored(views, position, (view, at) => fs.readSync(fd, view, 0, view.byteLength, at)),
  writevSync: (fd, views, position) => vectored(views, position, (view, at) => fs.writeSync(fd, view, 0, view.byteLength, at)),
  readv (fd, views, position, callback) { vectoredLater(fs.readvSync, fd, views, position, callback) },
  writev (fd, views, position, callback) { vectoredLater(fs.writevSync, fd, views, position, callback) },
  createReadStream: (path, options) => new (require('internal/fs/streams').ReadStream)(path, options),
  createWriteStream: (path, options) => new (require('internal/fs/streams').WriteStream)(path, options),
  openAsBlob: async (path, options) => new (require('buffer').Blob)([fs.readFileSync(path)], options)
})

function writeLater (path, data, given, callback, flag) {
  callback = callbackOf(callback ?? given)
  const args = writeFileArguments(path, data, given, flag)
  if (aborted(args[4].signal, callback)) return
  begin((error) => callback(error ?? null), 'writeFile', ...args.slice(0, 4))
}

function vectored (views, position, one) {
  if (!Array.isArray(views) || !views.every(ArrayBuffer.isView)) throw new ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', views)
  let total = 0
  for (const view of views) {
    const count = one(view, typeof position === 'number' ? position + total : null)
    total += count
    if (count < view.byteLength) break
  }
  return total
}

function vectoredLater (now, fd, views, position, callback) {
  if (typeof position === 'function') [position, callback] = [null, position]
  callbackOf(callback)
  setImmediate(() => {
    let count
    try {
      count = now(fd, views, position)
    } catch (error) {
      return callback(error)
    }
    callback(null, count, views)
  })
}

for (const name of ['watch', 'watchFile', 'unwatchFile', 'statfs', 'statfsSync', 'lchmod', 'lchmodSync']) {
  fs[name] = named(() => { throw new ERR_METHOD_NOT_IMPLEMENTED(`fs.${name}`) }, name, 0)
}

// promisify knows what these answer with.
Object.defineProperty(fs.exists, custom, { value: (path) => new Promise((resolve) => fs.exists(path, resolve)) })
for (const [name, keys] of Object.entries({ read: ['bytesRead', 'buffer'], write: ['bytesWritten', 'buffer'], readv: ['bytesRead', 'buffers'], writev: ['bytesWritten', 'buffers'] })) {
  Object.defineProperty(fs[name], customArgs, { value: keys })
  Object.defineProperty(fs[name], custom, {
    value: (...args) => new Promise((resolve, reject) => {
      fs[name](...args, (error, ...values) => (error ? reject(error) : resolve({ [keys[0]]: values[0], [keys[1]]: values[1] })))
    })
  })
}
for (const [name, f] of Object.entries(fs)) {
  if (f.name !== name && typeof f === 'function') Object.defineProperty(f, 'name', { value: name })
}

const lazy = (name, get) => ({
  configurable: true,
  enumerable: true,
  get,
  set (value) { Object.defineProperty(fs, name, { value, writable: true, enumerable: true, configurable: true }) }
})
Object.defineProperties(fs, {
  constants: { value: Object.freeze(Object.assign(Object.create(null), constants)), enumerable: true },
  promises: lazy('promises', () => require('fs/promises')),
  ReadStream: lazy('ReadStream', () => require('internal/fs/streams').ReadStream),
  WriteStream: lazy('WriteStream', () => require('internal/fs/streams').WriteStream),
  FileReadStream: lazy('FileReadStream', () => require('internal/fs/streams').ReadStream),
  FileWriteStream: lazy('FileWriteStream', () => require('internal/fs/streams').WriteStream)
})
Object.assign(fs, { F_OK: constants.F_OK, R_OK: constants.R_OK, W_OK: constants.W_OK, X_OK: constants.X_OK, Stats, Dirent, Dir })
fs._toUnixTimestamp = (value) => core.time(value, 'time')
module.exports = fs
