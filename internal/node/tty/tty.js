const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors')

function isatty (fd) {
  if (!Number.isInteger(fd) || fd < 0 || fd > 2) return false
  return !!(fd === 0 ? process.stdin : fd === 1 ? process.stdout : process.stderr).isTTY
}

// The number of bits of colour that a terminal shows, told from the environment.
function getColorDepth (env = process.env) {
  if (env.FORCE_COLOR !== undefined) {
    switch (env.FORCE_COLOR) {
      case '': case '1': case 'true': return 4
      case '2': return 8
      case '3': return 24
      default: return 1
    }
  }
  if (env.NODE_DISABLE_COLORS !== undefined || env.NO_COLOR !== undefined || env.TERM === 'dumb') return 1
  if (env.TMUX) return 24
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return 4
  if ('CI' in env) {
    if (['GITHUB_ACTIONS', 'GITEA_ACTIONS', 'CIRCLECI'].some((name) => name in env)) return 24
    if (['APPVEYOR', 'BUILDKITE', 'DRONE', 'GITLAB_CI', 'TRAVIS'].some((name) => name in env) || env.CI_NAME === 'codeship') return 8
    return 1
  }
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app': return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? 8 : 24
    case 'HyperTerm': case 'MacTerm': return 24
    case 'Apple_Terminal': return 8
  }
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 24
  if (env.TERM) {
    if (/truecolor/.test(env.TERM)) return 24
    if (/^xterm-256/.test(env.TERM)) return 8
    if (/ansi|color|linux|direct|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100|^vt220|^putty|^konsole|^cygwin/i.test(env.TERM)) return 4
  }
  return env.COLORTERM ? 4 : 1
}

// Gives a standard stream what a terminal's stream has.
function decorate (stream) {
  const readline = () => require('readline')
  Object.assign(stream, {
    isTTY: true,
    columns: Number(process.env.COLUMNS) || 80,
    rows: Number(process.env.LINES) || 24,
    getColorDepth,
    hasColors (count, env) {
      if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
        env = count
        count = 16
      }
      return count <= 2 ** getColorDepth(env)
    },
    getWindowSize: () => [stream.columns, stream.rows],
    cursorTo: (x, y, callback) => readline().cursorTo(stream, x, y, callback),
    moveCursor: (dx, dy, callback) => readline().moveCursor(stream, dx, dy, callback),
    clearLine: (direction, callback) => readline().clearLine(stream, direction, callback),
    clearScreenDown: (callback) => readline().clearScreenDown(stream, callback)
  })
}

function ReadStream () { throw new ERR_METHOD_NOT_IMPLEMENTED('tty.ReadStream') }
function WriteStream () { throw new ERR_METHOD_NOT_IMPLEMENTED('tty.WriteStream') }
WriteStream.prototype.getColorDepth = getColorDepth

module.exports = { isatty, ReadStream, WriteStream }
Object.defineProperty(module.exports, 'decorate', { value: decorate, enumerable: false })
