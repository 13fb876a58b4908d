const check = require('../check'); const qs = require('querystring')
for (const s of ['a=1&b=2', 'a=1&a=2&a=3', '', '&&a', 'a', 'a=', '=b', 'a=%20+x', 'a=%zz', 'a=%E4%BD', 'x=1;y=2', 'a==b', 'é=ü', '__proto__=1', 'a%3Db=c%26d']) { check(`parse ${s}`, () => qs.parse(s)); check(`unescape ${s}`, () => qs.unescape(s)); check(`escape ${s}`, () => qs.escape(s)) }
check('sep', () => qs.parse('a:1;b:2', ';', ':')); check('max', () => qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }))
check('stringify', () => [qs.stringify({ a: [1, 'x y'], b: true, c: null, d: undefined, e: NaN, f: 5n, g: {} }), qs.stringify({ a: 1 }, ';', ':'), qs.stringify('x'), qs.stringify({ a: [] })])
check('bad', () => qs.escape('\ud800'))
