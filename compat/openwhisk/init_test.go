package openwhisk

import "testing"

const alreadyInitialised = "Cannot initialize the action more than once."

var initRows = []row{
	{name: "good init writes no sentinel and nothing at all", steps: []step{code(`function main() { return {} }`).quiet()}},
	{name: "value missing", steps: []step{
		post("/init", `{}`).fails(403, "Missing main/no code to execute.").quiet(),
		code(`function main() { return { later: 'good' } }`),
		run(`{}`).gives(200, `{"later":"good"}`),
	}},
	{name: "main or code missing, empty, null or no string", steps: []step{
		post("/init", `{"value":{}}`).fails(403, "Missing main/no code to execute.").quiet(),
		post("/init", `{"value":null}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":"x"}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":{"main":"main"}}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":{"code":"function main(){}"}}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":{"main":"","code":"function main(){}"}}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":{"main":"main","code":""}}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":{"main":null,"code":"function main(){}"}}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":{"main":1,"code":"function main(){}"}}`).fails(403, "Missing main/no code to execute."),
		post("/init", `{"value":{"main":"main","code":["function main(){}"]}}`).fails(403, "Missing main/no code to execute."),
		code(`function main() { return {} }`),
	}},
	{name: "empty body and empty array are an empty object", steps: []step{
		post("/init", ``).fails(403, "Missing main/no code to execute."),
		post("/init", `[]`).fails(403, "Missing main/no code to execute."),
	}},
	{name: "twice", steps: []step{
		code(`function main() { return {} }`),
		code(`function main() { return {} }`).refused(alreadyInitialised),
		run(`{}`).gives(200, `{}`),
	}},
	{name: "twice, after a run that stopped the container", steps: []step{
		code(`function main() { throw new Error('x') }`),
		run(`{}`).failsWith(502, "An error has occurred: Error: x").ended(),
		code(`function main() { return {} }`).refused(alreadyInitialised),
	}},
	{name: "a failed init is terminal", steps: []step{
		code(`function main( {`).loadFails("SyntaxError"),
		code(`function main() { return {} }`).refused("System not ready, status is stopped."),
		run(`{}`).refused("System not initialized."),
	}},
	{name: "throw at top level", steps: []step{code(`throw new Error('at the top')`).loadFails("Error: at the top")}},
	{name: "throw of a text", steps: []step{code(`throw 'only text'`).fails(502, "Initialization has failed due to: only text").err("Error during initialization: only text").ended()}},
	{name: "throw of an object without stack", steps: []step{code(`throw { a: 1 }`).fails(502, "Initialization has failed due to: [object Object]").err("Error during initialization: { a: 1 }").ended()}},
	{name: "throw of null", steps: []step{code(`throw null`).fails(500, "Internal error.").ended(), code(`function main(){}`).refused("System not ready, status is stopped.")}},
	{name: "throw of undefined", steps: []step{code(`throw undefined`).fails(500, "Internal error.").ended()}},
	{name: "main is no function", steps: []step{code(`var main = 3`).fails(502, "Initialization has failed due to: Action entrypoint 'main' is not a function.").
		err("Error during initialization: Action entrypoint 'main' is not a function.").ended()}},
	{name: "main is nowhere", steps: []step{code(`var other = 3`).loadFails("Action entrypoint 'main' is not a function.")}},
	{name: "missing module", steps: []step{code(`require('no-such-module'); function main() {}`).loadFails("Cannot find module 'no-such-module'")}},
	{name: "malformed JSON, a scalar, white space: not terminal", steps: []step{
		post("/init", `{"value":`).fails(500, "Bad request."),
		post("/init", `"text"`).fails(500, "Bad request."),
		post("/init", `17`).fails(500, "Bad request."),
		post("/init", `null`).fails(500, "Bad request."),
		post("/init", `   `).fails(500, "Bad request."),
		post("/init", `{"value":{"main":"main","code":"x"}} trailing`).fails(500, "Bad request."),
		code(`function main() { return { fine: true } }`),
		run(`{}`).gives(200, `{"fine":true}`),
	}},
	{name: "output of a good init belongs to the first run", steps: []step{
		code(`console.log('top out'); console.error('top err'); function main() { return {} }`).out("top out\n").err("top err\n"),
		run(`{}`),
	}},
	{name: "main with a name of its own", steps: []step{
		codeMain(`function hello(p) { return { hi: p.name } }`, "hello"),
		run(`{"name":"you"}`).gives(200, `{"hi":"you"}`),
	}},
	{name: "code with a lone surrogate and other Unicode", steps: []step{
		code("function main() { return { a: 'ä😀', b: '\u2028' } }"),
		run(`{}`).gives(200, "{\"a\":\"ä😀\",\"b\":\"\u2028\"}"),
	}},
	{name: "binary is falsy when it is false, null, 0 or empty", steps: []step{
		post("/init", initBody(map[string]string{"main": `"main"`, "code": quote(`function main() { return {} }`), "binary": `0`})).gives(200, `{"OK":true}`),
	}},
}

var envRows = []row{
	{name: "env reaches top-level code, every type as text", steps: []step{
		post("/init", initBody(map[string]string{"main": `"main"`, "code": quote(`var seen = { ...process.env }; function main() { return { S: seen.S, O: seen.O, A: seen.A, N: seen.N, T: seen.T, F: seen.F, Z: seen.Z, U: seen.U, now: process.env.S } }`),
			"env": `{"S":"text","O":{"a":[1, 2]},"A":[1,"x"],"N":1.50,"T":true,"F":false,"Z":0,"U":null}`})).gives(200, `{"OK":true}`),
		run(`{}`).gives(200, `{"S":"text","O":"{\"a\":[1,2]}","A":"[1,\"x\"]","N":"1.5","T":"true","F":"","Z":"","U":"","now":"text"}`),
	}},
	{name: "the container's own environment is visible", env: []string{"__OW_API_HOST=https://example.invalid", "OTHER=o"}, steps: []step{
		code(`const main = () => ({ host: process.env.__OW_API_HOST, other: process.env.OTHER })`),
		run(`{}`).gives(200, `{"host":"https://example.invalid","other":"o"}`),
	}},
	{name: "env that is no object is ignored", steps: []step{
		post("/init", initBody(map[string]string{"main": `"main"`, "code": `"function main(){return {}}"`, "env": `"x"`})).gives(200, `{"OK":true}`),
	}},
}

var plainCodeRows = []row{
	{name: "function declaration", steps: []step{code(`function main(args) { return { got: args } }`), run(`{"a":1}`).gives(200, `{"got":{"a":1}}`)}},
	{name: "const main", steps: []step{code(`const main = args => ({ c: args.c })`), run(`{"c":2}`).gives(200, `{"c":2}`)}},
	{name: "let and class around it", steps: []step{code(`let n = 0; class A { f() { return ++n } } let main = () => ({ n: new A().f() })`), run(`{}`).gives(200, `{"n":1}`), run(`{}`).gives(200, `{"n":2}`)}},
	{name: "undeclared assignment makes a global (sloppy mode)", steps: []step{code(`counter = 1; main = function () { return { counter: ++counter, global: global.counter } }`), run(`{}`).gives(200, `{"counter":2,"global":2}`)}},
	{name: "global.main", steps: []step{code(`global.main = () => ({ via: 'global' })`), run(`{}`).gives(200, `{"via":"global"}`)}},
	{name: "module.exports.main", steps: []step{code(`module.exports.main = () => ({ via: 'module.exports' })`), run(`{}`).gives(200, `{"via":"module.exports"}`)}},
	{name: "module.exports = { main }", steps: []step{code(`module.exports = { main: () => ({ via: 'object' }) }`), run(`{}`).gives(200, `{"via":"object"}`)}},
	{name: "exports.main", steps: []step{code(`exports.main = () => ({ via: 'exports' })`), run(`{}`).gives(200, `{"via":"exports"}`)}},
	{name: "dotted main", steps: []step{codeMain(`var a = { b: { c: () => ({ deep: true }) } }`, "a.b.c"), run(`{}`).gives(200, `{"deep":true}`)}},
	{name: "dotted main on module.exports", steps: []step{codeMain(`module.exports.a = { b: () => ({ deep: 2 }) }`, "a.b"), run(`{}`).gives(200, `{"deep":2}`)}},
	{name: "return at top level is the handler", steps: []step{code(`return () => ({ returned: 1 })`), run(`{}`).gives(200, `{"returned":1}`)}},
	{name: "trailing line comment", steps: []step{code(`function main() { return { ok: 1 } } // the end`), run(`{}`).gives(200, `{"ok":1}`)}},
	{name: "use strict", steps: []step{code("'use strict'\nfunction main() { return { self: this === undefined ? 'none' : typeof this } }"), run(`{}`).gives(200, `{"self":"object"}`)}},
	{name: "require, module, exports, __dirname, fs and path are there", steps: []step{
		code(`function main() { return { t: [typeof require, typeof module, typeof exports, typeof __dirname, typeof fs.readFileSync, typeof path.join].join() } }`),
		run(`{}`).gives(200, `{"t":"function,object,object,string,function,function"}`),
	}},
	{name: "declaring fs and path again", steps: []step{code(`const fs = require('fs'), path = require('path'), util = require('util'); function main() { return { a: typeof fs.existsSync, b: path.sep, c: util.format('%d', 1) } }`),
		run(`{}`).gives(200, `{"a":"function","b":"/","c":"1"}`)}},
	{name: "the working directory is not changed", steps: []step{code(`function main() { return { same: process.cwd() === __dirname } }`), run(`{}`)}},
	{name: "main as an injection is no function", ours: true, steps: []step{codeMain(`function main() { return {} }`, `main; console.log('injected')`).loadFails("is not a function").out()}},
	{name: "a thrown getter", steps: []step{code(`Object.defineProperty(global, 'main', { get() { throw new Error('from the getter') } })`).loadFails("Error: from the getter")}},
	{name: "async generators and for await", steps: []step{
		code(`async function* g() { yield 1; yield 2 } async function main() { let s = 0; for await (const x of g()) s += x; return { s } }`),
		run(`{}`).gives(200, `{"s":3}`),
	}},
	{name: "an ES module as plain code", ours: true, steps: []step{
		code("import path from 'path'\nexport function main(p) { return { base: path.basename(p.file) } }"),
		run(`{"file":"/a/b.txt"}`).gives(200, `{"base":"b.txt"}`),
	}},
	{name: "an ES module with a default export", ours: true, steps: []step{
		code("export default function (p) { return { got: p.x } }"),
		run(`{"x":1}`).gives(200, `{"got":1}`),
	}},
	{name: "TypeScript as plain code", ours: true, steps: []step{
		code("interface P { a: number }\nexport function main(p: P): { twice: number } { return { twice: p.a * 2 } }"),
		run(`{"a":21}`).gives(200, `{"twice":42}`),
	}},
	{name: "TypeScript that exports nothing", ours: true, steps: []step{
		code("type P = { a: number }\nfunction main(p: P): object { return { next: p.a + 1 } }"),
		run(`{"a":1}`).gives(200, `{"next":2}`),
	}},
}

func TestInit(t *testing.T)      { testRows(t, initRows) }
func TestEnv(t *testing.T)       { testRows(t, envRows) }
func TestPlainCode(t *testing.T) { testRows(t, plainCodeRows) }

func testRows(t *testing.T, rows []row) {
	for _, r := range rows {
		t.Run(r.name, r.test)
	}
}
