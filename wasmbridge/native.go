package wasmbridge

import (
	"slices"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// Native is what a JavaScript function that is implemented in Go does when WebAssembly calls it: the same as when JavaScript does, without
// JavaScript values in between.
type Native struct {
	Params, Results []api.ValueType
	// Call finds the arguments on the stack and leaves the results there, as wazero's api.GoFunction does. It throws by panicking with a
	// goja.Value, as a native function does.
	Call func(stack []uint64)
}

// natives are the functions that were marked, of all runtimes. It keeps neither alive: a Native may hold its runtime, and with it the function.
var natives weakMap[weak.Pointer[goja.Object], Native]

// MarkNative makes an instance that imports fn with n's signature call n. An import with another signature calls fn, as does JavaScript.
// n is not kept alive: fn's own code has to refer to it.
func MarkNative(fn *goja.Object, n *Native) { natives.set(weak.Make(fn), n) }

// nativeOf returns what stands for an imported function in Go, nil when nothing does.
func nativeOf(v goja.Value) *Native {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	return natives.get(weak.Make(o))
}

func (n *Native) implements(t wasm.FuncType) bool {
	return n != nil && slices.Equal(n.Params, codes(t.Params)) && slices.Equal(n.Results, codes(t.Results))
}

// runNative runs a host function that is implemented in Go.
func (b *Bridge) runNative(n *Native, stack []uint64) (u *unwinding) {
	depth := b.depth
	defer func() {
		if r := recover(); r != nil {
			b.depth = depth
			if v, ok := r.(goja.Value); ok {
				u = b.attempt(func() { panic(v) })
				return
			}
			u = caught(r)
		}
	}()
	n.Call(stack)
	return nil
}
