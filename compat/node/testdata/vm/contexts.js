// What scripts of a context see and leave behind.
const vm = require('vm')
const check = require('../check')
const context = vm.createContext({ x: 1, host: (v) => typeof v })
const run = (code, options) => vm.runInContext(code, context, options)
for (const code of ['var a = 1; a + 1', 'function f () { return a } f()', 'f = 5; f', 'let l = 1; const k = 2; class C {}; l + k', 'l + k', 'typeof C', 'k = 3',
  'let l = 2', 'var l', 'typeof nothing', 'nothing', 'typeof process', 'this.x', 'globalThis.x', 'this === globalThis', '(function () { return this })() === this',
  '(() => this)() === this', '(function () { "use strict"; return this })()', '"use strict"; x = 2; x', '"use strict"; undeclared = 1', 'undeclared = 1; undeclared',
  'delete undeclared', 'delete x', 'for (var i = 0; i < 3; i++); i', 'for (var [p, { q }] of [[1, { q: 2 }]]); [p, q]', 'if (true) { var inner = 1 }; inner',
  'switch (1) { case 1: var s = 2 } s', 'try { throw 1 } catch { var t = 3 } t', 'label: for (const v of [1]) { break label }', 'host(this)', '[] instanceof Array',
  'Object.keys(this).sort()', '"a" in this', 'eval("a")', 'new Function("return typeof a")()', '(0, eval)("typeof require")',
  'tdz; let tdz = 1', 'var { m = 4, ...rest } = { n: 1 }; [m, rest]', '({ f () { return this === globalThis } }).f()', 'with ({ w: 1 }) { var w2 = w } w2']) {
  if (/eval\)|new Function/.test(code)) continue // the engine has one set of built-ins: these run code on the main global object
  check(code, () => run(code))
}
check('sandbox', () => Object.keys(context).sort())
check('main', () => [typeof a, typeof l, typeof undeclared].join()) // eslint-disable-line no-undef
check('a getter', () => vm.runInNewContext('v + v', { get v () { return 2 } }))
check('the sandbox inside is the global object', () => { const s = vm.createContext({}); s.self = s; return vm.runInContext('self === this', s) })
check('const of two scripts', () => { const s = vm.createContext(); vm.runInContext('const c = 1', s); return vm.runInContext('c', s) })
check('timeout', () => vm.runInNewContext('for (;;);', {}, { timeout: 5 }))
check('timeout on the main object', () => vm.runInThisContext('for (;;);', { timeout: 5 }))
check('after a timeout', () => vm.runInThisContext('1 + 1', { timeout: 1000 }))
check('strings', () => vm.runInContext('eval("1")', vm.createContext({}, { codeGeneration: { strings: false } })))
for (const [name, f] of Object.entries({
  code: () => vm.compileFunction(),
  params: () => vm.compileFunction('', null),
  extension: () => vm.compileFunction('', [], { contextExtensions: [1] }),
  body: () => vm.compileFunction('}); (function () {'),
  name: () => vm.createContext({}, { name: 1 }),
  mode: () => vm.createContext({}, { microtaskMode: 'x' }),
  filename: () => new vm.Script('', { filename: 1 }),
  offset: () => new vm.Script('', { lineOffset: 'x' }),
  data: () => new vm.Script('', { cachedData: 'x' }),
  'timeout of nothing': () => vm.runInThisContext('', { timeout: 0 }),
  'no context': () => vm.runInContext('', {}),
  memory: () => vm.measureMemory({ mode: 'x' })
})) check(name, f)
check('functions', () => {
  const f = vm.compileFunction('return p + q + y', ['p', 'q'], { contextExtensions: [{ y: 3 }] })
  return [f(1, 2), vm.compileFunction('return x', [], { parsingContext: vm.createContext({ x: 9 }) })(), vm.compileFunction('\nreturn 1').toString()]
})
check('data', () => {
  const data = new vm.Script('1').createCachedData()
  return [new vm.Script('1', { cachedData: data }).cachedDataRejected, new vm.Script('22', { cachedData: data }).cachedDataRejected]
})
check('the place of a failure', () => { try { vm.runInNewContext('\nfail()', {}, 'place.js') } catch (e) { return e.stack.split('\n').slice(0, 5) } })
