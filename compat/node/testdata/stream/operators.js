// The iterator helpers, compose, Duplex.from and pipeline with functions: results, order, arguments that are refused.
const check = require('../check')
const { Readable, Writable, Duplex, PassThrough, compose, pipeline, finished, addAbortSignal, promises } = require('stream')
const { line } = check
const show = async (name, run) => {
  try {
    console.log(`${name}: ${line(await run())}`)
  } catch (e) {
    console.log(`${name}: rejects ${e.name} ${e.code} ${JSON.stringify(e.message)}`)
  }
}
const five = () => Readable.from([1, 2, 3, 4, 5])
for (const options of [1, { concurrency: 'x' }, { concurrency: 0 }, { highWaterMark: -1 }, { signal: true }]) {
  check(`map with ${line(options)}`, () => five().map((x) => x, options))
}
for (const method of ['map', 'filter', 'flatMap']) check(`${method} of no function`, () => five()[method](1))
for (const n of [-1, 'x', NaN]) check(`take ${n}`, () => typeof five().take(n))
check('drop with bad options', () => five().drop(1, 1))
check('compose with what is not writable', () => { try { five().compose(Readable.from([1])) } catch (e) { return [e.code, e.message.slice(0, 40)] } })
check('compose with nothing', () => five().compose())
check('lengths', () => ['map', 'filter', 'take', 'drop', 'forEach', 'toArray', 'some', 'every', 'find', 'reduce', 'flatMap', 'compose', 'iterator'].map((m) => Readable.prototype[m].length))
check('highWaterMark', () => new Readable({ highWaterMark: -1 }))
check('defaultEncoding', () => new Writable({ defaultEncoding: 'nope' }))
check('read too much', () => new Readable({ read () {} }).read(2 ** 30 + 1))
check('read without _read', () => { const r = new Readable(); r.on('error', (e) => console.log('read:', e.code, e.message)); return r.read() })
check('push of undefined', () => new Readable({ highWaterMark: 0 }).push())
check('events that a class foresees', () => [new Readable()._events, new Duplex()._events, new Readable().eventNames()])
check('setDefaultEncoding', () => new Writable().setDefaultEncoding({}))
check('finished options', () => finished(five(), 1, () => {}))
check('promises.finished cleanup', () => promises.finished(five(), { cleanup: 2 }))
check('addAbortSignal', () => addAbortSignal({}, five()))
check('pipeline of one', () => pipeline(five(), () => {}))
check('compose of nothing', () => compose())
check('Duplex.from', () => Duplex.from(1))
check('a function that gives nothing', () => Duplex.from(() => 1))

async function main () {
  await show('map', () => five().map(async (x) => x * 2, { concurrency: 2 }).toArray())
  await show('filter', () => five().filter((x) => x % 2).toArray())
  await show('flatMap', () => five().flatMap((x) => [x, x]).take(4).toArray())
  await show('drop', () => five().drop(3).toArray())
  await show('reduce', () => five().reduce((a, b) => a + b))
  await show('reduce of nothing', () => Readable.from([]).reduce((a, b) => a + b))
  await show('some, every, find', async () => [await five().some((x) => x > 4), await five().every((x) => x > 4), await five().find((x) => x > 3)])
  await show('forEach of no function', () => five().forEach(1))
  await show('aborted', () => five().toArray({ signal: AbortSignal.abort() }))
  await show('map that fails', () => five().map((x) => { if (x === 3) throw new Error('three'); return x }).toArray())
  await show('bytes in pieces', () => Readable.from([Buffer.from('ab'), Buffer.from('cd')], { objectMode: false }).toArray())
  await show('compose', () => five().compose(async function * (source) { for await (const x of source) yield x + 0.5 }).toArray())
  await show('compose of three', () => {
    const double = async function * (source) { for await (const x of source) yield `${x}${x}` }
    const d = compose(double, new PassThrough({ objectMode: true }), double)
    d.end('a')
    return d.toArray()
  })
  await show('Duplex.from a promise', () => Duplex.from(Promise.resolve('p')).toArray())
  await show('Duplex.from a pair', () => {
    const sink = new PassThrough({ objectMode: true })
    const d = Duplex.from({ readable: five(), writable: sink })
    d.end('w')
    return Promise.all([d.toArray(), sink.toArray()])
  })
  await show('pipeline of functions', () => promises.pipeline(
    async function * () { yield 'a'; yield 'b' },
    async function * (source) { for await (const x of source) yield x.toUpperCase() },
    async (source) => { let all = ''; for await (const x of source) all += x; return all }))
  await show('pipeline of a string', () => promises.pipeline('xyz', new PassThrough(), async (source) => (await source.toArray()).join()))
  await show('pipeline that fails', () => promises.pipeline(five(), new Writable({ objectMode: true, write (chunk, encoding, callback) { callback(chunk === 3 ? new Error('three') : null) } })))
  await show('pipeline that closes early', () => {
    const p = new PassThrough({ objectMode: true })
    setImmediate(() => p.destroy())
    return promises.pipeline(new Readable({ read () {} }), p)
  })
  await show('pipeline aborted', () => promises.pipeline(five(), new PassThrough({ objectMode: true }), { signal: AbortSignal.abort() }))
  await show('leaving a loop', async () => { const r = five(); for await (const x of r) if (x === 2) break; return r.destroyed })
  await show('leaving with destroyOnReturn: false', async () => { const r = five(); for await (const x of r.iterator({ destroyOnReturn: false })) if (x === 2) break; return [r.destroyed, await r.toArray()] })
  await show('dispose', async () => { const r = new Readable({ read () {} }); r.on('error', () => {}); await r[Symbol.asyncDispose](); return [r.destroyed, r.errored.name] })
  await show('undestroy', () => new Promise((resolve) => {
    const finals = []
    const w = new Writable({ final (callback) { finals.push('final'); callback() } })
    w.end()
    w.once('close', () => { w._undestroy(); w.end(); w.once('close', () => resolve(finals)) })
  }))
}
main()
