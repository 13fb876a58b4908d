'use strict'

const fs = require('fs')

let loading // one instance, made by the first call
let notes = [] // what the module said during the current call

async function load () {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 256 })
  const note = (pointer, length) => notes.push(read(memory, pointer, length).toString())
  const bytes = fs.readFileSync('types.wasm')
  const { instance } = await WebAssembly.instantiate(bytes, { env: { __memory_base: 0, memory, note } })
  return { memory, wasm: instance.exports }
}

// A fresh view each time: a memory that grew has a new buffer.
const read = (memory, pointer, length) => Buffer.from(memory.buffer, pointer, length)

function allocate ({ wasm }, size) {
  const pointer = wasm.allocate(size) >>> 0
  if (pointer === 0) throw new RangeError(`no memory for ${size} bytes`)
  return pointer
}

// Copies bytes into the module's memory and gives pointer and length.
function write (module, bytes) {
  const pointer = allocate(module, bytes.length)
  new Uint8Array(module.memory.buffer).set(bytes, pointer)
  return [pointer, bytes.length]
}

function upper (module, text) {
  const [pointer, length] = write(module, new TextEncoder().encode(text))
  const points = module.wasm.upper(pointer, length)
  return { text: new TextDecoder().decode(read(module.memory, pointer, length)), points }
}

// JSON has no 64-bit integers: they travel as decimal text.
function mix (module, text) {
  const mixed = module.wasm.mix(BigInt(text)) // a signed i64
  return { signed: mixed.toString(), unsigned: BigInt.asUintN(64, mixed).toString() }
}

function reverse (module, bytes) {
  const [pointer, length] = write(module, Uint8Array.from(bytes))
  const crc = module.wasm.reverse(pointer, length) >>> 0
  return { bytes: [...read(module.memory, pointer, length)], crc: crc.toString(16).padStart(8, '0') }
}

function survey (module, value) {
  const pointer = module.wasm.survey(...write(module, Buffer.from(JSON.stringify(value))))
  const view = new DataView(module.memory.buffer, pointer, 24)
  return {
    sum: view.getFloat64(0, true),
    numbers: view.getUint32(8, true),
    strings: view.getUint32(12, true),
    depth: view.getUint32(16, true)
  }
}

exports.main = async function ({
  text = 'wasm',
  x = 2,
  big = '9007199254740993',
  bytes = [1, 2, 3],
  object = { a: [1, 2.5], b: { c: 'd' } },
  reserve = 0 // bytes to take first, to see the memory grow
}) {
  const module = await (loading ??= load())
  notes = []
  try {
    allocate(module, reserve)
    return {
      text: upper(module, text),
      root: module.wasm.root(x),
      mixed: mix(module, big),
      reversed: reverse(module, bytes),
      survey: survey(module, object),
      notes
    }
  } finally {
    module.wasm.release()
  }
}
