// Package timers is node:timers: the Timeout and Immediate classes are JavaScript, the clock is the realm's event loop.
package timers

import (
	_ "embed"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed timers.js
var source string

//go:embed promises.js
var promisesSource string

var (
	script         = realm.NewModuleScript("node:timers", source)
	promisesScript = realm.NewModuleScript("node:timers/promises", promisesSource)
)

// Load builds the exports of timers.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "timer", 2, func(c goja.FunctionCall) goja.Value {
		run, _ := goja.AssertFunction(c.Argument(0))
		delay := time.Duration(c.Argument(1).ToFloat() * float64(time.Millisecond))
		return r.Runtime.ToValue(r.Loop.NewTimer(delay, r.TaskOf(operation(c.Argument(2)), run)))
	})
	r.Method(native, "immediate", 1, func(c goja.FunctionCall) goja.Value {
		run, _ := goja.AssertFunction(c.Argument(0))
		return r.Runtime.ToValue(r.Loop.NewImmediate(r.TaskOf(operation(c.Argument(1)), run)))
	})
	operations(r, native)
	timer := func(name string, f func(*eventloop.Timer, goja.FunctionCall)) {
		r.Method(native, name, 1, func(c goja.FunctionCall) goja.Value {
			if t, ok := c.Argument(0).Export().(*eventloop.Timer); ok {
				f(t, c)
			}
			return goja.Undefined()
		})
	}
	timer("start", func(t *eventloop.Timer, c goja.FunctionCall) {
		t.StartFrom(time.Duration(c.Argument(2).ToInteger())*time.Millisecond, time.Duration(c.Argument(1).ToFloat()*float64(time.Millisecond)))
	})
	timer("stop", func(t *eventloop.Timer, _ goja.FunctionCall) { t.Stop() })
	timer("ref", func(t *eventloop.Timer, c goja.FunctionCall) {
		if c.Argument(1).ToBoolean() {
			t.Ref()
		} else {
			t.Unref()
		}
	})
	immediate := func(name string, f func(*eventloop.Immediate)) {
		r.Method(native, name, 1, func(c goja.FunctionCall) goja.Value {
			if im, ok := c.Argument(0).Export().(*eventloop.Immediate); ok {
				f(im)
			}
			return goja.Undefined()
		})
	}
	immediate("clearImmediate", (*eventloop.Immediate).Clear)
	immediate("refImmediate", (*eventloop.Immediate).Ref)
	immediate("unrefImmediate", (*eventloop.Immediate).Unref)
	r.Method(native, "now", 0, func(goja.FunctionCall) goja.Value { return r.Runtime.ToValue(r.Loop.Now().Milliseconds()) })
	return script.Load(r, native)
}

// operation is the one that native.operation made.
func operation(v goja.Value) *realm.AsyncOperation { return v.Export().(*realm.AsyncOperation) }

// operations defines what makes the asynchronous operation that a timer is, and ends it.
func operations(r *realm.Realm, native *goja.Object) {
	r.Method(native, "operation", 2, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(r.NewOperation(c.Argument(0).String(), c.Argument(1)))
	})
	r.Method(native, "idOf", 1, func(c goja.FunctionCall) goja.Value { return r.Runtime.ToValue(operation(c.Argument(0)).ID) })
	r.Method(native, "triggerOf", 1, func(c goja.FunctionCall) goja.Value { return r.Runtime.ToValue(operation(c.Argument(0)).Trigger) })
	r.Method(native, "destroy", 1, func(c goja.FunctionCall) goja.Value {
		r.DestroyOperation(operation(c.Argument(0)))
		return goja.Undefined()
	})
}

// LoadPromises builds the exports of timers/promises.
func LoadPromises(r *realm.Realm) (goja.Value, error) { return promisesScript.Load(r, nil) }
