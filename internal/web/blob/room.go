// Package blob is the File API's Blob and File with their object URLs (https://w3c.github.io/FileAPI/).
package blob

import (
	"crypto/rand"
	_ "embed"
	"fmt"
	"math"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/web/encoding"
)

//go:embed blob.js
var source string

var script = realm.NewModuleScript("node:internal/blob", source)

// Load builds internal/blob.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "isBytes", 1, func(c goja.FunctionCall) goja.Value {
		_, ok := r.Bytes(c.Argument(0))
		return r.Runtime.ToValue(ok)
	})
	r.Method(native, "join", 2, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(join(r, c.Argument(0), c.Argument(1).ToBoolean()))
	})
	r.Method(native, "adopt", 1, func(c goja.FunctionCall) goja.Value {
		whole := &content{}
		b, _ := r.Bytes(c.Argument(0))
		whole.add(b)
		return r.Runtime.ToValue(whole)
	})
	r.Method(native, "wellFormed", 1, func(c goja.FunctionCall) goja.Value { return r.Runtime.ToValue(c.Argument(0).String()) })
	r.Method(native, "uuid", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(uuid()) })
	reading(r, native)
	return script.Load(r, native)
}

// reading defines what reads a content.
func reading(r *realm.Realm, native *goja.Object) {
	define := func(name string, f func(*content, goja.FunctionCall) goja.Value) {
		r.Method(native, name, 1, func(c goja.FunctionCall) goja.Value {
			whole, ok := c.Argument(0).Export().(*content)
			if !ok {
				panic(r.Runtime.NewTypeError("not a blob"))
			}
			return f(whole, c)
		})
	}
	define("size", func(whole *content, _ goja.FunctionCall) goja.Value { return r.Runtime.ToValue(whole.size) })
	define("slice", func(whole *content, c goja.FunctionCall) goja.Value {
		start, end := index(c.Argument(1), whole.size), index(c.Argument(2), whole.size)
		return r.Runtime.ToValue(whole.slice(start, max(start, end)))
	})
	define("buffer", func(whole *content, _ goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(r.Runtime.NewArrayBuffer(whole.bytes()))
	})
	define("piece", func(whole *content, c goja.FunctionCall) goja.Value {
		i := index(c.Argument(1), len(whole.pieces))
		if i == len(whole.pieces) {
			return goja.Undefined()
		}
		return r.NewUint8Array(append([]byte{}, whole.pieces[i]...))
	})
	define("text", func(whole *content, _ goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(strings.TrimPrefix(encoding.DecodeUTF8(whole.bytes()), "\uFEFF"))
	})
}

// index is a number within [0, most].
func index(v goja.Value, most int) int { return int(math.Max(0, math.Min(v.ToFloat(), float64(most)))) }

// join makes a content of the parts of a blob: strings, bytes and other contents. Bytes are copied, for their owner may change them.
func join(r *realm.Realm, parts goja.Value, native bool) *content {
	whole := &content{}
	checkSize(r, parts)
	r.Runtime.ForOf(parts, func(part goja.Value) bool {
		if other, ok := part.Export().(*content); ok {
			for _, piece := range other.pieces {
				whole.add(piece)
			}
		} else if b, ok := r.Bytes(part); ok {
			whole.add(append([]byte{}, b...))
		} else {
			whole.add([]byte(lines(part.String(), native)))
		}
		return true
	})
	return whole
}

// maxSize is the most bytes a blob may have: as many as a Buffer.
const maxSize = 1 << 32

// checkSize throws before anything is copied if the parts are too much.
func checkSize(r *realm.Realm, parts goja.Value) {
	total := 0
	r.Runtime.ForOf(parts, func(part goja.Value) bool {
		if other, ok := part.Export().(*content); ok {
			total += other.size
		} else if b, ok := r.Bytes(part); ok {
			total += len(b)
		} else {
			total += part.(goja.String).Length()
		}
		return total <= maxSize
	})
	if total > maxSize {
		r.Throw("RangeError", "ERR_BUFFER_TOO_LARGE", "Cannot create a Buffer larger than 4294967296 bytes")
	}
}

// lines gives text the line endings of the system where that is asked for.
func lines(text string, native bool) string {
	if !native || !strings.Contains(text, "\r") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// uuid is a random UUID (RFC 9562, version 4).
func uuid() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	b[6], b[8] = b[6]&0x0F|0x40, b[8]&0x3F|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
