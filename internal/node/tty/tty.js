const net = require('net')
const { getColorDepth } = require('internal/tty/colors')
const { codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors')
const { validateInteger } = require('internal/validators')

const isatty = (fd) => Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && native.isTerminal(fd)

// open gives the handle of a terminal.
function open (fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd)
  const [handle, terminal] = native.open(fd)
  if (handle === undefined) throw new ERR_TTY_INIT_FAILED({ errno: -22, code: 'EINVAL', message: 'invalid argument', syscall: 'uv_tty_init' })
  return Object.assign(handle, {
    setRawMode: (on) => native.setRawMode(terminal, on),
    getWindowSize: (size) => native.size(terminal, size),
    setBlocking () { return 0 }
  })
}

const failure = (status, syscall) => require('internal/net/failure').failure(status, syscall)

function ReadStream (fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options)
  Reflect.apply(net.Socket, this, [{ highWaterMark: 0, handle: open(fd), manualStart: true, ...options }])
  this.fd = fd
  this.isRaw = false
  this.isTTY = true
}
Object.setPrototypeOf(ReadStream.prototype, net.Socket.prototype)
Object.setPrototypeOf(ReadStream, net.Socket)

ReadStream.prototype.setRawMode = function (flag) {
  flag = Boolean(flag)
  const status = this._handle?.setRawMode(flag)
  if (status) {
    this.emit('error', failure(status, 'setRawMode'))
    return this
  }
  this.isRaw = flag
  return this
}

function WriteStream (fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd)
  Reflect.apply(net.Socket, this, [{ handle: open(fd), manualStart: true }])
  this.fd = fd
  const size = [0, 0]
  if (!this._handle.getWindowSize(size)) [this.columns, this.rows] = size
  this.isTTY = true
}
Object.setPrototypeOf(WriteStream.prototype, net.Socket.prototype)
Object.setPrototypeOf(WriteStream, net.Socket)

WriteStream.prototype.isTTY = true
WriteStream.prototype.getColorDepth = getColorDepth

WriteStream.prototype.hasColors = function hasColors (count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) [env, count] = [count, 16]
  else validateInteger(count, 'count', 2)
  return count <= 2 ** this.getColorDepth(env)
}

WriteStream.prototype._refreshSize = function () {
  const { columns, rows } = this
  const size = [0, 0]
  const status = this._handle.getWindowSize(size)
  if (status) return void this.emit('error', failure(status, 'getWindowSize'))
  if (columns === size[0] && rows === size[1]) return
  ;[this.columns, this.rows] = size
  this.emit('resize')
}

WriteStream.prototype.getWindowSize = function () { return [this.columns, this.rows] }

for (const name of ['cursorTo', 'moveCursor', 'clearLine', 'clearScreenDown']) {
  WriteStream.prototype[name] = function (...args) { return require('readline')[name](this, ...args) }
}

module.exports = { isatty, ReadStream, WriteStream }
