'use strict'
const check = require('../check')
const http = require('http')

check('exports', () => Object.keys(http).sort())
check('methods', () => http.METHODS.join())
check('codes', () => Object.keys(http.STATUS_CODES).length)
check('size', () => http.maxHeaderSize)
check('prototypes', () => ['IncomingMessage', 'OutgoingMessage', 'ServerResponse', 'ClientRequest'].map((name) => [name, Object.getPrototypeOf(http[name]).name, http[name].length]))
for (const [name, fn] of Object.entries({
  'header name': () => http.validateHeaderName('a b'),
  'empty header name': () => http.validateHeaderName(''),
  'header value': () => http.validateHeaderValue('a', 'b\n'),
  'no header value': () => http.validateHeaderValue('a'),
  method: () => http.request({ method: 'a b' }),
  'method type': () => http.request({ method: 5 }),
  path: () => http.request({ path: '/a b' }),
  protocol: () => http.request('ftp://a'),
  host: () => http.request({ host: 5 }),
  agent: () => http.request({ agent: 'x' }),
  timeout: () => http.request({ timeout: 'x' }),
  'agent name': () => new http.Agent().getName({ host: 'a', port: 1, localAddress: 'l', family: 4 }),
  scheduling: () => new http.Agent({ scheduling: 'x' }),
  'server options': () => http.createServer('x'),
  'headers timeout': () => http.createServer({ headersTimeout: 10, requestTimeout: 5 }),
  'header size': () => http.createServer({ maxHeaderSize: -1 })
})) check(name, fn)

check('outgoing', () => {
  const m = new http.OutgoingMessage()
  m.setHeader('A', 'b').setHeader('C', ['d', 'e'])
  m.appendHeader('A', 'f')
  m.setHeaders(new Map([['G', 'h']]))
  m.removeHeader('c')
  return [m.getHeader('a'), m.getHeaders(), m.getHeaderNames(), m.getRawHeaderNames(), m.hasHeader('C'), m.headersSent, m.writableEnded, m.writableHighWaterMark]
})
check('incoming', () => {
  const m = new http.IncomingMessage()
  const raw = ['A', '1', 'a', '2', 'Host', 'x', 'host', 'y', 'Cookie', 'c', 'cookie', 'd', 'Set-Cookie', 'e', 'set-cookie', 'f', '__proto__', 'g']
  m._addHeaderLines(raw, raw.length)
  return [m.headers, m.headersDistinct, Object.keys(m.headers)]
})
