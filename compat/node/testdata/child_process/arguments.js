// What the functions refuse, and with which error.
const cp = require('child_process')

function refuse (name, call) {
  try {
    const result = call()
    console.log(name, 'accepted', typeof result)
    result?.on?.('error', () => {})
    result?.kill?.()
  } catch (error) {
    console.log(name, error.name, error.code, JSON.stringify(error.message))
  }
}

for (const value of [undefined, null, 1, {}, '', 'nul\0']) refuse(`file ${value}`, () => cp.spawn(value))
for (const value of ['text', 1, true]) refuse(`args ${value}`, () => cp.spawn('true', value))
refuse('args nul', () => cp.spawn('true', ['a', 'b\0']))
for (const value of [null, 'text', 1]) refuse(`options ${value}`, () => cp.spawn('true', [], value))
for (const [name, values] of Object.entries({
  cwd: [1, {}, 'a\0'],
  detached: [1, 'x', null],
  uid: ['x', 1.5, NaN, null],
  gid: ['x', 2 ** 40],
  shell: [1, {}, null],
  argv0: [1, 'a\0', null],
  windowsHide: ['x', null],
  timeout: [-1, 'x', 1.5, null],
  killSignal: ['SIGNOTHING', 12345, {}, 'sigterm'],
  signal: [1, {}, null],
  stdio: ['other', 1, ['other'], ['pipe', 'ipc', 'ipc'], [{}], [null, undefined, Buffer.from('x')]],
  serialization: ['other', null],
  env: [{ 'A\0': '1' }, { A: 'x\0' }]
})) {
  for (const value of values) refuse(`${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`, () => cp.spawn('true', [], { [name]: value }))
}
refuse('sync maxBuffer', () => cp.spawnSync('true', [], { maxBuffer: -1 }))
refuse('sync ipc', () => cp.spawnSync('true', [], { stdio: ['pipe', 'ipc'] }))
refuse('sync input', () => cp.spawnSync('true', [], { input: 1 }))
refuse('exec', () => cp.exec(1))
refuse('exec callback', () => cp.exec('true', {}, 'x'))
refuse('execFile callback', () => cp.execFile('true', [], {}, 1))
refuse('fork', () => cp.fork(1))
refuse('fork args', () => cp.fork('x', 'y'))
refuse('fork stdio', () => cp.fork('x', [], { stdio: ['pipe', 'pipe', 'pipe'] }))
refuse('fork execPath', () => cp.fork('x', [], { execPath: 'a\0' }))
const child = cp.spawn('true')
child.on('exit', () => console.log('kill unknown', (() => { try { return child.kill('SIGNOTHING') } catch (error) { return error.message } })()))
console.log(Object.keys(cp), cp.spawn.length, cp.exec.length, cp.ChildProcess.name, Object.keys(cp.ChildProcess.prototype))
