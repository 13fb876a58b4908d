// Package fetch is the fetch standard (https://fetch.spec.whatwg.org/): Headers, Request, Response, FormData and fetch itself over node:http. Texts of
// errors are node's.
package fetch

import (
	"embed"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed *.js
var sources embed.FS

// Parts are the files of the room, each an internal module internal/fetch/NAME.
func Parts() []string {
	return []string{"headers", "body", "response", "request", "formdata", "multipart", "fetch", "transport"}
}

var scripts = sync.OnceValue(func() map[string]*realm.ModuleScript {
	all := map[string]*realm.ModuleScript{}
	for _, name := range Parts() {
		source, err := sources.ReadFile(name + ".js")
		if err != nil {
			panic(err) // it is embedded
		}
		all[name] = realm.NewModuleScript("node:internal/fetch/"+name, string(source))
	}
	return all
})

// Part returns what builds internal/fetch/name.
func Part(name string) func(*realm.Realm) (goja.Value, error) {
	return func(r *realm.Realm) (goja.Value, error) {
		native := r.Runtime.NewObject()
		r.Method(native, "multipart", 2, func(c goja.FunctionCall) goja.Value { return multipart(r, c) })
		r.Method(native, "percentDecode", 1, func(c goja.FunctionCall) goja.Value { return percentDecode(r, c) })
		r.Method(native, "mark", 2, func(c goja.FunctionCall) goja.Value {
			r.MarkCoded(c.Argument(0).(*goja.Object), c.Argument(1).String())
			return goja.Undefined()
		})
		return scripts()[name].Load(r, native)
	}
}

// WebAssemblyBytes gives done the bytes of a module that v, a Response, holds, or what reading them failed with, and uses its body up; it throws what
// node's WebAssembly.compileStreaming rejects with.
func WebAssemblyBytes(r *realm.Realm, v goja.Value, done func([]byte, goja.Value)) {
	require, _ := goja.AssertFunction(r.RequireInternal)
	exports := r.Call(require, goja.Undefined(), r.Runtime.ToValue("internal/fetch/response")).(*goja.Object)
	bytesOf, _ := goja.AssertFunction(exports.Get("webAssemblyBytes"))
	r.Call(bytesOf, goja.Undefined(), v, r.Runtime.ToValue(func(c goja.FunctionCall) goja.Value {
		if failure := c.Argument(0); !goja.IsUndefined(failure) {
			done(nil, failure)
			return goja.Undefined()
		}
		b, _ := r.Bytes(c.Argument(1))
		done(b, nil)
		return goja.Undefined()
	}))
}
