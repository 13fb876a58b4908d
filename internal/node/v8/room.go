// Package v8 is node:v8 as far as it does not depend on the engine: serialize and deserialize (a format of this host's own, not V8's),
// and heap statistics of the host's memory.
package v8

import (
	_ "embed"
	"runtime"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed v8.js
var source string

var script = realm.NewModuleScript("node:v8", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "heap", 0, func(goja.FunctionCall) goja.Value {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return r.Runtime.NewArray(m.HeapSys, m.HeapInuse, m.HeapIdle, m.HeapAlloc)
	})
	r.Method(native, "kind", 1, func(c goja.FunctionCall) goja.Value {
		object, ok := c.Argument(0).(*goja.Object)
		if !ok {
			return goja.Undefined()
		}
		return r.Runtime.ToValue(string(r.KindOf(object)))
	})
	return script.Load(r, native)
}
