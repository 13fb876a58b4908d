// One exchange of fetch: a request over node's own client, and the answer with its body decoded as a stream.
const { Headers, rawFields } = require('internal/fetch/headers')
const { streamOf } = require('internal/fetch/body')

const nop = () => {}
const CONNECT_TIMEOUT = 10_000
const HEADERS_TIMEOUT = 300_000
const agents = {}

function agentOf (protocol) {
  const { Agent } = require(protocol === 'https:' ? 'https' : 'http')
  return (agents[protocol] ??= new Agent({ keepAlive: true, timeout: 4000 }))
}

const named = (name, code, message, cause) => Object.assign(Object.defineProperty(new Error(message, cause && { cause }), 'name', { value: name, configurable: true, writable: true }), { code })

// causeOf is why there was no answer, as fetch tells it.
function causeOf (error) {
  if (error.code === 'ECONNRESET' && error.message === 'socket hang up') return named('SocketError', 'UND_ERR_SOCKET', 'other side closed')
  if (typeof error.code === 'string' && error.code.startsWith('HPE_')) return named('HTTPParserError', error.code, `Response does not match the HTTP/1.1 protocol (${error.reason.replace(', RTSP/ or ICE/', '')})`)
  return error
}

function fieldsOf ({ url, headers, body }) {
  const given = new Set()
  const fields = ['host', headers.get('host') ?? url.host, 'connection', 'keep-alive']
  for (const [name, value] of rawFields(headers)) {
    const key = name.toLowerCase()
    given.add(key)
    if (key !== 'host' && key !== 'connection') fields.push(name, value)
  }
  for (const [name, value] of [['accept', '*/*'], ['accept-language', '*'], ['sec-fetch-mode', 'cors'], ['user-agent', 'node'],
    ['accept-encoding', url.protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate']]) {
    if (!given.has(name)) fields.push(name, value)
  }
  if (body !== null && body.length === null) fields.push('transfer-encoding', 'chunked')
  else if (body !== null && !given.has('content-length')) fields.push('content-length', `${body.length}`)
  return fields
}

// send resolves with { status, statusText, headers, stream(done), discard() }.
function send (exchange, task) {
  const { url, method, body } = exchange
  const { request } = require(url.protocol === 'https:' ? 'https' : 'http')
  return new Promise((resolve, reject) => {
    const fields = fieldsOf(exchange)
    if (body === null && (method === 'POST' || method === 'PUT' || method === 'PATCH')) fields.push('content-length', '0')
    const sent = request({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || undefined,
      path: `${url.pathname}${url.search}`,
      method,
      headers: fields,
      agent: agentOf(url.protocol)
    })
    const timers = limits(sent)
    task.abort = (reason) => sent.destroy(reason)
    sent.on('error', (error) => { timers.stop(); reject(causeOf(error)) })
    sent.on('response', (answer) => {
      timers.stop()
      resolve(answerOf(sent, answer, task))
    })
    sent.on('upgrade', (answer, socket) => { socket.destroy(); reject(new Error('bad upgrade')) })
    sendBody(sent, body, reject)
  })
}

function limits (sent) {
  let timer = setTimeout(() => sent.destroy(named('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error')), HEADERS_TIMEOUT).unref()
  let connecting
  sent.on('socket', (socket) => {
    if (!socket.connecting) return
    connecting = setTimeout(() => sent.destroy(named('ConnectTimeoutError', 'UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error')), CONNECT_TIMEOUT).unref()
    socket.once('connect', () => clearTimeout(connecting))
  })
  return { stop () { clearTimeout(timer); clearTimeout(connecting); timer = undefined } }
}

async function sendBody (sent, body, reject) {
  try {
    if (body === null) sent.end()
    else if (body.stream === null && body.source instanceof Uint8Array) {
      body.used = true
      sent.end(body.source)
    } else {
      body.used = body.source === null
      const reader = streamOf(body).getReader()
      sent.once('close', () => reader.cancel().catch(nop))
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        if (!(value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk')
        if (!sent.write(value)) await new Promise((resolve) => { sent.once('drain', resolve); sent.once('close', resolve) })
      }
      sent.end()
    }
  } catch (error) {
    reject(error)
    sent.destroy(error)
  }
}

function answerOf (sent, answer, task) {
  const headers = new Headers()
  const { rawHeaders } = answer
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i], rawHeaders[i + 1])
  return {
    status: answer.statusCode,
    statusText: answer.statusMessage,
    headers,
    discard () { answer.resume(); answer.on('error', nop) },
    stream: (done) => streamed(sent, decoded(answer, headers), answer, task, done)
  }
}

// decoded undoes the codings of a body, the last one first.
function decoded (answer, headers) {
  const codings = (headers.get('content-encoding') ?? '').toLowerCase().split(',').map((word) => word.trim()).filter(Boolean)
  if (answer.req.method === 'HEAD' || codings.length === 0 || codings.length > 5) return answer
  const zlib = require('zlib')
  const steps = []
  for (const coding of codings.reverse()) {
    if (coding === 'gzip' || coding === 'x-gzip') steps.push(zlib.createGunzip({ flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }))
    else if (coding === 'deflate') steps.push(zlib.createInflate())
    else if (coding === 'br') steps.push(zlib.createBrotliDecompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }))
    else return answer
  }
  return require('stream').pipeline(answer, ...steps, nop)
}

// streamed is a body as a stream that reads from the connection only as it is read.
function streamed (sent, source, answer, task, done) {
  const iterator = source[Symbol.asyncIterator]()
  return new ReadableStream({
    type: 'bytes',
    start (controller) {
      task.abort = (reason) => {
        controller.error(reason)
        sent.destroy(reason)
        answer.on('error', nop).destroy()
      }
      source.on('error', nop)
    },
    async pull (controller) {
      try {
        const { done: ended, value } = await iterator.next()
        if (ended) {
          done()
          controller.close()
          controller.byobRequest?.respond(0)
        } else if (value.length) controller.enqueue(new Uint8Array(value))
      } catch (error) {
        done()
        controller.error(new TypeError('terminated', { cause: error.message === 'aborted' ? named('SocketError', 'UND_ERR_SOCKET', 'other side closed') : error }))
      }
    },
    cancel () {
      done()
      answer.on('error', nop).destroy()
      if (source !== answer) source.destroy()
    }
  }, { highWaterMark: 0 })
}

module.exports = { send }
