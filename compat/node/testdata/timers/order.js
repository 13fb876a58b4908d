setTimeout(() => console.log('t1', 'late'), 150); setTimeout((a, b) => console.log('t0', a, b), 1, 'A', 'B')
const i = setInterval(() => { if (++n === 3) { clearInterval(i); console.log('interval', n) } }, 1); let n = 0
setTimeout(() => { setImmediate(() => console.log('imm in timer')); process.nextTick(() => console.log('tick in timer')); Promise.resolve().then(() => console.log('micro in timer')) }, 400)
process.nextTick((x) => console.log('tick', x), 1); queueMicrotask(() => console.log('micro')); Promise.resolve().then(() => console.log('promise')).then(() => process.nextTick(() => console.log('tick2')))
const t = setTimeout(() => console.log('never'), 5); clearTimeout(t); console.log(t.hasRef(), t._destroyed, typeof t[Symbol.toPrimitive]())
const u = setTimeout(() => console.log('unref never'), 100000); u.unref(); console.log(u.hasRef(), u.ref().hasRef(), u.unref().hasRef())
clearTimeout(null); clearTimeout(undefined); try { setTimeout('x') } catch (e) { console.log(e.code, e.message) }
const ac = new AbortController(); require('timers/promises').setTimeout(1000, null, { signal: ac.signal }).catch((e) => console.log(e.name, e.code)); ac.abort()
process.on('beforeExit', () => console.log('beforeExit')).on('exit', (c) => console.log('exit', c))
