'use strict'
// Blob, File and object URLs.
const check = require('../check')
const { resolveObjectURL } = require('buffer')
const { line } = check

async function later (name, fn) {
  try {
    console.log(`${name}: ${line(await fn())}`)
  } catch (e) {
    console.log(`${name}: rejects ${e.name} ${e.code} ${e.message}`)
  }
}

for (const [name, ...args] of [
  ['nothing'], ['undefined', undefined], ['null', null], ['a string', 'abc'], ['a number', 1], ['an object', {}], ['options 1', [], 1], ['options null', [], null],
  ['options function', [], () => {}], ['endings', [], { endings: 'x' }], ['type', [], { type: 'A/B' }], ['odd type', [], { type: 'a\u00e9' }],
  ['shared', [new SharedArrayBuffer(2)]], ['views', ['abc', new DataView(new ArrayBuffer(2)), new Uint16Array(2)]]
]) check(name, () => new Blob(...args))

const blob = new Blob(['hello world'], { type: 'T/x' })
for (const args of [[], [1, 3], [-3], [-3, -1], [5, 2], [0, 1, 'Q/r'], [null, 2], [3, undefined]]) {
  check(`slice ${line(args)}`, () => blob.slice(...args))
}
for (const name of ['size', 'type', 'slice', 'stream']) {
  check(`this of ${name}`, () => {
    const { get, value } = Object.getOwnPropertyDescriptor(Blob.prototype, name)
    return Reflect.apply(get ?? value, {}, [])
  })
}
for (const [name, ...args] of [
  ['file of nothing'], ['without name', []], ['plain', [], 'n', { lastModified: 1 }], ['typed', ['a'], 'n', { type: 'x/y', lastModified: 5.9 }],
  ['date', [], 'n', { lastModified: new Date(7) }], ['not a number', [], 'n', { lastModified: 'x' }], ['null time', [], 'n', { lastModified: null }],
  ['bigint', [], 'n', { lastModified: 2n }], ['name with a slash', [], 'a/b', { lastModified: 1 }], ['null name', [], null, { lastModified: 1 }],
  ['options 1', [], 'n', 1], ['bits', 1, 'n']
]) check(name, () => new File(...args))
check('name', () => JSON.stringify(new File([], 'a\ud800').name))
check('slice of a file', () => new File(['abc'], 'n').slice(0, 1))
check('file is a blob', () => [new File([], 'n') instanceof Blob, String(new File([], 'n'))])
for (const argument of [undefined, 1, {}]) check(`object url of ${line(argument)}`, () => URL.createObjectURL(argument))
check('object url', () => /^blob:nodedata:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(URL.createObjectURL(blob)))
check('revoke nothing', () => URL.revokeObjectURL())
check('revoke another', () => URL.revokeObjectURL('x'))
check('resolve another', () => ['blob:nodedata:1', 'http://x', 'y', undefined].map(resolveObjectURL))

;(async () => {
  await later('text', () => new Blob([new Uint8Array([97]), new ArrayBuffer(1), 'é', 1, null, undefined, {}, new Blob(['z'])]).text())
  await later('surrogate', () => new Blob(['a\ud800b']).text())
  await later('set', () => new Blob(new Set(['a', 'b'])).text())
  await later('string object', () => new Blob(new String('xyz')).text()) // eslint-disable-line no-new-wrappers
  await later('bytes as a sequence', () => new Blob(new Uint8Array([1, 2])).text())
  await later('line endings', () => new Blob(['a\r\nb\nc'], { endings: 'native' }).text())
  await later('arrayBuffer', () => blob.arrayBuffer())
  await later('bytes', () => blob.bytes())
  await later('this of text', () => Blob.prototype.text.call({}))
  const chunks = []
  for await (const chunk of new Blob(['a', 'b', new Blob(['cd'])]).stream()) chunks.push(chunk)
  console.log('chunks', line(chunks))
  const reader = new Blob(['abcdef']).stream().getReader({ mode: 'byob' })
  for (const length of [2, 10, 1]) await later(`read ${length}`, () => reader.read(new Uint8Array(length)))
  const url = URL.createObjectURL(blob)
  await later('resolved', async () => [resolveObjectURL(url), await resolveObjectURL(url).text()])
  URL.revokeObjectURL(url)
  await later('revoked', () => resolveObjectURL(url))
})()
