// What a message looks like when it arrives: cloned in this thread, and through another one.
const { Worker, MessageChannel, receiveMessageOnPort, isMainThread, parentPort, workerData } = require('worker_threads')
const { once } = require('events')

function values () {
  class Point { x = 1; #y = 2; get z () { return this.#y } }
  const cycle = { name: 'cycle', list: [] }
  cycle.list.push(cycle, cycle.list)
  const shared = new Date(5)
  const buffer = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7).buffer
  return [
    undefined, null, true, -0, NaN, 1e300, 'text', 'é\u{1F600}', 10n ** 30n, [1, , 3], Object.assign([1], { more: 2 }), { a: { b: [] } },
    Object.create(null, { seen: { value: 1, enumerable: true }, hidden: { value: 2 } }), new Point(), cycle, [shared, shared], new Date(NaN),
    [Object(false), Object(3), Object('s'), Object(7n)], Object.assign(/a+/giu, { lastIndex: 3 }), new Map([[{ key: 1 }, new Set([1, 'two'])]]),
    new Error('plain', { cause: [1] }), Object.assign(new RangeError('range'), { code: 'E' }), new (class Mine extends TypeError {})('mine'),
    buffer, [new Uint16Array(buffer, 2, 2), new DataView(buffer, 1, 3), new BigInt64Array(1), Buffer.from('buf')], { ['__proto__']: 1, 5: 'five', 1: 'one' }
  ]
}

function show (list) {
  const text = (v) => v instanceof Error ? [v.constructor.name, v.name, v.message, v.code, v.cause, Object.getOwnPropertyNames(v).filter((k) => k !== 'stack')] : v
  for (const v of list) console.log(text(v))
  console.log(Object.is(list[3], -0), list[14].list[0] === list[14], list[15][0] === list[15][1], list[18].lastIndex, Object.hasOwn(list[25], '__proto__'))
  console.log(list[24][0].buffer === list[23], list[24][0].buffer === list[24][1].buffer, list[24][3] instanceof Buffer)
}

if (!isMainThread) {
  parentPort.postMessage(workerData)
} else {
  (async () => {
    show(structuredClone(values()))
    const { port1, port2 } = new MessageChannel()
    port1.postMessage(values())
    const worker = new Worker(__filename, { workerData: values() })
    const [there] = await once(worker, 'message')
    show(there)
    console.log(receiveMessageOnPort(port2).message.length, receiveMessageOnPort(port2), receiveMessageOnPort(port1))
  })()
}
