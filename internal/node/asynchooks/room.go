// Package asynchooks is node:async_hooks: AsyncLocalStorage, AsyncResource and hooks, over the realm's asynchronous operations.
package asynchooks

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed storage.js
var storageSource string

//go:embed hooks.js
var hooksSource string

//go:embed promises.js
var promisesSource string

//go:embed providers.js
var providersSource string

var (
	script          = realm.NewModuleScript("node:async_hooks", storageSource)
	hooksScript     = realm.NewModuleScript("node:internal/async_hooks", hooksSource)
	promisesScript  = realm.NewModuleScript("node:internal/promise_hooks", promisesSource)
	providersScript = realm.NewModuleScript("node:internal/async_wrap_providers", providersSource)
)

type key struct{}

// trackerOf returns the tracker of r, which the first call puts into the engine: from then on promises carry the context.
func trackerOf(r *realm.Realm) *tracker {
	if t, ok := r.Slot(key{}).(*tracker); ok {
		return t
	}
	t := &tracker{realm: r}
	r.SetSlot(key{}, t)
	r.Runtime.SetAsyncContextTracker(t)
	r.CarryOperations()
	return t
}

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	trackerOf(r)
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

// LoadProviders builds internal/async_wrap_providers: the names of node's kinds of operations.
func LoadProviders(r *realm.Realm) (goja.Value, error) { return providersScript.Load(r, nil) }

// LoadPromises builds internal/promise_hooks, which tells hooks of promises.
func LoadPromises(r *realm.Realm) (goja.Value, error) {
	t := trackerOf(r)
	native := r.Runtime.NewObject()
	r.Method(native, "announce", 1, t.announce)
	r.Method(native, "isActive", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(t.active()) })
	r.Method(native, "isInternal", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(t.isInternal(1)) })
	r.Method(native, "keepThen", 1, func(c goja.FunctionCall) goja.Value {
		then, _ := goja.AssertFunction(c.Argument(0))
		r.KeepThen(then)
		return goja.Undefined()
	})
	return promisesScript.Load(r, native)
}
