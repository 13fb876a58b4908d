const { codes: { ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE } } = require('internal/errors')
const net = require('net')
const { SecureContext, createSecureContext, DEFAULT_CIPHERS } = require('internal/tls/context')
const { checkServerIdentity } = require('internal/tls/identity')
const { TLSSocket } = require('internal/tls/socket')
const { Server } = require('internal/tls/server')
const { validateFunction } = require('internal/validators')

let roots
let warned = false

// wire puts protocols into the form that goes over the wire.
function wire (protocols) {
  const parts = []
  for (const [i, name] of protocols.entries()) {
    const bytes = Buffer.from(name)
    if (bytes.length > 255) throw new ERR_OUT_OF_RANGE(`The byte length of the protocol at index ${i} exceeds the maximum length.`, '<= 255', bytes.length)
    parts.push(Buffer.from([bytes.length]), bytes)
  }
  return Buffer.concat(parts)
}

function convertedALPN (protocols) {
  if (Array.isArray(protocols)) return wire(protocols)
  if (ArrayBuffer.isView(protocols)) return Buffer.from(Uint8Array.prototype.slice.call(new Uint8Array(protocols.buffer, protocols.byteOffset, protocols.byteLength)))
}

// settled reads the arguments of connect: those of net.connect, with options after them.
function settled (args) {
  const [options, callback] = net._normalizeArgs(args)
  const extra = [args[1], args[2]].find((v) => v !== null && typeof v === 'object')
  return [{ ...options, ...extra }, callback]
}

function connect (...args) {
  let [options, callback] = settled(args)
  const allowed = process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0'
  if (!allowed && !warned) {
    warned = true
    process.emitWarning('Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to \'0\' makes TLS connections and HTTPS requests insecure by disabling certificate verification.')
  }
  options = { rejectUnauthorized: allowed, checkServerIdentity, minDHSize: 1024, ...options }
  if (!options.keepAlive) options.singleUse = true
  validateFunction(options.checkServerIdentity, 'options.checkServerIdentity')
  if (options.pskCallback) throw new ERR_METHOD_NOT_IMPLEMENTED('tls.connect with pskCallback')
  const secureContext = options.secureContext || createSecureContext(options)
  const hostname = options.servername || options.host || options.socket?._host || 'localhost'
  const servername = options.servername !== undefined ? options.servername : net.isIP(hostname) ? '' : options.host || (options.socket ? '' : '')
  const socket = new TLSSocket(options.socket, {
    allowHalfOpen: options.socket ? !!options.socket.allowHalfOpen : !!options.allowHalfOpen,
    secureContext,
    isServer: false,
    requestCert: true,
    rejectUnauthorized: options.rejectUnauthorized !== false,
    servername,
    ALPNProtocols: options.ALPNProtocols,
    highWaterMark: options.highWaterMark,
    onread: options.onread,
    signal: options.signal,
    session: options.session,
    enableTrace: options.enableTrace,
    path: options.path,
    host: options.host,
    port: options.port,
    localAddress: options.localAddress
  })
  options.rejectUnauthorized = options.rejectUnauthorized !== false
  socket.on('secure', () => judge(socket, options, hostname))
  if (callback) socket.once('secureConnect', callback)
  if (!options.socket) {
    if (options.timeout) socket.setTimeout(options.timeout)
    socket.connect({ ...options, signal: undefined }, undefined)
  }
  return socket
}

// judge decides whether a server is who it should be.
function judge (socket, options, hostname) {
  let refused = socket._handle.verifyError()
  if (refused === null) {
    const certificate = socket.getPeerCertificate(true)
    refused = options.checkServerIdentity(hostname, certificate) ?? null
  }
  if (refused) {
    socket.authorized = false
    socket.authorizationError = refused.code || refused.message
    if (options.rejectUnauthorized) {
      socket.destroy(refused)
      return
    }
  } else {
    socket.authorized = true
  }
  socket.emit('secureConnect')
  socket._verified()
}

const names = ['tls_aes_256_gcm_sha384', 'tls_chacha20_poly1305_sha256', 'tls_aes_128_gcm_sha256', 'ecdhe-rsa-aes128-gcm-sha256', 'ecdhe-ecdsa-aes128-gcm-sha256',
  'ecdhe-rsa-aes256-gcm-sha384', 'ecdhe-ecdsa-aes256-gcm-sha384', 'ecdhe-rsa-chacha20-poly1305', 'ecdhe-ecdsa-chacha20-poly1305', 'ecdhe-rsa-aes128-sha256',
  'ecdhe-ecdsa-aes128-sha256', 'ecdhe-rsa-aes128-sha', 'ecdhe-ecdsa-aes128-sha', 'ecdhe-rsa-aes256-sha', 'ecdhe-ecdsa-aes256-sha', 'aes128-gcm-sha256',
  'aes256-gcm-sha384', 'aes128-sha256', 'aes128-sha', 'aes256-sha']

module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS,
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
  getCiphers: () => [...names].sort(),
  convertALPNProtocols (protocols, out) {
    const converted = convertedALPN(protocols)
    if (converted !== undefined) out.ALPNProtocols = converted
  },
  checkServerIdentity,
  createSecureContext,
  SecureContext,
  TLSSocket,
  Server,
  createServer (options, listener) { return new Server(options, listener) },
  connect,
  createSecurePair () { throw new ERR_METHOD_NOT_IMPLEMENTED('tls.createSecurePair()') }
}
Object.defineProperty(module.exports, 'rootCertificates', { enumerable: true, configurable: false, get: () => (roots ??= Object.freeze(native.rootCertificates())) })
Object.defineProperty(module.exports, 'convertedALPN', { value: convertedALPN, enumerable: false })
