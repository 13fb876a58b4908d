// The life of a program: events in order, streams, exit codes and signals.
const { spawn } = require('child_process')
const { Socket } = require('net')

function run (name, args, options, act = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(...args, options)
    const log = []
    let out = ''
    let err = ''
    child.stdout?.on('data', (b) => { out += b })
    child.stderr?.on('data', (b) => { err += b })
    for (const event of ['spawn', 'error', 'exit', 'close']) {
      child.on(event, (a, b) => {
        log.push(event === 'error' ? `error ${a.code}` : event === 'spawn' ? event : `${event} ${a} ${b}`)
        if (event === 'close') resolve({ name, log, out, err, code: child.exitCode, signal: child.signalCode, killed: child.killed })
      })
    }
    act(child)
  })
}

async function main () {
  const show = async (...call) => console.log(await run(...call))
  await show('output', ['sh', ['-c', 'echo to out; echo to err >&2; exit 3']])
  await show('input', ['cat', []], {}, (child) => child.stdin.end('through cat'))
  await show('signal', ['sleep', ['100']], {}, (child) => console.log(child.kill('SIGINT'), child.killed))
  await show('default signal', ['sleep', ['100']], {}, (child) => child.kill())
  await show('missing', ['no-such-program', ['a', 'b']])
  await show('missing directory', ['sh', ['-c', 'true']], { cwd: '/no/such/directory' })
  await show('a directory', ['/', []])
  await show('shell', ['echo $A; echo $0', []], { shell: true, env: { A: 'from env', PATH: process.env.PATH } })
  await show('another shell', ['echo hi', []], { shell: '/bin/sh' })
  await show('argv0', ['sh', ['-c', 'echo $0']], { argv0: 'other' })
  await show('directory', ['pwd', []], { cwd: new URL('file:///usr') })
  await show('ignored', ['sh', ['-c', 'echo nobody reads']], { stdio: 'ignore' })
  await show('timeout', ['sleep', ['100']], { timeout: 50, killSignal: 'SIGKILL' })
  await show('without a hash-bang', ['sh', ['-c', 'cat']], { stdio: ['pipe', 'pipe', 'ignore'] }, (child) => child.stdin.end('x'))
  const controller = new AbortController()
  await show('aborted', ['sleep', ['100']], { signal: controller.signal }, () => controller.abort(new Error('why')))
  await show('aborted before', ['sleep', ['100']], { signal: AbortSignal.abort() })

  const child = spawn('cat', ['--', '-'], { stdio: ['pipe', 'pipe', 'inherit', 'pipe', 'ignore'] })
  console.log(child.stdin instanceof Socket, child.stdout instanceof Socket, child.stderr, child.stdio.length, child.stdio[4], child.stdio[3] instanceof Socket)
  console.log(child.spawnfile, child.spawnargs, child.connected, child.exitCode, child.signalCode, typeof child.pid)
  console.log(child.stdin.writable, child.stdin.readable, child.stdout.readable)
  child.stdin.end()
  await new Promise((resolve) => child.on('close', resolve))
  console.log(child.kill(), child.killed, child.exitCode)

  const first = spawn('echo', ['one\ntwo'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const second = spawn('cat', [], { stdio: [first.stdout, 'pipe', 'ignore'] })
  second.stdout.setEncoding('utf8').on('data', (text) => console.log('piped', JSON.stringify(text)))
}
main()
