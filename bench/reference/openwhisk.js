'use strict'
// The least that serves an OpenWhisk action on node: /init with a zip, /run,
// the activation's environment, the sentinels. No framework, no unzip process.
const fs = require('fs')
const http = require('http')
const os = require('os')
const path = require('path')
const zlib = require('zlib')

const sentinel = 'XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX\n'
let main

function unzip (data, dir) {
  let end = data.length - 22
  while (data.readUInt32LE(end) !== 0x06054b50) end--
  let at = data.readUInt32LE(end + 16)
  for (let left = data.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed] = [data.readUInt16LE(at + 10), data.readUInt32LE(at + 20)]
    const [nameLength, extra, comment] = [28, 30, 32].map(field => data.readUInt16LE(at + field))
    const local = data.readUInt32LE(at + 42)
    const name = data.toString('utf8', at + 46, at + 46 + nameLength)
    at += 46 + nameLength + extra + comment
    if (name.endsWith('/')) continue
    const body = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28)
    const content = data.subarray(body, body + packed)
    const file = path.join(dir, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, method === 8 ? zlib.inflateRawSync(content) : content)
  }
}

function init ({ value }) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'reference-'))
  unzip(Buffer.from(value.code, 'base64'), dir)
  process.chdir(dir)
  main = require(dir)[value.main]
  return { OK: true }
}

async function run ({ value, ...rest }) {
  for (const [name, text] of Object.entries(rest)) process.env['__OW_' + name.toUpperCase()] = text
  const result = await main(value ?? {})
  process.stdout.write(sentinel)
  process.stderr.write(sentinel)
  return result
}

const routes = { '/init': init, '/run': run }

http.createServer((request, response) => {
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', async () => {
    let status = 200
    let answer
    try {
      answer = await routes[request.url](JSON.parse(Buffer.concat(chunks)))
    } catch (error) {
      [status, answer] = [502, { error: String(error.stack) }]
    }
    const body = JSON.stringify(answer)
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    response.end(body)
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
