// Prints what node makes of exceptions.wasm: node golden.js > exceptions.json
'use strict'
const fs = require('fs'), path = require('path')
const bytes = fs.readFileSync(path.join(__dirname, 'exceptions.wasm'))
const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes))
const out = []
for (const [name, f] of Object.entries(instance.exports)) {
  for (const a of [0, 1, 2, 3, 4, 5, 9]) {
    for (const b of f.length > 1 ? [0, 1, 2, 3, 4, 5] : [0]) {
      const args = [a, b].slice(0, f.length)
      let result
      try {
        result = [f(...args)].flat()
      } catch (e) {
        result = e instanceof WebAssembly.Exception ? 'exception' : 'trap'
      }
      out.push({ name, args, result })
    }
  }
}
console.log('[\n' + out.map((x) => JSON.stringify(x)).join(',\n') + '\n]')
