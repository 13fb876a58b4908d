// Package buffer is node:buffer: Buffer over Uint8Array with native conversions, Blob, File, atob and btoa.
package buffer

import (
	_ "embed"
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed buffer.js
var bufferSource string

var (
	bufferScript = realm.NewModuleScript("node:buffer", bufferSource)
)

// Load builds the module's exports.
func Load(r *realm.Realm) (goja.Value, error) {
	proto := r.Runtime.Get("Uint8Array").(*goja.Object).Get("prototype").(*goja.Object).Prototype()
	tag, _ := goja.AssertFunction(r.OwnDescriptor(proto, goja.SymToStringTag).Get("get"))
	n := &natives{r, tag}
	object := r.Runtime.NewObject()
	for name, f := range map[string]realm.Native{
		"alloc": n.alloc, "fromString": n.fromString, "fromBytes": n.fromBytes, "isEncoding": n.isEncoding, "byteLength": n.byteLength,
		"slice": n.slice, "write": n.write, "concat": n.concat, "copy": n.copy, "compare": n.compare, "fill": n.fill, "search": n.search,
		"swap": n.swap, "isUtf8": n.isUTF8, "isAscii": n.isASCII, "atob": n.atob, "btoa": n.btoa, "isBytes": n.isBytes,
		"isArrayBuffer": n.isArrayBuffer, "isUint8Array": n.isUint8Array, "isCalledByPackage": n.isCalledByPackage,
	} {
		r.Method(object, name, 0, f)
	}
	n.defineNumbers(object)
	_ = object.Set("prototype", r.BufferPrototype())
	return bufferScript.Load(r, object)
}

// natives are the Go functions behind buffer.js. Arguments have been checked there unless they say otherwise.
type natives struct {
	*realm.Realm
	typedTag goja.Callable // the getter of a typed array's class name
}

// maxLength is buffer.constants.MAX_LENGTH. buffer.js checks it too; here it keeps other callers from a fatal error of Go's.
const maxLength = 1 << 32

// bytes returns the bytes of an argument. Only the receiver of a method can be anything else: buffer.js has checked the others.
func (n *natives) bytes(v goja.Value) []byte {
	b, ok := n.Bytes(v)
	if !ok {
		n.Throw("TypeError", "ERR_INVALID_ARG_TYPE", "argument must be a buffer")
	}
	return b
}

// number returns an argument as an integer within [low, high]; undefined is otherwise, NaN is 0.
func number(v goja.Value, otherwise, low, high int) int {
	f := v.ToFloat()
	switch {
	case goja.IsUndefined(v):
		return min(max(otherwise, low), high)
	case math.IsNaN(f):
		return min(max(0, low), high)
	case f <= float64(low):
		return low
	case f >= float64(high):
		return high
	}
	return int(f)
}

func (n *natives) alloc(c goja.FunctionCall) goja.Value {
	size := c.Argument(0).ToFloat()
	if size > maxLength {
		n.ThrowRange("size", ">= 0 && <= 4294967296", realm.GroupDigits(c.Argument(0).String()))
	}
	return n.NewBuffer(make([]byte, int(size)))
}

// codecOf finds the encoding an argument names; undefined is UTF-8, an unknown one throws.
func (n *natives) codecOf(v goja.Value) *codec {
	if realm.IsNullish(v) || v.String() == "" {
		return codecs["utf8"]
	}
	c := lookup(v.String())
	if c == nil {
		n.Throw("TypeError", "ERR_UNKNOWN_ENCODING", "Unknown encoding: "+v.String())
	}
	return c
}

func (n *natives) fromString(c goja.FunctionCall) goja.Value {
	return n.NewBuffer(n.codecOf(c.Argument(1)).encode(c.Argument(0).(goja.String)))
}

// fromBytes copies.
func (n *natives) fromBytes(c goja.FunctionCall) goja.Value {
	return n.NewBuffer(append([]byte{}, n.bytes(c.Argument(0))...))
}

func (n *natives) isEncoding(c goja.FunctionCall) goja.Value {
	return n.Runtime.ToValue(goja.IsString(c.Argument(0)) && lookup(c.Argument(0).String()) != nil)
}

func (n *natives) isArrayBuffer(c goja.FunctionCall) goja.Value {
	return n.Runtime.ToValue(realm.IsArrayBuffer(c.Argument(0)))
}

// isUint8Array looks at the internal slot, whatever the prototype says.
func (n *natives) isUint8Array(c goja.FunctionCall) goja.Value {
	if !realm.IsTypedArray(c.Argument(0)) {
		return n.Runtime.ToValue(false)
	}
	return n.Runtime.ToValue(n.Call(n.typedTag, c.Argument(0)).String() == "Uint8Array")
}

// attached returns the bytes of an argument whose buffer must not have been transferred.
func (n *natives) attached(v goja.Value) []byte {
	buffer := v.(*goja.Object)
	if !realm.IsArrayBuffer(buffer) {
		buffer = buffer.Get("buffer").(*goja.Object)
	}
	if b, ok := buffer.Export().(goja.ArrayBuffer); ok && b.Detached() {
		n.Throw("Error", "ERR_INVALID_STATE", "Cannot validate on a detached buffer")
	}
	return n.bytes(v)
}

// isCalledByPackage tells whether the innermost file on the stack that is not this host's own lies in a package.
func (n *natives) isCalledByPackage(goja.FunctionCall) goja.Value {
	for _, frame := range n.Runtime.CaptureCallStack(0, nil) {
		if file := frame.SrcName(); strings.HasPrefix(file, "/") || strings.HasPrefix(file, "file:") || strings.Contains(file, `\`) {
			parts := strings.FieldsFunc(file, func(c rune) bool { return c == '/' || c == '\\' })
			return n.Runtime.ToValue(slices.Contains(parts, "node_modules"))
		}
	}
	return n.Runtime.ToValue(false)
}

func (n *natives) isBytes(c goja.FunctionCall) goja.Value {
	_, ok := n.Bytes(c.Argument(0))
	return n.Runtime.ToValue(ok)
}

// byteLength(value, encoding): an unknown encoding counts as UTF-8.
func (n *natives) byteLength(c goja.FunctionCall) goja.Value {
	if b, ok := n.Bytes(c.Argument(0)); ok {
		return n.Runtime.ToValue(len(b))
	}
	s := c.Argument(0).(goja.String)
	code := codecs["utf8"]
	if goja.IsString(c.Argument(1)) {
		if found := lookup(c.Argument(1).String()); found != nil {
			code = found
		}
	}
	switch code.name {
	case "utf16le":
		return n.Runtime.ToValue(2 * s.Length())
	case "latin1", "ascii":
		return n.Runtime.ToValue(s.Length())
	case "hex":
		return n.Runtime.ToValue(s.Length() / 2)
	case "base64", "base64url":
		return n.Runtime.ToValue(base64Length(s))
	}
	return n.Runtime.ToValue(len(s.String()))
}

// slice(buffer, encoding, start, end) is toString.
func (n *natives) slice(c goja.FunctionCall) goja.Value {
	b := n.bytes(c.Argument(0))
	code := n.codecOf(c.Argument(1))
	start := number(c.Argument(2), 0, 0, len(b))
	end := number(c.Argument(3), len(b), 0, len(b))
	if end <= start {
		return n.Runtime.ToValue("")
	}
	if end-start > code.longest() {
		n.Throw("Error", "ERR_STRING_TOO_LONG", "Cannot create a string longer than 0x1fffffe8 characters")
	}
	return code.decode(n.Runtime, b[start:end])
}

// write(buffer, string, encoding, offset, length) writes whole characters and returns how many bytes.
func (n *natives) write(c goja.FunctionCall) goja.Value {
	b := n.bytes(c.Argument(0))
	code := n.codecOf(c.Argument(2))
	offset := number(c.Argument(3), 0, 0, len(b))
	length := number(c.Argument(4), len(b)-offset, 0, len(b)-offset)
	encoded := code.encode(c.Argument(1).(goja.String))
	if len(encoded) > length {
		encoded = encoded[:cut(encoded, length, code)]
	}
	return n.Runtime.ToValue(copy(b[offset:], encoded))
}

// cut is the largest whole number of characters' bytes within length.
func cut(encoded []byte, length int, code *codec) int {
	if code.name == "utf8" {
		for length > 0 && encoded[length]&0xC0 == 0x80 {
			length--
		}
	}
	return length - length%code.whole
}
