package wasmbridge

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// jsStringBuiltins is the set "js-string" (section "String Builtins"), without the two functions that take arrays of
// the garbage-collection proposal, which the engine lacks.
var jsStringBuiltins = func() map[string]builtin {
	ext, str, i32 := wasm.ExternRef, wasm.ExternRef.NonNull(), wasm.I32
	types := func(t ...wasm.ValueType) []wasm.ValueType { return t }
	return map[string]builtin{
		"cast":          {types(ext), types(str), stringCast},
		"test":          {types(ext), types(i32), stringTest},
		"fromCharCode":  {types(i32), types(str), stringFromCharCode},
		"fromCodePoint": {types(i32), types(str), stringFromCodePoint},
		"charCodeAt":    {types(ext, i32), types(i32), stringCharCodeAt},
		"codePointAt":   {types(ext, i32), types(i32), stringCodePointAt},
		"length":        {types(ext), types(i32), stringLength},
		"concat":        {types(ext, ext), types(str), stringConcat},
		"substring":     {types(ext, i32, i32), types(str), stringSubstring},
		"equals":        {types(ext, ext), types(i32), stringEquals},
		"compare":       {types(ext, ext), types(i32), stringCompare},
	}
}()

// asString returns v as a string, if it is one.
func asString(v goja.Value) (goja.String, bool) {
	s, ok := v.(goja.String)
	return s, ok
}

// unwrapString is UnwrapString: it traps when v is no string.
func (b *Bridge) unwrapString(v goja.Value) goja.String {
	s, ok := asString(v)
	if !ok {
		b.throw(b.runtimeError, "illegal cast")
	}
	return s
}

func (b *Bridge) i32(n int64) goja.Value { return b.rt.ToValue(n) }

func (b *Bridge) boolI32(v bool) goja.Value {
	if v {
		return b.i32(1)
	}
	return b.i32(0)
}

// index is an i32 argument taken as unsigned.
func index(v goja.Value) int64 { return int64(uint32(v.ToInteger())) }

func stringCast(b *Bridge, c goja.FunctionCall) goja.Value { return b.unwrapString(c.Argument(0)) }

func stringTest(b *Bridge, c goja.FunctionCall) goja.Value {
	_, ok := asString(c.Argument(0))
	return b.boolI32(ok)
}

func stringFromCharCode(_ *Bridge, c goja.FunctionCall) goja.Value {
	return goja.StringFromUTF16([]uint16{uint16(c.Argument(0).ToInteger())})
}

func stringFromCodePoint(b *Bridge, c goja.FunctionCall) goja.Value {
	n := index(c.Argument(0))
	if n > utf8.MaxRune {
		b.throw(b.runtimeError, "Invalid code point %d", n)
	}
	if n < 0x10000 {
		return goja.StringFromUTF16([]uint16{uint16(n)})
	}
	return goja.StringFromUTF16(utf16.AppendRune(nil, rune(n)))
}

func (b *Bridge) stringAt(c goja.FunctionCall) (s goja.String, i int) {
	s = b.unwrapString(c.Argument(0))
	n := index(c.Argument(1))
	if n >= int64(s.Length()) {
		b.throw(b.runtimeError, "string index out of bounds")
	}
	return s, int(n)
}

func stringCharCodeAt(b *Bridge, c goja.FunctionCall) goja.Value {
	s, i := b.stringAt(c)
	return b.i32(int64(s.CharAt(i)))
}

func stringCodePointAt(b *Bridge, c goja.FunctionCall) goja.Value {
	s, i := b.stringAt(c)
	first := rune(s.CharAt(i))
	if utf16.IsSurrogate(first) && i+1 < s.Length() {
		if r := utf16.DecodeRune(first, rune(s.CharAt(i+1))); r != utf8.RuneError {
			return b.i32(int64(r))
		}
	}
	return b.i32(int64(first))
}

func stringLength(b *Bridge, c goja.FunctionCall) goja.Value {
	return b.i32(int64(b.unwrapString(c.Argument(0)).Length()))
}

func stringConcat(b *Bridge, c goja.FunctionCall) goja.Value {
	first, second := b.unwrapString(c.Argument(0)), b.unwrapString(c.Argument(1))
	return first.Concat(second)
}

func stringSubstring(b *Bridge, c goja.FunctionCall) goja.Value {
	s := b.unwrapString(c.Argument(0))
	start, end, length := index(c.Argument(1)), index(c.Argument(2)), int64(s.Length())
	if start > end || start > length {
		return b.rt.ToValue("")
	}
	return s.Substring(int(start), int(min(end, length)))
}

// stringOrNull checks an argument of equals.
func (b *Bridge) stringOrNull(v goja.Value) goja.Value {
	if !goja.IsNull(v) {
		b.unwrapString(v)
	}
	return v
}

func stringEquals(b *Bridge, c goja.FunctionCall) goja.Value {
	first, second := b.stringOrNull(c.Argument(0)), b.stringOrNull(c.Argument(1))
	return b.boolI32(first.StrictEquals(second))
}

func stringCompare(b *Bridge, c goja.FunctionCall) goja.Value {
	first, second := b.unwrapString(c.Argument(0)), b.unwrapString(c.Argument(1))
	return b.i32(int64(first.CompareTo(second)))
}
