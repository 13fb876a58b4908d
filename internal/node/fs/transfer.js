// Reading and writing of open files: read, write, readv and writev, later and now.
const core = require('internal/fs/core')
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { validateEncoding, validateObject } = require('internal/validators')
const { Buffer } = require('buffer')

const nullable = { nullable: true }
const isOptions = (value) => value !== null && typeof value === 'object'

// spread takes the parameters of a read or write out of an object.
function spread (view, options) {
  const { offset = 0, length = view?.byteLength - offset, position = null } = options ?? {}
  return [offset, length, position]
}

function read (fd, buffer, offset, length, position, callback) {
  fd = core.fd(fd)
  if (arguments.length <= 4) {
    let options = null
    if (arguments.length === 4) [options, callback] = [offset, length]
    else if (arguments.length === 3) {
      callback = offset
      if (!ArrayBuffer.isView(buffer)) {
        options = buffer;
        ({ buffer = Buffer.alloc(16384) } = options ?? {})
      }
    } else [callback, buffer] = [buffer, Buffer.alloc(16384)]
    if (options !== undefined) validateObject(options, 'options', nullable);
    [offset, length, position] = spread(buffer, options)
  }
  core.view(buffer)
  core.callback(callback)
  const args = core.reading(buffer, offset, length, position)
  if (args[2] === 0) return void process.nextTick(() => callback(null, 0, buffer))
  core.begin((error, count) => callback(error ?? null, count || 0, buffer), 'read', fd, ...args)
}

function readSync (fd, buffer, offset, length, position) {
  fd = core.fd(fd)
  core.view(buffer)
  if (arguments.length <= 3 || isOptions(offset)) {
    if (offset !== undefined) validateObject(offset, 'options', nullable);
    [offset, length, position] = spread(buffer, offset)
  }
  const args = core.reading(buffer, offset, length, position)
  return args[2] === 0 ? 0 : core.sync('read', fd, ...args)
}

// text checks what is no view, and makes bytes of it.
function text (data, encoding) {
  if (typeof data !== 'string') throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], data)
  validateEncoding(data, encoding)
  return Buffer.from(data, typeof encoding === 'string' ? encoding : 'utf8')
}

const whole = (bytes, position) => [bytes, 0, bytes.length, typeof position === 'number' || typeof position === 'bigint' ? position : -1]

function write (fd, data, offset, length, position, callback) {
  fd = core.fd(fd)
  let args
  if (ArrayBuffer.isView(data)) {
    callback = core.callback(callback || position || length || offset)
    if (isOptions(offset)) [offset, length, position] = spread(data, offset)
    args = core.writing(data, typeof offset === 'function' ? 0 : offset, length, position)
  } else {
    if (typeof position !== 'function') {
      if (typeof offset === 'function') [position, offset] = [offset, null]
      else position = length
      length = 'utf8'
    }
    const bytes = text(data, length)
    callback = core.callback(position)
    args = whole(bytes, offset)
  }
  core.begin((error, count) => callback(error ?? null, count || 0, data), 'write', fd, ...args)
}

function writeSync (fd, data, offset, length, position) {
  fd = core.fd(fd)
  if (!ArrayBuffer.isView(data)) return core.sync('write', fd, ...whole(text(data, length), offset))
  if (isOptions(offset)) [offset, length, position] = spread(data, offset)
  return core.sync('write', fd, ...core.writing(data, offset, length, position))
}

const place = (position) => (typeof position === 'number' ? position : -1)

// vectored makes the two faces of readv or writev.
function vectored (name, skipsNone) {
  return [function (fd, buffers, position, callback) {
    fd = core.fd(fd)
    core.views(buffers)
    callback = core.callback(callback || position)
    if (skipsNone && buffers.length === 0) return void process.nextTick(callback, null, 0, buffers)
    core.begin((error, count) => callback(error ?? null, count || 0, buffers), name, fd, place(position), ...buffers)
  }, function (fd, buffers, position) {
    fd = core.fd(fd)
    core.views(buffers)
    return buffers.length === 0 ? 0 : core.sync(name, fd, place(position), ...buffers)
  }]
}
const [readv, readvSync] = vectored('readv', false)
const [writev, writevSync] = vectored('writev', true)

module.exports = { read, readSync, readv, readvSync, write, writeSync, writev, writevSync, spread, text, whole, place }
