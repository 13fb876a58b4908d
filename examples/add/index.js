'use strict'

const fs = require('fs')
const util = require('util')

let loading // one instance, made by the first call

async function load () {
  const bytes = fs.readFileSync('add.wasm') // relative to the working directory
  const memory = new WebAssembly.Memory({ initial: 1 })
  const { instance } = await WebAssembly.instantiate(bytes, { env: { __memory_base: 0, memory } })
  return instance
}

exports.main = async function ({ a = 1, b = 1 }) {
  if (Number.isNaN(Number(a) + Number(b))) throw new TypeError(util.format('not two numbers: %j, %j', a, b))
  const instance = await (loading ??= load())
  return { add: instance.exports.calculate(a, b) }
}
