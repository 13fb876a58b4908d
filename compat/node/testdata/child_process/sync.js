// The synchronous forms.
const { execFileSync, execSync, spawnSync } = require('child_process')

const clean = ({ pid, error, ...rest }) => ({ pid: pid > 0, error: error && { message: error.message, ...error }, ...rest })
const sh = (text, options) => console.log(clean(spawnSync('sh', ['-c', text], options)))
Buffer.from('')

sh('echo out; echo err >&2; exit 4')
sh('cat', { input: 'through' })
sh('cat', { input: Buffer.from('bytes'), encoding: 'utf8' })
sh('cat', { input: new Uint16Array([0x4241]), encoding: 'latin1' })
sh('kill -TERM $$')
sh('exec sleep 100', { timeout: 30 })
sh('exec sleep 100', { timeout: 30, killSignal: 'SIGKILL' })
sh('printf 0123456789; exec sleep 100', { maxBuffer: 5, encoding: 'utf8' })
sh('printf $A', { env: { A: 'a', B: undefined }, encoding: 'utf8' })
sh('pwd', { cwd: '/usr', encoding: 'utf8' })
sh('echo ignored', { stdio: 'ignore' })
sh('echo 3 >&3', { stdio: ['ignore', 'pipe', 'ignore', 'pipe'], encoding: 'utf8' })
sh('cat', { stdio: [null, null, null], encoding: 'utf8', input: '' })
console.log(clean(spawnSync('no-such-program', ['a'])))
console.log(clean(spawnSync('sh', ['-c', 'true'], { cwd: '/no/such' })))
console.log(clean(spawnSync('echo $((1 + 1))', { shell: true, encoding: 'utf8' })))
console.log(execSync('echo sync').toString(), execFileSync('echo', ['file'], { encoding: 'utf8' }))
console.log(execSync('cat', { input: 'x'.repeat(200000) }).length)
for (const fail of [
  () => execSync('echo out; echo err >&2; exit 9', { stdio: 'pipe' }),
  () => execFileSync('sh', ['-c', 'exit 1'], { stdio: 'pipe' }),
  () => execFileSync('no-such-program'),
  () => execSync('kill -KILL $$', { stdio: 'pipe' })
]) {
  try {
    fail()
  } catch (error) {
    const { message, status, signal, code, syscall, path, spawnargs, output, stdout, stderr } = error
    console.log({ message, status, signal, code, syscall, path, spawnargs, output: output && output.map(String), stdout: stdout && String(stdout), stderr: stderr && String(stderr) })
  }
}
