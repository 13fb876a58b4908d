package process

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed rejections.js
var rejectionsSource string

var rejectionsScript = realm.NewModuleScript("node:internal/process/promises", rejectionsSource)

// LoadRejections builds internal/process/promises: what becomes of rejections that nobody handled.
func LoadRejections(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	mode := r.Process.Flags.UnhandledRejections
	if mode == "" {
		mode = "throw"
	}
	_ = native.Set("mode", mode)
	r.Method(native, "raise", 2, func(c goja.FunctionCall) goja.Value {
		r.Process.RaiseRejection(c.Argument(0), c.Argument(1))
		return goja.Undefined()
	})
	return rejectionsScript.Load(r, native)
}
