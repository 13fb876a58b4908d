// The standard streams. Writing is synchronous, as node's is for files, pipes and terminals.
const { Writable, Readable } = require('stream')

// A standard stream that is destroyed goes on: others write to it too.
function survive (error, callback) {
  callback(error)
  this._undestroy()
  process.nextTick(() => this.emit('close'))
}

const plainly = new Set(['buffer', 'utf8', 'utf-8'])

function output (fd) {
  const type = native.typeOf(fd)
  const stream = type === 'tty' ? terminal(fd) : new Writable({
    decodeStrings: false,
    emitClose: false,
    write (chunk, encoding, callback) {
      callback(native.write(fd, typeof chunk !== 'string' || plainly.has(encoding) ? chunk : Buffer.from(chunk, encoding)))
    }
  })
  if (type !== 'tty') {
    stream.fd = fd
    Object.defineProperty(stream, 'readable', { value: false, writable: true, configurable: true, enumerable: true })
  }
  stream._type = type
  stream._isStdio = true
  stream.destroySoon = stream.destroy
  stream._destroy = survive
  return stream
}

function terminal (fd) {
  const stream = new (require('tty').WriteStream)(fd)
  process.on('SIGWINCH', () => stream._refreshSize())
  return stream
}

function input () {
  if (native.typeOf(0) === 'tty') return keyboard()
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
  stream.ref = () => { native.ref(operation); return stream }
  stream.unref = () => { native.unref(operation); return stream }
  stream.on('pause', () => native.unref(operation))
  stream.on('resume', () => native.ref(operation))
  return stream
}

// keyboard is standard input from a terminal, which keeps the loop alive only while it is read.
function keyboard () {
  const stream = new (require('tty').ReadStream)(0, { highWaterMark: 0 })
  const stop = () => {
    const handle = stream._handle
    if (!handle?.reading || !stream.isPaused()) return
    handle.reading = stream._readableState.reading = false
    handle.readStop()
  }
  stream.on('pause', () => {
    stop()
    setImmediate(stop) // of a read that was under way to begin
  })
  return stream
}

const built = {}
function lazy (name, make) {
  Object.defineProperty(module.exports, name, { enumerable: true, get: () => (built[name] ??= make()) })
}
lazy('stdin', input)
lazy('stdout', () => output(1))
lazy('stderr', () => output(2))
