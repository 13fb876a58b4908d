// The errors that statuses of handles stand for.
const { systemErrorMap } = require('internal/util')

const nameOf = (status) => systemErrorMap().get(status) ?? [`Unknown system error ${status}`, '']

// failure is "write EPIPE" and the like.
function failure (status, syscall, detail) {
  const [code] = nameOf(status)
  return Object.assign(new Error(detail ? `${syscall} ${code} ${detail}` : `${syscall} ${code}`), { errno: status, code, syscall })
}

// connectFailure names both ends of what was to be connected: "connect ECONNREFUSED 127.0.0.1:1 - Local (0.0.0.0:0)".
function connectFailure (status, address, port, local) {
  const [code] = nameOf(status)
  const place = port > 0 ? `${address}:${port}` : address
  const error = Object.assign(new Error(`connect ${code} ${place}${local ? ` - Local (${local})` : ''}`), { errno: status, code, syscall: 'connect', address })
  if (port) error.port = port
  return error
}

// listenFailure has the system's text: "listen EADDRINUSE: address already in use :::80".
function listenFailure (status, address, port) {
  const [code, text] = nameOf(status)
  const place = port > 0 ? `${address}:${port}` : address
  const error = Object.assign(new Error(`listen ${code}: ${text}${place ? ` ${place}` : ''}`), { code, errno: status, syscall: 'listen', address })
  if (port) error.port = port
  return error
}

module.exports = { failure, connectFailure, listenFailure, nameOf }
