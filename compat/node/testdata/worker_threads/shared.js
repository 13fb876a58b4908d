// Memory that threads share, and how they wake one another.
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads')
const { on } = require('events')

async function main () {
  const cells = new Int32Array(new SharedArrayBuffer(32))
  const workers = [1, 2].map((n) => new Worker(__filename, { workerData: { cells, n } }))
  const inboxes = new Map(workers.map((w) => [w, on(w, 'message')]))
  const next = async (w) => (await inboxes.get(w).next()).value
  for (const w of workers) w.postMessage('add')
  for (const w of workers) await next(w)
  console.log(Atomics.load(cells, 0))

  for (const w of workers) w.postMessage('wait')
  for (const w of workers) await next(w) // about to wait
  let woken = 0
  while (woken < 2) woken += Atomics.notify(cells, 1, 1)
  for (const w of workers) console.log(await next(w))

  const later = Atomics.waitAsync(cells, 2, 0)
  console.log(later.async, Atomics.waitAsync(cells, 2, 1), Atomics.waitAsync(cells, 2, 0, 0), await Atomics.waitAsync(cells, 3, 0, 1).value)
  workers[0].postMessage('notify')
  console.log(await later.value, await next(workers[0]))
  console.log(Atomics.wait(cells, 4, 1), Atomics.wait(cells, 4, 0, 1))

  const memory = new WebAssembly.Memory({ initial: 1, maximum: 3, shared: true })
  workers[1].postMessage(memory)
  console.log(await next(workers[1]), memory.buffer.byteLength, new Uint8Array(memory.buffer)[65536])
  const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11))
  workers[1].postMessage(module)
  console.log(await next(workers[1]))
  for (const [name, f] of Object.entries({
    unshared: () => Atomics.wait(new Int32Array(4), 0, 0),
    small: () => Atomics.waitAsync(new Int8Array(new SharedArrayBuffer(4)), 0, 0),
    beyond: () => Atomics.waitAsync(cells, 8, 0)
  })) try { f() } catch (e) { console.log(name, e.name, e.message) }
  for (const w of workers) w.postMessage('end')
}

if (isMainThread) main()
else {
  const { cells } = workerData
  parentPort.on('message', (what) => {
    if (what instanceof WebAssembly.Memory) {
      what.grow(1)
      new Uint8Array(what.buffer)[65536] = 9
      parentPort.postMessage([what.buffer.byteLength, what.buffer instanceof SharedArrayBuffer])
    } else if (what instanceof WebAssembly.Module) parentPort.postMessage(new WebAssembly.Instance(what).exports.f())
    else if (what === 'add') {
      for (let i = 0; i < 1000; i++) Atomics.add(cells, 0, 1)
      parentPort.postMessage('added')
    } else if (what === 'wait') {
      parentPort.postMessage('waiting')
      parentPort.postMessage(Atomics.wait(cells, 1, 0))
    } else if (what === 'notify') {
      let n = 0
      while (n === 0) n = Atomics.notify(cells, 2)
      parentPort.postMessage(n)
    } else parentPort.close()
  })
}
