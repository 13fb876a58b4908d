'use strict'
const fs = require('fs')
const os = require('os')
const path = require('path')

// A package.json that is no JSON: what require throws, and what import does.
const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'package-')))
const bad = path.join(dir, 'node_modules', 'bad')
fs.mkdirSync(bad, { recursive: true })
fs.writeFileSync(path.join(bad, 'package.json'), '{\n  "main"\n}\n')
fs.writeFileSync(path.join(dir, 'importer.mjs'), 'import "bad/file.js"')
const show = (e) => console.log(e.name, e.code, e.message.replaceAll(dir, 'DIR'))

try {
  require('module').createRequire(path.join(dir, 'file.js'))('bad')
} catch (e) {
  show(e)
  console.log(e.path.replace(dir, 'DIR'))
}
import(path.join(dir, 'importer.mjs')).catch(show).finally(() => fs.rmSync(dir, { recursive: true }))
console.log(Object.getOwnPropertyDescriptor(process, Symbol.toStringTag))
