package openwhisk

import (
	"testing"
)

const deepRecursion = `function f() { return f() + 1 }`

var runRows = []row{
	{name: "before init", steps: []step{post("/run", `{"value":{}}`).refused("System not initialized.")}},
	{name: "value missing, null, or no body", steps: []step{
		code(`function main(args) { return { got: args } }`),
		post("/run", `{}`).gives(200, `{"got":{}}`).ended(),
		post("/run", `{"value":null}`).gives(200, `{"got":{}}`).ended(),
		post("/run", ``).gives(200, `{"got":{}}`).ended(),
		post("/run", `[]`).gives(200, `{"got":{}}`).ended(),
	}},
	{name: "value an array", steps: []step{code(`function main(args) { return args.map(x => x + 1) }`), run(`[1,2]`).gives(200, `[2,3]`)}},
	{name: "value a scalar is refused", steps: []step{
		code(`function main() { return {} }`),
		post("/run", `{"value":"text"}`).refused("Internal system error: the argument must be a dictionary but has type 'string'."),
	}},
	{name: "value a scalar does not wedge the container", ours: true, steps: []step{
		code(`function main() { return {} }`),
		post("/run", `{"value":1}`).refused("Internal system error: the argument must be a dictionary but has type 'number'."),
		post("/run", `{"value":true}`).refused("Internal system error: the argument must be a dictionary but has type 'boolean'."),
		run(`{}`).gives(200, `{}`),
	}},
	{name: "malformed and scalar bodies leave it usable", steps: []step{
		code(`function main() { return {} }`),
		post("/run", `{"value"`).fails(500, "Bad request."),
		post("/run", `5`).fails(500, "Bad request."),
		run(`{}`).gives(200, `{}`),
	}},
	{name: "exactly one argument", steps: []step{code(`function main() { return { n: arguments.length } }`), run(`{}`).gives(200, `{"n":1}`)}},
	{name: "promise", steps: []step{code(`function main() { return new Promise(r => setTimeout(() => r({ late: 1 }), 5)) }`), run(`{}`).gives(200, `{"late":1}`)}},
	{name: "async function", steps: []step{code(`async function main() { await null; return { a: 1 } }`), run(`{}`).gives(200, `{"a":1}`)}},
	{name: "promise of an array", steps: []step{code(`async function main() { return [1, 'two'] }`), run(`{}`).gives(200, `[1,"two"]`)}},
	{name: "thenable", steps: []step{code(`function main() { return { then(f) { f({ from: 'thenable' }) } } }`), run(`{}`).gives(200, `{"from":"thenable"}`)}},
	{name: "undefined", steps: []step{code(`function main() {}`), run(`{}`).gives(200, `{}`)}},
	{name: "promise of undefined", steps: []step{code(`async function main() {}`), run(`{}`).gives(200, `{}`)}},
	{name: "null", steps: []step{code(`function main() { return null }`), run(`{}`).gives(200, `null`)}},
	{name: "scalars are no dictionary; it stays ready", steps: []step{
		code(`function main(p) { return { s: 'text', n: 1, b: false, f() {}, y: Symbol('y'), i: 1n }[p.k] }`),
		run(`{"k":"s"}`).fails(502, "The action did not return a dictionary.").err(`Result must be of type object but has type "string": text`).ended(),
		run(`{"k":"n"}`).fails(502, "The action did not return a dictionary.").err(`Result must be of type object but has type "number": 1`).ended(),
		run(`{"k":"b"}`).fails(502, "The action did not return a dictionary.").err(`has type "boolean": false`).ended(),
		run(`{"k":"f"}`).fails(502, "The action did not return a dictionary.").err(`has type "function": [Function: f]`).ended(),
		run(`{"k":"y"}`).fails(502, "The action did not return a dictionary.").err(`has type "symbol": Symbol(y)`).ended(),
		run(`{"k":"i"}`).fails(502, "The action did not return a dictionary.").err(`has type "bigint": 1n`).ended(),
		run(`{"k":"none"}`).gives(200, `{}`),
	}},
	{name: "an application error", steps: []step{code(`function main() { return { error: { code: 7 } } }`), run(`{}`).gives(200, `{"error":{"code":7}}`), run(`{}`)}},
	{name: "an Error instance", steps: []step{code(`function main() { return new Error('x') }`), run(`{}`).gives(200, `{}`)}},
	{name: "Date and toJSON", steps: []step{
		code(`function main(p) { return p.d ? new Date(0) : { toJSON() { return 5 } } }`),
		run(`{"d":1}`).gives(200, `"1970-01-01T00:00:00.000Z"`), run(`{}`).gives(200, `5`),
	}},
	{name: "circular and BigInt results", steps: []step{
		code(`function main(p) { const a = {}; a.a = p.c ? a : 1n; return a }`),
		run(`{"c":1}`).fails(500, "Internal error.").ended(),
		run(`{}`).fails(500, "Internal error.").ended(),
		post("/run", `{"value":{"c":1}}`).fails(500, "Internal error.").ended(),
	}},
	{name: "synchronous throw stops the container", steps: []step{
		code(`function main() { throw new TypeError('bad') }`),
		run(`{}`).fails(502, "An error has occurred: TypeError: bad").err("TypeError: bad", "at ").ended(),
		run(`{}`).refused("System not ready, status is stopped."),
		run(`{}`).refused("System not ready, status is stopped."),
	}},
	{name: "synchronous throw of an object", steps: []step{code(`function main() { throw { a: 1 } }`), run(`{}`).fails(502, "An error has occurred: [object Object]").err("{ a: 1 }").ended()}},
	{name: "synchronous throw of a text", steps: []step{code(`function main() { throw 'text' }`), run(`{}`).fails(502, "An error has occurred: text").err("text").ended()}},
	{name: "synchronous throw of undefined", steps: []step{code(`function main() { throw undefined }`), run(`{}`).fails(502, "An error has occurred: undefined").ended()}},
	{name: "stack overflow", steps: []step{
		code(deepRecursion + `; function main() { return { n: f() } }`),
		run(`{}`).failsWith(502, "An error has occurred: RangeError").ended(),
		run(`{}`).refused("System not ready, status is stopped."),
	}},
	{name: "stack overflow in an async function", steps: []step{
		code(deepRecursion + `; async function main(p) { return p.deep ? { n: f() } : {} }`),
		run(`{"deep":1}`).holds(`{"error":{`, `"name":"RangeError"`, `"message":"Maximum call stack size exceeded"`),
		run(`{}`).gives(200, `{}`),
	}},
	{name: "stack overflow after an await", steps: []step{
		code(deepRecursion + `; async function main(p) { await null; return p.deep ? { n: f() } : {} }`),
		run(`{"deep":1}`).holds(`{"error":{`, `"name":"RangeError"`, `"message":"Maximum call stack size exceeded"`),
		run(`{}`).gives(200, `{}`),
	}},
	{name: "rejections are results", steps: []step{
		code(`async function main(p) {
			if (p.k === 'error') { const e = new RangeError('far', { cause: new Error('deep') }); e.extra = { a: 1 }; e.code = 'E_FAR'; throw e }
			if (p.k === 'text') throw 'text'
			if (p.k === 'object') throw { a: 1, f() {} }
			if (p.k === 'none') throw undefined
			return Promise.reject(p.k === 'zero' ? 0 : new Error('last'))
		}`),
		run(`{"k":"text"}`).gives(200, `{"error":"text"}`).err(Sentinel),
		run(`{"k":"object"}`).gives(200, `{"error":{"a":1}}`),
		run(`{"k":"none"}`).gives(200, `{"error":{}}`),
		run(`{"k":"zero"}`).gives(200, `{"error":{}}`),
		run(`{"k":"error"}`).holds(`"name":"RangeError"`, `"message":"far"`, `"extra":{"a":1}`),
		run(`{"k":"error"}`).holds(`"code":"E_FAR"`), run(`{"k":"error"}`).holds(`"stack":"RangeError: far\n`),
		run(`{"k":"x"}`).holds(`"message":"last"`),
	}},
	{name: "a rejection's cause is kept", ours: true, steps: []step{
		code(`async function main() { throw new Error('shallow', { cause: new Error('deep') }) }`),
		run(`{}`).holds(`"message":"shallow"`, `"cause":{`, `"message":"deep"`),
	}},
	{name: "a cyclic rejection", steps: []step{code(`async function main() { const e = new Error('c'); e.self = e; throw e }`), run(`{}`).holds(`"self":"[Circular]"`)}},
	{name: "process.exit drops the connection", steps: []step{
		code(`function main() { console.log('before'); process.exit(3) }`),
		run(`{}`).drops().out("before\n").exits(3),
	}},
	{name: "process.exit(0)", steps: []step{code(`async function main() { await null; process.exit() }`), run(`{}`).drops().exits(0)}},
	{name: "exception in a timer ends the process", steps: []step{
		code(`function main() { setTimeout(() => { throw new Error('from the timer') }, 1); return new Promise(() => {}) }`),
		run(`{}`).drops().err("Error: from the timer").exits(1),
	}},
	{name: "unhandled rejection ends the process", steps: []step{
		code(`function main() { Promise.reject(new Error('unhandled')); return new Promise(() => {}) }`),
		run(`{}`).drops().err("Error: unhandled").exits(1),
	}},
	{name: "unhandled rejection after the answer", steps: []step{
		code(`function main() { setTimeout(() => Promise.reject(new Error('too late')), 20); return { ok: 1 } }`),
		run(`{}`).gives(200, `{"ok":1}`).exits(1),
	}},
	{name: "an uncaughtException listener keeps it alive", steps: []step{
		code(`process.on('uncaughtException', e => console.log('caught ' + e.message)); function main() { return new Promise(r => { setTimeout(() => { throw new Error('t') }, 1); setTimeout(() => r({ alive: 1 }), 20) }) }`),
		run(`{}`).gives(200, `{"alive":1}`).out("caught t\n"),
	}},
	{name: "the answer does not wait for timers", steps: []step{
		code(`let fired = 0; function main(p) { if (p.wait) return new Promise(r => setTimeout(() => r({ fired }), 60)); setTimeout(() => { fired++; console.log('late') }, 30); return { fired } }`),
		run(`{}`).gives(200, `{"fired":0}`),
		run(`{"wait":1}`).gives(200, `{"fired":1}`).out("late\n", Sentinel),
	}},
	{name: "ticks and microtasks of main come before the sentinel", steps: []step{
		code(`function main() { process.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('micro')); return {} }`),
		run(`{}`).out("tick\n", "micro\n", Sentinel),
	}},
	{name: "module state survives", steps: []step{code(`let n = 0; function main() { return { n: ++n } }`), run(`{}`).gives(200, `{"n":1}`), run(`{}`).gives(200, `{"n":2}`)}},
}

var serialisationRows = []row{
	{name: "key order, dropped values, NaN, typed arrays, Buffer", steps: []step{
		code(`function main() { return { z: 1, a: undefined, f() {}, n: NaN, i: -Infinity, t: new Uint8Array([1, 2]), b: Buffer.from('hi'), m: new Map([[1, 2]]), d: new Date(0), '2': 'two', '1': 'one' } }`),
		run(`{}`).exactly(`{"1":"one","2":"two","z":1,"n":null,"i":null,"t":{"0":1,"1":2},"b":{"type":"Buffer","data":[104,105]},"m":{},"d":"1970-01-01T00:00:00.000Z"}`),
	}},
	{name: "a lone surrogate", steps: []step{code(`function main(p) { return { s: p.s, l: p.s.length, made: '\udc00' } }`), run(`{"s":"x\ud800"}`).exactly(`{"s":"x\ud800","l":2,"made":"\udc00"}`)}},
	{name: "numbers beyond doubles", steps: []step{code(`function main(p) { return { big: p.big, inf: p.inf === Infinity, neg: Object.is(p.neg, -0) } }`),
		run(`{"big":9007199254740993,"inf":1e400,"neg":-0}`).exactly(`{"big":9007199254740992,"inf":true,"neg":true}`)}},
	{name: "__proto__ is an own key", steps: []step{code(`function main(p) { return { own: Object.keys(p), x: p.x === undefined, same: Object.getPrototypeOf(p) === Object.prototype } }`),
		run(`{"__proto__":{"x":1},"a":1}`).gives(200, `{"own":["__proto__","a"],"x":true,"same":true}`)}},
	{name: "the last of equal keys wins", steps: []step{code(`function main(p) { return p }`), run(`{"a":1,"b":2,"a":3}`).exactly(`{"a":3,"b":2}`)}},
	{name: "Unicode and escapes", steps: []step{code(`function main(p) { return p }`), run(`{"ä\u0000":"\u2028😀\\\"\n</script>"}`).exactly("{\"ä\\u0000\":\"\u2028😀\\\\\\\"\\n</script>\"}")}},
	{name: "nested deep", steps: []step{code(`function main(p) { let d = 0; for (let v = p.v; v.length; v = v[0]) d++; return { d } }`), run(`{"v":`+nest(2000)+`}`).gives(200, `{"d":2000}`)}},
	{name: "web action parameters pass as they are", steps: []step{
		code(`function main(p) { return { statusCode: 200, headers: { a: 'b' }, body: p.__ow_method + p.__ow_headers.x } }`),
		run(`{"__ow_method":"get","__ow_headers":{"x":"y"},"__ow_path":""}`).gives(200, `{"statusCode":200,"headers":{"a":"b"},"body":"gety"}`),
	}},
}

func nest(depth int) string {
	text := make([]byte, 0, 2*depth+2)
	for range depth + 1 {
		text = append(text, '[')
	}
	for range depth + 1 {
		text = append(text, ']')
	}
	return string(text)
}

var contextRows = []row{
	{name: "string members of the body become variables, for good", steps: []step{
		code(`function main() { const e = {}; for (const k of Object.keys(process.env)) if (k.startsWith('__OW_')) e[k] = process.env[k]; delete e.__OW_PLATFORM; return e }`),
		post("/run", `{"value":{},"namespace":"ns","action_name":"/ns/a","action_version":"0.0.1","activation_id":"id1","transaction_id":"t1","deadline":"1600000000000","api_key":"k:s","number":5,"none":null}`).
			gives(200, `{"__OW_NAMESPACE":"ns","__OW_ACTION_NAME":"/ns/a","__OW_ACTION_VERSION":"0.0.1","__OW_ACTIVATION_ID":"id1","__OW_TRANSACTION_ID":"t1","__OW_DEADLINE":"1600000000000","__OW_API_KEY":"k:s"}`).ended(),
		post("/run", `{"value":{},"activation_id":"id2"}`).
			gives(200, `{"__OW_NAMESPACE":"ns","__OW_ACTION_NAME":"/ns/a","__OW_ACTION_VERSION":"0.0.1","__OW_ACTIVATION_ID":"id2","__OW_TRANSACTION_ID":"t1","__OW_DEADLINE":"1600000000000","__OW_API_KEY":"k:s"}`).ended(),
	}},
	{name: "a passed deadline ends nothing by itself", steps: []step{code(`function main() { return { ok: 1 } }`), post("/run", `{"value":{},"deadline":"1"}`).gives(200, `{"ok":1}`).ended()}},
}

var logRows = []row{
	{name: "which stream", steps: []step{
		code(`function main() { console.log('l'); console.info('i'); console.debug('d'); console.error('e'); console.warn('w'); return {} }`),
		run(`{}`).out("l\ni\nd\n" + Sentinel + "\n").err("e\nw\n" + Sentinel + "\n"),
	}},
	{name: "output without a newline keeps its line", ours: true, steps: []step{
		code(`function main() { process.stdout.write('open'); process.stderr.write('open too'); return {} }`),
		run(`{}`).out("open\n" + Sentinel + "\n").err("open too\n" + Sentinel + "\n"),
	}},
	{name: "util.format rules", steps: []step{code(`function main() { console.log('%s is %d %j', 'a', 1.5, {b: 1}, [1, 'x']); console.log({ a: { b: { c: {} } } }); return {} }`),
		run(`{}`).out("a is 1.5 {\"b\":1} [ 1, 'x' ]\n{ a: { b: { c: {} } } }\n")}},
}

func TestRun(t *testing.T)           { testRows(t, runRows) }
func TestSerialisation(t *testing.T) { testRows(t, serialisationRows) }
func TestContext(t *testing.T)       { testRows(t, contextRows) }
func TestLogs(t *testing.T)          { testRows(t, logRows) }
