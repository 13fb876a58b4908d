const check = require('../check'); const util = require('util')
const cases = [['%s', 'a'], ['%s', 1n], ['%s', -0], ['%s', Symbol('x')], ['%s', { a: 1 }], ['%s', [1, [2, [3]]]], ['%s', null], ['%s', undefined], ['%s', () => 1], ['%s', class A {}], ['%s', { toString () { return 'own' } }], ['%d', '42'], ['%d', 'x'], ['%d', 5n], ['%d', {}], ['%d', Symbol('s')], ['%i', 42.9], ['%i', '7px'], ['%i', 3n], ['%f', '1.5x'], ['%f', Symbol('f')], ['%j', { a: [1] }], ['%j', undefined], ['%o', { a: 1 }], ['%O', { a: { b: { c: { d: 1 } } } }], ['%c', 'css'], ['%%'], ['%', 1], ['%x', 1], ['a%', 1], ['%s %s', 'one'], ['%s', 'one', 'two', { three: 3 }], ['%%s%s', 'foo'], [1, 'a', { b: 2 }], ['a', 'b', 3], [], [undefined], ['%s:%s', 'a'], ['%d%%', 50], [new Map([[1, 2]]), 'x'], ['%s', Object.create(null)], ['%i', -0], ['%s', 'a\nb']]
for (const c of cases) check(c.map(String.bind ? (x) => { try { return String(x) } catch { return 'null-proto' } } : String).join('|'), () => util.format(...c))
const cyc = {}; cyc.c = cyc
check('cycle', () => util.format('%j', cyc))
check('withOptions', () => util.formatWithOptions({ colors: true }, '%s %O', 'a', { b: 1 }))
