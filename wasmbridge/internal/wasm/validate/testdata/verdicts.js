// Reads modules from standard input, one per line in base64, and prints for each
// whether V8 finds it valid.
'use strict'
const lines = require('fs').readFileSync(0, 'latin1').split('\n').filter(Boolean)
console.log(lines.map((l) => (WebAssembly.validate(Buffer.from(l, 'base64')) ? 'valid' : 'invalid')).join('\n'))
