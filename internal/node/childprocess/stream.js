// The streams at our ends of a program's pipes.
const { Socket } = require('internal/net/socket')
const { openPipe } = require('internal/net/handle')

module.exports = { open: (fd, readable) => new Socket({ handle: openPipe(fd), readable }) }
