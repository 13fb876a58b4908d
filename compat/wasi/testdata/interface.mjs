// node:wasi as JavaScript sees it: names, checks and their errors.
import wasiModule, { WASI } from 'node:wasi'
const show = (f) => { try { console.log(f()) } catch (e) { console.log(e.name, e.code, e.message) } }
const make = (options) => new WASI({ version: 'preview1', ...options })
const memory = new WebAssembly.Memory({ initial: 1 })

console.log(Object.keys(wasiModule), WASI.length, WASI.name)
try { WASI({ version: 'preview1' }) } catch (e) { console.log(e.name) }
for (const options of [undefined, {}, null, { version: 'x' }, { version: 1 }]) show(() => new WASI(options))
for (const options of [{ args: 1 }, { env: 1 }, { preopens: 1 }, { preopens: { '/': '/does/not/exist' } }, { stdin: 'x' }, { stdin: -1 }, { stdin: 77 },
  { stdout: 1.5 }, { returnOnExit: 1 }]) show(() => make(options))
const one = make({ args: ['a', 1], env: { A: 1, B: undefined } })
console.log(Object.keys(one.wasiImport).join(), one.wasiImport.fd_write.name, one.wasiImport.fd_write.length)
console.log(Object.keys(one.getImportObject()), Object.keys(new WASI({ version: 'unstable' }).getImportObject()), one.getImportObject().wasi_snapshot_preview1 === one.wasiImport)
for (const exports of [undefined, 1, {}, { _start () {} }, { _start () {}, memory: {} }, { _start: 1, memory }, { _start () {}, _initialize () {}, memory },
  { _start () { return 5 }, memory }]) show(() => make().start({ exports }))
show(() => make().start())
show(() => make().start(1))
for (const exports of [{ _initialize: 3, memory }, { _initialize () { return 3 }, memory }, { memory }, { memory, _start: null }, {}]) show(() => make().initialize({ exports }))
const two = make()
show(() => two.wasiImport.fd_close(9))
show(() => two.wasiImport.fd_write(1, 0))
two.initialize({ exports: { memory } })
show(() => two.initialize({ exports: { memory } }))
show(() => two.start({ exports: { memory } }))
show(() => two.wasiImport.fd_write(1, 0, 0, 0))
show(() => two.wasiImport.fd_write('1', 0, 0, 0))
show(() => two.wasiImport.fd_seek(9, 0, 0, 0))
show(() => two.wasiImport.fd_seek(9, 0n, 0, 0))
show(() => two.wasiImport.sched_yield())
show(() => two.wasiImport.sched_yield(1))

// The environment and the arguments, as a program finds them.
const bytes = new Uint8Array(memory.buffer)
const read = (call, sizes) => {
  one.wasiImport[sizes](0, 4)
  const [count, size] = new Uint32Array(memory.buffer, 0, 2)
  one.wasiImport[call](100, 200)
  return [count, new TextDecoder().decode(bytes.subarray(200, 200 + size))]
}
one.initialize({ exports: { memory } })
console.log(read('args_get', 'args_sizes_get'), read('environ_get', 'environ_sizes_get'))

// The end of a program, seen from JavaScript.
const three = make()
show(() => three.start({ exports: { memory, _start () { try { three.wasiImport.proc_exit(7) } catch (e) { console.log(typeof e); throw e } } } }))
const four = make()
show(() => four.start({ exports: { memory, _start () { throw new RangeError('its own') } } }))
