// The histograms of node:perf_hooks.
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors')
const { validateNumber, validateInteger } = require('internal/validators')

function histogram () {
  let values = []
  const sorted = () => values.slice().sort((a, b) => a - b)
  const mean = () => values.length ? values.reduce((a, b) => a + b, 0) / values.length : NaN
  return {
    get count () { return values.length },
    get min () { return values.length ? Math.min(...values) : 9223372036854776000 },
    get max () { return values.length ? Math.max(...values) : 0 },
    get mean () { return mean() },
    get stddev () { return values.length ? Math.sqrt(values.reduce((a, b) => a + (b - mean()) ** 2, 0) / values.length) : NaN },
    get exceeds () { return 0 },
    get percentiles () { return new Map([[0, sorted()[0] ?? 0], [100, sorted().at(-1) ?? 0]]) },
    percentile (p) {
      validateNumber(p, 'percentile')
      if (!(p > 0 && p <= 100)) throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', p)
      const list = sorted()
      return list.length ? list[Math.max(0, Math.ceil(p / 100 * list.length) - 1)] : 0
    },
    reset () { values = [] },
    record (value) {
      if (typeof value !== 'bigint') validateInteger(value, 'val', 1)
      values.push(Number(value))
    },
    recordDelta () {},
    enable: () => true,
    disable: () => true
  }
}

module.exports = { histogram }
