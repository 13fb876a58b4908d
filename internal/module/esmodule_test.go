package module_test

import "testing"

func TestModulesAreLinkedLive(t *testing.T) {
	runFiles(t, map[string]string{
		"main.mjs": `import d, { count, inc, hoisted as h } from './a.mjs'
			import * as a from './a.mjs'
			import c, { named } from './c.cjs'
			import data from './d.json' with { type: 'json' }
			import fs from 'node:fs'
			print(d(), count, inc(), count, a.count, h, Object.keys(a), a[Symbol.toStringTag], typeof c, named, data.x, typeof fs)
			try { count = 5 } catch (e) { print(e.name, e.message) }
			try { a.count = 5 } catch (e) { print(e.name) }
			print(import.meta.url, import.meta.filename, import.meta.dirname, import.meta.resolve('./a.mjs'))
			const dyn = await import('./a.mjs')
			print(dyn === a, this)`,
		"a.mjs": `export let count = 1
			export function inc() { return ++count }
			export { late as hoisted } from './b.mjs'
			export default () => 'd' + inc.name`,
		"b.mjs":  `import { inc } from './a.mjs'; export const late = typeof inc`,
		"c.cjs":  `exports.named = 'N'; import('./a.mjs').then(a => print('from cjs', a.count))`,
		"d.json": `{"x": 1}`,
	}, "main.mjs").expect(t,
		"dinc 1 2 2 2 function count,default,hoisted,inc Module object N 1 object",
		"TypeError Assignment to constant variable.", "TypeError",
		"file:///main.mjs /main.mjs / file:///a.mjs", "from cjs 2", "true undefined")
}

func TestDeadZoneBetweenModules(t *testing.T) {
	runFiles(t, map[string]string{
		"main.mjs": `import './a.mjs'; export const x = 1`,
		"a.mjs":    `import { x } from './main.mjs'; try { x } catch (e) { print(e.name) }`,
	}, "main.mjs").expect(t, "ReferenceError")
}

func TestTopLevelAwaitOrder(t *testing.T) {
	runFiles(t, map[string]string{
		"main.mjs": `import './a.mjs'; import './b.mjs'; print('main')`,
		"a.mjs":    `print('a1'); await 0; print('a2')`,
		"b.mjs":    `print('b')`,
	}, "main.mjs").expect(t, "a1", "b", "a2", "main")
}

func TestLoweredSyntax(t *testing.T) {
	runFiles(t, map[string]string{
		"main.mjs": `async function* g() { yield 1; yield 2 }
			for await (const x of g()) print(x)
			import { Kind } from './k.ts'
			print(Kind.B, /[\p{L}]/v.test('é'))
			{ using r = { [Symbol.dispose]() { print('disposed') } }; print('used') }`,
		"k.ts": `export enum Kind { A, B }; const x: number = 1; export type T = string`,
	}, "main.mjs").expect(t, "1", "2", "1 true", "used", "disposed")
}

func TestRequireOfModule(t *testing.T) {
	runFiles(t, map[string]string{
		"main.js": `print(require('./a.mjs').x, require('./b').default, require('./b').__esModule)
			try { require('./tla.mjs') } catch (e) { print(e.code) }
			try { require('./bad.mjs') } catch (e) { print(e.name, e.message) }`,
		"a.mjs":   `export const x = 1`,
		"b.js":    `export default 2`,
		"tla.mjs": `await 0`,
		"bad.mjs": `import { nope } from './a.mjs'`,
	}, "main.js").expect(t, "1 2 true", "ERR_REQUIRE_ASYNC_MODULE", "SyntaxError The requested module './a.mjs' does not provide an export named 'nope'")
}

func TestFunctionConstructorsTakeImport(t *testing.T) {
	runFiles(t, map[string]string{
		"main.js": `const load = new Function('s', 'return import(s)')
			load('./a.mjs').then((ns) => print(ns.x, load.name, load.length))
			const AsyncFunction = (async () => {}).constructor
			new AsyncFunction('s', 'return (await import(s)).x')('./a.mjs').then((x) => print(x))
			try { new Function('return ][') } catch (e) { print(e.name) }
			print(new Function('a', 'b', 'return a + b')(1, 2))`,
		"a.mjs": "export const x = 'imported'",
	}, "main.js").expect(t, "SyntaxError", "3", "imported anonymous 1", "imported")
}

func TestTypeScript(t *testing.T) {
	runFiles(t, map[string]string{
		"main.ts": `import type { T } from './types'
			import { E, helper } from './b.ts'
			interface P { a: number }
			const f = <X,>(v: X): X => v
			class A { constructor(private y: number) {} get z(): number { return this.y } }
			print(E.B, helper({ a: 2 } satisfies P), f('g'), new A(5).z, await Promise.resolve('tla'))
			import c from './c.cts'
			print(c.n)`,
		"b.ts": "export enum E { A, B = 'bee' }\nexport function helper(p: { a: number }): string { return `h${p.a}` }",
		"c.cts": `const n: number = require('./d.ts').q
			export = { n }`,
		"d.ts": `exports.q = 1 as number`,
	}, "main.ts").expect(t, "bee h2 g 5 tla", "1")
}
