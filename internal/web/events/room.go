// Package events is the DOM's events: Event, EventTarget, CustomEvent, AbortController, AbortSignal
// (https://dom.spec.whatwg.org/#events), and DOMException (https://webidl.spec.whatwg.org/#idl-DOMException).
package events

import (
	_ "embed"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed target.js
var targetSource string

//go:embed abort.js
var abortSource string

//go:embed domexception.js
var exceptionSource string

var (
	targetScript    = realm.NewModuleScript("node:internal/event_target", targetSource)
	abortScript     = realm.NewModuleScript("node:internal/abort_controller", abortSource)
	exceptionScript = realm.NewModuleScript("node:internal/domexception", exceptionSource)
)

// LoadTarget builds internal/event_target: Event, CustomEvent, EventTarget.
func LoadTarget(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "report", 1, func(c goja.FunctionCall) goja.Value {
		thrown := r.Runtime.Try(func() { panic(c.Argument(0)) })
		r.Loop.NextTick(func() error { return thrown })
		return goja.Undefined()
	})
	r.Method(native, "now", 0, func(goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(float64(time.Since(r.Started)) / float64(time.Millisecond))
	})
	return targetScript.Load(r, native)
}

// LoadAbort builds internal/abort_controller: AbortController, AbortSignal.
func LoadAbort(r *realm.Realm) (goja.Value, error) { return abortScript.Load(r, nil) }

// LoadException builds internal/domexception: DOMException.
func LoadException(r *realm.Realm) (goja.Value, error) { return exceptionScript.Load(r, nil) }
