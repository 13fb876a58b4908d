// How many colours a terminal shows, told from the environment.
const [none, few, many, all] = [1, 4, 8, 24] // bits

const builders = ['APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TRAVIS']
const programs = { HyperTerm: all, MacTerm: all, Apple_Terminal: many }
const terminals = { __proto__: null, mosh: all, 'rxvt-unicode-24bit': all, terminator: all }
for (const name of ['eterm', 'cons25', 'console', 'cygwin', 'dtterm', 'gnome', 'hurd', 'jfbterm', 'konsole', 'kterm', 'mlterm', 'putty', 'st']) terminals[name] = few
const colourful = /ansi|color|linux|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100/

let warned = false
function warnOfIgnored (env) {
  if (warned) return
  const ignored = ['NODE_DISABLE_COLORS', 'NO_COLOR'].filter((name) => env[name] !== undefined && env[name] !== '')
  if (ignored.length === 0) return
  warned = true
  process.emitWarning(`The '${ignored.join("' and '")}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning')
}

function forced (env) {
  const depth = { '': few, 1: few, true: few, 2: many, 3: all }[env.FORCE_COLOR]
  if (depth === undefined) return none
  warnOfIgnored(env)
  return depth
}

// windows shows more colours since certain builds of its version 10.
function windows () {
  const [major, , build] = require('os').release().split('.').map(Number)
  if (major >= 10 && build >= 14931) return all
  return major >= 10 && build >= 10586 ? many : few
}

// getColorDepth gives it as a number of bits.
function getColorDepth (env = process.env) {
  if (env.FORCE_COLOR !== undefined) return forced(env)
  if (env.NODE_DISABLE_COLORS !== undefined || env.NO_COLOR !== undefined || env.TERM === 'dumb') return none
  if (process.platform === 'win32') return windows()
  if (env.TMUX) return many
  if (env.CI) return builders.some((name) => name in env) || env.CI_NAME === 'codeship' ? many : none
  if ('TEAMCITY_VERSION' in env) return /^(?:9\.0*[1-9]\d*\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? few : none
  if (env.TERM_PROGRAM === 'iTerm.app') return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? many : all
  if (Object.hasOwn(programs, env.TERM_PROGRAM ?? '')) return programs[env.TERM_PROGRAM]
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return all
  if (env.TERM) {
    if (/^xterm-256/.test(env.TERM)) return many
    const name = env.TERM.toLowerCase()
    if (terminals[name]) return terminals[name]
    if (colourful.test(name)) return few
  }
  return env.COLORTERM ? few : none
}

module.exports = { getColorDepth }
