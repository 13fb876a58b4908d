// The standard streams of workers.
const { Worker } = require('worker_threads')
const { once } = require('events')
const text = async (stream) => { let all = ''; for await (const chunk of stream) all += chunk; return all };

(async () => {
  const own = new Worker('console.log("to the parent"); console.error("and its errors")', { eval: true })
  await once(own, 'exit')
  const piped = new Worker('process.stdin.setEncoding("utf8").on("data", (d) => process.stdout.write(d.toUpperCase())).on("end", () => console.error("ended"))', { eval: true, stdin: true, stdout: true, stderr: true })
  piped.stdin.write('some ')
  piped.stdin.end('text')
  console.log(await Promise.all([text(piped.stdout), text(piped.stderr)]))
  const none = new Worker('process.stdin.on("data", () => {}).on("end", () => console.log("no input"))', { eval: true })
  console.log(none.stdin)
  await once(none, 'exit')
  const nested = new Worker('const { Worker } = require("worker_threads"); new Worker("console.log(1 + 1)", { eval: true })', { eval: true })
  await once(nested, 'exit')
})()
