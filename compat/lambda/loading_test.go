package lambda

import (
	"testing"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
)

const ok = `exports.handler = async () => 'ok'`

func files(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

var answersOK = []event{{want: `"ok"`}}

// TestHandlerNames: how _HANDLER is taken apart, and what is loaded for it.
func TestHandlerNames(t *testing.T) {
	runRows(t, []row{
		{name: "plain", code: ok, events: answersOK},
		{name: "in a directory", files: files("src/app.js", ok), handler: "src/app.handler", events: answersOK},
		{name: "in nested directories", files: files("a/b/c/app.js", ok), handler: "a/b/c/app.handler", events: answersOK},
		{name: "with a leading dot-slash", files: files("src/app.js", ok), handler: "./src/app.handler", events: answersOK},
		{name: "nested property", code: `exports.api = {v1: {get: async () => 'ok'}}`, handler: "index.api.v1.get", events: answersOK},
		{name: "nested default export", files: files("index.mjs", `export default {handler: async () => 'ok'}`), handler: "index.default.handler", events: answersOK},
		{name: "module.exports is a class instance", code: `class A { async handler() { return 'ok' } }; module.exports = new A()`, events: answersOK},
		{name: "dots end the module at the first one", files: files("my.module.js", ok), handler: "my.module.handler",
			init: &failure{kind: "Runtime.ImportModuleError", message: "Error: Cannot find module 'my'\nRequire stack:\n- ..."}, exit: code(129)},
		{name: "dot dot", code: ok, handler: "../x/index.handler",
			init: &failure{kind: "Runtime.MalformedHandlerName", message: "'../x/index.handler' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
				trace: []string{"Runtime.MalformedHandlerName: '../x/index.handler' is not a valid handler name..."}}, exit: code(129)},
		{name: "no dot", code: ok, handler: "index", init: &failure{kind: "Runtime.MalformedHandlerName", message: "Bad handler"}, exit: code(129)},
		{name: "undefined export", code: ok, handler: "index.nope",
			init: &failure{kind: "Runtime.HandlerNotFound", message: "index.nope is undefined or not exported"}, exit: code(129)},
		{name: "undefined nested export", code: ok, handler: "index.a.b.c",
			init: &failure{kind: "Runtime.HandlerNotFound", message: "index.a.b.c is undefined or not exported"}, exit: code(129)},
		{name: "export that is no function", code: `exports.handler = {}`,
			init: &failure{kind: "Runtime.HandlerNotFound", message: "index.handler is not a function"}, exit: code(129)},
		{name: "export that is a string", code: `exports.handler = 'text'`,
			init: &failure{kind: "Runtime.HandlerNotFound", message: "index.handler is not a function"}, exit: code(129)},
		{name: "init error header", code: ok, handler: "index.nope", exit: code(129), logs: []string{"\tERROR\tUncaught Exception \t{\"errorType\":\"Runtime.HandlerNotFound\",\"errorMessage\":\"index.nope is undefined or not exported\",\"stack\":["}},
	})
}

// TestResolutionOrder: which of several files the module's name means.
func TestResolutionOrder(t *testing.T) {
	says := func(text string) string { return "exports.handler = async () => '" + text + "'" }
	exports := func(text string) string { return "export const handler = async () => '" + text + "'" }
	runRows(t, []row{
		{name: "no extension first", files: files("index", says("ok"), "index.js", says("js")), events: answersOK},
		{name: "js before mjs", files: files("index.js", says("ok"), "index.mjs", exports("mjs"), "index.cjs", says("cjs")), events: answersOK},
		{name: "mjs before cjs", files: files("index.mjs", exports("ok"), "index.cjs", says("cjs")), events: answersOK},
		{name: "cjs", files: files("index.cjs", says("ok")), events: answersOK},
		{name: "mjs", files: files("index.mjs", exports("ok")), events: answersOK},
		{name: "type module makes js a module", files: files("package.json", `{"type":"module"}`, "index.js", exports("ok")), events: answersOK},
		{name: "type module with a cjs", files: files("package.json", `{"type":"module"}`, "index.cjs", says("ok")), events: answersOK},
		{name: "type module of a parent", files: files("package.json", `{"type":"module"}`, "a/b/index.js", exports("ok")), handler: "a/b/index.handler", events: answersOK},
		{name: "nearest package.json wins", files: files("package.json", `{"type":"module"}`, "a/package.json", `{}`, "a/index.js", says("ok")), handler: "a/index.handler", events: answersOK},
		{name: "type commonjs", files: files("package.json", `{"type":"commonjs"}`, "index.js", says("ok")), events: answersOK},
		{name: "broken package.json is warned of, then fails as in node", files: files("package.json", `{`, "index.js", says("ok")),
			init: &failure{kind: "Runtime.UserCodeSyntaxError", message: "SyntaxError: Error parsing ..."}, exit: code(129),
			logs: []string{"\tundefined\tWARN\t", "package.json cannot be read, it will be ignored for ES module detection purposes."}},
		{name: "directory with an index", files: files("app/index.js", says("ok")), handler: "app.handler", events: answersOK},
		{name: "node_modules", files: files("node_modules/pkg/index.js", says("ok")), handler: "pkg.handler", events: answersOK},
		{name: "node_modules of the module's directory", files: files("sub/node_modules/pkg/index.js", says("ok")), handler: "sub/pkg.handler", events: answersOK},
		{name: "falsy exports go on", files: files("index.js", `module.exports = null`, "index.cjs", says("ok")), events: answersOK},
		{name: "promise of exports", code: `module.exports = Promise.resolve({handler: async () => 'ok'})`, events: answersOK},
		{name: "top-level await", files: files("index.mjs", `const word = await new Promise(r => setTimeout(r, 5, 'ok')); export const handler = async () => word`), events: answersOK},
		{name: "module imports", files: files("index.mjs", `import {word} from './word.mjs'; import fs from 'node:fs'; export const handler = async () => fs.existsSync('.') && word`,
			"word.mjs", `export const word = 'ok'`), events: answersOK},
		{name: "commonjs imports dynamically", files: files("index.js", `exports.handler = async () => (await import('./word.mjs')).word`, "word.mjs", `export const word = 'ok'`), events: answersOK},
		{name: "requires its own files and packages", files: files("index.js", `const a = require('./lib/a'), b = require('b'); exports.handler = async () => a + b`,
			"lib/a.js", `module.exports = 'o'`, "node_modules/b/package.json", `{"main":"x.js"}`, "node_modules/b/x.js", `module.exports = 'k'`), events: answersOK},
		{name: "reads files relative to the working directory", files: files("index.js", `exports.handler = async () => require('fs').readFileSync('data.txt', 'utf8')`, "data.txt", "ok"), events: answersOK},
		{name: "bare specifier below the task root", files: files("index.js", `exports.handler = async () => require('lib/word')`, "lib/word.js", `module.exports = 'ok'`), events: answersOK, beyond: true},
		{name: "NODE_PATH of the managed runtime", code: `exports.handler = async () => process.env.NODE_PATH.split(':').slice(0, 4)`, beyond: true,
			events: []event{{want: `["/opt/nodejs/node20/node_modules","/opt/nodejs/node_modules","/var/runtime/node_modules","/var/runtime"]`}}},
		{name: "AWS_EXECUTION_ENV of the managed runtime", code: `exports.handler = async () => process.env.AWS_EXECUTION_ENV`, beyond: true, events: []event{{want: `"AWS_Lambda_nodejs20.x"`}}},
		{name: "main module is not the handler", code: `exports.handler = async () => require.main === module ? 'main' : 'ok'`, events: answersOK},
		{name: "working directory", code: `exports.handler = async () => process.cwd() === process.env.LAMBDA_TASK_ROOT ? 'ok' : process.cwd()`, events: answersOK},
		{name: "global gc", code: `exports.handler = async () => { gc(); return typeof globalThis.gc === 'function' ? 'ok' : 'no' }`, events: answersOK, beyond: true},
	})
}

// TestLoadingErrors: what keeps a function from loading is posted to init/error, logged, and ends the process with 129.
func TestLoadingErrors(t *testing.T) {
	syntax := &failure{kind: "Runtime.UserCodeSyntaxError", message: "SyntaxError: ..."}
	runRows(t, []row{
		{name: "syntax error", code: `exports.handler = async ( => 1`, init: syntax, exit: code(129),
			logs: []string{"\tundefined\tERROR\tUncaught Exception \t{\"errorType\":\"Runtime.UserCodeSyntaxError\",\"errorMessage\":\"SyntaxError: "}},
		{name: "syntax error in a required file", files: files("index.js", `require('./b')`, "b.js", `)`), init: syntax, exit: code(129)},
		{name: "syntax error in a module", files: files("index.mjs", `export const = 1`), init: syntax, exit: code(129)},
		{name: "SyntaxError thrown while loading", code: `JSON.parse('{')`, init: syntax, exit: code(129)},
		{name: "missing module", files: files("other.js", ok),
			init: &failure{kind: "Runtime.ImportModuleError", message: "Error: Cannot find module 'index'\nRequire stack:\n- ...", trace: []string{"Runtime.ImportModuleError: Error: Cannot find module 'index'", "Require stack:"}}, exit: code(129)},
		{name: "missing require", code: `require('nope')`,
			init: &failure{kind: "Runtime.ImportModuleError", message: "Error: Cannot find module 'nope'\nRequire stack:\n- ..."}, exit: code(129)},
		{name: "missing relative require", code: `require('./nope')`,
			init: &failure{kind: "Runtime.ImportModuleError", message: "Error: Cannot find module './nope'\nRequire stack:\n- ..."}, exit: code(129)},
		{name: "missing import keeps its own type", files: files("index.mjs", `import './nope.mjs'; export const handler = async () => 1`),
			init: &failure{kind: "Error", message: "Cannot find module ..."}, exit: code(129)},
		{name: "error thrown while loading", code: `throw new Error('at load')`,
			init: &failure{kind: "Error", message: "at load", trace: []string{"Error: at load", "    at ..."}}, exit: code(129)},
		{name: "type error while loading", code: `null.x`, init: &failure{kind: "TypeError", message: "Cannot read propert..."}, exit: code(129)},
		{name: "custom error while loading", code: `class Mine extends Error { constructor(m) { super(m); this.name = 'Mine' } }; throw new Mine('own')`,
			init: &failure{kind: "Mine", message: "own"}, exit: code(129)},
		{name: "string thrown while loading", code: `throw 'text'`, init: &failure{kind: "string", message: "text", trace: []string{}}, exit: code(129)},
		{name: "compile error of WebAssembly", code: `new WebAssembly.Module(new Uint8Array([1,2,3,4,5,6,7,8]))`,
			init: &failure{kind: "CompileError", message: "WebAssembly.Module(): ..."}, exit: code(129)},
		{name: "rejected top-level await", files: files("index.mjs", `await Promise.reject(new RangeError('late')); export const handler = 1`),
			init: &failure{kind: "RangeError", message: "late"}, exit: code(129)},
		{name: "unhandled rejection while loading", code: `Promise.reject(new Error('nobody')); exports.handler = async () => 1`, beyond: true,
			init: &failure{kind: "Runtime.UnhandledPromiseRejection", message: "Error: nobody", trace: []string{"Runtime.UnhandledPromiseRejection: Error: nobody"}}, exit: code(128),
			logs: []string{"\tundefined\tERROR\tUnhandled Promise Rejection \t{\"errorType\":\"Runtime.UnhandledPromiseRejection\",\"errorMessage\":\"Error: nobody\""}},
		{name: "handled rejection while loading", code: `Promise.reject(new Error('x')).catch(() => {}); exports.handler = async () => 'ok'`, events: answersOK},
		{name: "exit while loading", code: `process.exit(7)`, exit: code(7), logs: []string{"!Uncaught"}},
		{name: "exit 0 while loading", code: `process.exit()`, exit: code(0)},
		{name: "malformed streaming symbol", beyond: true, // the reference forgot to import the class
			code: `exports.handler = async () => 1; exports.handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'request'`,
			init: &failure{kind: "Runtime.MalformedStreamingHandler", message: "Only response streaming is supported."}, exit: code(129)},
		{name: "callback handlers are warned of", code: `exports.handler = (e, c, cb) => cb(null, 'ok')`, events: answersOK,
			logs: []string{"\tundefined\tWARN\tAWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24."}},
		{name: "the warning can be disabled", code: `exports.handler = (e, c, cb) => cb(null, 'ok')`, events: answersOK,
			env: []string{"AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING=1"}, logs: []string{"!Node.js 24"}},
		{name: "async handlers are not warned of", code: `exports.handler = async (e, c, cb) => 'ok'`, events: answersOK, logs: []string{"!Node.js 24"}},
		{name: "awslambda exists while loading", code: `const kind = typeof awslambda.streamifyResponse + typeof awslambda.HttpResponseStream.from; exports.handler = async () => kind`,
			events: []event{{want: `"functionfunction"`}}},
		{name: "awslambda can be left out", code: `exports.handler = async () => typeof awslambda`, env: []string{"AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA=1"}, events: []event{{want: `"undefined"`}}},
	})
}

// TestInitErrorHeaders: the type is in a header too.
func TestInitErrorHeaders(t *testing.T) {
	p := start(t, function{files: files("index.js", `throw new TypeError('x')`)})
	posted := p.initError()
	checkHeader(t, posted, "Lambda-Runtime-Function-Error-Type", "TypeError")
	checkHeader(t, posted, "Content-Type", "application/json")
	if posted.Chunked {
		t.Error("the body has no Content-Length")
	}
	if got := p.exitCode(); got != 129 {
		t.Errorf("exit code %d, want 129", got)
	}
	if p.api.Nexts() != 0 {
		t.Error("an event was asked for after the failure")
	}
}

func checkHeader(t *testing.T, posted fakeapi.Posted, name, want string) {
	t.Helper()
	if got := posted.Header.Get(name); got != want {
		t.Errorf("%s: %q, want %q", name, got, want)
	}
}
