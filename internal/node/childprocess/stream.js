// The streams at our ends of a program's pipes.
const { Duplex } = require('stream')
const { openPipe } = require('internal/net/pipe')

class PipeStream extends Duplex {
  constructor (fd, readable) {
    super({ readable, allowHalfOpen: false, autoDestroy: true, emitClose: false, decodeStrings: true })
    this._handle = openPipe(fd)
    this._handle.onread = (error, bytes) => {
      if (error) this.destroy(error)
      else if (!this.push(bytes)) this._handle?.readStop()
    }
    if (!readable) {
      this.push(null)
      this.read(0)
    }
  }

  _read () { this._handle?.readStart() }
  _write (chunk, encoding, callback) { this._handle.write(chunk, callback) }
  _final (callback) { this._handle ? this._handle.shutdown(callback) : callback() }
  _destroy (error, callback) {
    const handle = this._handle
    this._handle = null
    callback(error)
    if (handle) handle.close(() => this.emit('close', error != null))
  }

  ref () { this._handle?.ref(); return this }
  unref () { this._handle?.unref(); return this }
}

module.exports = { open: (fd, readable) => new PipeStream(fd, readable) }
