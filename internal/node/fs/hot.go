package fs

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/web/encoding"
)

// Hot defines on exports the two functions that glue calls at a cold start, in Go alone: the module's JavaScript is compiled when anything
// else is used, or when these get arguments that need it.
func Hot(r *realm.Realm, exports *goja.Object, build func() *goja.Object) {
	delegate := func(name string, c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(build().Get(name))
		return r.Call(fn, c.This, c.Arguments...)
	}
	define := func(name string, length int, f realm.Native) {
		_ = exports.DefineDataProperty(name, r.Function(name, length, f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	define("readFileSync", 2, func(c goja.FunctionCall) goja.Value {
		name, plain := plainPath(c.Argument(0))
		decode, known := plainEncoding(c.Argument(1))
		if !plain || !known {
			return delegate("readFileSync", c)
		}
		data, err := r.Sandbox.ReadFile(name)
		if err != nil {
			return delegate("readFileSync", c) // which makes the error
		}
		if decode {
			return r.Runtime.ToValue(encoding.DecodeUTF8(data))
		}
		return r.NewBuffer(data)
	})
	define("existsSync", 1, func(c goja.FunctionCall) goja.Value {
		name, plain := plainPath(c.Argument(0))
		if !plain {
			return delegate("existsSync", c)
		}
		_, err := r.Sandbox.Stat(name)
		return r.Runtime.ToValue(err == nil)
	})
}

func plainPath(v goja.Value) (name string, ok bool) {
	if !goja.IsString(v) {
		return "", false
	}
	name = v.String()
	return name, name != "" && !strings.ContainsRune(name, 0)
}

// plainEncoding knows the encodings that need no JavaScript: none, and UTF-8.
func plainEncoding(v goja.Value) (decode, known bool) {
	switch {
	case realm.IsNullish(v):
		return false, true
	case goja.IsString(v):
		decode = v.String() == "utf8" || v.String() == "utf-8"
		return decode, decode
	}
	return false, false
}
