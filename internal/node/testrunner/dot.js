const { formatted } = require('internal/test_runner/reporters')

module.exports = formatted(() => {
  let column = 0
  const width = Math.max(process.stdout.columns ?? 20, 20)
  return {
    event ({ type }) {
      if (type !== 'test:pass' && type !== 'test:fail') return ''
      const mark = type === 'test:pass' ? '.' : 'X'
      if (++column < width) return mark
      column = 0
      return mark + '\n'
    },
    tail: () => '\n'
  }
})
