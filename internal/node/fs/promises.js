const core = require('internal/fs/core')
const { start, options: optionsOf } = core
const { stats, opendirPromise } = require('internal/fs/stats')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')
const EventEmitter = require('events')
const fs = require('fs')
const { promisify } = require('util')
const { Buffer } = require('buffer')

const kFd = Symbol('fd')
const target = (path) => (path instanceof FileHandle ? path.fd : core.path(path))

function aborted (signal) {
  if (signal?.aborted) throw Object.assign(new Error('The operation was aborted', { cause: signal.reason }), { name: 'AbortError', code: 'ABORT_ERR' })
}

// FileHandle is an open file with promises: https://nodejs.org/docs/latest-v20.x/api/fs.html#class-filehandle
class FileHandle extends EventEmitter {
  constructor (fd) {
    super()
    this[kFd] = fd
  }

  get fd () { return this[kFd] }
  getAsyncId () { return -1 }
  appendFile (data, options) { return writeFile(this, data, { ...optionsOf(options), flag: 'a' }) }
  chmod (mode) { return start('fchmod', this.fd, core.mode(mode)) }
  chown (uid, gid) { return start('fchown', this.fd, uid, gid) }
  datasync () { return start('fdatasync', this.fd) }
  sync () { return start('fsync', this.fd) }
  readFile (options) { return readFile(this, options) }
  writeFile (data, options) { return writeFile(this, data, options) }
  truncate (length = 0) { return start('ftruncate', this.fd, length) }
  utimes (atime, mtime) { return start('futimes', this.fd, core.time(atime, 'atime'), core.time(mtime, 'mtime')) }
  async stat (options) { return stats(await start('fstat', this.fd, !!options?.bigint)) }

  async read (view, offset, length, position) {
    if (!ArrayBuffer.isView(view)) {
      ({ buffer: view = Buffer.alloc(16384), offset = 0, length, position = null } = view ?? {})
    } else if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position = null } = offset)
    const [from, count] = core.range(view, offset, length)
    return { __proto__: null, bytesRead: await start('read', this.fd, view, from, count, core.position(position)), buffer: view }
  }

  async write (data, offset, length, position) {
    let bytes = data
    if (typeof data === 'string') {
      bytes = Buffer.from(data, typeof length === 'string' ? length : 'utf8')
      position = typeof offset === 'number' ? offset : null
      offset = length = undefined
    } else if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position = null } = offset)
    const [from, count] = core.range(bytes, offset, length)
    return { __proto__: null, bytesWritten: await start('write', this.fd, bytes, from, count, core.position(position ?? null)), buffer: data }
  }

  async readv (views, position) { return { __proto__: null, bytesRead: fs.readvSync(this.fd, views, position), buffers: views } }
  async writev (views, position) { return { __proto__: null, bytesWritten: fs.writevSync(this.fd, views, position), buffers: views } }

  async close () {
    const fd = this[kFd]
    if (fd === -1) return
    this[kFd] = -1
    await start('close', fd)
    this.emit('close')
  }

  createReadStream (options) { return fs.createReadStream('', { ...options, fd: this }) }
  createWriteStream (options) { return fs.createWriteStream('', { ...options, fd: this }) }
  readLines (options) { return require('readline').createInterface({ input: this.createReadStream(options), crlfDelay: Infinity }) }
  readableWebStream () { throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle.readableWebStream') }
  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')] () { await this.close() }
}

async function readFile (path, given) {
  const options = optionsOf(given, { flag: 'r' })
  aborted(options.signal)
  const data = await start('readFile', target(path), core.flags(options.flag))
  aborted(options.signal)
  return !options.encoding || options.encoding === 'buffer' ? data : data.toString(options.encoding)
}

async function writeFile (path, data, given) {
  const options = optionsOf(given, { encoding: 'utf8', mode: 0o666, flag: 'w' })
  aborted(options.signal)
  const name = target(path)
  const write = async (bytes, flag) => start('writeFile', name, bytes, core.flags(flag), core.mode(options.mode, 0o666))
  if (typeof data === 'string' || ArrayBuffer.isView(data)) return write(core.bytes(data, options.encoding), options.flag)
  const iterator = data?.[Symbol.asyncIterator]?.() ?? data?.[Symbol.iterator]?.()
  if (!iterator) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data)
  await write(Buffer.alloc(0), options.flag)
  for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
    aborted(options.signal)
    await write(core.bytes(step.value, options.encoding), 'a')
  }
}

const promises = {}
for (const name of ['access', 'chmod', 'chown', 'copyFile', 'lchown', 'link', 'lstat', 'lutimes', 'mkdir', 'mkdtemp', 'readlink', 'readdir', 'realpath', 'rename',
  'stat', 'symlink', 'truncate', 'unlink', 'utimes', 'rmdir', 'rm', 'cp']) {
  const later = promisify(fs[name])
  promises[name] = async function (...args) { return later(...args) }
  Object.defineProperty(promises[name], 'name', { value: name })
}
Object.assign(promises, {
  constants: fs.constants,
  async open (path, flags = 'r', mode = 0o666) {
    return new FileHandle(await start('open', core.path(path), core.flags(flags), core.mode(mode, 0o666)))
  },
  async opendir (path, options) { return opendirPromise(core.path(path), options) },
  readFile,
  writeFile,
  appendFile: async function appendFile (path, data, options) { return writeFile(path, data, { ...optionsOf(options), flag: optionsOf(options).flag ?? 'a' }) },
  watch () { throw new ERR_METHOD_NOT_IMPLEMENTED('fs.promises.watch') },
  statfs () { throw new ERR_METHOD_NOT_IMPLEMENTED('fs.promises.statfs') },
  lchmod () { throw new ERR_METHOD_NOT_IMPLEMENTED('fs.promises.lchmod') }
})
module.exports = promises
Object.defineProperty(module.exports, Symbol.for('wasmglue.FileHandle'), { value: FileHandle })
