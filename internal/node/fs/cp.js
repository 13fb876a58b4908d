// cp of files and whole trees, written once for both faces: the generators yield operations, which are done now or later.
const core = require('internal/fs/core')
const { stats } = require('internal/fs/stats')
const { bits } = require('internal/fs/plain')
const { codes } = require('internal/errors')
const { validateBoolean, validateFunction, validateObject } = require('internal/validators')
const { dirname, isAbsolute, join, parse, resolve, sep } = require('path')

const defaults = { dereference: false, errorOnExist: false, filter: undefined, force: true, preserveTimestamps: false, recursive: false, verbatimSymlinks: false }

// check gives the arguments of cp and cpSync.
function check (src, dest, options) {
  if (options !== undefined) validateObject(options, 'options')
  options = { ...defaults, ...options }
  for (const name of Object.keys(defaults)) if (name !== 'filter') validateBoolean(options[name], `options.${name}`)
  options.mode = bits(options.mode)
  if (options.dereference && options.verbatimSymlinks) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks')
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter')
  return [String(core.path(src, 'src')), String(core.path(dest, 'dest')), options]
}

const errnos = { EINVAL: 22, EISDIR: 21, ENOTDIR: 20, EEXIST: 17 }

function refuse (kind, code, path, message) { throw new codes[kind]({ message, path, syscall: 'cp', errno: errnos[code], code }) }

const same = (a, b) => a.ino !== 0n && a.ino === b.ino && a.dev === b.dev

// within tells whether dest is src or below it, by their names.
function within (src, dest) {
  const parts = (path) => resolve(path).split(sep).filter(Boolean)
  const below = parts(dest)
  return parts(src).every((part, i) => below[i] === part)
}

function * statOf (path, options) { return stats(yield [options.dereference ? 'stat' : 'lstat', path, true]) }

function * statIfAny (path, options) {
  try {
    return yield * statOf(path, options)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

// examine gives the stats of both ends, of the second if it is there, or nothing if the filter will not have it.
function * examine (src, dest, options) {
  if (options.filter && !(yield ['filter', options.filter, src, dest])) return
  const from = yield * statOf(src, options)
  const to = yield * statIfAny(dest, options)
  if (to) {
    if (same(from, to)) refuse('ERR_FS_CP_EINVAL', 'EINVAL', dest, 'src and dest cannot be the same')
    if (from.isDirectory() && !to.isDirectory()) refuse('ERR_FS_CP_DIR_TO_NON_DIR', 'EISDIR', dest, `cannot overwrite non-directory ${dest} with directory ${src}`)
    if (!from.isDirectory() && to.isDirectory()) refuse('ERR_FS_CP_NON_DIR_TO_DIR', 'ENOTDIR', dest, `cannot overwrite directory ${dest} with non-directory ${src}`)
  }
  if (from.isDirectory() && within(src, dest)) refuse('ERR_FS_CP_EINVAL', 'EINVAL', dest, `cannot copy ${src} to a subdirectory of self ${dest}`)
  return { from, to }
}

function * copying (src, dest, options) {
  const ends = yield * examine(src, dest, options)
  if (!ends) return
  yield * checkParents(src, ends.from, dest)
  yield ['mkdir', dirname(dest), 0o777, true]
  yield * copy(src, dest, ends, options)
}

// checkParents finds a directory above dest that is src by another name.
function * checkParents (src, from, dest) {
  for (let path = resolve(dirname(dest)); path !== resolve(dirname(src)) && path !== parse(path).root; path = dirname(path)) {
    const info = yield * statIfAny(path, { dereference: true })
    if (info && same(from, info)) refuse('ERR_FS_CP_EINVAL', 'EINVAL', dest, `cannot copy ${src} to a subdirectory of self ${dest}`)
  }
}

function * copy (src, dest, { from, to }, options) {
  if (from.isDirectory()) {
    if (!options.recursive) throw new codes.ERR_FS_EISDIR({ message: `${src} is a directory (not copied)`, path: src, syscall: 'cp', errno: errnos.EINVAL, code: 'EISDIR' })
    yield * copyDirectory(src, dest, from, to, options)
  } else if (from.isFile() || from.isCharacterDevice() || from.isBlockDevice()) yield * copyFile(src, dest, from, to, options)
  else if (from.isSymbolicLink()) yield * copyLink(src, dest, to, options)
  else if (from.isSocket()) refuse('ERR_FS_CP_SOCKET', 'EINVAL', dest, `cannot copy a socket file: ${dest}`)
  else if (from.isFIFO()) refuse('ERR_FS_CP_FIFO_PIPE', 'EINVAL', dest, `cannot copy a FIFO pipe: ${dest}`)
  else refuse('ERR_FS_CP_UNKNOWN', 'EINVAL', dest, `cannot copy an unknown file type: ${dest}`)
}

function * copyDirectory (src, dest, from, to, options) {
  if (!to) yield ['mkdir', dest, 0o777, false]
  const [names] = yield ['readdir', src, false, false]
  for (const name of names) {
    const [source, target] = [join(src, name), join(dest, name)]
    const ends = yield * examine(source, target, options)
    if (ends) yield * copy(source, target, ends, options)
  }
  if (!to) yield ['chmod', dest, Number(from.mode) & 0o7777]
}

function * copyFile (src, dest, from, to, options) {
  if (to) {
    if (!options.force) {
      if (options.errorOnExist) refuse('ERR_FS_CP_EEXIST', 'EEXIST', dest, `${dest} already exists`)
      return
    }
    yield ['unlink', dest]
  }
  yield ['copyFile', src, dest, options.mode]
  if (!options.preserveTimestamps) return
  const mode = Number(from.mode) & 0o7777
  if ((mode & 0o200) === 0) yield ['chmod', dest, mode | 0o200]
  const now = stats(yield ['stat', src, false]) // reading has changed when it was last read
  yield ['utimes', dest, now.atimeMs / 1000, now.mtimeMs / 1000]
  yield ['chmod', dest, mode]
}

function * copyLink (src, dest, to, options) {
  let target = yield ['readlink', src, false]
  if (!options.verbatimSymlinks && !isAbsolute(target)) target = resolve(dirname(src), target)
  if (!to) return yield ['symlink', target, dest]
  let old
  try {
    old = yield ['readlink', dest, false]
  } catch (error) {
    if (error.code !== 'EINVAL' && error.code !== 'UNKNOWN') throw error
    return yield ['symlink', target, dest] // which says that there is a file
  }
  if (!isAbsolute(old)) old = resolve(dirname(dest), old)
  const isDirectory = yield * leadsToDirectory(src)
  if (isDirectory && within(target, old)) refuse('ERR_FS_CP_EINVAL', 'EINVAL', dest, `cannot copy ${target} to a subdirectory of self ${old}`)
  if (isDirectory && within(old, target)) refuse('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', 'EINVAL', dest, `cannot overwrite ${old} with ${target}`)
  yield ['unlink', dest]
  return yield ['symlink', target, dest]
}

function * leadsToDirectory (path) {
  const info = yield * statIfAny(path, { dereference: true })
  return Boolean(info?.isDirectory())
}

function filterNow (filter, src, dest) {
  const answer = filter(src, dest)
  if (typeof answer?.then === 'function') throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', answer)
  return answer
}

function cpSync (src, dest, options) {
  const steps = copying(src, dest, options)
  for (let step = steps.next(); !step.done;) {
    const [name, ...args] = step.value
    let value
    try {
      value = name === 'filter' ? filterNow(...args) : core.sync(name, ...args)
    } catch (error) {
      step = steps.throw(error)
      continue
    }
    step = steps.next(value)
  }
}

async function cp (src, dest, options) {
  const steps = copying(src, dest, options)
  for (let step = steps.next(); !step.done;) {
    const [name, ...args] = step.value
    let value
    try {
      value = name === 'filter' ? await args[0](args[1], args[2]) : await core.start(name, ...args)
    } catch (error) {
      step = steps.throw(error)
      continue
    }
    step = steps.next(value)
  }
}

module.exports = { check, cp, cpSync }
