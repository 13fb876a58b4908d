// What rm, and rmdir when recursive, check before the operation that removes a tree.
const { stats } = require('internal/fs/stats')
const { codes: { ERR_FS_EISDIR } } = require('internal/errors')
const { validateBoolean, validateInt32, validateObject, validateUint32 } = require('internal/validators')

// removeOptions checks those of rm, and of rmdir when recursive.
function removeOptions (options = {}) {
  validateObject(options, 'options')
  options = { force: false, recursive: false, retryDelay: 100, maxRetries: 0, ...options }
  validateBoolean(options.recursive, 'options.recursive')
  validateInt32(options.retryDelay, 'options.retryDelay', 0)
  validateUint32(options.maxRetries, 'options.maxRetries')
  return options
}

function rmdirOptions (options) {
  process.emitWarning('In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. Use fs.rm(path, { recursive: true }) instead',
    'DeprecationWarning', 'DEP0147')
  return removeOptions(options)
}

// removable tells whether rm has something to remove; it throws if that is a directory and may not be.
function removable (path, info, error, { force, recursive }) {
  if (error) {
    if (force && error.code === 'ENOENT') return false
    throw error
  }
  if (info.isDirectory() && !recursive) {
    throw new ERR_FS_EISDIR({ code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: 21 })
  }
  return true
}

function directoryError (path, values) {
  if (stats(values).isDirectory()) return
  const error = new Error(`ENOTDIR: not a directory, rmdir '${path}'`)
  return Object.assign(error, { errno: -20, code: 'ENOTDIR', syscall: 'rmdir', path: `${path}` })
}

module.exports = { removeOptions, rmdirOptions, removable, directoryError }
