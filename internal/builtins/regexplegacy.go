package builtins

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// lastMatch is what RegExp tells of the last match (https://github.com/tc39/proposal-regexp-legacy-features).
type lastMatch struct {
	text       goja.String // where the match was
	start, end int
	groups     []goja.Value // after the whole match
	input      goja.Value   // the text, or what a program put in its place
}

// legacyRegExp defines RegExp.$1 and its kin once a program mentions one: from then on every match is noted, and none takes the engine's short ways.
func (i *installer) legacyRegExp() {
	prototype := i.prototype("RegExp")
	exec := prototype.Get("exec")
	native, test := enginestate.Native(exec), enginestate.Native(prototype.Get("test"))
	if native == nil || test == nil {
		return
	}
	none := goja.StringFromUTF16(nil)
	last := &lastMatch{text: none, input: none}
	original, originalTest := *native, *test
	*native = func(c goja.FunctionCall) goja.Value {
		result := original(c)
		if match, ok := result.(*goja.Object); ok {
			last.note(match)
		}
		return result
	}
	*test = func(c goja.FunctionCall) goja.Value {
		if expression, ok := c.This.(*goja.Object); ok && expression.ClassName() == "RegExp" {
			return i.rt.ToValue(!goja.IsNull((*native)(c)))
		}
		return originalTest(c)
	}
	_ = prototype.DefineDataProperty("exec", exec, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE) // an exec of somebody's ends the short ways
	i.legacyAccessors(last)
}

func (i *installer) legacyAccessors(last *lastMatch) {
	class := i.global("RegExp")
	define := func(get func() goja.Value, set func(goja.Value), names ...string) {
		for _, name := range names {
			getter := i.realm.Function("get "+name, 0, func(goja.FunctionCall) goja.Value { return get() })
			setter := i.realm.Function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
				set(c.Argument(0))
				return goja.Undefined()
			})
			_ = class.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	}
	ignore := func(goja.Value) {}
	define(func() goja.Value { return last.input }, func(v goja.Value) { last.input = v.ToString() }, "input", "$_")
	define(func() goja.Value { return last.text.Substring(last.start, last.end) }, ignore, "lastMatch", "$&")
	define(func() goja.Value { return last.group(len(last.groups) - 1) }, ignore, "lastParen", "$+")
	define(func() goja.Value { return last.text.Substring(0, last.start) }, ignore, "leftContext", "$`")
	define(func() goja.Value { return last.text.Substring(last.end, last.text.Length()) }, ignore, "rightContext", "$'")
	for n := 1; n <= 9; n++ {
		define(func() goja.Value { return last.group(n - 1) }, ignore, "$"+strconv.Itoa(n))
	}
}

func (m *lastMatch) note(match *goja.Object) {
	text, isText := match.Get("input").(goja.String)
	whole, isString := match.Get("0").(goja.String)
	if !isText || !isString {
		return
	}
	m.text, m.input = text, text
	m.start = int(match.Get("index").ToInteger())
	m.end = m.start + whole.Length()
	m.groups = m.groups[:0]
	for n := int64(1); n < match.Get("length").ToInteger(); n++ {
		m.groups = append(m.groups, match.Get(strconv.FormatInt(n, 10)))
	}
}

// group gives the text of the group with index n, from 0.
func (m *lastMatch) group(n int) goja.Value {
	if n < 0 || n >= len(m.groups) || goja.IsUndefined(m.groups[n]) {
		return goja.StringFromUTF16(nil)
	}
	return m.groups[n]
}
