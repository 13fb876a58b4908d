const { methods, parsers } = require('internal/http/common')
const { STATUS_CODES } = require('internal/http/status')
const { Server, connectionListener } = require('internal/http/server')
const { ServerResponse } = require('internal/http/response')
const { IncomingMessage } = require('internal/http/incoming')
const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('internal/http/outgoing')
const agents = require('internal/http/agent')
const { ClientRequest } = require('internal/http/client')
const { validateInteger } = require('internal/validators')

function request (url, options, callback) { return new ClientRequest(url, options, callback) }

function get (url, options, callback) {
  const made = request(url, options, callback)
  made.end()
  return made
}

module.exports = {
  _connectionListener: connectionListener,
  METHODS: [...methods],
  STATUS_CODES,
  Agent: agents.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer (options, listener) { return new Server(options, listener) },
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  setMaxIdleHTTPParsers (max) {
    validateInteger(max, 'max', 1)
    parsers.max = max
  }
}
Object.defineProperties(module.exports, {
  maxHeaderSize: { configurable: true, enumerable: true, get: () => require('internal/http/common').defaultHeaderSize() },
  globalAgent: { configurable: true, enumerable: true, get: () => agents.globalAgent, set (value) { agents.globalAgent = value } }
})
