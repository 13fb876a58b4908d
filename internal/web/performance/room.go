// Package performance is the performance global: high resolution time (https://w3c.github.io/hr-time/), user timing
// (https://w3c.github.io/user-timing/) and its observers.
package performance

import (
	"embed"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed *.js
var sources embed.FS

// Modules names the internal modules of the room by the files that they are: internal/perf, and others below it.
var Modules = map[string]string{
	"internal/perf": "performance", "internal/perf/entries": "entries", "internal/perf/observer": "observer", "internal/perf/resources": "resources",
	"internal/perf/histogram": "histogram", "internal/perf/hooks": "hooks",
	"internal/perf/timing": "timing",
}

// Loader returns what builds a module, by the file that it is.
func Loader(module, file string) func(*realm.Realm) (goja.Value, error) {
	script := sync.OnceValue(func() *realm.ModuleScript {
		source, err := sources.ReadFile(file + ".js")
		if err != nil {
			panic(err) // not a file of Modules
		}
		return realm.NewModuleScript("node:"+module, string(source))
	})
	return func(r *realm.Realm) (goja.Value, error) { return script().Load(r, native(r)) }
}

// native is what all of them see of the clock.
func native(r *realm.Realm) *goja.Object {
	object := r.Runtime.NewObject()
	origin := r.Started
	_ = object.Set("timeOrigin", float64(origin.UnixMicro())/1000)
	r.Method(object, "now", 0, func(goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(float64(time.Since(origin).Nanoseconds()) / 1e6)
	})
	r.Method(object, "usage", 0, func(goja.FunctionCall) goja.Value {
		usage := r.Loop.Usage()
		return r.Runtime.NewArray(r.Since(usage.Started), usage.Idle.Seconds()*1e3)
	})
	r.Method(object, "milestone", 1, func(c goja.FunctionCall) goja.Value {
		if at, ok := milestone(r, c.Argument(0).String()); ok {
			return r.Runtime.ToValue(r.Since(at))
		}
		return goja.Undefined()
	})
	return object
}

// milestone is when something happened that node has a name for; ok is false if it has none.
func milestone(r *realm.Realm, name string) (at time.Time, ok bool) {
	switch name {
	case "nodeStart":
		return r.Started, true
	case "v8Start":
		return r.Milestones.Engine, true
	case "environment":
		return r.Milestones.Environment, true
	case "bootstrapComplete":
		return r.Milestones.Complete, true
	case "loopStart":
		return r.Loop.Usage().Started, true
	case "loopExit":
		return r.Loop.Usage().Ended, true
	}
	return at, false
}
