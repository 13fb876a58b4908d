// Operations whose faces differ in nothing but how they answer.
const core = require('internal/fs/core')
const { options: optionsOf, isRaw, encoded } = core
const { stats, statfs, entries } = require('internal/fs/stats')
const { coded, codes: { ERR_FS_INVALID_SYMLINK_TYPE } } = require('internal/errors')
const { validateBoolean, validateInteger } = require('internal/validators')

const id = (value, name) => {
  validateInteger(value, name, -1, 4294967295)
  return value
}
const size = (length = 0) => {
  validateInteger(length, 'len')
  return Math.max(0, length)
}
const withEncoding = (name, args) => encoded(name, args[args.length - 1])
const bigint = (options) => !!options?.bigint
const last = (args) => args[args.length - 1]

// Each row says whether the callback is checked before the parameters or after them, as in node, then how the parameters are read and the answer
// is made: `read` checks the parameters and gives the operation's arguments; what `make` needs besides comes last.
const before = true
const after = false
const plain = {
  access: [after, (path, mode) => [core.path(path), bits(mode)]],
  chown: [before, (path, uid, gid) => [core.path(path), id(uid, 'uid'), id(gid, 'gid')]],
  chmod: [after, (path, mode) => [core.path(path), core.mode(mode, 'mode')]],
  close: [after, (fd) => [core.fd(fd)]],
  copyFile: [after, (src, dest, mode) => [core.path(src, 'src'), core.path(dest, 'dest'), bits(mode)]],
  fchown: [after, (fd, uid, gid) => [core.fd(fd), id(uid, 'uid'), id(gid, 'gid')]],
  fchmod: [after, (fd, mode) => [core.fd(fd), core.mode(mode, 'mode')]],
  fdatasync: [after, (fd) => [core.fd(fd)]],
  fstat: [after, (fd, options) => [core.fd(fd), bigint(options)], stats],
  fsync: [after, (fd) => [core.fd(fd)]],
  ftruncate: [after, (fd, len) => [core.fd(fd), size(len)]],
  futimes: [after, (fd, atime, mtime) => [core.fd(fd), core.time(atime, 'atime'), core.time(mtime, 'mtime')]],
  lchown: [before, (path, uid, gid) => [core.path(path), id(uid, 'uid'), id(gid, 'gid')]],
  link: [before, (existingPath, newPath) => [core.path(existingPath, 'existingPath'), core.path(newPath, 'newPath')]],
  lstat: [before, (path, options) => [core.path(path), bigint(options)], stats],
  lutimes: [before, (path, atime, mtime) => [core.path(path), core.time(atime), core.time(mtime)]],
  mkdir: [before, (path, options) => mkdirArguments(path, options)],
  mkdtemp: [before, (prefix, options) => {
    const { encoding } = optionsOf(options)
    prefix = core.path(prefix, 'prefix')
    warnOfPrefix(prefix)
    return [prefix, isRaw(encoding), encoding]
  }, withEncoding],
  open: [after, (path, flags, mode) => [core.path(path), core.flags(flags), core.mode(mode, 'mode', 0o666)]],
  readdir: [before, (path, options) => {
    options = optionsOf(options)
    if (options.recursive !== undefined && options.recursive !== null) validateBoolean(options.recursive, 'options.recursive')
    path = core.path(path)
    return [path, !!options.recursive, isRaw(options.encoding), options]
  }, (list, args) => entries(list, last(args), String(args[0]))],
  readlink: [before, (path, options) => {
    const { encoding } = optionsOf(options)
    return [core.path(path), isRaw(encoding), encoding]
  }, withEncoding],
  rename: [before, (oldPath, newPath) => [core.path(oldPath, 'oldPath'), core.path(newPath, 'newPath')]],
  stat: [before, (path, options) => [core.path(path), bigint(options)], stats],
  statfs: [before, (path, options) => [core.path(path), bigint(options)], statfs],
  symlink: [before, (target, path, type) => {
    if (typeof type === 'string' && !['dir', 'file', 'junction'].includes(type)) throw new ERR_FS_INVALID_SYMLINK_TYPE(type)
    return [core.path(target, 'target'), core.path(path)]
  }],
  unlink: [before, (path) => [core.path(path)]],
  utimes: [before, (path, atime, mtime) => [core.path(path), core.time(atime), core.time(mtime)]]
}

function bits (mode) {
  mode ??= 0
  if (typeof mode !== 'number') throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'mode must be int32 or null/undefined')
  if (!(mode >= 0 && mode <= 7)) throw coded(RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7')
  return mode
}

function mkdirArguments (path, options) {
  let mode = 0o777
  let recursive = false
  if (typeof options === 'number' || typeof options === 'string') mode = core.mode(options, 'mode')
  else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive
      validateBoolean(recursive, 'options.recursive')
    }
    if (options.mode !== undefined) mode = core.mode(options.mode, 'options.mode')
  }
  return [core.path(path), mode, recursive]
}

let warned = false
function warnOfPrefix (prefix) {
  if (warned || (typeof prefix === 'string' ? !prefix.endsWith('X') : prefix[prefix.length - 1] !== 0x58)) return
  warned = true
  process.emitWarning('mkdtemp() templates ending with X are not portable. For details see: https://nodejs.org/api/fs.html')
}

function realpathArguments (path, options) {
  const { encoding } = optionsOf(options)
  if (typeof path !== 'string' && !(path instanceof Uint8Array) && !path?.href) path = `${path}`
  return [core.path(path), isRaw(encoding), encoding]
}
const realpath = [before, realpathArguments, withEncoding]

module.exports = { plain, realpath, before, size, bits }
