'use strict'
// Prints what the examples answer to each of cases.json in this runtime: one
// line of JSON for each, the case with its "result" or "error" added. Run from
// anywhere; `make golden` keeps node's answers in golden.json.
const path = require('path')

const examples = path.dirname(__dirname)
const main = example => require(path.join(examples, example)).main

async function answer ({ example, params }) {
  process.chdir(path.join(examples, example))
  try {
    return { example, params, result: await main(example)(params) }
  } catch (error) {
    return { example, params, error: { name: error.name, message: error.message } }
  }
}

async function all (cases) {
  const lines = []
  for (const one of cases) lines.push(JSON.stringify(await answer(one)))
  console.log('[\n' + lines.join(',\n') + '\n]')
}

all(require('./cases.json'))
