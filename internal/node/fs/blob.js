const fs = require('fs')
const { validateObject, validateString } = require('internal/validators')

// openAsBlob makes a Blob of the file's contents as they are now.
async function openAsBlob (path, options = {}) {
  validateObject(options, 'options')
  const { type = '' } = options
  validateString(type, 'options.type')
  const { Blob } = require('buffer')
  return new Blob([fs.readFileSync(path)], { type })
}

module.exports = { openAsBlob }
