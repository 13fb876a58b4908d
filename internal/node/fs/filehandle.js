const core = require('internal/fs/core')
const { start } = core
const { stats } = require('internal/fs/stats')
const { spread, text, whole, place } = require('internal/fs/transfer')
const { coded, codes: { ERR_INVALID_STATE } } = require('internal/errors')
const { validateInteger, validateObject } = require('internal/validators')
const EventEmitter = require('events')
const { Buffer } = require('buffer')

const kFd = Symbol('kFd')
const kRefs = Symbol('kRefs')
const kClosePromise = Symbol('kClosePromise')
const kLetClose = Symbol('letClose')
const kLocked = Symbol('kLocked')
const kRef = Symbol('kRef')
const kUnref = Symbol('kUnref')
const chunkSize = 512 * 1024 // of what is written between two looks at a signal

const result = (names, values) => ({ __proto__: null, [names[0]]: values[0], [names[1]]: values[1] })

// FileHandle is an open file with promises: https://nodejs.org/docs/latest-v20.x/api/fs.html#class-filehandle
class FileHandle extends EventEmitter {
  constructor (fd) {
    super()
    this[kFd] = fd
    this[kRefs] = 1
    this[kClosePromise] = null
    this.close = () => close(this)
  }

  getAsyncId () { return -1 }
  get fd () { return this[kFd] }
  appendFile (data, options) { return using('writeFile', this, () => write(this, data, options)) }
  chmod (mode) { return using('fchmod', this, () => start('fchmod', this.fd, core.mode(mode, 'mode'))) }
  chown (uid, gid) {
    return using('fchown', this, () => {
      validateInteger(uid, 'uid', -1, 4294967295)
      validateInteger(gid, 'gid', -1, 4294967295)
      return start('fchown', this.fd, uid, gid)
    })
  }

  datasync () { return using('fdatasync', this, () => start('fdatasync', this.fd)) }
  sync () { return using('fsync', this, () => start('fsync', this.fd)) }

  read (buffer, offset, length, position) { return using('read', this, () => read(this, buffer, offset, length, position)) }

  readv (buffers, position) {
    return using('readv', this, async () => {
      core.views(buffers)
      return result(['bytesRead', 'buffers'], [await start('readv', this.fd, place(position), ...buffers), buffers])
    })
  }

  readFile (options) { return using('readFile', this, () => readAll(this, options)) }

  readLines (options) {
    return require('readline').createInterface({ input: this.createReadStream(options), crlfDelay: Infinity })
  }

  stat (options) { return using('fstat', this, async () => stats(await start('fstat', this.fd, !!options?.bigint))) }
  truncate (len = 0) {
    return using('ftruncate', this, () => {
      validateInteger(len, 'len')
      return start('ftruncate', this.fd, Math.max(0, len))
    })
  }

  utimes (atime, mtime) { return using('futimes', this, () => start('futimes', this.fd, core.time(atime, 'atime'), core.time(mtime, 'mtime'))) }

  write (buffer, offset, length, position) {
    return using('write', this, async () => {
      if (buffer?.byteLength === 0) return result(['bytesWritten', 'buffer'], [0, buffer])
      let args
      if (ArrayBuffer.isView(buffer)) {
        if (offset !== null && typeof offset === 'object') [offset, length, position] = spread(buffer, offset)
        args = core.writing(buffer, offset, length, position)
      } else args = whole(text(buffer, length), offset)
      return result(['bytesWritten', 'buffer'], [await start('write', this.fd, ...args), buffer])
    })
  }

  writev (buffers, position) {
    return using('writev', this, async () => {
      core.views(buffers)
      const count = buffers.length === 0 ? 0 : await start('writev', this.fd, place(position), ...buffers)
      return result(['bytesWritten', 'buffers'], [count, buffers])
    })
  }

  writeFile (data, options) { return using('writeFile', this, () => write(this, data, options)) }

  readableWebStream (options = {}) {
    if (this[kFd] === -1) throw new ERR_INVALID_STATE('The FileHandle is closed')
    if (this[kClosePromise]) throw new ERR_INVALID_STATE('The FileHandle is closing')
    if (this[kLocked]) throw new ERR_INVALID_STATE('The FileHandle is locked')
    this[kLocked] = true
    validateObject(options, 'options')
    return require('internal/fs/webstream')(this, options)
  }

  createReadStream (options) { return new (require('internal/fs/streams').ReadStream)(undefined, { ...options, fd: this }) }
  createWriteStream (options) { return new (require('internal/fs/streams').WriteStream)(undefined, { ...options, fd: this }) }

  // A stream over the handle keeps it open until the stream is done.
  [kRef] () { this[kRefs]++ }
  [kUnref] () { if (--this[kRefs] === 0) this[kLetClose]() }
}
const dispose = Symbol.asyncDispose ?? Symbol('nodejs.asyncDispose')
Object.defineProperty(FileHandle.prototype, dispose, { value () { return this.close() }, writable: true, configurable: true })

native.transferable(FileHandle.prototype, {
  module: 'internal/fs/filehandle',
  revive: 'revive',
  prepare (handle) {
    if (handle[kFd] !== -1 && !handle[kClosePromise] && handle[kRefs] === 1) return
    const { DOMException } = require('internal/domexception')
    throw new DOMException('Cannot transfer FileHandle while in use', 'DataCloneError')
  },
  transfer (handle) {
    const parcel = native.take(handle[kFd])
    handle[kFd] = -1
    return parcel
  }
})
const revive = (parcel) => new FileHandle(native.put(parcel))

function close (handle) {
  if (handle[kFd] === -1) return Promise.resolve()
  if (handle[kClosePromise]) return handle[kClosePromise]
  const end = () => {
    const fd = handle[kFd]
    handle[kFd] = -1
    return start('close', fd)
  }
  let closing
  if (--handle[kRefs] === 0) closing = end()
  else closing = new Promise((resolve, reject) => { handle[kLetClose] = () => end().then(resolve, reject) })
  handle[kClosePromise] = closing.finally(() => { handle[kClosePromise] = undefined })
  handle.emit('close')
  return handle[kClosePromise]
}

const internalError = (text) => coded(Error, 'ERR_INTERNAL_ASSERTION', `${text}\nThis is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n` +
  'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n')

// using does something with a handle that stays open meanwhile.
async function using (name, handle, work) {
  if (handle[kRefs] === undefined) throw internalError('handle must be an instance of FileHandle')
  if (handle.fd === -1) throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall: name })
  handle[kRef]()
  try {
    return await work()
  } finally {
    handle[kUnref]()
  }
}

async function read (handle, buffer, offset, length, position) {
  if (!ArrayBuffer.isView(buffer)) {
    if (buffer !== undefined) validateObject(buffer, 'options', { nullable: true });
    ({ buffer = Buffer.alloc(16384), offset = 0, length = buffer?.byteLength - offset, position = null } = buffer ?? {})
    core.view(buffer)
  } else if (offset !== null && typeof offset === 'object') [offset, length, position] = spread(buffer, offset)
  if (offset === undefined || offset === null) offset = 0
  else validateInteger(offset, 'offset', 0)
  length ??= buffer.byteLength - offset
  const args = core.reading(buffer, offset, length, position)
  const count = args[2] === 0 ? 0 : await start('read', handle.fd, ...args)
  return result(['bytesRead', 'buffer'], [count, buffer])
}

function checkSignal (signal) {
  const error = core.aborted(signal)
  if (error) throw error
}

async function readAll (handle, given) {
  const { signal, encoding } = core.options(given, { flag: 'r' })
  checkSignal(signal)
  const data = await start('readFile', handle.fd, 0)
  checkSignal(signal)
  return require('internal/fs/contents').text(data, encoding)
}

// write writes text, bytes or what an iterable gives, from the current position on.
async function write (handle, data, given) {
  const options = core.options(given, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false })
  const { signal, encoding } = options
  const flush = core.flush(options.flush)
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    const iterate = data?.[Symbol.asyncIterator] ?? data?.[Symbol.iterator]
    if (typeof iterate === 'function') {
      const iterator = iterate.call(data)
      checkSignal(signal)
      for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
        checkSignal(signal)
        await writeBytes(handle, core.bytes(step.value, encoding || 'utf8'), signal)
        checkSignal(signal)
      }
      return flush ? start('fsync', handle.fd) : undefined
    }
  }
  const bytes = core.bytes(data, encoding || 'utf8')
  await writeBytes(handle, bytes, signal)
  if (flush) await start('fsync', handle.fd)
}

async function writeBytes (handle, bytes, signal) {
  bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let done = 0; done < bytes.length;) {
    checkSignal(signal)
    done += await start('write', handle.fd, bytes, done, Math.min(chunkSize, bytes.length - done), -1)
    checkSignal(signal)
  }
}

module.exports = { FileHandle, revive, kRef, kUnref, using, readAll, write, checkSignal }
