if (require('internal/options').getOptionValue('--pending-deprecation')) {
  process.emitWarning('The `punycode` module is deprecated. Please use a userland alternative instead.', 'DeprecationWarning', 'DEP0040')
}

const BASE = 36; const TMIN = 1; const TMAX = 26; const SKEW = 38; const DAMP = 700
const messages = { overflow: 'Overflow: input needs wider integers to process', 'not-basic': 'Illegal input >= 0x80 (not a basic code point)', 'invalid-input': 'Invalid input' }
function fail (type) { throw new RangeError(messages[type]) }

function adapt (delta, points, first) {
  let k = 0
  delta = first ? Math.floor(delta / DAMP) : delta >> 1
  delta += Math.floor(delta / points)
  for (; delta > (BASE - TMIN) * TMAX >> 1; k += BASE) delta = Math.floor(delta / (BASE - TMIN))
  return Math.floor(k + (BASE - TMIN + 1) * delta / (delta + SKEW))
}

const digitOf = (code) => code >= 0x30 && code < 0x3A ? 26 + (code - 0x30) : code >= 0x41 && code < 0x5B ? code - 0x41 : code >= 0x61 && code < 0x7B ? code - 0x61 : BASE
const threshold = (k, bias) => k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias
const charOf = (digit) => String.fromCharCode(digit + 22 + 75 * (digit < 26))
const ucs2decode = (text) => {
  const out = []
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i); const d = text.charCodeAt(i + 1)
    if (c >= 0xD800 && c <= 0xDBFF && d >= 0xDC00 && d <= 0xDFFF) {
      out.push(((c & 0x3FF) << 10) + (d & 0x3FF) + 0x10000)
      i++
    } else out.push(c)
  }
  return out
}
const ucs2encode = (codes) => String.fromCodePoint(...codes)

function decode (input) {
  const out = []
  let i = 0; let n = 128; let bias = 72
  const basic = Math.max(0, input.lastIndexOf('-'))
  for (let j = 0; j < basic; j++) {
    if (input.charCodeAt(j) >= 0x80) fail('not-basic')
    out.push(input.charCodeAt(j))
  }
  for (let index = basic > 0 ? basic + 1 : 0; index < input.length;) {
    const start = i
    for (let w = 1, k = BASE; ; k += BASE) {
      if (index >= input.length) fail('invalid-input')
      const digit = digitOf(input.charCodeAt(index++))
      if (digit >= BASE) fail('invalid-input')
      if (digit > Math.floor((2147483647 - i) / w)) fail('overflow')
      i += digit * w
      const t = threshold(k, bias)
      if (digit < t) break
      if (w > Math.floor(2147483647 / (BASE - t))) fail('overflow')
      w *= BASE - t
    }
    const length = out.length + 1
    bias = adapt(i - start, length, start === 0)
    if (Math.floor(i / length) > 2147483647 - n) fail('overflow')
    n += Math.floor(i / length)
    i %= length
    out.splice(i++, 0, n)
  }
  return String.fromCodePoint(...out)
}

function encode (input) {
  const codes = ucs2decode(input)
  const out = codes.filter((c) => c < 0x80).map((c) => String.fromCharCode(c))
  const basic = out.length
  let n = 128; let delta = 0; let bias = 72; let handled = basic
  if (basic) out.push('-')
  while (handled < codes.length) {
    const m = Math.min(...codes.filter((c) => c >= n))
    if (m - n > Math.floor((2147483647 - delta) / (handled + 1))) fail('overflow')
    delta += (m - n) * (handled + 1)
    n = m
    for (const code of codes) {
      if (code < n && ++delta > 2147483647) fail('overflow')
      if (code !== n) continue
      let q = delta
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias)
        if (q < t) break
        out.push(charOf(t + (q - t) % (BASE - t)))
        q = Math.floor((q - t) / (BASE - t))
      }
      out.push(charOf(q))
      bias = adapt(delta, handled + 1, handled === basic)
      delta = 0
      ++handled
    }
    ++delta
    ++n
  }
  return out.join('')
}

function mapDomain (domain, fn) {
  const parts = domain.split('@')
  const head = parts.length > 1 ? parts[0] + '@' : ''
  return head + parts[parts.length - 1].replace(/[\x2E\u3002\uFF0E\uFF61]/g, '.').split('.').map(fn).join('.')
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2decode, encode: ucs2encode },
  decode,
  encode,
  // eslint-disable-next-line no-control-regex
  toASCII: (input) => mapDomain(input, (s) => /[^\0-\x7F]/.test(s) ? 'xn--' + encode(s) : s),
  toUnicode: (input) => mapDomain(input, (s) => /^xn--/.test(s) ? decode(s.slice(4).toLowerCase()) : s)
}
