const { Writable, Readable } = require('stream')
const tty = require('tty')

function output (fd) {
  const isTTY = native.isTTY(fd)
  const stream = new Writable({
    decodeStrings: false,
    emitClose: false,
    autoDestroy: false,
    write (chunk, encoding, callback) {
      callback(native.write(fd, encoding === 'buffer' || encoding === 'utf8' || encoding === 'utf-8' || typeof chunk !== 'string' ? chunk : Buffer.from(chunk, encoding)))
    },
    final (callback) { callback() }
  })
  stream.fd = fd
  stream._type = isTTY ? 'tty' : 'fs'
  stream._isStdio = true
  stream.destroySoon = stream.destroy
  stream._destroy = (error, callback) => { callback(error) }
  if (isTTY) tty.decorate(stream)
  return stream
}

function input () {
  let operation
  const stream = new Readable({
    highWaterMark: 65536,
    read () {
      operation = native.read((error, chunk) => {
        operation = undefined
        if (error) stream.destroy(error)
        else stream.push(chunk)
      })
    }
  })
  stream.fd = 0
  stream.isTTY = native.isTTY(0) || undefined
  if (stream.isTTY) stream.setRawMode = () => stream
  stream.ref = () => { native.ref(operation); return stream }
  stream.unref = () => { native.unref(operation); return stream }
  stream.on('pause', () => native.unref(operation))
  stream.on('resume', () => native.ref(operation))
  return stream
}

let built = {}
function lazy (name, make) {
  Object.defineProperty(module.exports, name, { enumerable: true, get: () => (built[name] ??= make()) })
}
lazy('stdin', input)
lazy('stdout', () => output(1))
lazy('stderr', () => output(2))
