'use strict'
// What web streams do, in the order in which they do it.
const check = require('../check')
const { line } = check
const log = (...values) => console.log(...values.map((v) => typeof v === 'string' ? v : line(v)))
const settle = (name, promise) => promise.then((v) => log(`${name}:`, v), (e) => log(`${name}: rejects ${e?.name} ${e?.code} ${e?.message}`))

async function reading () {
  const events = []
  const stream = new ReadableStream({
    start (c) { events.push(`start ${c.desiredSize}`) },
    pull (c) {
      events.push(`pull ${c.desiredSize}`)
      c.enqueue(events.length)
      if (events.length > 5) c.close()
    },
    cancel (reason) { events.push(`cancel ${reason}`) }
  }, { highWaterMark: 2 })
  const got = []
  for await (const chunk of stream) got.push(chunk)
  log('read', got, events, stream)
  const cancelled = new ReadableStream({ cancel (reason) { log('cancelled with', reason) } })
  for await (const chunk of ReadableStream.from([1, 2])) {
    log('chunk', chunk)
    break
  }
  await cancelled.cancel('enough')
  const reader = cancelled.getReader()
  await settle('after cancel', reader.read())
  reader.releaseLock()
  await settle('closed of a released reader', reader.closed)
}

async function bytes () {
  const stream = new ReadableStream({
    type: 'bytes',
    pull (c) {
      const { view } = c.byobRequest
      log('asked for', view.byteLength)
      view[0] = 7
      view[1] = 8
      c.byobRequest.respond(2)
    }
  })
  const reader = stream.getReader({ mode: 'byob' })
  const buffer = new ArrayBuffer(6)
  await settle('byob', reader.read(new Uint8Array(buffer, 1, 5)))
  log('given buffer', buffer.byteLength)
  await settle('words', reader.read(new Uint16Array(2)))
  await settle('at least three', reader.read(new Uint8Array(3), { min: 3 }))
  const auto = new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 4, pull (c) { c.byobRequest.view[3] = 1; c.byobRequest.respond(4); c.close() } })
  for await (const chunk of auto) log('allocated', chunk)
  const [left, right] = new ReadableStream({ type: 'bytes', start (c) { c.enqueue(new Uint8Array([1, 2, 3])); c.close() } }).tee()
  await settle('left', left.getReader().read())
  await settle('right', right.getReader({ mode: 'byob' }).read(new Uint8Array(2)))
}

async function writing () {
  const events = []
  const stream = new WritableStream({
    start (c) { events.push('start', c.signal.aborted) },
    write (chunk) { events.push(chunk) },
    close () { events.push('close') }
  }, new CountQueuingStrategy({ highWaterMark: 2 }))
  const writer = stream.getWriter()
  log('desired', writer.desiredSize)
  const first = writer.write('a')
  writer.write('b')
  log('desired', writer.desiredSize)
  await first
  await writer.ready
  await writer.close()
  log('written', events, writer)
  const failing = new WritableStream({ write () { throw new RangeError('no room') } }).getWriter()
  failing.closed.catch(() => {})
  await settle('write', failing.write(1))
  await settle('write again', failing.write(2))
  await settle('closed', failing.closed)
  const aborted = new WritableStream({ abort (reason) { log('sink aborted', reason) } })
  await settle('abort', aborted.abort('why'))
  log(aborted)
}

async function piping () {
  const upper = new TransformStream({
    transform (chunk, c) { c.enqueue(chunk.toUpperCase()) },
    flush (c) { c.enqueue('!') }
  })
  const out = []
  await ReadableStream.from(['a', 'b']).pipeThrough(upper).pipeTo(new WritableStream({ write (chunk) { out.push(chunk) } }))
  log('piped', out)
  const controller = new AbortController()
  const piped = new ReadableStream({ cancel (reason) { log('source cancelled', reason.name) } }).pipeTo(new WritableStream({ abort (reason) { log('sink aborted', reason.name) } }), controller)
  controller.abort()
  await settle('aborted pipe', piped)
  await settle('failing source', new ReadableStream({ pull () { throw new Error('source') } }).pipeTo(new WritableStream()))
  const text = new TextEncoderStream()
  const writer = text.writable.getWriter()
  for (const part of ['h\u00e9', '\ud83d', '\udca9', '\ud800']) writer.write(part)
  writer.close()
  for await (const chunk of text.readable) log('encoded', chunk)
  const decoded = ReadableStream.from([new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac, 0xff])]).pipeThrough(new TextDecoderStream())
  for await (const chunk of decoded) log('decoded', JSON.stringify(chunk))
}

(async () => {
  await reading()
  await bytes()
  await writing()
  await piping()
})()
