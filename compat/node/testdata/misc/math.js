// The functions of Math, to the last bit, and what numbers print as.
const f = new Float64Array(1), u = new BigUint64Array(f.buffer); const bits = (x) => { if (x !== x) return 'NaN'; f[0] = x; return u[0].toString(16) }
const sp = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 1.5, -1.5, 3, -3, Infinity, -Infinity, NaN, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-310, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 31, 2 ** 32 + 1, 2 ** 53, -(2 ** 53) - 2, 1e19, 1e22, 1e100, 1e300, 0.1, 0.3, 0.975, 0.99, 0.4375, 0.6875, 1.1875, 2.4375, Math.PI, Math.PI / 2, Math.PI / 4, 3 * Math.PI / 4, 100 * Math.PI, 1e5, 823549.6, 823550.7, 710, 709.78, -745.13, -745.14, 22, 700, 1e-9, 1e-20, 2 ** -28, 2 ** -27, 2 ** -54, 0.34, 0.35, 1.04, 36.7, 56, -40, 1 + 2 ** -52, 1 - 2 ** -53, 1 + 2 ** -21, 1e15, 0.2928, 0.4142, 1.4142135623730951]
const out = []
for (const n of ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'cbrt']) out.push([n, sp.concat(sp.map(x => -x)).map(x => n + '(' + x + ')=' + bits(Math[n](x)))])
const few = sp.slice(0, 18)
for (const n of ['pow', 'atan2']) { const r = []; for (const x of few) for (const y of few) r.push(n + '(' + x + ',' + y + ')=' + bits(Math[n](x, y))); out.push([n, r]) }

for (const [name, rows] of out) for (const row of rows) console.log(row)
let seed = 7
const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff
for (let i = 0; i < 120; i++) {
  const x = (random() - 0.5) * Math.pow(2, Math.floor(random() * 60 - 30))
  console.log(['sin', 'cos', 'tan', 'atan', 'exp', 'expm1', 'sinh', 'cosh', 'tanh', 'asinh', 'cbrt'].map((name) => bits(Math[name](x))).join(' '))
  console.log(['log', 'log1p', 'log2', 'log10', 'acosh'].map((name) => bits(Math[name](Math.abs(x)))).join(' '), bits(Math.asin(x % 1)), bits(Math.acos(x % 1)), bits(Math.pow(Math.abs(x), random() * 20 - 10)))
  console.log(x, x.toString(2 + i % 35), x.toFixed(i % 21), x.toPrecision(1 + i % 21), x.toExponential(i % 20))
}
