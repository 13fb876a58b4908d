'use strict'
// node invoke.js DIR PARAMS: calls main of the action once.
const [dir, params] = process.argv.slice(2)
process.chdir(dir)
Promise.resolve(require(dir).main(JSON.parse(params)))
  .then(result => process.stdout.write(JSON.stringify(result) + '\n'))
