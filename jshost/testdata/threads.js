// The main thread of the tests: gives each of two workers a call of an export of threads.wasm.
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads')
const { readFileSync } = require('fs')

function instantiate (module, memory) {
  return new WebAssembly.Instance(module, { env: { memory, allocate: () => { globalThis.garbage = Array.from({ length: 1000 }, (_, i) => ({ i })) } } }).exports
}

if (isMainThread) {
  const module = new WebAssembly.Module(readFileSync(__dirname + '/threads.wasm'))
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true })
  exports.memory = memory
  exports.own = instantiate(module, memory)
  exports.cells = () => [...new Int32Array(memory.buffer, 0, 8)]
  exports.run = (calls) => Promise.all(calls.map((call) => new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: { module, memory, call } })
    let result
    worker.on('message', (m) => { result = m })
    worker.on('error', reject)
    worker.on('exit', (code) => resolve([code, result]))
  })))
  exports.spinner = (call) => new Promise((resolve) => {
    const worker = new Worker(__filename, { workerData: { module, memory, call, tell: true } })
    worker.once('message', () => resolve(worker))
  })
} else {
  const { module, memory, call: [name, ...args], tell } = workerData
  const own = instantiate(module, memory)
  if (tell) parentPort.postMessage('ready')
  parentPort.postMessage(own[name](...args))
}
exports.start = () => exports.test(exports)
