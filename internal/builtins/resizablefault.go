package builtins

import (
	"runtime"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
)

// boundNatives lets the engine's natives for buffers and views throw where a buffer became smaller while they ran, by what a valueOf or a species
// constructor does: the engine knows of detaching only, and its slices would end the host.
func (i *installer) boundNatives() {
	arrays := i.global("Uint8Array").Prototype().Get("prototype").ToObject(i.rt)
	for _, holder := range []*goja.Object{arrays, i.prototype("DataView"), i.prototype("ArrayBuffer")} {
		for _, name := range holder.GetOwnPropertyNames() {
			descriptor := i.realm.OwnDescriptor(holder, i.rt.ToValue(name))
			if native := enginestate.Native(descriptor.Get("value")); native != nil && name != "constructor" {
				original := *native
				*native = func(c goja.FunctionCall) goja.Value {
					defer i.outOfBounds()
					return original(c)
				}
			}
		}
	}
}

// outOfBounds is deferred: it makes an index out of range of Go a TypeError.
func (i *installer) outOfBounds() {
	switch failure := recover().(type) {
	case nil:
	case runtime.Error:
		panic(i.rt.NewTypeError("Cannot perform the operation: the ArrayBuffer was resized"))
	default:
		panic(failure)
	}
}
