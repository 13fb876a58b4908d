// Workers of all kinds: how they start, what they know, how they end.
const { Worker, isMainThread, parentPort, threadId, SHARE_ENV, setEnvironmentData, getEnvironmentData, resourceLimits, workerData } = require('worker_threads')
const { once } = require('events')

// What a worker does, in the order in which it must be seen.
function follow (what, ...args) {
  return new Promise((resolve) => {
    const events = []
    const worker = new Worker(...args)
    worker.on('online', () => events.push('online'))
    worker.on('message', (m) => events.push(['message', m]))
    worker.on('error', (e) => events.push(['error', e instanceof Error ? [e.constructor.name, e.name, e.message, e.code, e.extra] : e]))
    worker.on('exit', (code) => { console.log(what, events, code, worker.threadId); resolve() })
  })
}
const evaluated = (what, text, options) => follow(what, `const { parentPort, workerData, threadId } = require('worker_threads'); ${text}`, { eval: true, ...options })

async function main () {
  console.log(isMainThread, threadId, parentPort, workerData, resourceLimits)
  setEnvironmentData('shared', { a: 1 })
  await follow('file', __filename, { workerData: { is: 'data' }, argv: ['one', 2], name: 'named' })
  await evaluated('message', 'parentPort.postMessage([threadId > 0, workerData])', { workerData: 'hello' })
  await evaluated('this', 'parentPort.postMessage([typeof require, typeof module, __filename, this === globalThis, process.argv.length])')
  await evaluated('exit code', 'process.exitCode = 7')
  await evaluated('exit', "process.on('exit', (code) => parentPort.postMessage(['exit', code])); process.exit(3); parentPort.postMessage('not reached')")
  await evaluated('throws', "throw Object.assign(new RangeError('bad'), { code: 'E_BAD', extra: [1] })")
  await evaluated('throws a class', "class Mine extends TypeError { name = 'Mine' }; setImmediate(() => { throw new Mine('own') })")
  await evaluated('throws text', "throw 'text'")
  await evaluated('rejects', "Promise.reject(new Error('rejected'))")
  await evaluated('catches', "process.on('uncaughtException', (e) => parentPort.postMessage(e.message)); throw new Error('caught')")
  await evaluated('syntax', 'const = 1')
  await evaluated('unsupported', "for (const f of ['chdir', 'abort']) { try { process[f]('/') } catch (e) { parentPort.postMessage([e.code, e.message]) } }")
  await follow('data', new URL('data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.postMessage(typeof import.meta.url)'))
  await follow('missing', '/no/such/worker.js')

  process.env.MARK = 'parent'
  await evaluated('env', "process.env.MARK += ' and child'; parentPort.postMessage(process.env.MARK)")
  console.log(process.env.MARK)
  await evaluated('own env', 'parentPort.postMessage(Object.entries(process.env))', { env: { ONLY: 1 } })
  await evaluated('shared env', "process.env.MARK = 'child'", { env: SHARE_ENV })
  console.log(process.env.MARK)

  const busy = new Worker('require("worker_threads").parentPort.postMessage("busy"); for (;;);', { eval: true })
  await once(busy, 'message')
  console.log(await Promise.all([busy.terminate(), busy.terminate()]), await busy.terminate())
  const asleep = new Worker('require("worker_threads").parentPort.postMessage("asleep"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', { eval: true })
  await once(asleep, 'message')
  console.log(await asleep.terminate())

  const { port1, port2 } = new MessageChannel()
  const moved = new Worker('const { workerData } = require("worker_threads"); workerData.port.postMessage(new Uint8Array(workerData.buffer).length)', { eval: true, workerData: { port: port2, buffer: new ArrayBuffer(5) }, transferList: [port2] })
  console.log((await once(port1, 'message'))[0])
  await once(moved, 'exit')

  const early = new Worker('require("worker_threads").parentPort.once("message", (m) => { throw m })', { eval: true })
  early.postMessage(new Error('sent before it ran'))
  console.log((await once(early, 'error'))[0].message)
  const idle = new Worker('setInterval(() => {}, 1000)', { eval: true })
  idle.unref()
  process.on('exit', (code) => console.log('end', code))
}

if (isMainThread) main()
else {
  parentPort.postMessage([workerData, process.argv.slice(2), getEnvironmentData('shared'), resourceLimits.stackSizeMb, process.cwd() === __dirname, require.main === module])
  let n = 0
  parentPort.once('message', () => {}) // keeps the thread until it is unreferenced
  setImmediate(() => { parentPort.postMessage(++n); parentPort.unref() })
}
