package builtins_test

import "testing"

// The engine's errors have V8's words. What needs the text of the program is tested with the module system.
func TestWords(t *testing.T) {
	for script, want := range map[string]string{
		"null.x": "Cannot read properties of null (reading 'x')", "undefined[Symbol('q')]": "Cannot read properties of undefined (reading 'Symbol(q)')",
		"let u; u.x.y": "Cannot read properties of undefined (reading 'x')", "let u; u.x = 1": "Cannot set properties of undefined (setting 'x')",
		"let u = null; u[0] = 1": "Cannot set properties of null (setting '0')", "[].reduce((a) => a)": "Reduce of empty array with no initial value",
		"class K {} K()": "Class constructor K cannot be invoked without 'new'", "new Promise(1)": "Promise resolver 1 is not a function", "[].map(1)": "1 is not a function",
		"new Map([1])": "Iterator value 1 is not an entry object", "new WeakMap().set(1, 1)": "Invalid value used as weak map key",
		"new Set(1)": "number 1 is not iterable (cannot read property Symbol(Symbol.iterator))", "const [a] = undefined": "undefined is not iterable (cannot read property Symbol(Symbol.iterator))",
		"'use strict'; Object.freeze({ a: 1 }).a = 2":              "Cannot assign to read only property 'a' of object '#<Object>'",
		"'use strict'; ({ get g() { return 1 } }).g = 1":           "Cannot set property g of #<Object> which has only a getter",
		"'use strict'; delete Object.freeze({ a: 1 }).a":           "Cannot delete property 'a' of #<Object>",
		"'use strict'; 'abc'.foo = 1":                              "Cannot create property 'foo' on string 'abc'",
		"const k = 'k', n = 5; k in n":                             "Cannot use 'in' operator to search for 'k' in 5",
		"const o = {}; 1 instanceof o":                             "Right-hand side of 'instanceof' is not callable",
		"let u; class A extends u {}":                              "Class extends value undefined is not a constructor or null",
		"'' + Object.create(null)":                                 "Cannot convert object to primitive value",
		"String.prototype.trim.call(null)":                         "String.prototype.trim called on null or undefined",
		"Array.prototype.map.call(null, (x) => x)":                 "Array.prototype.map called on null or undefined",
		"Map.prototype.get.call({}, 1)":                            "Method Map.prototype.get called on incompatible receiver #<Object>",
		"const r = Proxy.revocable({}, {}); r.revoke(); r.proxy.x": "Cannot perform 'get' on a proxy that has been revoked",
		"decodeURIComponent('%')":                                  "URI malformed", "new Uint8Array(-1)": "Invalid typed array length: -1",
		"eval('a }')": "Unexpected token '}'", "eval('let a; let a')": "Identifier 'a' has already been declared", "eval('\"')": "Invalid or unexpected token",
		"new RegExp('(')": "Invalid regular expression: /(/: Unterminated group", "new RegExp('*')": "Invalid regular expression: /*/: Nothing to repeat",
		"throw new TypeError('Value is not an object: 1')": "Value is not an object: 1", "throw TypeError('No initial value of mine')": "No initial value of mine",
		"throw new (class E extends TypeError {})('Object has no member x')": "Object has no member x",
	} {
		v, err := newRealm(t).Runtime.RunString("try { (function () { " + script + " })(); 'no error' } catch (e) { e.message }")
		if err != nil || v.String() != want {
			t.Errorf("%s\n got %v %v\nwant %s", script, v, err, want)
		}
	}
}
