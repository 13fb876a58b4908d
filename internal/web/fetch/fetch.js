// fetch (https://fetch.spec.whatwg.org/#fetch-method): what is asked of it, redirections, signals. transport.js speaks HTTP.
const { Headers, immutable } = require('internal/fetch/headers')
const { Request, stateOf } = require('internal/fetch/request')
const { make, nullBody, redirects } = require('internal/fetch/response')
const { extract } = require('internal/fetch/body')

const badPorts = new Set([1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135,
  137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659,
  4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080])

const failed = (cause) => new TypeError('fetch failed', { cause })

async function fetch (input, init = undefined) {
  const request = new Request(input, init ?? {})
  const state = stateOf(request)
  const { signal } = request
  if (signal.aborted) throw signal.reason
  const task = { abort: null, controller: null }
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason)
      task.abort?.(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    const done = () => signal.removeEventListener('abort', onAbort)
    run(state, task, done).then(resolve, (error) => {
      done()
      reject(signal.aborted ? signal.reason : failed(error))
    })
  })
}

function run (state, task, done) {
  const { protocol } = state.url
  switch (protocol) {
    case 'http:': case 'https:': return follow(state, task, done)
    case 'data:': return fromData(state, done)
    case 'blob:': return fromBlob(state, done)
    case 'about:': return Promise.reject(new Error('about scheme is not supported'))
    case 'file:': return Promise.reject(new Error('not implemented... yet...'))
  }
  return Promise.reject(new Error('unknown scheme'))
}

const withoutFragment = (url) => url.hash === '' && !url.href.endsWith('#') ? url.href : url.href.replace(/#.*$/s, '')

function local (state, headers, body) {
  return make({ type: 'basic', status: 200, statusText: 'OK', headers: immutable(new Headers(headers)), body, url: withoutFragment(state.url), redirected: false })
}

async function fromData (state, done) {
  done()
  const match = /^data:([^,]*),(.*)$/s.exec(withoutFragment(state.url))
  if (match === null) throw new Error('failed to fetch the data URL')
  let type = match[1].replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '')
  let bytes = native.percentDecode(match[2])
  const base64 = /;[ ]*base64$/i.exec(type)
  if (base64 !== null) {
    type = type.slice(0, base64.index)
    try {
      bytes = Buffer.from(atob(bytes.toString('latin1')), 'latin1')
    } catch {
      throw new Error('failed to fetch the data URL')
    }
  }
  if (type.startsWith(';')) type = `text/plain${type}`
  let mime = 'text/plain;charset=US-ASCII'
  try {
    mime = `${new (require('internal/mime').MIMEType)(type)}`
  } catch { /* the default */ }
  return local(state, { 'content-type': mime }, extract(new Uint8Array(bytes)).body)
}

async function fromBlob (state, done) {
  done()
  const blob = require('buffer').resolveObjectURL(state.url.href)
  if (state.method !== 'GET' || blob === undefined) throw new Error('invalid method')
  return local(state, { 'content-length': `${blob.size}`, 'content-type': blob.type }, extract(blob).body)
}

// follow asks one server after the other, until one answers with something else than a redirection.
async function follow (state, task, done) {
  let { url, method, body } = state
  const { redirect } = state
  const headers = new Headers(state.headers)
  for (let count = 0; ; count++) {
    if (badPorts.has(Number(url.port))) throw new Error('bad port')
    const answer = await require('internal/fetch/transport').send({ url, method, headers, body, keepalive: state.keepalive }, task)
    const location = redirects.has(answer.status) ? answer.headers.get('location') : null
    if (!redirects.has(answer.status) || redirect === 'manual' || (location === null && redirect !== 'error')) return answered(answer, state, url, count > 0, done, method)
    answer.discard()
    if (redirect === 'error') throw new Error('unexpected redirect')
    const next = new URL(location, url)
    if (next.hash === '' && url.hash !== '') next.hash = url.hash
    if (next.protocol !== 'http:' && next.protocol !== 'https:') throw new Error('URL scheme must be a HTTP(S) scheme')
    if (count === 20) throw new Error('redirect count exceeded')
    if (state.mode === 'cors' && (next.username || next.password) && next.origin !== url.origin) throw new Error('cross origin not allowed for request mode "cors"')
    if (answer.status !== 303 && body !== null && body.source === null) throw new Error('a stream cannot be sent again')
    if (((answer.status === 301 || answer.status === 302) && method === 'POST') || (answer.status === 303 && method !== 'GET' && method !== 'HEAD')) {
      method = 'GET'
      body = null
      for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) headers.delete(name)
    }
    if (next.origin !== url.origin) for (const name of ['authorization', 'proxy-authorization', 'cookie', 'host']) headers.delete(name)
    url = next
  }
}

async function answered (answer, state, url, redirected, done, method) {
  let body = null
  if (nullBody.has(answer.status) || method === 'HEAD') {
    answer.discard()
    done()
  } else body = { source: null, stream: answer.stream(done), length: null, used: false }
  const response = make({
    type: 'basic', status: answer.status, statusText: answer.statusText, headers: immutable(answer.headers), body, url: withoutFragment(url), redirected
  })
  return state.integrity === '' ? response : verified(response, state.integrity)
}

// verified reads a body that has to have one of some hashes (https://www.w3.org/TR/SRI/).
async function verified (response, integrity) {
  const wanted = integrity.trim().split(/\s+/).map((word) => /^(sha256|sha384|sha512)-([^?]+)/.exec(word)).filter(Boolean)
  if (wanted.length === 0) return response
  const strongest = wanted.reduce((max, [, name]) => name > max ? name : max, '')
  const bytes = await response.bytes()
  const digest = require('crypto').createHash(strongest).update(bytes).digest('base64').replace(/=+$/, '')
  if (!wanted.some(([, name, hash]) => name === strongest && hash.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/') === digest)) throw new Error('integrity mismatch')
  return make({ ...require('internal/fetch/response').stateOf(response), body: extract(bytes).body })
}

module.exports = { fetch: Object.defineProperty(fetch, 'length', { value: 1 }) }
