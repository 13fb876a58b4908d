// Package asynchooks is node:async_hooks: AsyncLocalStorage and AsyncResource over the realm's asynchronous context. Hooks of createHook are
// not called: the engine does not tell of resources.
package asynchooks

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed hooks.js
var source string

var script = realm.NewModuleScript("node:async_hooks", source)

// tracker carries the context from where a promise reaction is made to where it runs.
type tracker struct {
	realm *realm.Realm
	outer []goja.Value
}

func (t *tracker) Grab() any { return t.realm.AsyncContext }

func (t *tracker) Resumed(context any) {
	t.outer = append(t.outer, t.realm.AsyncContext)
	t.realm.AsyncContext, _ = context.(goja.Value)
}

func (t *tracker) Exited() {
	if n := len(t.outer); n > 0 {
		t.realm.AsyncContext = t.outer[n-1]
		t.outer = t.outer[:n-1]
	}
}

// Load builds the exports. From then on promises carry the context.
func Load(r *realm.Realm) (goja.Value, error) {
	r.Runtime.SetAsyncContextTracker(&tracker{realm: r})
	native := r.Runtime.NewObject()
	r.Method(native, "get", 0, func(goja.FunctionCall) goja.Value {
		if r.AsyncContext == nil {
			return goja.Undefined()
		}
		return r.AsyncContext
	})
	r.Method(native, "set", 1, func(c goja.FunctionCall) goja.Value {
		r.AsyncContext = c.Argument(0)
		return goja.Undefined()
	})
	return script.Load(r, native)
}
