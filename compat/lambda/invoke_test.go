package lambda

import (
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/compat/lambda/fakeapi"
)

// TestResults: what a handler gives back and what is posted for it.
func TestResults(t *testing.T) {
	runRows(t, []row{
		{name: "object", code: `exports.handler = async (e) => ({sum: e.a + e.b})`, events: []event{{body: `{"a":1,"b":2}`, want: `{"sum":3}`}}},
		{name: "event values", code: `exports.handler = async (e) => e`, events: []event{
			{body: `"text"`, want: `"text"`}, {body: `42`, want: `42`}, {body: `null`, want: `null`}, {body: `[1,[2],{"x":null}]`, want: `[1,[2],{"x":null}]`},
			{body: `{"key":"äöü €","emoji":"😀","escaped":"\u0041\n"}`, want: `{"key":"äöü €","emoji":"😀","escaped":"A\n"}`}}},
		{name: "__proto__ is a key", code: `exports.handler = async (e) => [Object.keys(e), e.polluted === undefined]`, events: []event{{body: `{"__proto__":{"polluted":1}}`, want: `[["__proto__"],true]`}}},
		{name: "lone surrogates", code: `exports.handler = async (e) => [e.length, e.charCodeAt(0)]`, events: []event{{body: `"\ud800x"`, want: `[2,55296]`}}},
		{name: "undefined is null", code: `exports.handler = async () => {}`, events: []event{{want: `null`, check: func(t *testing.T, _ *process, posted fakeapi.Posted) {
			if string(posted.Body) != "null" {
				t.Errorf("body %q", posted.Body)
			}
		}}}},
		{name: "promise from a plain function", code: `exports.handler = () => Promise.resolve('ok')`, events: answersOK},
		{name: "thenable", code: `exports.handler = () => ({then(f, g) { f('ok'); return {catch() {}} }})`, events: answersOK},
		{name: "thenable without a catchable result", code: `exports.handler = () => ({then(f) { setTimeout(f, 1, 'late') }})`,
			events: []event{{fails: &failure{kind: "TypeError", message: "Cannot read propert..."}}}},
		{name: "a returned plain value is ignored", code: `exports.handler = () => 'lost'`, events: []event{{want: `null`}}},
		{name: "nothing comes from a plain function", code: `exports.handler = () => {}`, events: []event{{want: `null`}, {want: `null`}}},
		{name: "toJSON", code: `exports.handler = async () => ({toJSON: () => 'ok'})`, events: answersOK},
		{name: "dates, undefined members, NaN", code: `exports.handler = async () => ({d: new Date(0), u: undefined, n: NaN, a: [undefined]})`, events: []event{{want: `{"d":"1970-01-01T00:00:00.000Z","n":null,"a":[null]}`}}},
		{name: "state stays between invocations", code: `let n = 0; exports.handler = async () => ++n`, events: []event{{want: `1`}, {want: `2`}, {want: `3`}}},
		{name: "does not wait for timers", code: `exports.handler = async () => { setTimeout(() => {}, 60000); return 'ok' }`, events: answersOK},
		{name: "timers go on between invocations", code: `let fired = 0; setInterval(() => { fired++ }, 2).unref(); exports.handler = async (e) => { if (e.wait) while (fired === 0) await new Promise(setImmediate); return fired > 0 }`,
			events: []event{{}, {body: `{"wait":true}`, want: `true`}}},
		{name: "promise jobs before ticks", code: `exports.handler = (e, c, cb) => { const order = []; process.nextTick(() => order.push('tick')); Promise.resolve().then(() => order.push('job')); setImmediate(() => cb(null, order)) }`,
			events: []event{{want: `["job","tick"]`}}},
		{name: "this is the runtime", code: `exports.handler = function (e, c, cb) { cb(null, this.handler === exports.handler) }`, events: []event{{want: `true`}}},
		{name: "arguments", code: `exports.handler = function () { arguments[2](null, [arguments.length, typeof arguments[1], typeof arguments[2]]) }`, events: []event{{want: `[3,"object","function"]`}}},
		{name: "the request id is percent-encoded", code: `exports.handler = async (e, c) => c.awsRequestId`, events: []event{{headers: []string{"Lambda-Runtime-Aws-Request-Id", "a/b c?d#ä"}, want: `"a/b c?d#ä"`}}, beyond: true},
		{name: "event that is no JSON", code: `exports.handler = async () => 'ok'`, events: []event{{body: `{no`, fails: &failure{kind: "SyntaxError", message: "Expected property name or '}' in JSON at position 1..."}}, {want: `"ok"`}}},
		{name: "empty event", code: `exports.handler = async () => 'ok'`, events: []event{{body: " ", fails: &failure{kind: "SyntaxError", message: "Unexpected end of JSON input..."}}, {want: `"ok"`}}},
	})
}

// TestUnwritableResults: what JSON.stringify cannot write.
func TestUnwritableResults(t *testing.T) {
	unwritable := &failure{kind: "Error", message: "Unable to stringify response body"}
	runRows(t, []row{
		{name: "BigInt", code: `exports.handler = async () => 1n`, events: []event{{fails: unwritable}, {fails: unwritable}}},
		{name: "cycle", code: `exports.handler = async () => { const a = {}; a.a = a; return a }`, events: []event{{fails: unwritable}}},
		{name: "throwing toJSON", code: `exports.handler = async () => ({toJSON() { throw new Error('no') }})`, events: []event{{fails: unwritable}}},
		{name: "BigInt by callback ends the process", code: `exports.handler = (e, c, cb) => cb(null, 1n)`, events: []event{{fails: unwritable}}, exit: code(129)},
		{name: "BigInt by callback at once", code: `exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false; cb(null, 1n) }`, events: []event{{fails: unwritable}}},
		{name: "function", code: `exports.handler = async () => () => 1`, events: []event{{fails: &failure{kind: "TypeError", message: "Wrong arguments"}}}},
	})
}

// TestErrors: the bodies of errors.
func TestErrors(t *testing.T) {
	runRows(t, []row{
		{name: "thrown in async", code: `exports.handler = async () => { throw new Error('boom') }`, events: []event{
			{fails: &failure{kind: "Error", message: "boom", trace: []string{"Error: boom", "    at ..."}}}, {fails: &failure{kind: "Error", message: "boom"}}},
			logs: []string{"\tERROR\tInvoke Error \t{\"errorType\":\"Error\",\"errorMessage\":\"boom\",\"stack\":[\"Error: boom\",\"    at "}},
		{name: "thrown at once", code: `exports.handler = () => { throw new TypeError('boom') }`, events: []event{{fails: &failure{kind: "TypeError", message: "boom"}}}},
		{name: "subclass without a name", code: `class Mine extends Error {}; exports.handler = async () => { throw new Mine('own') }`, events: []event{{fails: &failure{kind: "Error", message: "own", trace: []string{"Error: own"}}}}},
		{name: "own name", code: `class Mine extends Error { get name() { return 'Mine' } }; exports.handler = async () => { throw new Mine('own') }`, events: []event{{fails: &failure{kind: "Mine", message: "own"}}}},
		{name: "two lines", code: `exports.handler = async () => { throw new Error('one\ntwo') }`, events: []event{{fails: &failure{kind: "Error", message: "one\ntwo", trace: []string{"Error: one", "two", "    at ..."}}}}},
		{name: "DEL", code: `exports.handler = async () => { throw new Error('a\x7fb') }`, events: []event{{fails: &failure{kind: "Error", message: "a%7Fb", trace: []string{"Error: a%7Fb"}}}}},
		{name: "string", code: `exports.handler = async () => { throw 'text' }`, events: []event{{fails: &failure{kind: "string", message: "text", trace: []string{}}}}},
		{name: "number", code: `exports.handler = async () => { throw 42 }`, events: []event{{fails: &failure{kind: "number", message: "42", trace: []string{}}}}},
		{name: "plain object", code: `exports.handler = async () => { throw {a: 1} }`, events: []event{{fails: &failure{kind: "object", message: "[object Object]", trace: []string{}}}}},
		{name: "error-like object", code: `exports.handler = async () => { throw {name: 'N', message: 'm', stack: 's1\ns2'} }`, events: []event{{fails: &failure{kind: "N", message: "m", trace: []string{"s1", "s2"}}}}},
		{name: "error-like object without a stack", code: `exports.handler = async () => { throw {name: 'N', message: 'm', toString: () => 'str'} }`, events: []event{{fails: &failure{kind: "object", message: "str", trace: []string{}}}}},
		{name: "rejected with undefined", code: `exports.handler = () => Promise.reject()`, events: []event{{fails: &failure{kind: "string", message: "handled", trace: []string{}}}}},
		{name: "rejected with null", code: `exports.handler = async () => { throw null }`, events: []event{{fails: &failure{kind: "string", message: "handled", trace: []string{}}}}},
		{name: "object without prototype", code: `exports.handler = async () => { throw Object.create(null) }`, events: []event{{fails: &failure{kind: "TypeError", message: "..."}}}},
		{name: "stack that throws", code: `exports.handler = async () => { const e = new Error('x'); Object.defineProperty(e, 'stack', {get() { throw 1 }}); throw e }`, events: []event{{fails: &failure{kind: "handled",
			message: "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack"}}}},
		{name: "own fields are logged", code: `exports.handler = async () => { throw Object.assign(new Error('x'), {code: 'E_X', extra: {n: 1}}) }`, events: []event{{fails: &failure{kind: "Error", message: "x"}}},
			logs: []string{`Invoke Error 	{"errorType":"Error","errorMessage":"x","code":"E_X","extra":{"n":1},"stack":[`}},
		{name: "infinite recursion", code: `const f = () => f() + 1; exports.handler = (e, c, cb) => cb(null, e.deep ? f() : 'ok')`,
			events: []event{{body: `{"deep":true}`, fails: &failure{kind: "RangeError", message: "Maximum call stack size exceeded"}}, {want: `"ok"`}}},
		{name: "infinite recursion in an async function", code: `const f = () => f() + 1; exports.handler = async (e) => e.deep ? f() : 'ok'`,
			events: []event{{body: `{"deep":true}`, fails: &failure{kind: "RangeError", message: "Maximum call stack size exceeded"}}, {want: `"ok"`}}},
		{name: "infinite recursion after an await", code: `const f = () => f() + 1; exports.handler = async (e) => { await null; return e.deep ? f() : 'ok' }`,
			events: []event{{body: `{"deep":true}`, fails: &failure{kind: "RangeError", message: "Maximum call stack size exceeded"}}, {want: `"ok"`}}},
		{name: "WebAssembly trap", code: `const m = new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,5,1,3,0,0,11])); const {exports: {f}} = new WebAssembly.Instance(m); exports.handler = async (e) => e.trap ? f() : 'ok'`,
			events: []event{{body: `{"trap":true}`, fails: &failure{kind: "RuntimeError", message: "unreachable"}}, {want: `"ok"`}}},
		{name: "module not found in the handler", code: `exports.handler = async () => require('nope')`, events: []event{{fails: &failure{kind: "Error", message: "Cannot find module 'nope'\nRequire stack:\n- ..."}}}},
	})
}

// TestErrorPost: headers of the error call.
func TestErrorPost(t *testing.T) {
	p := start(t, function{files: files("index.js", `exports.handler = async function named() { throw new Error('boom') }`)})
	posted := p.invoke(`{}`)
	checkHeader(t, posted, "Content-Type", "application/json")
	checkHeader(t, posted, "Lambda-Runtime-Function-Error-Type", "")
	cause := posted.Header.Get("Lambda-Runtime-Function-Xray-Error-Cause")
	for _, want := range []string{`"working_directory":"` + p.root, `"exceptions":[{"type":"Error","message":"boom","stack":[{"path":"` + p.root + `/index.js","line":1,"label":"`, `"paths":["` + p.root + `/index.js"`} {
		if !strings.Contains(cause, want) {
			t.Errorf("X-Ray cause lacks %s:\n%s", want, cause)
		}
	}
}

// TestCallbacks: the callback and the context's verbs.
func TestCallbacks(t *testing.T) {
	boom := &failure{kind: "Error", message: "boom"}
	runRows(t, []row{
		{name: "result", code: `exports.handler = (e, c, cb) => cb(null, 'ok')`, events: []event{{want: `"ok"`}, {want: `"ok"`}}},
		{name: "later", code: `exports.handler = (e, c, cb) => { setTimeout(cb, 5, null, 'ok') }`, events: answersOK},
		{name: "undefined error", code: `exports.handler = (e, c, cb) => cb(undefined, 'ok')`, events: answersOK},
		{name: "no arguments", code: `exports.handler = (e, c, cb) => cb()`, events: []event{{want: `null`}}},
		{name: "error", code: `exports.handler = (e, c, cb) => cb(new Error('boom'))`, events: []event{{fails: boom}, {fails: boom}}},
		{name: "error string", code: `exports.handler = (e, c, cb) => cb('boom')`, events: []event{{fails: &failure{kind: "string", message: "boom", trace: []string{}}}}},
		{name: "false is an error", code: `exports.handler = (e, c, cb) => cb(false)`, events: []event{{fails: &failure{kind: "boolean", message: "false"}}}},
		{name: "waits for the empty loop", code: `let done = false; exports.handler = (e, c, cb) => { const r = {get done() { return done }}; setTimeout(() => { done = true }, 20); cb(null, r) }`, events: []event{{want: `{"done":true}`}}},
		{name: "does not wait when told so", code: `let done = false; exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false; setTimeout(() => { done = true }, 60000); cb(null, {done}) }`, events: []event{{want: `{"done":false}`}}},
		{name: "an error does not wait", code: `exports.handler = (e, c, cb) => { setTimeout(() => {}, 60000); cb(new Error('boom')) }`, events: []event{{fails: boom}}},
		{name: "the first call counts", code: `exports.handler = (e, c, cb) => { cb(null, 1); cb(null, 2); cb(new Error('boom')); c.fail('x') }`, events: []event{{want: `1`}, {want: `1`}}},
		{name: "callback before the promise", code: `exports.handler = async (e, c, cb) => { cb(null, 'ok'); return 'promise' }`, events: answersOK},
		{name: "succeed", code: `exports.handler = (e, c) => { setTimeout(() => {}, 60000); c.succeed('ok') }`, events: answersOK},
		{name: "fail", code: `exports.handler = (e, c) => c.fail(new Error('boom'))`, events: []event{{fails: boom}}},
		{name: "fail with nothing", code: `exports.handler = (e, c) => c.fail()`, events: []event{{fails: &failure{kind: "string", message: "handled", trace: []string{}}}}},
		{name: "done", code: `exports.handler = (e, c) => { setTimeout(() => {}, 60000); c.done(null, 'ok') }`, events: answersOK},
		{name: "done with an error", code: `exports.handler = (e, c) => c.done(new Error('boom'))`, events: []event{{fails: boom}}},
		{name: "throwing after the callback", code: `exports.handler = (e, c, cb) => { cb(null, 'ok'); throw new Error('boom') }`, events: answersOK},
		{name: "late callback of an earlier invocation", code: `let late; exports.handler = (e, c, cb) => { if (e.second) { late(null, 'old'); setTimeout(cb, 5, null, 'new') } else late = cb }`,
			events: []event{{want: `null`}, {body: `{"second":true}`, want: `"new"`}}},
		{name: "async that never settles", code: `exports.handler = async () => { await new Promise(() => {}) }`,
			events: []event{{fails: &failure{kind: "Runtime.NodeJsExit", message: "The Lambda runtime client detected an unexpected Node.js exit code. ..."}}, {fails: &failure{kind: "Runtime.NodeJsExit", message: "The..."}}},
			logs:   []string{"\tERROR\tInvoke Error \t{\"errorType\":\"Runtime.NodeJsExit\""}},
		{name: "plain function whose promise never settles", code: `exports.handler = () => new Promise(() => {})`, events: []event{{want: `null`}}},
		{name: "beforeExit listeners of the function", code: `let n = 0; process.on('beforeExit', () => { n++ }); exports.handler = (e, c, cb) => { if (e.ask) { c.callbackWaitsForEmptyEventLoop = false; cb(null, n > 0) } else cb(null, 'ok') }`,
			events: []event{{want: `"ok"`}, {body: `{"ask":1}`, want: `true`}}},
	})
}

// TestUncaught: exceptions and rejections that nobody handles end the process after they were posted.
func TestUncaught(t *testing.T) {
	runRows(t, []row{
		{name: "exception in a timer", code: `exports.handler = (e, c, cb) => { setTimeout(() => { throw new RangeError('late') }, 1) }`,
			events: []event{{fails: &failure{kind: "RangeError", message: "late", trace: []string{"RangeError: late"}}}}, exit: code(129),
			logs: []string{"\tERROR\tUncaught Exception \t{\"errorType\":\"RangeError\",\"errorMessage\":\"late\",\"stack\":["}},
		{name: "exception while a promise is pending", code: `exports.handler = async () => { setTimeout(() => { throw new Error('late') }, 1); await new Promise(r => setTimeout(r, 60000)) }`,
			events: []event{{fails: &failure{kind: "Error", message: "late"}}}, exit: code(129)},
		{name: "string thrown in a timer", code: `exports.handler = () => { setTimeout(() => { throw 'text' }, 1) }`, events: []event{{fails: &failure{kind: "string", message: "text", trace: []string{}}}}, exit: code(129)},
		{name: "rejection", code: `exports.handler = async () => { Promise.reject(new Error('nobody')); await new Promise(r => setTimeout(r, 60000)) }`,
			events: []event{{fails: &failure{kind: "Runtime.UnhandledPromiseRejection", message: "Error: nobody", trace: []string{"Runtime.UnhandledPromiseRejection: Error: nobody"}}}}, exit: code(128),
			logs: []string{"\tERROR\tUnhandled Promise Rejection \t{\"errorType\":\"Runtime.UnhandledPromiseRejection\",\"errorMessage\":\"Error: nobody\",\"reason\":{\"errorType\":\"Error\",\"errorMessage\":\"nobody\",\"stack\":[", "\"promise\":{},\"stack\":["}},
		{name: "rejection with a string", code: `exports.handler = async () => { Promise.reject('text'); await new Promise(r => setTimeout(r, 60000)) }`,
			events: []event{{fails: &failure{kind: "Runtime.UnhandledPromiseRejection", message: "text"}}}, exit: code(128)},
		{name: "rejection handled in time", code: `exports.handler = async () => { const p = Promise.reject(new Error('x')); await null; p.catch(() => {}); return 'ok' }`, events: answersOK},
		{name: "own listeners do not run", code: `process.on('uncaughtException', () => process.stdout.write('own listener')); exports.handler = () => { setTimeout(() => { throw new Error('x') }, 1) }`,
			events: []event{{fails: &failure{kind: "Error", message: "x"}}}, exit: code(129), logs: []string{"!own listener"}},
		{name: "exit in the handler", code: `process.on('exit', (code) => console.log('leaving with', code)); exports.handler = async () => { console.log('before'); process.exit(3) }`,
			events: []event{{lost: true}}, exit: code(3), logs: []string{"\tINFO\tbefore\n", "\tINFO\tleaving with 3\n"}},
		{name: "exit 0 in the handler", code: `exports.handler = async () => process.exit(0)`, events: []event{{lost: true}}, exit: code(0)},
		{name: "exit after the answer", code: `exports.handler = (e, c) => { c.succeed('ok'); process.exit(4) }`, events: answersOK, exit: code(4)},
		{name: "listener of exit after an exception", code: `process.on('exit', (c) => console.log('exit', c)); exports.handler = () => { setTimeout(() => { throw new Error('x') }, 1) }`,
			events: []event{{fails: &failure{kind: "Error", message: "x"}}}, exit: code(129), logs: []string{"\tINFO\texit 129\n"}},
	})
}
