package builtins_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/builtins"
	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func newRealm(t testing.TB) *realm.Realm {
	t.Helper()
	r := realm.New(goja.New(), sandbox.New(nil, "/", nil), &realm.Process{})
	if err := builtins.Install(r); err != nil {
		t.Fatal(err)
	}
	return r
}

// Each script gives what node v20 (for what it lacks: the standard) gives.
func TestBuiltins(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new Error('x').stack`, "Error: x\n    at t.js:1:1"},
		{`function f() { return new TypeError('m') }; f().stack`, "TypeError: m\n    at f (t.js:1:23)\n    at t.js:1:46"},
		{`try { null.x } catch (e) { e.stack.split('\n').slice(1).join() }`, "    at t.js:1:12"},
		{`Object.getOwnPropertyNames(new Error('x')).join()`, "stack,message"},
		{`class E extends Error {}; new E('q').stack.split('\n')[0]`, "Error: q"},
		{`Error('called').stack.split('\n')[0]`, "Error: called"},
		{`Error.stackTraceLimit = 0; const s = new Error('x').stack; Error.stackTraceLimit = 10; s`, "Error: x"},
		{`const o = {}; (function outer() { (function inner() { Error.captureStackTrace(o, inner) })() })(); o.stack.split('\n')[1].trim().split(' ')[1]`, "outer"},
		{`Error.prepareStackTrace = (e, s) => s; (function g() { return new Error('x').stack[0] })().getFunctionName()`, "g"},
		{`typeof Symbol.asyncIterator + Symbol.asyncIterator.toString()`, "symbolSymbol(Symbol.asyncIterator)"},
		{`const w = new WeakRef(globalThis); String(w.deref() === globalThis) + Object.prototype.toString.call(w)`, "true[object WeakRef]"},
		{`try { WeakRef({}) } catch (e) { e.message }`, "Constructor WeakRef requires 'new'"},
		{`const f = new FinalizationRegistry(() => {}), k = {}; f.register({}, 1, k); [f.unregister(k), f.unregister(k)].join()`, "true,false"},
		{`JSON.stringify(Object.groupBy([1, 2, 3], (x) => x % 2 ? 'odd' : 'even'))`, `{"odd":[1,3],"even":[2]}`},
		{`[...Map.groupBy([1, 2, 3], (x) => x % 2).keys()].join()`, "1,0"},
		{`Object.keys(Promise.withResolvers()).join()`, "promise,resolve,reject"},
		{`['a\ud800'.isWellFormed(), 'a\ud83d\ude00'.isWellFormed(), 'a\ud800b'.toWellFormed() === 'a\ufffdb'].join()`, "false,true,true"},
		{`const b = new Uint8Array([1, 2]).buffer, c = b.transfer(4); [b.byteLength, b.detached, new Uint8Array(c).join()].join()`, "0,true,1,2,0,0"},
		{`Iterator.from([1, 2, 3, 4]).filter((x) => x % 2).map((x) => x * 2).toArray().join()`, "2,6"},
		{`void Iterator; [1, 2, 3].values().drop(1).take(1).toArray().join()`, "2"},
		{`const o = {}; o.__defineGetter__('x', () => 7); o.x + typeof o.__lookupGetter__('x')`, "7function"},
		{`const re = new RegExp('^\\p{Lu}\\p{Ll}+$', 'u'); [re.test('Über'), re.test('über'), re.source, re.flags, String(re)].join(' ')`,
			`true false ^\p{Lu}\p{Ll}+$ u /^\p{Lu}\p{Ll}+$/u`},
		{`[/a/.source, new RegExp('[\\p{Script=Greek}x]', 'u').test('λ'), new RegExp('\\P{L}', 'v').test('a')].join()`, "a,true,false"},
		{`try { new RegExp('\\p{Nope}', 'u') } catch (e) { e.name + e.message }`, `SyntaxErrorInvalid regular expression: /\p{Nope}/u: Invalid property name`},
		{`(1234567.891).toLocaleString() + new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(-5)`, "1,234,567.891-$5.00"},
		{`Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).format(new Date(0)) + new Intl.PluralRules('en').select(1)`, "1/1/1970one"},
		{`[Uint8Array.from('12'), Uint16Array.from('ab', (c) => c.charCodeAt(0)), Uint8Array.from([1]), Uint8Array.from(5).length].join()`, "1,2,97,98,1,0"},
		{`(function (x) { return [eval('x + "\\u{10FFFF}"').codePointAt(1), eval("'\\\\u{10ffff}'")].join() })('a')`, `1114111,\u{10ffff}`},
		{`[Function('return "\\u{10FFFF}"')(), (0, eval)('` + "`\\u{0010ffff}`" + `')].map((s) => s.length).join()`, "2,2"},
		{`try { eval('"\\u{10FFFF}";\n x x') } catch (e) { e.name + (e.stack.includes('at ') ? ' at' : '') }`, "SyntaxError at"},
		{`['b', 'a', 'C'].sort(new Intl.Collator().compare).join('')`, "abC"},
	} {
		v, err := newRealm(t).Runtime.RunScript("t.js", c.script)
		if err != nil {
			t.Errorf("%s: %v", c.script, err)
		} else if v.String() != c.want {
			t.Errorf("%s\n got %.300q\nwant %q", c.script, v.String(), c.want)
		}
	}
}

func BenchmarkInstall(b *testing.B) {
	for b.Loop() {
		newRealm(b)
	}
}

func BenchmarkNewError(b *testing.B) {
	r := newRealm(b)
	v, err := r.Runtime.RunString(`(function f(n) { if (n) return f(n - 1); for (let i = 0; i < 1000; i++) new Error('x') })`)
	if err != nil {
		b.Fatal(err)
	}
	f, _ := goja.AssertFunction(v)
	for b.Loop() {
		if _, err := f(goja.Undefined(), r.Runtime.ToValue(20)); err != nil {
			b.Fatal(err)
		}
	}
}
