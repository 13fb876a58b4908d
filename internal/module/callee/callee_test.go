package callee

import (
	"strings"
	"testing"
)

// The words are V8's.
func TestOfCall(t *testing.T) {
	for call, want := range map[string]string{
		"foo.x@()": "foo.x", "a.b.c@(1)": "a.b.c", "return foo.zip@()": "foo.zip", "x = foo.f()@()": "foo.f(...)", "foo[key]@()": "foo[key]", "foo['kk']@()": "foo.kk",
		"foo.arr[0]@()": "foo.arr[0]", "(foo.bar||{}).zip@()": "(foo.bar || {}).zip", "(0,foo.zip)@()": "(0 , foo.zip)", "foo?.zip@()": "foo?.zip",
		"foo?.[key]@()": "foo?.[key]", "new Map().zork@()": "(intermediate value).zork", "[1,2,3][9]@()": "[1,2,3][9]", "'abc'.foo@()": `"abc".foo`,
		"(function f(){}).x@()": "(intermediate value).x", "(()=>{})()@()": "(intermediate value)(...)", "await foo.x@()": "foo.x", "if (foo.x@()": "foo.x",
		"({}).x@()": "{}.x", "/re/.x@()": "/re/.x", "foo/*c*/./*d*/x@()": "foo.x", "foo['b'+'ar']@()": `foo[("b" + "ar")]`, "this.nope@()": "this.nope",
		"require('fs').zork@()": "require(...).zork", "; f(a)\n  .b@()": "f(...).b", "x => y.z@()": "y.z", "`a${b}`.c@()": "b.c", "(-n)@()": "(-n)",
	} {
		text := strings.Replace(call, "@", "", 1)
		if got, ok := OfCall(text, strings.Index(call, "@")); got != want || !ok {
			t.Errorf("%s: %q %v", call, got, ok)
		}
	}
	for text, want := range map[string]string{"new foo.x(1)": "foo.x", "new (foo.bar)()": "foo.bar", "new num": "num", "new Par.x().y": "Par.x", "new 'x'": `"x"`} {
		if got, ok := OfNew(text, 0); got != want || !ok {
			t.Errorf("%s: %q %v", text, got, ok)
		}
	}
}

func FuzzCallee(f *testing.F) {
	f.Add("foo?.[`${a}`](b)()", 10)
	f.Add("new (class {})`x`.y({a: [1]})", 4)
	f.Fuzz(func(_ *testing.T, text string, offset int) {
		OfCall(text, offset)
		OfNew(text, offset)
		NameAt(text, offset)
		Destructured(text, offset)
	})
}
