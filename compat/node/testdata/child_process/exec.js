// exec and execFile: callbacks, promises, limits, encodings.
const { exec, execFile } = require('child_process')
const { promisify } = require('util')

const shown = (error) => error && { message: error.message, code: error.code, killed: error.killed, signal: error.signal, cmd: error.cmd, stdout: error.stdout, stderr: error.stderr }
const call = (start, ...args) => new Promise((resolve) => start(...args, (error, stdout, stderr) => resolve([shown(error), stdout, stderr])))

async function main () {
  console.log(await call(exec, 'echo one; echo two >&2'))
  console.log(await call(exec, 'echo one; echo two >&2; exit 5'))
  console.log(await call(exec, 'echo $X', { env: { X: 'set' } }))
  console.log(await call(exec, 'kill -9 $$'))
  console.log(await call(exec, 'printf bytes', { encoding: 'buffer' }))
  console.log(await call(exec, 'printf bytes', { encoding: 'hex' }))
  console.log(await call(exec, 'printf 0123456789', { maxBuffer: 4 }))
  console.log(await call(exec, 'printf 0123456789 >&2', { maxBuffer: 4 }))
  console.log(await call(execFile, 'printf', ['0123456789'], { maxBuffer: 10 }))
  console.log(await call(execFile, 'sleep', ['100'], { timeout: 20 }))
  console.log(await call(execFile, 'no-such-program', ['x']))
  console.log(await call(execFile, 'echo', ['$HOME'], { shell: true }))
  console.log(await call(execFile, 'echo'))
  console.log(await promisify(exec)('echo promised'))
  console.log(await promisify(execFile)('sh', ['-c', 'echo out; exit 2']).catch(shown))
  const promise = promisify(execFile)('true')
  console.log(typeof promise.child.pid, await promise)
  const controller = new AbortController()
  const aborted = promisify(execFile)('sleep', ['100'], { signal: controller.signal })
  controller.abort()
  console.log(await aborted.catch((error) => [error.name, error.code, error.message]))
}
main()
