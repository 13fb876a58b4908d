// The option stdio: what each of a program's descriptors is.
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_ARG_TYPE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK } } = require('internal/errors')

function fromWord (stdio, channel) {
  if (!['ignore', 'overlapped', 'pipe', 'inherit'].includes(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio)
  const list = stdio === 'inherit' ? [0, 1, 2] : [stdio, stdio, stdio]
  if (channel) list.push(channel)
  return list
}

function descriptor (wish, i, sync) {
  wish ??= i < 3 ? 'pipe' : 'ignore'
  if (wish === 'ignore') return { type: 'ignore' }
  if (wish === 'pipe' || wish === 'overlapped' || (typeof wish === 'number' && wish < 0)) {
    return { type: wish === 'overlapped' ? 'overlapped' : 'pipe', readable: i === 0, writable: i !== 0 }
  }
  if (wish === 'ipc') return { type: 'pipe', ipc: true }
  if (wish === 'inherit') return { type: 'inherit', fd: i }
  if (typeof wish === 'number' || typeof wish.fd === 'number') return { type: 'fd', fd: typeof wish === 'number' ? wish : wish.fd }
  const handle = wish._handle || wish.handle
  if (handle && typeof handle.readStop === 'function') return { type: 'wrap', handle, stream: wish }
  if (!ArrayBuffer.isView(wish) && typeof wish !== 'string') throw new ERR_INVALID_ARG_VALUE('stdio', wish)
  if (!sync) throw new ERR_INVALID_SYNC_FORK_INPUT(require('internal/util/inspect').inspect(wish))
  return { type: 'ignore' }
}

// All descriptors, and which of them is the channel of messages.
function parse (stdio, sync) {
  if (typeof stdio === 'string') stdio = fromWord(stdio)
  else if (!Array.isArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio)
  const wishes = [...stdio]
  while (wishes.length < 3) wishes.push(undefined)
  let channel
  const list = wishes.map((wish, i) => {
    const d = descriptor(wish, i, sync)
    if (d.ipc) {
      if (sync) throw new ERR_IPC_SYNC_FORK()
      if (channel !== undefined) throw new ERR_IPC_ONE_PIPE()
      channel = i
    }
    return d
  })
  return { list, channel }
}

const wishes = { ignore: -1, pipe: -2, overlapped: -2 }

// The descriptors as numbers, or handles of ours: see the Go side.
const numbers = (list) => list.map(({ type, fd, handle }) => wishes[type] ?? fd ?? handle)

// A stream whose descriptor a program has got is not read here.
function giveAway (list) {
  for (const { type, handle, stream } of list) {
    if (type !== 'wrap') continue
    handle.reading = false
    handle.readStop()
    if (typeof stream.pause === 'function') stream.pause()
    if (stream._readableState) stream._readableState.reading = false
    Object.defineProperty(stream, '_usedAsStdio', { value: true, configurable: true })
  }
}

// The bytes that a program which is waited for gets on each of its pipes.
function inputs (list, options) {
  const given = list.map((_, i) => (Array.isArray(options.stdio) && options.stdio[i] != null ? options.stdio[i].input : undefined))
  if (options.input) given[0] = options.input
  return given.map((input, i) => {
    if (input == null) return undefined
    if (ArrayBuffer.isView(input)) return input
    if (typeof input === 'string') return Buffer.from(input, options.encoding)
    throw new ERR_INVALID_ARG_TYPE(`options.stdio[${i}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input)
  })
}

module.exports = { fromWord, giveAway, parse, numbers, inputs }
