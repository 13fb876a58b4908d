'use strict'
// Parts of process that have answers of their own.
const tell = (name, f) => {
  try {
    console.log(name, f())
  } catch (error) {
    console.log(name, error.name, error.code, error.message)
  }
}
tell('title', () => { process.title = 5; return process.title })
tell('kill', () => process.kill(process.pid, 0))
for (const args of [['x'], [process.pid, 'SIGNOPE'], [null]]) tell('kill', () => process.kill(...args))
for (const name of ['setuid', 'setgid', 'seteuid', 'setegid']) for (const id of [{}, -1, 'nobody-has-this-name']) tell(name, () => process[name](id))
tell('setgroups', () => process.setgroups([null]))
tell('initgroups', () => process.initgroups('root', undefined))
tell('flags', () => ['--title', 'title', '--no-warnings', '-r', '--nope', '--max_old_space_size=5'].map((flag) => process.allowedNodeEnvironmentFlags.has(flag)))
tell('assert', () => process.assert(false, 'words'))
tell('frozen', () => { process.features.tls = 1; return process.features.tls })
tell('resources', () => { const t = setTimeout(() => {}, 1); const list = process.getActiveResourcesInfo().filter((name) => !name.endsWith('Wrap')); clearTimeout(t); return list })
tell('usage', () => Object.keys(process.resourceUsage()).length)
tell('env', () => { process.env[''] = 'x'; return process.env[''] })
tell('prototype', () => process instanceof process.constructor)
tell('loadEnvFile', () => process.loadEnvFile('/none/.env'))
const order = []
setTimeout(() => order.push('two'), 2)
const end = Date.now() + 5
while (Date.now() < end);
setTimeout(() => order.push('one'), 1)
const cleared = {}
clearImmediate(cleared)
console.log(Object.keys(cleared))
setImmediate(() => {}).unref()
setTimeout(() => {
  console.log(order)
  const alive = setInterval(() => {}, 1000) // a listener for a signal does not keep the process
  process.once('SIGUSR2', (name, number) => {
    clearInterval(alive)
    console.log(name, number)
    process.emitWarning('w', { code: 'C', detail: 'd' })
  })
  process.kill(process.pid, 'SIGUSR2')
}, 30)
process.on('warning', (w) => console.log(w.name, w.code, w.detail))
