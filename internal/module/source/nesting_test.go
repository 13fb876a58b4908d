package source

import (
	"strings"
	"testing"
)

func TestTooDeep(t *testing.T) {
	repeat := func(s string, n int) string { return strings.Repeat(s, n) }
	for name, text := range map[string]string{
		"brackets": repeat("(", 50_000), "templates": repeat("`${", 50_000), "not": repeat("!", 200_000), "minus": repeat("- ", 1_500_000), "typeof": repeat("typeof ", 300_000),
		"sum": repeat("1+", 1_500_000), "members": "a" + repeat(".b", 1_500_000), "calls": "a" + repeat("()", 1_500_000), "tags": "a" + repeat("``", 1_500_000),
		"conditions": repeat("a?b:", 100_000), "arrows": repeat("a=>", 200_000), "assignments": repeat("a=", 200_000), "power": repeat("1**", 700_000),
		"if": repeat("if(1)", 200_000), "else": repeat("if(1);else ", 100_000), "while": repeat("while(1)\n", 200_000), "do": repeat("do ", 300_000),
		"labels": repeat("a:", 200_000), "extends": repeat("class a extends ", 100_000), "in a string's shadow": "')))))))'+" + repeat("[", 50_000),
	} {
		if !TooDeep(text) {
			t.Error(name)
		}
	}
	for name, text := range map[string]string{
		"statements": repeat("a = b + c; ", 300_000), "lines": repeat("foo(a.b)\nbar[1] = !a\n", 200_000), "blocks": repeat("if (a) { b(!c) } else { d() }\n", 200_000),
		"list": "[" + repeat("{a: !1, b: [1]},", 300_000) + "]", "string": "'" + repeat("((((!!!!++++", 100_000) + "'", "sum": repeat("'a'+", 100_000),
		"cases": "switch (a) {" + repeat("case 1: b = !c\n", 200_000) + "}", "comment": "/*" + repeat("(((", 100_000) + "*/", "chain": repeat("if (a) b();else ", 5000),
	} {
		if TooDeep(text) {
			t.Error(name)
		}
	}
}

func FuzzTooDeep(f *testing.F) {
	f.Add("a(b)[c]{`${d}`}", 3)
	f.Add("if(1);else /x/ do !", 100)
	f.Fuzz(func(_ *testing.T, text string, n int) {
		if n >= 0 && n*len(text) < 1<<20 {
			TooDeep(strings.Repeat(text, n))
		}
	})
}
