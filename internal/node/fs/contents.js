// Whole files: readFile, writeFile and appendFile, later and now.
const core = require('internal/fs/core')

const text = (data, encoding) => (!encoding || encoding === 'buffer' ? data : data.toString(encoding))

function readFile (path, options, callback) {
  callback = core.callback(callback || options)
  options = core.options(options, { flag: 'r' })
  const error = core.aborted(options.signal)
  if (error) return void process.nextTick(callback, error)
  const flags = core.flags(options.flag || 'r', 'options.flag')
  core.begin((error, data) => {
    error ??= core.aborted(options.signal)
    if (error) return callback(error)
    let result
    try {
      result = text(data, options.encoding)
    } catch (error) { // longer than a string may be
      return callback(error)
    }
    callback(null, result)
  }, 'readFile', core.file(path), flags)
}

function readFileSync (path, options) {
  options = core.options(options, { flag: 'r' })
  return text(core.sync('readFile', core.file(path), core.flags(options.flag || 'r', 'options.flag')), options.encoding)
}

// prepared checks the arguments of writeFile or appendFile.
function prepared (path, data, given, flag) {
  const options = core.options(given, { encoding: 'utf8', mode: 0o666, flag })
  const flush = core.flush(options.flush)
  const bytes = core.bytes(data, options.encoding || 'utf8')
  return [core.file(path), bytes, core.flags(options.flag || flag, 'options.flag'), core.mode(options.mode, 'mode', 0o666), flush, options.signal]
}

// writing makes the callback face. The file is opened before a signal is asked, as it is in the middle of the work.
const writing = (flag) => function (path, data, options, callback) {
  callback = core.callback(callback || options)
  const [file, bytes, flags, mode, flush, signal] = prepared(path, data, options, flag)
  const error = core.aborted(signal)
  if (error) return void process.nextTick(callback, error)
  if (signal === undefined || typeof file === 'number') return core.begin((error) => callback(error ?? null), 'writeFile', file, bytes, flags, mode, flush)
  core.begin((error, fd) => {
    if (error) return callback(error)
    const close = (failure) => core.begin((error) => callback(failure ?? error ?? null), 'close', fd)
    const aborted = core.aborted(signal)
    if (aborted) return close(aborted)
    core.begin((error) => close(error ?? core.aborted(signal)), 'writeFile', fd, bytes, flags, mode, flush)
  }, 'open', file, flags, mode)
}

const writingSync = (flag) => function (path, data, options) { core.sync('writeFile', ...prepared(path, data, options, flag).slice(0, 5)) }

module.exports = {
  readFile,
  readFileSync,
  writeFile: writing('w'),
  writeFileSync: writingSync('w'),
  appendFile: writing('a'),
  appendFileSync: writingSync('a'),
  text
}
