const core = require('internal/fs/core')
const fs = require('fs')
const { FileHandle, kRef, kUnref } = require('internal/fs/filehandle')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED } } = require('internal/errors')
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators')
const { Readable, Writable, finished } = require('stream')
const { Buffer } = require('buffer')

const kFs = Symbol('kFs') // what reads and writes: node:fs, the caller's functions in its place, or a FileHandle's
const kHandle = Symbol('kHandle')
const kBusy = Symbol('kIsPerformingIO')
const kIdle = Symbol('kIoDone') // the event that an operation ended on a destroyed stream
const kFlush = Symbol('flush')
const kOpen = Symbol('open') // the prototype's own open()

// overHandle gives a FileHandle's methods the shape of fs's.
function overHandle (handle) {
  return {
    open () { throw new ERR_METHOD_NOT_IMPLEMENTED('open()') },
    close (fd, callback) {
      handle[kUnref]()
      handle.close().then(() => callback(), callback)
    },
    fsync (fd, callback) { handle.sync().then(() => callback(), callback) },
    read (fd, buffer, offset, length, position, callback) {
      handle.read(buffer, offset, length, position).then((r) => callback(null, r.bytesRead, r.buffer), (error) => callback(error, 0, buffer))
    },
    write (fd, buffer, offset, length, position, callback) {
      handle.write(buffer, offset, length, position).then((r) => callback(null, r.bytesWritten, r.buffer), (error) => callback(error, 0, buffer))
    },
    writev (fd, buffers, position, callback) {
      handle.writev(buffers, position).then((r) => callback(null, r.bytesWritten, r.buffers), (error) => callback(error, 0, buffers))
    }
  }
}

// take remembers what the stream is over: a path, a number or a FileHandle.
function take (stream, path, options) {
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose === undefined ? true : options.autoClose
  const { fd } = options
  if (fd === undefined || fd === null) {
    stream[kFs] = options.fs || fs
    stream.fd = null
    validateFunction(stream[kFs].open, 'options.fs.open')
    stream.path = core.path(path)
    return
  }
  if (typeof fd === 'number') {
    stream[kFs] = options.fs || fs
    stream.fd = core.fd(fd)
    return
  }
  if (!(fd instanceof FileHandle)) throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], fd)
  if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs')
  stream[kHandle] = fd
  stream[kFs] = overHandle(fd)
  stream.fd = fd.fd
  fd[kRef]()
  fd.on('close', () => stream.close())
}

// optionsOf copies the options, inherited ones too.
function optionsOf (given) {
  const copy = {}
  given = core.options(given)
  for (const name in given) copy[name] = given[name]
  return copy
}

function range (stream, options) {
  stream.start = options.start
  stream.pos = undefined
  if (stream.start !== undefined) {
    validateInteger(stream.start, 'start', 0)
    stream.pos = stream.start
  }
}

function construct (callback) {
  if (typeof this.fd === 'number') return void callback()
  if (this.open !== this[kOpen]) return patchedOpen(this, callback)
  this[kFs].open(this.path, this.flags, this.mode, (error, fd) => {
    if (error) return void callback(error)
    this.fd = fd
    callback()
    this.emit('open', fd)
    this.emit('ready')
  })
}

// patchedOpen lets a subclass open in its own way, as long as it then emits 'open' or 'error'.
function patchedOpen (stream, callback) {
  const { emit } = stream
  stream.emit = function (event, ...args) {
    if (event === 'open') {
      this.emit = emit
      callback()
      return Reflect.apply(emit, this, [event, ...args])
    }
    if (event === 'error') {
      this.emit = emit
      return callback(args[0])
    }
    return Reflect.apply(emit, this, [event, ...args])
  }
  stream.open()
}

function close (stream, error, callback) {
  const done = (failure) => callback(failure || error)
  if (!stream.fd) return done()
  if (!stream[kFlush]) return closeFile(stream, done)
  stream[kFs].fsync(stream.fd, (failure) => closeFile(stream, (other) => done(failure || other)))
}

function closeFile (stream, callback) {
  stream[kFs].close(stream.fd, callback)
  stream.fd = null
}

// destroy waits for the operation that runs: its file must not be closed, and its number given to another, under it.
function destroy (error, callback) {
  if (this[kBusy]) this.once(kIdle, (failure) => close(this, error || failure, callback))
  else close(this, error, callback)
}

function ReadStream (path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options)
  options = optionsOf(options)
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024
  take(this, path, options)
  if (options.fs) {
    validateFunction(this[kFs].read, 'options.fs.read')
    if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close')
  }
  this.flags = options.flags === undefined ? 'r' : options.flags
  this.mode = options.mode === undefined ? 0o666 : options.mode
  range(this, options)
  this.end = options.end ?? Infinity
  this.bytesRead = 0
  this[kBusy] = false
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0)
    if (this.start !== undefined && this.start > this.end) throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start)
  }
  Reflect.apply(Readable, this, [options])
  if (options.encoding) this.setEncoding(options.encoding)
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype)
Object.setPrototypeOf(ReadStream, Readable)

ReadStream.prototype._construct = construct
ReadStream.prototype._destroy = destroy

ReadStream.prototype._read = function (n) {
  n = Math.min(this.end - (this.pos ?? this.bytesRead) + 1, n)
  if (n <= 0) return void this.push(null)
  const view = Buffer.allocUnsafeSlow(n)
  this[kBusy] = true
  this[kFs].read(this.fd, view, 0, n, this.pos, (error, count, view) => {
    this[kBusy] = false
    if (this.destroyed) return void this.emit(kIdle, error)
    if (error) return fail(this, error)
    if (count === 0) return void this.push(null)
    if (this.pos !== undefined) this.pos += count
    this.bytesRead += count
    this.push(count === view.length ? view : Buffer.from(view.subarray(0, count))) // a copy, not to keep what was not filled
  })
}

// fail tells of an error that does not end a stream whose file is not its own to close.
function fail (stream, error) {
  if (stream.autoClose) return void stream.destroy(error)
  stream._readableState.errored ??= error
  stream._readableState.errorEmitted = true
  stream.emit('error', error)
}

ReadStream.prototype.close = function (callback) {
  if (callback) finished(this, callback)
  this.destroy()
}

function WriteStream (path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options)
  options = optionsOf(options)
  options.decodeStrings = true
  take(this, path, options)
  this[kFlush] = options.flush
  if (options.flush !== undefined && options.flush !== null) validateBoolean(options.flush, 'options.flush')
  if (options.fs) checkWriters(this[kFs], options)
  if (!this[kFs].write) this._write = null
  if (!this[kFs].writev) this._writev = null
  this.flags = options.flags === undefined ? 'w' : options.flags
  this.mode = options.mode === undefined ? 0o666 : options.mode
  range(this, options)
  this.bytesWritten = 0
  this[kBusy] = false
  Reflect.apply(Writable, this, [options])
  if (options.encoding) this.setDefaultEncoding(options.encoding)
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype)
Object.setPrototypeOf(WriteStream, Writable)

function checkWriters (functions, options) {
  if (!functions.write && !functions.writev) throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', functions.write)
  if (functions.write) validateFunction(functions.write, 'options.fs.write')
  if (functions.writev) validateFunction(functions.writev, 'options.fs.writev')
  if (options.flush) validateFunction(functions.fsync, 'options.fs.fsync')
  if (options.autoDestroy) validateFunction(functions.close, 'options.fs.close')
}

WriteStream.prototype._construct = construct
WriteStream.prototype._destroy = destroy

WriteStream.prototype._write = function (data, encoding, callback) {
  const write = (left, position, done) => this[kFs].write(this.fd, left[0], 0, left[0].length, position, done)
  writeAll(this, [data], write, callback)
}

WriteStream.prototype._writev = function (data, callback) {
  const write = (left, position, done) => this[kFs].writev(this.fd, left, position, done)
  writeAll(this, data.map(({ chunk }) => chunk), write, callback)
}

const mostRetries = 5

// writeAll goes on until every byte is out: a write may take fewer, or none for now.
function writeAll (stream, chunks, write, callback) {
  let left = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  let position = stream.pos
  let retries = 0
  if (stream.pos !== undefined) stream.pos += left
  const done = (error) => {
    stream[kBusy] = false
    callback(error)
    if (stream.destroyed) stream.emit(kIdle, error)
  }
  const step = () => write(chunks, position, (error, count) => {
    if (error?.code === 'EAGAIN') [error, count] = [null, 0]
    if (error || stream.destroyed) return done(error || new ERR_STREAM_DESTROYED('write'))
    stream.bytesWritten += count
    left -= count
    if (left === 0) return done()
    retries = count ? 0 : retries + 1
    if (retries > mostRetries) return done(new Error('write failed'))
    if (position !== undefined) position += count
    chunks = rest(chunks, count)
    step()
  })
  stream[kBusy] = true
  step()
}

function rest (chunks, count) {
  let i = 0
  for (; i < chunks.length && count >= chunks[i].length; i++) count -= chunks[i].length
  return [chunks[i].subarray(count), ...chunks.slice(i + 1)]
}

WriteStream.prototype.close = function (callback) {
  if (callback) {
    if (this.closed) return void process.nextTick(callback)
    this.on('close', callback)
  }
  if (!this.autoClose) this.on('finish', this.destroy)
  this.end()
}
WriteStream.prototype.destroySoon = WriteStream.prototype.end

for (const [Class, state, name, code] of [[ReadStream, '_readableState', 'ReadStream', 'DEP0135'], [WriteStream, '_writableState', 'WriteStream', 'DEP0135']]) {
  const open = require('internal/util').deprecate(function () {
    if (typeof this.fd === 'number') return
    this[kFs].open(this.path, this.flags, this.mode, (error, fd) => {
      if (error) {
        if (this.autoClose) this.destroy(error)
        return
      }
      this.fd = fd
      this.emit('open', fd)
      this.emit('ready')
    })
  }, `${name}.prototype.open() is deprecated`, code)
  Class.prototype.open = open
  Object.defineProperty(Class.prototype, kOpen, { value: open })
  Object.defineProperties(Class.prototype, {
    autoClose: {
      configurable: true,
      get () { return this[state].autoDestroy },
      set (value) { this[state].autoDestroy = value }
    },
    pending: { configurable: true, get () { return this.fd === null } }
  })
}

module.exports = { ReadStream, WriteStream, FileReadStream: ReadStream, FileWriteStream: WriteStream }
