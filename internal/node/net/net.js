const { Socket } = require('internal/net/socket')
const { Server } = require('internal/net/server')
const { isIP, isIPv4, isIPv6, SocketAddress, BlockList } = require('internal/net/address')
const connecting = require('internal/net/connect')

function connect (...args) {
  const normal = connecting.normalize(args)
  const [options] = normal
  const socket = new Socket(options)
  if (options.timeout) socket.setTimeout(options.timeout)
  return socket.connect(normal)
}

function createServer (options, connectionListener) { return new Server(options, connectionListener) }

let warned = false
module.exports = {
  _createServerHandle (...args) { throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('net._createServerHandle()') },
  _normalizeArgs: connecting.normalize,
  _setSimultaneousAccepts () {
    if (!warned) process.emitWarning('net._setSimultaneousAccepts() is deprecated and will be removed.', 'DeprecationWarning', 'DEP0121')
    warned = true
  },
  BlockList,
  SocketAddress,
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily: connecting.getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily: connecting.setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout: connecting.getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout: connecting.setDefaultAutoSelectFamilyAttemptTimeout
}
