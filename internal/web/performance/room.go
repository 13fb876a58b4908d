// Package performance is the performance global: high resolution time (https://w3c.github.io/hr-time/), user timing
// (https://w3c.github.io/user-timing/) and its observers.
package performance

import (
	_ "embed"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed performance.js
var source string

var script = realm.NewModuleScript("node:internal/perf", source)

// Load builds internal/perf.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	origin := r.Started
	_ = native.Set("timeOrigin", float64(origin.UnixMicro())/1000)
	r.Method(native, "now", 0, func(goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(float64(time.Since(origin).Nanoseconds()) / 1e6)
	})
	return script.Load(r, native)
}
