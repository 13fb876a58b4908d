// The streams at our ends of a program's pipes.
const { Socket } = require('internal/net/socket')
const { openPipe } = require('internal/net/handle')

// A stream is not read before the program had the chance to give it to another one.
function open (fd, readable) {
  const stream = new Socket({ handle: openPipe(fd), readable, manualStart: true })
  if (readable) process.nextTick(() => { if (!stream._usedAsStdio && !stream.destroyed) stream.read(0) })
  return stream
}

module.exports = { open }
