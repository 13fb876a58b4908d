// rm and cp of whole trees, over the sync operations; the asynchronous faces do one entry a turn.
const { sync, path: check, constants } = require('internal/fs/core')
const { stats } = require('internal/fs/stats')
const { codes: { ERR_INVALID_ARG_TYPE, ERR_FS_EISDIR, ERR_FS_CP_EINVAL, ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_NON_DIR_TO_DIR, ERR_FS_CP_EEXIST } } = require('internal/errors')
const { join, dirname, resolve, sep } = require('path')

const turn = () => new Promise((resolve) => setImmediate(resolve))
const lstat = (name) => stats(sync('lstat', name, false))
const tryStat = (name, follow) => {
  try {
    return stats(sync(follow ? 'stat' : 'lstat', name, false))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

function rmOptions (options) {
  if (options === undefined) return {}
  if (options === null || typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'object', options)
  for (const name of ['force', 'recursive']) {
    if (options[name] !== undefined && typeof options[name] !== 'boolean') throw new ERR_INVALID_ARG_TYPE(`options.${name}`, 'boolean', options[name])
  }
  return options
}

// removal yields the single steps of an rm, each a function to call.
function * removal (name, { force, recursive }) {
  let info
  try {
    info = lstat(name)
  } catch (error) {
    if (force && error.code === 'ENOENT') return
    throw error
  }
  if (!info.isDirectory()) {
    yield () => sync('unlink', name)
    return
  }
  if (!recursive) throw new ERR_FS_EISDIR({ code: 'EISDIR', message: 'is a directory', path: name, syscall: 'rm', errno: 21 })
  yield * removeDirectory(String(name))
}

function * removeDirectory (name) {
  const [names, types] = sync('readdir', name, false)
  for (let i = 0; i < names.length; i++) {
    const child = join(name, names[i])
    if (types[i] === constants.UV_DIRENT_DIR) yield * removeDirectory(child)
    else yield () => sync('unlink', child)
  }
  yield () => sync('rmdir', name)
}

function cpOptions (options = {}) {
  if (options === null || typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options)
  return { force: true, errorOnExist: false, recursive: false, preserveTimestamps: false, dereference: false, verbatimSymlinks: false, ...options }
}

function * copying (from, to, options) {
  from = String(from)
  to = String(to)
  if (options.filter && !options.filter(from, to)) return
  const source = stats(sync(options.dereference ? 'stat' : 'lstat', from, false))
  const target = tryStat(to, options.dereference)
  const problem = (message, errno, code) => ({ message, path: to, syscall: 'cp', errno, code })
  if (target && source.ino !== 0 && source.ino === target.ino && source.dev === target.dev) throw new ERR_FS_CP_EINVAL(problem('src and dest cannot be the same', 22, 'EINVAL'))
  if (source.isDirectory()) {
    if (target && !target.isDirectory()) throw new ERR_FS_CP_DIR_TO_NON_DIR(problem(`cannot overwrite non-directory ${to} with directory ${from}`, 21, 'EISDIR'))
    if (!options.recursive) throw new ERR_FS_EISDIR({ message: `${from} is a directory (not copied)`, path: from, syscall: 'cp', errno: 21, code: 'EISDIR' })
    if ((resolve(to) + sep).startsWith(resolve(from) + sep)) throw new ERR_FS_CP_EINVAL(problem(`cannot copy ${from} to a subdirectory of self ${to}`, 22, 'EINVAL'))
    yield () => sync('mkdir', to, source.mode & 0o777, true)
    for (const name of sync('readdir', from, false)[0]) yield * copying(join(from, name), join(to, name), options)
    return
  }
  if (target?.isDirectory()) throw new ERR_FS_CP_NON_DIR_TO_DIR(problem(`cannot overwrite directory ${to} with non-directory ${from}`, 20, 'ENOTDIR'))
  yield () => copyOne(from, to, source, target, options, problem)
}

function copyOne (from, to, source, target, options, problem) {
  if (target && !options.force) {
    if (options.errorOnExist) throw new ERR_FS_CP_EEXIST(problem(`${to} already exists`, 17, 'EEXIST'))
    return
  }
  sync('mkdir', dirname(to), 0o777, true)
  if (source.isSymbolicLink()) {
    let link = sync('readlink', from)
    if (!options.verbatimSymlinks) link = resolve(dirname(from), link)
    if (target) sync('unlink', to)
    sync('symlink', link, to)
    return
  }
  sync('copyFile', from, to, options.mode ?? 0)
  if (options.preserveTimestamps) sync('utimes', to, source.atimeMs / 1000, source.mtimeMs / 1000)
}

const now = (steps) => { for (const step of steps) step() }
const later = async (steps) => {
  for (const step of steps) {
    step()
    await turn()
  }
}

module.exports = {
  rmSync: (name, options) => now(removal(check(name), rmOptions(options))),
  rm: async (name, options) => later(removal(check(name), rmOptions(options))),
  cpSync: (from, to, options) => now(copying(from, to, cpOptions(options))),
  cp: async (from, to, options) => later(copying(from, to, cpOptions(options)))
}
