// What the core modules export, as internal/node/missing has it. Run by node: node exports.js > ../../internal/node/missing/exports.txt
process.removeAllListeners('warning')
process.on('warning', () => {})
const { builtinModules } = require('module')
const own = new Set(['length', 'name', 'prototype', 'arguments', 'caller'])
const lines = []
for (const name of [...builtinModules, 'node:sea', 'node:test', 'node:test/reporters'].sort()) {
  const exports = require(name)
  const names = Object.getOwnPropertyNames(exports).filter((key) => typeof exports !== 'function' || !own.has(key))
  lines.push(name.replace('node:', ''))
  let line = ''
  for (const key of names.sort()) {
    const word = typeof exports[key] === 'function' ? `${key}()` : key
    if (line.length + word.length > 140) {
      lines.push(`\t${line}`)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  if (line !== '') lines.push(`\t${line}`)
}
console.log(lines.join('\n'))
