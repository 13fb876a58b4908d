package source

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// script is 500 KB of ordinary CommonJS.
func script() string {
	part := "exports.f = function (a, b) { if (a > b) { return [a, b].map((x) => x / 2 + 1) } const o = { a, b, c: 'text' }; return o.c.length }\n"
	return strings.Repeat(part, 500<<10/len(part))
}

func BenchmarkFunction500KB(b *testing.B) {
	text := script()
	for b.Loop() {
		if _, err := New("").compileFunction("f.js", text, false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEngine500KB(b *testing.B) {
	text := functionHead + script() + "\n})"
	for b.Loop() {
		if _, err := goja.Compile("f.js", text, false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkModule500KB(b *testing.B) {
	text := "import { x } from 'y'\n" + strings.ReplaceAll(script(), "exports.f = function", "x.f = function")
	for b.Loop() {
		if _, err := New("").compileModule("f.mjs", text, false); err != nil {
			b.Fatal(err)
		}
	}
}
