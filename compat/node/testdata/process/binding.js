// What packages look up in process.binding.
const check = (name, f) => {
  try { console.log(name, f()) } catch (e) { console.log(name, 'throws', e.code ?? '', e.message) }
}
check('constants', () => Object.keys(process.binding('constants')).sort())
check('constants.fs', () => process.binding('constants').fs.O_APPEND === require('fs').constants.O_APPEND)
check('constants.os', () => process.binding('constants').os.signals.SIGTERM)
check('prototypes', () => [Object.getPrototypeOf(process.binding('constants')), Object.getPrototypeOf(process.binding('constants').fs)])
check('uv', () => [process.binding('uv').UV_ENOENT, process.binding('uv').errname(-2), process.binding('uv').errname(-4095)])
check('uv map', () => process.binding('uv').getErrorMap().get(-13))
check('same', () => process.binding('uv') === process.binding('uv'))
check('natives', () => ['fs', 'path', 'stream'].map((name) => typeof process.binding('natives')[name]))
check('config', () => [process.binding('config').bits, process.binding('config').hasIntl])
check('util', () => [process.binding('util').isDate(new Date()), process.binding('util').isRegExp({})])
check('tty_wrap', () => process.binding('tty_wrap').isTTY(99))
check('tcp_wrap', () => [Object.keys(process.binding('tcp_wrap')), process.binding('tcp_wrap').constants])
check('unknown', () => process.binding('nothing'))
check('not a string', () => process.binding(1))
