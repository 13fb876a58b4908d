// Package stringdecoder is node:string_decoder.
package stringdecoder

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed decoder.js
var source string

var script = realm.NewModuleScript("node:string_decoder", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "complete", 3, func(c goja.FunctionCall) goja.Value {
		b, _ := r.Bytes(c.Argument(0))
		return r.Runtime.ToValue(complete(b, c.Argument(1).String(), c.Argument(2).ToBoolean()))
	})
	return script.Load(r, native)
}

// complete tells how many of b's bytes can be decoded before a character that more bytes may complete. continued says that b begins with what an
// earlier chunk left.
func complete(b []byte, encoding string, continued bool) int {
	switch encoding {
	case "utf8":
		return len(b) - partialUTF8(b)
	case "utf16le":
		n := len(b) &^ 1
		if (n == len(b) || continued) && n >= 2 && b[n-1] >= 0xD8 && b[n-1] <= 0xDB { // half of a pair; with half of the next unit after it node gives it out
			n -= 2
		}
		return n
	case "base64", "base64url":
		return len(b) - len(b)%3
	}
	return len(b)
}

// partialUTF8 is the length of an unfinished UTF-8 sequence at the end of b, told by its first byte as in node: it may turn out to be none.
func partialUTF8(b []byte) int {
	for back := 1; back <= 3 && back <= len(b); back++ {
		c := b[len(b)-back]
		if c&0xC0 == 0x80 {
			continue
		}
		need := 0
		switch {
		case c >= 0xC0 && c <= 0xDF:
			need = 2
		case c >= 0xE0 && c <= 0xEF:
			need = 3
		case c >= 0xF0 && c <= 0xF7:
			need = 4
		}
		if need > back {
			return back
		}
		return 0
	}
	return 0
}
