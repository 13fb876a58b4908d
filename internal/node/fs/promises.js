const core = require('internal/fs/core')
const { start } = core
const { plain, realpath, size } = require('internal/fs/plain')
const { stats } = require('internal/fs/stats')
const { removable, removeOptions, rmdirOptions, directoryError } = require('internal/fs/rm')
const { FileHandle, using, readAll, write, checkSignal } = require('internal/fs/filehandle')
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')

const promises = {
  async open (path, flags, mode) {
    path = core.path(path)
    return new FileHandle(await start('open', path, core.flags(flags), core.mode(mode, 'mode', 0o666)))
  },
  async opendir (path, options) {
    const { opendir } = require('internal/fs/dir')
    return new Promise((resolve, reject) => opendir(path, options, (error, dir) => (error ? reject(error) : resolve(dir))))
  },
  async truncate (path, len = 0) { await start('truncate', core.path(path), size(len)) },
  async rm (path, options) {
    path = core.path(path)
    options = removeOptions(options)
    let info, error
    try {
      info = stats(await start('lstat', path, false))
    } catch (e) {
      error = e
    }
    if (removable(path, info, error, options)) await start('rmtree', path, options.maxRetries, options.retryDelay)
  },
  async rmdir (path, options) {
    path = core.path(path)
    if (!options?.recursive) return start('rmdir', path)
    const { maxRetries, retryDelay } = rmdirOptions(options)
    const error = directoryError(path, await start('lstat', path, false))
    if (error) throw error
    await start('rmtree', path, maxRetries, retryDelay)
  },
  async cp (src, dest, options) {
    const { check, cp } = require('internal/fs/cp')
    return cp(...check(src, dest, options))
  },
  async lchmod () { throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()') },
  async readFile (path, given) {
    const options = core.options(given, { flag: 'r' })
    if (path instanceof FileHandle) return using('readFile', path, () => readAll(path, options))
    const flags = core.flags(options.flag || 'r')
    checkSignal(options.signal)
    const data = await start('readFile', core.path(path), flags)
    checkSignal(options.signal)
    return require('internal/fs/contents').text(data, options.encoding)
  },
  async writeFile (path, data, given) { return writeTo(path, data, core.options(given, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false }), 'w') },
  async appendFile (path, data, given) {
    const options = { ...core.options(given, { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false }) }
    return writeTo(path, data, { ...options, flag: options.flag || 'a' }, 'a')
  },
  watch: function _watch (path, options) { return require('internal/fs/watch').watchPromise(path, options) },
  constants: require('fs').constants
}

async function writeTo (path, data, options, flag) {
  core.flush(options.flush)
  if (path instanceof FileHandle) return using('writeFile', path, () => write(path, data, options))
  if (typeof data !== 'string' && typeof (data?.[Symbol.asyncIterator] ?? data?.[Symbol.iterator]) !== 'function') core.bytes(data)
  const flags = core.flags(options.flag || flag)
  checkSignal(options.signal)
  const handle = new FileHandle(await start('open', core.path(path), flags, core.mode(options.mode, 'mode', 0o666)))
  try {
    await using('writeFile', handle, () => write(handle, data, options))
  } finally {
    await handle.close()
  }
}

// face makes the promise's face of an operation.
function face (name, [, read, make]) {
  const later = async function (...given) {
    const args = read(...given)
    const value = await start(name, ...args)
    return make ? make(value, args) : value
  }
  Object.defineProperty(later, 'name', { value: name })
  Object.defineProperty(later, 'length', { value: read.length })
  return later
}
const onPaths = ['access', 'copyFile', 'rename', 'mkdir', 'readdir', 'readlink', 'symlink', 'lstat', 'stat', 'statfs', 'link', 'unlink', 'chmod',
  'lchown', 'chown', 'utimes', 'lutimes', 'mkdtemp']
for (const name of onPaths) promises[name] = face(name, plain[name])
promises.realpath = face('realpath', ['', realpath[1], realpath[2]])
for (const [name, length] of Object.entries({ access: 1, lstat: 1, stat: 1, statfs: 1, open: 3, lchmod: 2 })) {
  Object.defineProperty(promises[name], 'length', { value: length })
}

const order = ['access', 'copyFile', 'cp', 'open', 'opendir', 'rename', 'truncate', 'rm', 'rmdir', 'mkdir', 'readdir', 'readlink', 'symlink', 'lstat', 'stat',
  'statfs', 'link', 'unlink', 'chmod', 'lchmod', 'lchown', 'chown', 'utimes', 'lutimes', 'realpath', 'mkdtemp', 'writeFile', 'appendFile', 'readFile', 'watch',
  'constants']
for (const name of order) exports[name] = promises[name]
