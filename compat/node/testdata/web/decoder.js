'use strict'
// TextDecoder: legacy encodings, streams, errors, and the classes' shape.
const check = require('../check')
const bytes = (...b) => Uint8Array.from(b)
const shown = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))

for (const [label, ...sequences] of [
  ['shift_jis', [0x82, 0xa0, 0xb1], [0x81, 0x20], [0xf0, 0x40], [0xfa, 0x40]],
  ['euc-jp', [0xa4, 0xa2, 0x8e, 0xb1], [0x8f, 0xb0, 0xa1], [0xa4, 0x20], [0x8f]],
  ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x50, 0x50, 0x1b, 0x28, 0x42, 0x61]],
  ['gb18030', [0x81, 0x40, 0xa6, 0xd9, 0xa8, 0xbc, 0xfe, 0xa0], [0x81, 0x35, 0xf4, 0x37], [0x90, 0x30, 0x81, 0x30], [0xaa, 0xa1, 0xa1, 0x80, 0xa2, 0xab]],
  ['euc-kr', [0xb0, 0xa1], [0xc8, 0xfe]],
  ['big5', [0xa4, 0xa4]],
  ['iso-8859-2', [0xa1, 0xb1]],
  ['windows-1251', [0xcf, 0xf0]],
  ['koi8-u', [0xa4]],
  ['macintosh', [0x8a]],
  ['utf-16be', [0x00, 0x61, 0xd8, 0x3d, 0xdc, 0xa9], [0xd8, 0x3d], [0x61]],
  ['utf-16le', [0xff, 0xfe, 0x61, 0x00], [0x3d, 0xd8, 0x61]]
]) {
  for (const sequence of sequences) {
    const input = bytes(...sequence)
    check(`${label} ${Buffer.from(input).toString('hex')}`, () => shown(new TextDecoder(label).decode(input)))
    check('  in bytes', () => {
      const decoder = new TextDecoder(label)
      let text = ''
      for (const byte of input) text += decoder.decode(bytes(byte), { stream: true })
      return shown(text + decoder.decode())
    })
    check('  fatal', () => shown(new TextDecoder(label, { fatal: true }).decode(input)))
  }
}

for (const label of ['', ' UTF8\n', '\vutf-8', 'utf-8\u00a0', 'latin1', 'ascii', 'GBK', 'replacement', 'iso-2022-cn', 'unicode', 'l5', 'none']) {
  check(`label ${JSON.stringify(label)}`, () => new TextDecoder(label).encoding)
}
check('options 1', () => new TextDecoder('utf-8', 1))
check('options null', () => new TextDecoder('utf-8', null).fatal)
check('decode 1', () => new TextDecoder().decode(1))
check('decode null', () => new TextDecoder().decode(null))
check('encodeInto', () => new TextEncoder().encodeInto('h\u00e9\ud800', bytes(0, 0, 0, 0)))
check('encodeInto clamped', () => new TextEncoder().encodeInto('a', new Uint8ClampedArray(1)))
check('encodeInto number', () => new TextEncoder().encodeInto(1, bytes(0)))
check('this of decode', () => TextDecoder.prototype.decode.call({}))
check('this of encode', () => TextEncoder.prototype.encode.call({}))
check('encoder', () => [new TextEncoder(), new TextDecoder('big5', { fatal: true })])
const detached = new Uint8Array([97, 98])
structuredClone(detached.buffer, { transfer: [detached.buffer] })
check('detached', () => new TextDecoder().decode(detached))
const descriptors = (object) => Reflect.ownKeys(object).filter((key) => typeof key === 'string').map((key) => {
  const d = Object.getOwnPropertyDescriptor(object, key)
  return `${key} ${d.enumerable} ${d.get ? 'get' : typeof d.value}`
}).sort()
check('encoder members', () => descriptors(TextEncoder.prototype))
check('decoder members', () => descriptors(TextDecoder.prototype))
