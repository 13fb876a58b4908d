package builtins_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
)

func TestJSON(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`JSON.stringify(JSON.parse('{"a":[1,{"b":2}],"__proto__":{"x":1},"c":null,"2":1,"1":2}'))`, `{"1":2,"2":1,"a":[1,{"b":2}],"__proto__":{"x":1},"c":null}`},
		{`[JSON.parse('1e400'), 1 / JSON.parse('-0'), JSON.parse('"\\ud800"').charCodeAt(0), JSON.parse('"\ud800"').charCodeAt(0)].join()`, "Infinity,-Infinity,55296,55296"},
		{`JSON.parse('{"\\ud83d\\ude00":1}')['\u{1f600}'] + JSON.parse('{"\\ud800":2}')['\ud800']`, "3"},
		{`JSON.stringify(JSON.parse('[1,{"a":2},3]', function (k, v) { return typeof v === 'number' ? v + 1 : v }))`, `[2,{"a":3},4]`},
		{`const log = []; JSON.parse('{"a":{"b":1},"c":[2]}', (k, v) => { log.push(k); return v }); log.join('|')`, "b|a|0|c|"},
		{`Object.defineProperty(Object.prototype, 'z', { set() { throw 1 }, configurable: true }); JSON.parse('{"z":1}').z`, "1"},
		{`const e = (s) => { try { JSON.parse(s) } catch (e) { return e.name + ': ' + e.message } }; e('{"a":1,}')`,
			"SyntaxError: Expected double-quoted property name in JSON at position 7"},
		{`const e = (s) => { try { JSON.parse(s) } catch (e) { return e.message } }; e('{"aaaaaaaaaaa": x, "bbbbbbbbbbbbbbbbbbbbb":1}')`,
			`Unexpected token 'x', ..."aaaaaaa": x, "bbbbbb"... is not valid JSON`},
		{`const o = { x: { y: [1] } }; o.x.y.push(o); try { JSON.stringify(o) } catch (e) { e.message }`,
			"Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n    |     property 'x' -> object with constructor 'Object'" +
				"\n    |     property 'y' -> object with constructor 'Array'\n    --- index 1 closes the circle"},
		{`JSON.stringify({ a: [1, undefined, () => 1], b: undefined, c: new Date(0) }, (k, v) => v === 1 ? 'one' : v)`,
			`{"a":["one",null,null],"c":"1970-01-01T00:00:00.000Z"}`},
		{`JSON.stringify({ a: { a: 1, b: 2 }, b: 3 }, ['a'])`, `{"a":{"a":1}}`},
	} {
		v, err := newRealm(t).Runtime.RunString(c.script)
		if err != nil {
			t.Errorf("%s: %v", c.script, err)
		} else if v.String() != c.want {
			t.Errorf("%s\n got %.300q\nwant %q", c.script, v.String(), c.want)
		}
	}
}

func TestDeepJSON(t *testing.T) {
	for _, script := range []string{
		"let a = []; for (let i = 0; i < 20_000; i++) a = [a]; JSON.stringify(a)",
		"let a = {}; for (let i = 0; i < 20_000; i++) a = { a }; JSON.stringify(a, ['a'])",
		"class X { toJSON() { return { x: new X } } } JSON.stringify(new X)",
		"JSON.parse('['.repeat(1e5) + ']'.repeat(1e5), (k, v) => v)",
		"JSON.parse('[1,1]', function (k, v) { if (k === '0') this[1] = [1, 1]; return v })",
	} {
		v, err := newRealm(t).Runtime.RunString("try { (function () { " + script + " })(); 'ended' } catch (e) { e.name }")
		if err != nil || v.String() != "RangeError" {
			t.Error(script, v, err)
		}
	}
}

// FuzzJSONParse holds that what is read is written again as it was, and that no text panics.
func FuzzJSONParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-2.5e3,"\u00e9\ud800",true,null]}`, `[[[`, `"\ud83d\ude00"`, `{"a":1,}`, "\xed\xa0\x80", `{"__proto__":1}`} {
		f.Add(seed)
	}
	r := newRealm(f)
	call, err := r.Runtime.RunString(`(text) => { try { JSON.parse(text) } catch (e) { return e.name }; const once = JSON.stringify(JSON.parse(text)); return once === JSON.stringify(JSON.parse(once)) }`)
	if err != nil {
		f.Fatal(err)
	}
	function, _ := goja.AssertFunction(call)
	f.Fuzz(func(t *testing.T, text string) {
		v, err := function(goja.Undefined(), r.Runtime.ToValue(text))
		if err != nil {
			t.Fatal(err)
		}
		if s := v.String(); s != "true" && s != "SyntaxError" && !(s == "RangeError" && strings.Count(text, "[")+strings.Count(text, "{") > 1000) {
			t.Fatal(s)
		}
	})
}

func TestSizesBeyondReason(t *testing.T) {
	for script, want := range map[string]string{
		"'x'.repeat(2 ** 40)": "Invalid string length", "'x'.padEnd(2 ** 40)": "Invalid string length", "Array(2 ** 31).join('ab')": "Invalid string length",
		"new ArrayBuffer(2 ** 36)": "Array buffer allocation failed", "new Float64Array(2 ** 34)": "Array buffer allocation failed",
		"new Uint8Array({ length: 2 ** 36 })": "Array buffer allocation failed", "BigInt.asUintN(2 ** 50, -1n)": "Maximum BigInt size exceeded",
		"Math.max.apply(null, { length: 2 ** 32 })": "Maximum call stack size exceeded", "Reflect.construct(Array, { length: 2 ** 40 })": "Maximum call stack size exceeded",
		"let a = []; a[0] = a; a.flat(Infinity)": "Maximum call stack size exceeded",
	} {
		v, err := newRealm(t).Runtime.RunString("try { (function () { " + script + " })(); 'ended' } catch (e) { e.message }")
		if err != nil || v.String() != want {
			t.Error(script, v, err)
		}
	}
	if v, err := newRealm(t).Runtime.RunString("[[1, [2, [3, [[[4]]]]]].flat(Infinity).join(), [1, [2, [3]]].flat().length, 'a'.repeat(3), BigInt.asUintN(8, -1n), " +
		"Math.max.apply(null, [1, 2]), new Float64Array([1, 2]).length].join(' ')"); err != nil || v.String() != "1,2,3,4 3 aaa 255 2 2" {
		t.Error(v, err)
	}
}
