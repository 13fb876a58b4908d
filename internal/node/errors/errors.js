// Coded errors: codes.ERR_X is a constructor whose arguments its message function takes.
const { mark, received } = native

const primitives = new Set(['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol'])
const className = /^([A-Z][a-z0-9]*)+$/

function list (words, last) {
  if (words.length < 3) return words.join(` ${last} `)
  return `${words.slice(0, -1).join(', ')}, ${last} ${words[words.length - 1]}`
}

function expectedTypes (expected) {
  const types = []; const instances = []; const other = []
  for (const value of [].concat(expected)) {
    if (primitives.has(value)) types.push(value.toLowerCase())
    else if (className.test(value)) instances.push(value)
    else other.push(value)
  }
  if (instances.length && types.includes('object')) {
    types.splice(types.indexOf('object'), 1)
    instances.push('Object')
  }
  let text = ''
  if (types.length) text += `${types.length > 1 ? 'one of type' : 'of type'} ${list(types, 'or')}`
  if (instances.length) text += `${types.length ? ' or ' : ''}an instance of ${list(instances, 'or')}`
  if (other.length) {
    if (types.length || instances.length) text += ' or '
    if (other.length > 1) text += `one of ${list(other, 'or')}`
    else text += `${other[0].toLowerCase() !== other[0] ? 'an ' : ''}${other[0]}`
  }
  return text
}

function argumentName (name) {
  if (name.endsWith(' argument')) return name
  return `"${name}" ${name.includes('.') ? 'property' : 'argument'}`
}

function show (value) {
  return require('internal/util/inspect').inspect(value)
}

function groupDigits (text) {
  return text.replace(/\B(?=(\d{3})+$)/g, '_')
}

function outOfRange (name, range, value) {
  let text
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) text = groupDigits(String(value))
  else if (typeof value === 'bigint') {
    text = String(value)
    if (value > 2n ** 32n || value < -(2n ** 32n)) text = groupDigits(text)
    text += 'n'
  } else text = show(value)
  return `The value of "${name}" is out of range. It must be ${range}. Received ${text}`
}

const message = {
  ERR_AMBIGUOUS_ARGUMENT: [TypeError, (name, m) => `The "${name}" argument is ambiguous. ${m}`],
  ERR_ARG_NOT_ITERABLE: [TypeError, (name) => `${name} must be iterable`],
  ERR_ASSERTION: [Error, (m) => m],
  ERR_ASYNC_CALLBACK: [TypeError, (name) => `${name} must be a function`],
  ERR_ASYNC_TYPE: [TypeError, (name) => `Invalid name for async "type": ${name}`],
  ERR_ACCESS_DENIED: [Error, (m) => m],
  ERR_BROTLI_INVALID_PARAM: [RangeError, (name) => `${name} is not a valid Brotli parameter`],
  ERR_ZLIB_INITIALIZATION_FAILED: [Error, () => 'Initialization failed'],
  ERR_BUFFER_OUT_OF_BOUNDS: [RangeError, (name) => name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds'],
  ERR_BUFFER_TOO_LARGE: [RangeError, (n) => `Cannot create a Buffer larger than ${n} bytes`],
  ERR_CONSOLE_WRITABLE_STREAM: [TypeError, (name) => `Console expects a writable stream instance for ${name}`],
  ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED: [Error, () => 'Custom engines not supported by this OpenSSL'],
  ERR_CRYPTO_ECDH_INVALID_FORMAT: [TypeError, (f) => `Invalid ECDH format: ${f}`],
  ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY: [Error, () => 'Public key is not valid for specified curve'],
  ERR_CRYPTO_HASH_FINALIZED: [Error, () => 'Digest already called'],
  ERR_CRYPTO_INCOMPATIBLE_KEY: [Error, (what, which) => `Incompatible ${what}: ${which}`],
  ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS: [Error, (encoding, m) => `The selected key encoding ${encoding} ${m}.`],
  ERR_CRYPTO_INVALID_CURVE: [TypeError, () => 'Invalid EC curve name'],
  ERR_CRYPTO_INVALID_KEYLEN: [RangeError, () => 'Invalid key length'],
  ERR_CRYPTO_INVALID_KEYPAIR: [RangeError, () => 'Invalid key pair'],
  ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE: [TypeError, (actual, expected) => `Invalid key object type ${actual}, expected ${expected}.`],
  ERR_CRYPTO_INVALID_SCRYPT_PARAMS: [RangeError, (m) => `Invalid scrypt params${m}`],
  ERR_CRYPTO_INVALID_STATE: [Error, (operation) => `Invalid state for operation ${operation}`],
  ERR_CRYPTO_SCRYPT_INVALID_PARAMETER: [Error, () => 'Invalid scrypt parameter'],
  ERR_CRYPTO_SIGN_KEY_REQUIRED: [Error, () => 'No key provided to sign'],
  ERR_CRYPTO_UNKNOWN_DH_GROUP: [Error, () => 'Unknown DH group'],
  ERR_CRYPTO_HASH_UPDATE_FAILED: [Error, () => 'Hash update failed'],
  ERR_CRYPTO_INVALID_DIGEST: [TypeError, (d) => `Invalid digest: ${d}`],
  ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH: [RangeError, () => 'Input buffers must have the same byte length'],
  ERR_DNS_SET_SERVERS_FAILED: [Error, (reason, servers) => `c-ares failed to set servers: "${reason}" [${servers}]`],
  ERR_DIR_CLOSED: [Error, () => 'Directory handle was closed'],
  ERR_DIR_CONCURRENT_OPERATION: [Error, () => 'Cannot do synchronous work on directory handle with concurrent asynchronous operations'],
  ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION: [Error, (m) => m],
  ERR_ENCODING_INVALID_ENCODED_DATA: [TypeError, (e) => `The encoded data was not valid for encoding ${e}`],
  ERR_ENCODING_NOT_SUPPORTED: [RangeError, (e) => `The "${e}" encoding is not supported`],
  ERR_EVENT_RECURSION: [Error, (t) => `The event "${t}" is already being dispatched`],
  ERR_FALSY_VALUE_REJECTION: [Error, () => 'Promise was rejected with falsy value'],
  ERR_FS_FILE_TOO_LARGE: [RangeError, (n) => `File size (${n}) is greater than 2 GiB`],
  ERR_FS_INVALID_SYMLINK_TYPE: [Error, (t) => `Symlink type must be one of "dir", "file", or "junction". Received "${t}"`],
  ERR_HTTP_BODY_NOT_ALLOWED: [Error, () => 'Adding content for this request method or response status is not allowed.'],
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: [Error, (body, length) => `Response body's content-length of ${body} byte(s) does not match the content-length of ${length} byte(s) set in header`],
  ERR_HTTP_HEADERS_SENT: [Error, (what) => `Cannot ${what} headers after they are sent to the client`],
  ERR_HTTP_INVALID_HEADER_VALUE: [TypeError, (value, name) => `Invalid value "${value}" for header "${name}"`],
  ERR_HTTP_INVALID_STATUS_CODE: [RangeError, (status) => `Invalid status code: ${require('internal/util/inspect').format('%s', status)}`],
  ERR_HTTP_REQUEST_TIMEOUT: [Error, () => 'Request timeout'],
  ERR_HTTP_SOCKET_ASSIGNED: [Error, () => 'ServerResponse has an already assigned socket'],
  ERR_HTTP_SOCKET_ENCODING: [Error, () => 'Changing the socket encoding is not allowed per RFC7230 Section 3.'],
  ERR_HTTP_TRAILER_INVALID: [Error, () => 'Trailers are invalid with this transfer encoding'],
  ERR_INVALID_CHAR: [TypeError, (name, field) => `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
  ERR_INVALID_DOMAIN_NAME: [TypeError, () => 'Unable to determine the domain name'],
  ERR_INVALID_HTTP_TOKEN: [TypeError, (name, field) => `${name} must be a valid HTTP token ["${field}"]`],
  ERR_INVALID_PROTOCOL: [TypeError, (protocol, expected) => `Protocol "${protocol}" not supported. Expected "${expected}"`],
  ERR_ILLEGAL_CONSTRUCTOR: [TypeError, () => 'Illegal constructor'],
  ERR_INCOMPATIBLE_OPTION_PAIR: [TypeError, (a, b) => `Option "${a}" cannot be used in combination with option "${b}"`],
  ERR_INSPECTOR_NOT_AVAILABLE: [Error, () => 'Inspector is not available'],
  ERR_INVALID_ARG_TYPE: [TypeError, (name, expected, actual) => `The ${argumentName(name)} must be ${expectedTypes(expected)}.${received(actual)}`],
  ERR_INVALID_ARG_VALUE: [TypeError, (name, value, reason = 'is invalid') => {
    let text = show(value)
    if (text.length > 128) text = text.slice(0, 128) + '...'
    return `The ${name.includes('.') ? 'property' : 'argument'} '${name}' ${reason}. Received ${text}`
  }],
  ERR_INVALID_ASYNC_ID: [RangeError, (name, id) => `Invalid ${name} value: ${require('internal/util/inspect').inspect(id)}`],
  ERR_INVALID_BUFFER_SIZE: [RangeError, (n) => `Buffer size must be a multiple of ${n}`],
  ERR_INVALID_CALLBACK: [TypeError, (v) => `Callback must be a function. Received ${show(v)}`],
  ERR_INVALID_CURSOR_POS: [TypeError, () => 'Cannot set cursor row without setting its column'],
  ERR_INVALID_FD: [RangeError, (fd) => `"fd" must be a positive integer: ${fd}`],
  ERR_INCOMPATIBLE_OPTION_PAIR: [TypeError, (a, b) => `Option "${a}" cannot be used in combination with option "${b}"`],
  ERR_INVALID_FD_TYPE: [TypeError, (t) => `Unsupported fd type: ${t}`],
  ERR_INVALID_FILE_URL_HOST: [TypeError, (p) => `File URL host must be "localhost" or empty on ${p}`],
  ERR_INVALID_FILE_URL_PATH: [TypeError, (m) => `File URL path ${m}`],
  ERR_INVALID_MIME_SYNTAX: [TypeError, (p, s, i) => `The MIME syntax for a ${p} in "${s}" is invalid${i !== -1 ? ` at ${i}` : ''}`],
  ERR_INVALID_OPT_VALUE_ENCODING: [TypeError, (v) => `The value "${String(v)}" is invalid for option "encoding"`],
  ERR_INVALID_RETURN_PROPERTY_VALUE: [TypeError, (input, name, prop, value) => `Expected ${input} to be returned for the "${prop}" from the "${name}" function but got ${value && value.constructor && value.constructor.name ? `instance of ${value.constructor.name}` : `type ${typeof value}`}.`],
  ERR_INVALID_RETURN_VALUE: [TypeError, (input, name, value) => `Expected ${input} to be returned from the "${name}" function but got${received(value).replace(' Received', '')}.`],
  ERR_INVALID_STATE: [Error, (m) => `Invalid state: ${m}`],
  ERR_INVALID_TRANSFER_OBJECT: [TypeError, () => 'Found invalid object in transferList'],
  ERR_INVALID_SYNC_FORK_INPUT: [TypeError, (input) => `Asynchronous forks do not support Buffer, TypedArray, DataView or string input: ${input}`],
  ERR_INVALID_THIS: [TypeError, (t) => `Value of "this" must be of type ${t}`],
  ERR_INVALID_TUPLE: [TypeError, (a, b) => `${a} must be an iterable ${b} tuple`],
  ERR_INVALID_URI: [URIError, () => 'URI malformed'],
  ERR_INVALID_URL: [TypeError, () => 'Invalid URL'],
  ERR_INVALID_URL_SCHEME: [TypeError, (expected) => {
    expected = [].concat(expected)
    return expected.length === 1 ? `The URL must be of scheme ${expected[0]}` : `The URL must be one of scheme ${list(expected, 'or')}`
  }],
  ERR_METHOD_NOT_IMPLEMENTED: [Error, (m) => `The ${m} method is not implemented`],
  ERR_MISSING_ARGS: [TypeError, (...names) => {
    const quoted = names.map((n) => Array.isArray(n) ? n.map((x) => `"${x}"`).join(' or ') : `"${n}"`)
    return `The ${list(quoted, 'and')} argument${names.length > 1 ? 's' : ''} must be specified`
  }],
  ERR_MISSING_OPTION: [TypeError, (o) => `${o} is required`],
  ERR_MULTIPLE_CALLBACK: [Error, () => 'Callback called multiple times'],
  ERR_NOT_BUILDING_SNAPSHOT: [Error, () => 'Operation cannot be invoked when not building startup snapshot'],
  ERR_OPERATION_FAILED: [Error, (m) => `Operation failed: ${m}`],
  ERR_OUT_OF_RANGE: [RangeError, outOfRange],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: [TypeError, (m) => m],
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: [TypeError, (arg) => `Unexpected argument '${arg}'. This command does not take positional arguments`],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: [TypeError, (option, positionals) => {
    const hint = positionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- ${JSON.stringify(option)}` : ''
    return `Unknown option '${option}'${hint}`
  }],
  ERR_PERFORMANCE_INVALID_TIMESTAMP: [TypeError, (t) => `${t} is not a valid timestamp`],
  ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: [TypeError, (m) => m],
  ERR_SCRIPT_EXECUTION_TIMEOUT: [Error, (ms) => `Script execution timed out after ${ms}ms`],
  ERR_SOCKET_ALREADY_BOUND: [Error, () => 'Socket is already bound'],
  ERR_SOCKET_BAD_BUFFER_SIZE: [TypeError, () => 'Buffer size must be a positive integer'],
  ERR_SOCKET_BAD_TYPE: [TypeError, () => 'Bad socket type specified. Valid types are: udp4, udp6'],
  ERR_SOCKET_DGRAM_IS_CONNECTED: [Error, () => 'Already connected'],
  ERR_SOCKET_DGRAM_NOT_CONNECTED: [Error, () => 'Not connected'],
  ERR_SOCKET_DGRAM_NOT_RUNNING: [Error, () => 'Not running'],
  ERR_SOCKET_BAD_PORT: [RangeError, (name, port, zero = true) => `${name} should be ${zero ? '>=' : '>'} 0 and < 65536.${received(port)}.`],
  ERR_STREAM_ALREADY_FINISHED: [Error, (name) => `Cannot call ${name} after a stream was finished`],
  ERR_STREAM_CANNOT_PIPE: [Error, () => 'Cannot pipe, not readable'],
  ERR_STREAM_DESTROYED: [Error, (name) => `Cannot call ${name} after a stream was destroyed`],
  ERR_STREAM_NULL_VALUES: [TypeError, () => 'May not write null values to stream'],
  ERR_STREAM_PREMATURE_CLOSE: [Error, () => 'Premature close'],
  ERR_STREAM_PUSH_AFTER_EOF: [Error, () => 'stream.push() after EOF'],
  ERR_STREAM_UNSHIFT_AFTER_END_EVENT: [Error, () => 'stream.unshift() after end event'],
  ERR_STREAM_WRITE_AFTER_END: [Error, () => 'write after end'],
  ERR_CHILD_CLOSED_BEFORE_REPLY: [Error, () => 'Child closed before reply received'],
  ERR_CHILD_PROCESS_IPC_REQUIRED: [Error, (name) => `Forked processes must have an IPC channel, missing value 'ipc' in ${name}`],
  ERR_CHILD_PROCESS_STDIO_MAXBUFFER: [RangeError, (name) => `${name} maxBuffer length exceeded`],
  ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: [TypeError, (name) => `The feature ${name} is unavailable on the current platform, which is being used to run Node.js`],
  ERR_INTERNAL_ASSERTION: [Error, (m) => m],
  ERR_INVALID_ADDRESS: [Error, () => 'Invalid socket address'],
  ERR_INVALID_FD_TYPE: [TypeError, (type) => `Unsupported fd type: ${type}`],
  ERR_INVALID_HANDLE_TYPE: [TypeError, () => 'This handle type cannot be sent'],
  ERR_INVALID_ADDRESS_FAMILY: [RangeError, (family, host, port) => `Invalid address family: ${family} ${host}:${port}`],
  ERR_INVALID_IP_ADDRESS: [TypeError, (address) => `Invalid IP address: ${address}`],
  ERR_IP_BLOCKED: [Error, (address) => `IP(${address}) is blocked by net.BlockList`],
  ERR_IPC_CHANNEL_CLOSED: [Error, () => 'Channel closed'],
  ERR_IPC_DISCONNECTED: [Error, () => 'IPC channel is already disconnected'],
  ERR_IPC_ONE_PIPE: [Error, () => 'Child process can have only one IPC pipe'],
  ERR_IPC_SYNC_FORK: [Error, () => 'IPC cannot be used with synchronous forks'],
  ERR_SERVER_ALREADY_LISTEN: [Error, () => 'Listen method has been called more than once without closing.'],
  ERR_SERVER_NOT_RUNNING: [Error, () => 'Server is not running.'],
  ERR_SOCKET_CLOSED: [Error, () => 'Socket is closed'],
  ERR_SOCKET_CLOSED_BEFORE_CONNECTION: [Error, () => 'Socket closed before the connection was established'],
  ERR_SOCKET_CONNECTION_TIMEOUT: [Error, () => 'Socket connection timeout'],
  ERR_STRING_TOO_LONG: [Error, (n) => `Cannot create a string longer than 0x${n.toString(16)} characters`],
  ERR_SYNTHETIC: [Error, () => 'JavaScript Callstack'],
  ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS: [TypeError, () => 'The ALPNCallback and ALPNProtocols TLS options are mutually exclusive'],
  ERR_TLS_CERT_ALTNAME_FORMAT: [SyntaxError, () => 'Invalid subject alternative name string'],
  ERR_TLS_CERT_ALTNAME_INVALID: [Error, (reason) => `Hostname/IP does not match certificate's altnames: ${reason}`],
  ERR_TLS_HANDSHAKE_TIMEOUT: [Error, () => 'TLS handshake timeout'],
  ERR_TLS_INVALID_CONTEXT: [TypeError, (name) => `${name} must be a SecureContext`],
  ERR_TLS_INVALID_PROTOCOL_VERSION: [TypeError, (version, kind) => `${require('internal/util/inspect').format('%j', version)} is not a valid ${kind} TLS protocol version`],
  ERR_TLS_PROTOCOL_VERSION_CONFLICT: [TypeError, (version, method) => `TLS protocol version ${JSON.stringify(version)} conflicts with secureProtocol ${JSON.stringify(method)}`],
  ERR_TLS_RENEGOTIATION_DISABLED: [Error, () => 'TLS session renegotiation disabled for this socket'],
  ERR_TLS_REQUIRED_SERVER_NAME: [Error, () => '"servername" is required parameter for Server.addContext'],
  ERR_TLS_SNI_FROM_SERVER: [Error, () => 'Cannot issue SNI from a TLS server-side socket'],
  ERR_UNAVAILABLE_DURING_EXIT: [Error, () => 'Cannot call function in process exit handler'],
  ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET: [Error, () => '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active'],
  ERR_UNESCAPED_CHARACTERS: [TypeError, (n) => `${n} contains unescaped characters`],
  ERR_UNHANDLED_ERROR: [Error, (e) => e === undefined ? 'Unhandled error.' : `Unhandled error. (${e})`],
  ERR_UNKNOWN_BUILTIN_MODULE: [Error, (n) => `No such built-in module: ${n}`],
  ERR_INVALID_OBJECT_DEFINE_PROPERTY: [TypeError, (m) => m],
  ERR_UNKNOWN_CREDENTIAL: [Error, (t, id) => `${t} identifier does not exist: ${id}`],
  ERR_UNKNOWN_ENCODING: [TypeError, (e) => `Unknown encoding: ${typeof e === 'string' ? e : require('internal/util/inspect').format('%s', e)}`],
  ERR_UNKNOWN_SIGNAL: [TypeError, (s) => `Unknown signal: ${s}`],
  ERR_UNSUPPORTED_DIR_IMPORT: [Error, (m) => m],
  ERR_USE_AFTER_CLOSE: [Error, (n) => `${n} was closed`],
  ERR_VALID_PERFORMANCE_ENTRY_TYPE: [Error, () => 'At least one valid performance entry type is required'],
  ERR_VM_MODULE_NOT_MODULE: [Error, () => 'Provided module is not an instance of Module'],
  ERR_WASI_ALREADY_STARTED: [Error, () => 'WASI instance has already started'],
  ERR_CLOSED_MESSAGE_PORT: [Error, () => 'Cannot send data on closed MessagePort'],
  ERR_CONSTRUCT_CALL_REQUIRED: [TypeError, () => 'Cannot call constructor without `new`'],
  ERR_WORKER_INIT_FAILED: [Error, (m) => `Worker initialization failure: ${m}`],
  ERR_WORKER_INVALID_EXEC_ARGV: [Error, (errors, m = 'invalid execArgv flags') => `Initiated Worker with ${m}: ${errors.join(', ')}`],
  ERR_WORKER_NOT_RUNNING: [Error, () => 'Worker instance not running'],
  ERR_WORKER_OUT_OF_MEMORY: [Error, (m) => `Worker terminated due to reaching memory limit: ${m}`],
  ERR_WORKER_PATH: [TypeError, (name) => "The worker script or module filename must be an absolute path or a relative path starting with './' or '../'." +
    (name.startsWith('file://') ? ' Wrap file:// URLs with `new URL`.' : '') + (name.startsWith('data:text/javascript') ? ' Wrap data: URLs with `new URL`.' : '') +
    ` Received "${name}"`],
  ERR_WORKER_UNSERIALIZABLE_ERROR: [Error, () => 'Serializing an uncaught exception failed'],
  ERR_WORKER_UNSUPPORTED_OPERATION: [TypeError, (what) => `${what} is not supported in workers`],
  ERR_CONSTRUCT_CALL_INVALID: [TypeError, () => 'Constructor cannot be called']
}

// Errors about a failed call of the system, made of { code, message, syscall, errno, path, dest }, each with what its message begins with.
const system = {
  ERR_FS_CP_DIR_TO_NON_DIR: 'Cannot overwrite non-directory with directory',
  ERR_FS_CP_EEXIST: 'Target already exists',
  ERR_FS_CP_EINVAL: 'Invalid src or dest',
  ERR_FS_CP_FIFO_PIPE: 'Cannot copy a FIFO pipe',
  ERR_FS_CP_NON_DIR_TO_DIR: 'Cannot overwrite directory with non-directory',
  ERR_FS_CP_SOCKET: 'Cannot copy a socket file',
  ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: 'Cannot overwrite symlink in subdirectory of self',
  ERR_FS_CP_UNKNOWN: 'Cannot copy an unknown file type',
  ERR_FS_EISDIR: 'Path is a directory',
  ERR_SYSTEM_ERROR: 'A system error occurred',
  ERR_TTY_INIT_FAILED: 'TTY initialization failed'
}

class SystemError extends Error {
  constructor (code, info) {
    const { syscall, code: name, message, path, dest } = info
    super(`${system[code]}: ${syscall} returned ${name} (${message})${path === undefined ? '' : ` ${path}`}${dest === undefined ? '' : ` => ${dest}`}`)
    Object.defineProperty(this, 'name', { value: 'SystemError', writable: true, configurable: true })
    this.stack = this.stack.replace(/^\w+/, 'SystemError')
    mark(this, code)
    Object.defineProperty(this, 'info', { value: info, enumerable: true, configurable: true })
    for (const key of ['errno', 'syscall', 'path', 'dest']) {
      if (info[key] !== undefined) Object.defineProperty(this, key, { enumerable: true, configurable: true, get: () => info[key], set (value) { info[key] = value } })
    }
  }
}

const subclasses = { ERR_INVALID_ARG_VALUE: { RangeError }, ERR_INVALID_STATE: { TypeError, RangeError }, ERR_OUT_OF_RANGE: {} }

function define (code, Base, text) {
  function NodeError (...args) {
    if (new.target === undefined) return new NodeError(...args)
    const error = new Base(text(...args))
    mark(error, code)
    return error
  }
  return NodeError
}

const codes = {}
for (const code of Object.keys(system)) {
  codes[code] = function NodeError (info) { return new SystemError(code, info) }
}
for (const code of Object.keys(message)) {
  Object.defineProperty(codes, code, {
    configurable: true,
    enumerable: true,
    get () {
      const [Base, text] = message[code]
      const ctor = define(code, Base, text)
      for (const [name, Sub] of Object.entries(subclasses[code] || {})) ctor[name] = define(code, Sub, text)
      Object.defineProperty(codes, code, { value: ctor, enumerable: true })
      return ctor
    }
  })
}

class AbortError extends Error {
  constructor (message = 'The operation was aborted', options) {
    if (options !== undefined && typeof options !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options)
    super(message, options)
    this.code = 'ABORT_ERR'
    this.name = 'AbortError'
  }
}

function aggregateTwoErrors (inner, outer) {
  if (inner && outer && inner !== outer) {
    if (Array.isArray(outer.errors)) {
      outer.errors.push(inner)
      return outer
    }
    const error = new AggregateError([outer, inner], outer.message)
    error.code = outer.code
    return error
  }
  return inner || outer
}

function hideStackFrames (fn) { return fn }

// coded makes an error with a code and a text of its own.
const coded = (Base, code, text) => mark(new Base(text), code)

module.exports = { codes, coded, AbortError, aggregateTwoErrors, hideStackFrames }
