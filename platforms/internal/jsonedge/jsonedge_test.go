package jsonedge

import (
	"errors"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// show prints a value so that everything JSON.parse must keep is seen.
const show = `(function (v) {
	function text(s) {
		return '"' + Array.from({length: s.length}, (_, i) => s.charCodeAt(i)).map(c => c > 32 && c < 127 ? String.fromCharCode(c) : '\\u' + c.toString(16).padStart(4, '0')).join('') + '"'
	}
	if (typeof v === 'string') return text(v)
	if (Object.is(v, -0)) return '-0'
	if (v === null || typeof v !== 'object') return String(v)
	if (Array.isArray(v)) return '[' + v.map(show).join() + ']'
	return '{' + Object.keys(v).map(k => text(k) + ':' + show(v[k])).join() + '}'
})`

func TestParse(t *testing.T) {
	rt := goja.New()
	shower, err := rt.RunString("var show = " + show + "; show")
	if err != nil {
		t.Fatal(err)
	}
	call, _ := goja.AssertFunction(shower)
	for _, c := range []struct{ in, want string }{
		{`null`, `null`},
		{` [ true , false ] `, `[true,false]`},
		{`{}`, `{}`},
		{`[]`, `[]`},
		{`[[],[[]],{}]`, `[[],[[]],{}]`},
		{`{"b":1,"a":[1,[2,3],4],"c":{"d":null}}`, `{"b":1,"a":[1,[2,3],4],"c":{"d":null}}`},
		{`{"2":"x","b":1,"1":"y"}`, `{"1":"y","2":"x","b":1}`},
		{`{"a":1,"b":2,"a":3}`, `{"a":3,"b":2}`},
		{`{"__proto__":{"x":1},"constructor":2}`, `{"__proto__":{"x":1},"constructor":2}`},
		{`"\ud800"`, `"\ud800"`},
		{`"\udc00\ud83d\ude00\ud800x"`, `"\udc00\ud83d\ude00\ud800x"`},
		{`"\ud800\u0041"`, `"\ud800A"`},
		{`{"\ud800":1}`, `{"\ud800":1}`},
		{`"ä😀"`, `"\u00e4\ud83d\ude00"`},
		{`"\"\\\/\b\f\n\r\t\u0041"`, `""\/\u0008\u000c\u000a\u000d\u0009A"`},
		{"\"\u2028\x7f\"", `"\u2028\u007f"`},
		{"\"\xff\"", `"\ufffd"`},
		{`1e400`, `Infinity`},
		{`-1e400`, `-Infinity`},
		{`-0`, `-0`},
		{`0`, `0`},
		{`1.50`, `1.5`},
		{`123456789012345678901234567890`, `1.2345678901234568e+29`},
		{`9007199254740993`, `9007199254740992`},
		{`-42`, `-42`},
		{`5e-324`, `5e-324`},
	} {
		v, err := Parse(rt, []byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		got, err := call(goja.Undefined(), v)
		if err != nil || got.String() != c.want {
			t.Errorf("%s: got %v (%v), want %s", c.in, got, err, c.want)
		}
	}
}

func TestParseIgnoresPrototypeSetters(t *testing.T) {
	rt := goja.New()
	if _, err := rt.RunString(`Object.defineProperty(Object.prototype, 'x', { set() { throw new Error('ran') } })`); err != nil {
		t.Fatal(err)
	}
	v, err := Parse(rt, []byte(`{"x":7}`))
	if err != nil || v.(*goja.Object).Get("x").ToInteger() != 7 {
		t.Fatalf("got %v, %v", v, err)
	}
}

var malformed = []string{
	``, ` `, `{`, `}`, `[`, `]`, `{"a"}`, `{"a":}`, `{"a":1,}`, `[1,]`, `[1 2]`, `{a:1}`, `{'a':1}`, `nul`, `truex`, `[01]`, `[1.]`, `[.5]`, `[+1]`, `[1e]`, `[-]`,
	`["\x"]`, `["\u12g4"]`, `["\u12`, `["a`, "[\"\n\"]", `{} x`, `[]]`, `[1],`, "[\x00]", `{"a":1]`, `[1}`, `NaN`, `[Infinity]`, "\ufeff{}", `/*c*/{}`,
	strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1),
}

func TestMalformed(t *testing.T) {
	rt := goja.New()
	for _, in := range malformed {
		var syntax *SyntaxError
		if _, err := Parse(rt, []byte(in)); !errors.As(err, &syntax) {
			t.Errorf("Parse(%.20q): %v", in, err)
		}
		if _, err := Members([]byte(in)); !errors.As(err, &syntax) {
			t.Errorf("Members(%.20q): %v", in, err)
		}
	}
}

func TestDepth(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth)
	if _, err := Parse(goja.New(), []byte(deep)); err != nil {
		t.Error(err)
	}
	if _, err := Members([]byte(deep)); err != nil {
		t.Error(err)
	}
}

func TestMembers(t *testing.T) {
	members, err := Members([]byte(` {"value": {"a":[1, "}"]} , "n" : null, "s":"\u0041\ud800", "t":true,"i":-1.5e3 } `))
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name, raw string
		kind      Kind
	}{
		{"value", `{"a":[1, "}"]}`, Object}, {"n", `null`, Null}, {"s", `"\u0041\ud800"`, String}, {"t", `true`, Boolean}, {"i", `-1.5e3`, Number},
	}
	if len(members) != len(want) {
		t.Fatalf("%d members, want %d", len(members), len(want))
	}
	for i, w := range want {
		m := members[i]
		if m.Name != w.name || string(m.Value) != w.raw || m.Value.Kind() != w.kind {
			t.Errorf("member %d: %s=%s kind %d", i, m.Name, m.Value, m.Value.Kind())
		}
	}
	if got := members[2].Value.Text(); got != "A\ufffd" {
		t.Errorf("text %q", got)
	}
	if _, err := Members([]byte(`"scalar"`)); err == nil {
		t.Error("a scalar was taken")
	}
	if m, err := Members([]byte(`[1]`)); err != nil || len(m) != 0 {
		t.Errorf("array: %v %v", m, err)
	}
}

func TestTruthy(t *testing.T) {
	for in, want := range map[string]bool{``: false, `null`: false, `false`: false, `true`: true, `""`: false, `"0"`: true, `0`: false, `-0.0e9`: false, `1e-400`: false, `0.1`: true, `[]`: true, `{}`: true} {
		if got := Raw(in).Truthy(); got != want {
			t.Errorf("%s: %v", in, got)
		}
	}
}

// FuzzAgree holds both readers to the same language, and to that of goja's JSON.parse where that is right.
func FuzzAgree(f *testing.F) {
	for _, in := range malformed[:len(malformed)-1] {
		f.Add([]byte(in))
	}
	f.Add([]byte(`{"a":[1,2.5,"x\u00e9\n",{"b":null}],"c":true}`))
	rt := goja.New()
	f.Fuzz(func(t *testing.T, data []byte) {
		_, parseErr := Parse(rt, data)
		members, membersErr := Members(data)
		c := cursor{data: data}
		first := c.space()
		if first == '{' || first == '[' {
			if (parseErr == nil) != (membersErr == nil) {
				t.Fatalf("Parse: %v, Members: %v", parseErr, membersErr)
			}
		}
		for _, m := range members {
			if _, err := Parse(rt, m.Value); err != nil {
				t.Fatalf("member %q: %v", m.Name, err)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	rt := goja.New()
	data := []byte(`{"name":"fib","a":20,"list":[1,2,3],"nested":{"x":"y","z":1.5}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(rt, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMembers(b *testing.B) {
	data := []byte(`{"value":{"name":"fib","a":20,"list":[1,2,3],"nested":{"x":"y","z":1.5}},"activation_id":"0123456789abcdef","deadline":"1600000000000"}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Members(data); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWrite(t *testing.T) {
	for in, want := range map[string]string{`1.50`: `1.5`, `1e3`: `1000`, `1e400`: `Infinity`, `true`: `true`, `{ "a" : [ 1 ] }`: `{"a":[1]}`} {
		if got := Compact(Raw(in)); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
	if got := string(AppendString([]byte("x"), "<a>\n\"")); got != `x"<a>\n\""` {
		t.Errorf("got %s", got)
	}
}
