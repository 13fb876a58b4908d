// Messages between a process and its parent or child: newline-delimited JSON, or length-prefixed clones.
const EventEmitter = require('events')
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE, ERR_INVALID_HANDLE_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS } } = require('internal/errors')
const { validateObject } = require('internal/validators')

const newline = 10

// makeCloning gives what writes and reads clones as node does between processes: before each host object it says whether that is a view of a buffer.
function makeCloning ({ DefaultSerializer, DefaultDeserializer }) {
  const view = 0
  const other = 1
  class Serializer extends DefaultSerializer {
    _writeHostObject (object) {
      if (ArrayBuffer.isView(object)) {
        this.writeUint32(view)
        return super._writeHostObject(object)
      }
      this.writeUint32(other)
      this.writeValue({ ...object })
    }
  }
  class Deserializer extends DefaultDeserializer {
    _readHostObject () { return this.readUint32() === view ? super._readHostObject() : this.readValue() }
  }
  return {
    write (message) {
      const serializer = new Serializer()
      serializer.writeHeader()
      serializer.writeValue(message)
      return serializer.releaseBuffer()
    },
    read (bytes) {
      const deserializer = new Deserializer(bytes)
      deserializer.readHeader()
      return deserializer.readValue()
    }
  }
}

let made
const cloning = () => { return made ??= makeCloning(require('v8')) }

// Each codec has encode(message), and makes decoders: a decoder takes chunks and gives the messages that are complete.
const codecs = {
  json: {
    encode: (message) => Buffer.from(JSON.stringify(message) + '\n'),
    decoder () {
      let parts = []
      return (chunk) => {
        const messages = []
        let start = 0
        for (let end; (end = chunk.indexOf(newline, start)) !== -1; start = end + 1) {
          parts.push(chunk.subarray(start, end))
          messages.push(JSON.parse(Buffer.concat(parts).toString()))
          parts = []
        }
        if (start < chunk.length) parts.push(chunk.subarray(start))
        return messages
      }
    }
  },
  advanced: {
    encode (message) {
      const body = cloning().write(message)
      const head = Buffer.alloc(4)
      head.writeUInt32BE(body.length)
      return Buffer.concat([head, body])
    },
    decoder () {
      let parts = []
      let size = 0
      let wanted = 4
      return (chunk) => {
        const messages = []
        parts.push(chunk)
        size += chunk.length
        while (size >= wanted) {
          const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts)
          const end = 4 + bytes.readUInt32BE(0)
          parts = [bytes]
          wanted = end
          if (size < end) break
          messages.push(cloning().read(bytes.subarray(4, end)))
          parts = [bytes.subarray(end)]
          size -= end
          wanted = 4
        }
        return messages
      }
    }
  }
}

// What target.channel is: whether the channel keeps the process alive, by what listens to it or by what the program says.
class Control extends EventEmitter {
  #handle
  #listeners = 0
  #decided = false
  waiting = [] // messages that came before anybody listened
  constructor (handle) {
    super()
    this.#handle = handle
    Object.defineProperty(this, 'waiting', { enumerable: false })
  }

  refCounted () { if (++this.#listeners === 1 && !this.#decided) this.#handle.ref() }
  unrefCounted () {
    if (--this.#listeners === 0 && !this.#decided) {
      this.#handle.unref()
      this.emit('unref')
    }
  }

  ref () {
    this.#decided = true
    this.#handle.ref()
  }

  unref () {
    this.#decided = true
    this.#handle.unref()
  }

  get fd () { return undefined }
}

const isInternal = (message) => message !== null && typeof message === 'object' && typeof message.cmd === 'string' && message.cmd.startsWith('NODE_')

// Handles are sockets and servers; they stay in the process that made them.
function refuseHandle (handle) {
  const { Socket, Server } = require('net')
  if (handle instanceof Socket || handle instanceof Server) throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('sending handles to other processes')
  throw new ERR_INVALID_HANDLE_TYPE()
}

// Gives target (process, or a ChildProcess) its end of a channel. onclose is called when the other end is gone.
function attach (target, handle, serialization, onclose) {
  const codec = codecs[serialization]
  const decode = codec.decoder()
  const control = new Control(handle)
  let open = true

  function receive (message) {
    if (!open) return
    const event = isInternal(message) ? 'internalMessage' : 'message'
    process.nextTick(() => {
      if (event === 'message' && target.channel && target.listenerCount('message') === 0) control.waiting.push(message)
      else target.emit(event, message, undefined)
    })
  }

  target.on('newListener', (name) => {
    if (name !== 'message' || control.waiting.length === 0) return
    const messages = control.waiting.splice(0)
    process.nextTick(() => { for (const message of messages) target.emit('message', message, undefined) })
  })

  function end () {
    if (!open) return
    open = false
    handle.close()
    target.emit('disconnect')
  }

  handle.onread = (chunk) => {
    if (chunk !== null) {
      for (const message of decode(chunk)) receive(message)
      return
    }
    if (target.connected) target.disconnect()
    process.nextTick(onclose)
  }

  Object.defineProperty(target, '_channel', { get: () => target.channel, set (value) { target.channel = value }, enumerable: false, configurable: true })
  Object.assign(target, {
    channel: control,
    _handleQueue: null,
    _pendingMessage: null,
    send (message, sent, options, callback) {
      if (typeof sent === 'function') [sent, options, callback] = [undefined, undefined, sent]
      else if (typeof options === 'function') [options, callback] = [undefined, options]
      else if (options !== undefined) validateObject(options, 'options')
      if (target.connected) return target._send(message, sent, { swallowErrors: false, ...options }, callback)
      fail(new ERR_IPC_CHANNEL_CLOSED(), callback)
      return false
    },
    _send (message, sent, options, callback) {
      if (message === undefined) throw new ERR_MISSING_ARGS('message')
      if (!['string', 'object', 'number', 'boolean'].includes(typeof message)) throw new ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message)
      if (typeof options === 'boolean') options = { swallowErrors: options }
      if (sent) refuseHandle(sent)
      handle.write(codec.encode(message), (errno) => {
        if (errno === 0) return callback?.(null)
        if (options?.swallowErrors) return
        fail(require('internal/child_process').failure(errno, 'write'), callback)
      })
      return handle.queued() < 65536 * 2
    },
    connected: true,
    disconnect () {
      if (!target.connected) {
        target.emit('error', new ERR_IPC_DISCONNECTED())
        return
      }
      target._disconnect()
    },
    _disconnect () {
      target.connected = false
      target.channel = null
      process.nextTick(end)
    }
  })

  function fail (error, callback) {
    if (typeof callback === 'function') process.nextTick(callback, error)
    else process.nextTick(() => target.emit('error', error))
  }

  handle.readStart()
  return control
}

// Gives process its end of the channel that its parent made.
function attachProcess (handle, serialization) {
  handle.unref()
  const control = attach(process, handle, serialization, () => {})
  const counts = (name) => name === 'message' || name === 'disconnect'
  process.on('newListener', (name) => { if (counts(name)) control.refCounted() })
  process.on('removeListener', (name) => { if (counts(name)) control.unrefCounted() })
}

module.exports = { attach, attachProcess }
if (native.inherited) attachProcess(native.inherited, native.serialization)
