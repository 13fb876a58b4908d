// What the modules _http_agent and the like export, by the module's name.
const common = require('internal/http/common')
const server = require('internal/http/server')
const outgoing = require('internal/http/outgoing')
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')

function HTTPParser () { throw new ERR_METHOD_NOT_IMPLEMENTED('HTTPParser') }

module.exports = {
  _http_agent: require('internal/http/agent'),
  _http_client: require('internal/http/client'),
  _http_common: {
    _checkInvalidHeaderChar: (value) => common.hasBadChar(`${value}`),
    _checkIsHttpToken: (value) => common.isToken(value),
    chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
    continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
    CRLF: '\r\n',
    freeParser: common.freeParser,
    methods: common.methods,
    parsers: common.parsers,
    kIncomingMessage: Symbol('IncomingMessage'),
    HTTPParser,
    isLenient: () => false,
    prepareError: common.prepareError
  },
  _http_incoming: { IncomingMessage: require('internal/http/incoming').IncomingMessage, readStart: common.readStart, readStop: common.readStop },
  _http_outgoing: {
    kHighWaterMark: outgoing.kHighWaterMark,
    kUniqueHeaders: outgoing.kUniqueHeaders,
    parseUniqueHeadersOption: outgoing.parseUniqueHeadersOption,
    validateHeaderName: common.validateHeaderName,
    validateHeaderValue: common.validateHeaderValue,
    OutgoingMessage: outgoing.OutgoingMessage
  },
  _http_server: {
    STATUS_CODES: require('internal/http/status').STATUS_CODES,
    Server: server.Server,
    ServerResponse: require('internal/http/response').ServerResponse,
    setupConnectionsTracking: server.setupConnectionsTracking,
    storeHTTPOptions: server.storeHTTPOptions,
    _connectionListener: server.connectionListener,
    kServerResponse: Symbol('ServerResponse'),
    httpServerPreClose: server.httpServerPreClose,
    kConnectionsCheckingInterval: server.kCheck
  }
}
