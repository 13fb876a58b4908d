'use strict'
// The shape of the classes of web streams, and what they say to those who use them wrongly.
const check = require('../check')
const web = require('stream/web')
const flags = (d) => `${d.writable ? 'w' : '-'}${d.enumerable ? 'e' : '-'}${d.configurable ? 'c' : '-'}`
const standard = (key) => typeof key === 'string' || key.description.startsWith('Symbol.')

for (const name of Object.keys(web)) {
  const Class = web[name]
  console.log(name, Class.name, Class.length, globalThis[name] === Class)
  for (const [where, object] of [['static', Class], ['prototype', Class.prototype]]) {
    for (const key of Reflect.ownKeys(object).filter(standard).sort((a, b) => String(a) < String(b) ? -1 : 1)) {
      const d = Object.getOwnPropertyDescriptor(object, key)
      const kind = d.get ? `get ${d.get.name}` : typeof d.value === 'function' ? `function ${d.value.name} ${d.value.length}` : String(d.value)
      if (key !== 'prototype') console.log(' ', where, String(key), flags(d), kind)
    }
  }
}

const later = []
function both (name, fn) {
  check(name, () => {
    const result = fn()
    if (typeof result?.then !== 'function') return result
    result.then(() => {}, () => {})
    later.push(() => result.then((v) => console.log(`${name}: ${check.line(v)}`), (e) => console.log(`${name}: rejects ${e.name} ${e.code} ${e.message}`)))
    return 'a promise'
  })
}

both('source null', () => new ReadableStream(null))
both('source 1', () => new ReadableStream(1))
both('strategy 1', () => new ReadableStream({}, 1))
both('type', () => new ReadableStream({ type: 'x' }))
both('pull', () => new ReadableStream({ pull: 1 }))
both('size of bytes', () => new ReadableStream({ type: 'bytes' }, { size: 1 }))
both('size', () => new ReadableStream({}, { size: 1 }))
both('highWaterMark', () => new ReadableStream({}, { highWaterMark: -1 }))
both('autoAllocateChunkSize', () => new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 0 }))
both('mode', () => new ReadableStream().getReader({ mode: 'x' }))
both('options', () => new ReadableStream().getReader(1))
both('byob', () => new ReadableStream().getReader({ mode: 'byob' }))
both('pipeThrough', () => new ReadableStream().pipeThrough({}))
both('pipeTo', () => new ReadableStream().pipeTo({}))
both('pipeTo signal', () => new ReadableStream().pipeTo(new WritableStream(), { signal: 1 }))
both('from', () => ReadableStream.from(1))
both('from not an iterator', () => ReadableStream.from({ [Symbol.asyncIterator]: () => 1 }))
both('this of cancel', () => ReadableStream.prototype.cancel.call({}))
both('this of locked', () => ReadableStream.prototype.locked)
both('reader', () => new ReadableStreamDefaultReader({}))
both('byob reader', () => new ReadableStreamBYOBReader())
both('controller', () => new ReadableStreamDefaultController())
both('byob request', () => new ReadableStreamBYOBRequest())
both('this of read', () => ReadableStreamDefaultReader.prototype.read())
both('this of releaseLock', () => ReadableStreamDefaultReader.prototype.releaseLock())
both('sink type', () => new WritableStream({ type: 'x' }))
both('sink write', () => new WritableStream({ write: 1 }))
both('writer', () => new WritableStreamDefaultWriter())
both('this of ready', () => WritableStreamDefaultWriter.prototype.ready)
both('this of signal', () => WritableStreamDefaultController.prototype.signal)
both('transformer', () => new TransformStream(null))
both('readableType', () => new TransformStream({ readableType: 'x' }))
both('this of readable', () => TransformStream.prototype.readable)
both('strategy without mark', () => new CountQueuingStrategy({}))
both('strategy of nothing', () => new ByteLengthQueuingStrategy())
both('this of size', () => CountQueuingStrategy.prototype.size)
both('decoder', () => new TextDecoderStream('x'))

const reader = new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' })
both('view', () => reader.read(1))
both('empty view', () => reader.read(new Uint8Array(0)))
both('min too large', () => reader.read(new Uint8Array(2), { min: 3 }))
both('min too small', () => reader.read(new Uint8Array(2), { min: 0 }))
both('min of text', () => reader.read(new Uint8Array(2), { min: 'a' }))
reader.releaseLock()
both('released', () => reader.read(new Uint8Array(1)))
both('released cancel', () => reader.cancel())
const locked = new ReadableStream()
locked.getReader()
for (const method of ['getReader', 'cancel', 'tee', 'values']) both(`locked ${method}`, () => locked[method]())
both('locked pipeTo', () => locked.pipeTo(new WritableStream()))
new ReadableStream({
  start (c) {
    c.close()
    both('close twice', () => c.close())
    both('enqueue after close', () => c.enqueue(1))
    both('desiredSize', () => c.desiredSize)
  }
})
new ReadableStream({
  type: 'bytes',
  start (c) {
    both('enqueue nothing', () => c.enqueue())
    both('enqueue no bytes', () => c.enqueue(new Uint8Array(0)))
    c.close()
    both('close bytes twice', () => c.close())
    both('enqueue bytes after close', () => c.enqueue(new Uint8Array(1)))
  }
})
const writer = new WritableStream().getWriter()
writer.close()
both('close writer twice', () => writer.close())
both('write after close', () => writer.write(1))
writer.releaseLock()
both('desiredSize of a released writer', () => writer.desiredSize)
both('write of a released writer', () => writer.write())

;(async () => { for (const show of later) await show() })()
