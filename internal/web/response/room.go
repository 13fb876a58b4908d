// Package response is the Response and Headers of the fetch standard (https://fetch.spec.whatwg.org/), as far as they need no network and no streams:
// what node's programs hand to WebAssembly.compileStreaming. Texts of errors are node's.
package response

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed headers.js
var headersSource string

//go:embed response.js
var responseSource string

var (
	headersScript  = realm.NewModuleScript("node:internal/fetch/headers", headersSource)
	responseScript = realm.NewModuleScript("node:internal/fetch/response", responseSource)
)

// LoadHeaders builds internal/fetch/headers: Headers.
func LoadHeaders(r *realm.Realm) (goja.Value, error) { return headersScript.Load(r, nil) }

// Load builds internal/fetch/response: Response, and what WebAssembly needs of it.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "notImplemented", 1, func(c goja.FunctionCall) goja.Value { return r.NotImplemented(c.Argument(0).String()) })
	r.Method(native, "mark", 2, func(c goja.FunctionCall) goja.Value {
		r.MarkCoded(c.Argument(0).(*goja.Object), c.Argument(1).String())
		return goja.Undefined()
	})
	return responseScript.Load(r, native)
}

// WebAssemblyBytes returns the bytes of a module that v, a Response, holds, and uses its body up; it throws what node's WebAssembly.compileStreaming
// rejects with.
func WebAssemblyBytes(r *realm.Realm, v goja.Value) []byte {
	require, _ := goja.AssertFunction(r.RequireInternal)
	exports := r.Call(require, goja.Undefined(), r.Runtime.ToValue("internal/fetch/response")).(*goja.Object)
	bytesOf, _ := goja.AssertFunction(exports.Get("webAssemblyBytes"))
	b, _ := r.Bytes(r.Call(bytesOf, goja.Undefined(), v))
	return b
}
