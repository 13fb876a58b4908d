'use strict'
// check(name, fn) prints what fn returns, or throws, on one line.
const { inspect } = require('util')
const line = (v) => inspect(v, { breakLength: Infinity, depth: 6 }).replace(/\n/g, '\\n')
module.exports = (name, fn) => {
  try {
    console.log(`${name}: ${line(fn())}`)
  } catch (e) {
    console.log(`${name}: throws ${e.name} ${e.code} ${JSON.stringify(e.message)}`)
  }
}
module.exports.line = line
