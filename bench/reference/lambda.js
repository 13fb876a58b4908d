'use strict'
// The least that serves an AWS Lambda function on node: load the handler, ask
// for the next event, post the response, over one kept connection.
const http = require('http')
const path = require('path')

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
const base = '/2018-06-01/runtime/'
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

function ask (method, target, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const request = http.request({ host, port, method, path: base + target, agent, headers }, response => {
      const chunks = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

async function loop () {
  const [file, name] = process.env._HANDLER.split('.')
  const handler = require(path.resolve(process.env.LAMBDA_TASK_ROOT, file))[name]
  for (;;) {
    const { headers, body } = await ask('GET', 'invocation/next')
    const awsRequestId = headers['lambda-runtime-aws-request-id']
    const deadline = Number(headers['lambda-runtime-deadline-ms'])
    const context = { awsRequestId, getRemainingTimeInMillis: () => deadline - Date.now() }
    const result = await handler(JSON.parse(body), context)
    await ask('POST', `invocation/${awsRequestId}/response`, JSON.stringify(result))
  }
}

loop()
