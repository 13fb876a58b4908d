package wasmbridge_test

import (
	"context"
	"testing"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// TestNative calls an imported Go function from WebAssembly: without JavaScript values when the signature is its own, by way of JavaScript
// when it is not, and what it throws arrives as the same object.
func TestNative(t *testing.T) {
	rt := goja.New()
	bridge, err := wasmbridge.Install(rt, wasmbridge.NewConfig())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = bridge.Close(context.Background()) }()
	direct, throughJS := 0, 0
	thrown := rt.NewObject()
	native := &wasmbridge.Native{Params: []api.ValueType{api.ValueTypeI32}, Results: []api.ValueType{api.ValueTypeI32}, Call: func(stack []uint64) {
		direct++
		if stack[0] == 0 {
			panic(goja.Value(thrown))
		}
		stack[0] *= 2
	}}
	double := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		_ = native // kept alive
		throughJS++
		return rt.ToValue(c.Argument(0).ToInteger() * 2)
	}).(*goja.Object)
	wasmbridge.MarkNative(double, native)
	_ = rt.Set("double", double)
	_ = rt.Set("thrown", thrown)
	// (module (import "" "double" (func (param T) (result T))) (export "double" (func 0))
	//   (func (export "call") (param T) (result T) (call 0 (local.get 0))))
	v, err := rt.RunString(`
		const module = (T) => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, T, 1, T, 2, 11, 1, 0, 6, 100, 111, 117, 98, 108, 101, 0, 0,
			3, 2, 1, 0, 7, 8, 1, 4, 99, 97, 108, 108, 0, 1, 10, 8, 1, 6, 0, 32, 0, 16, 0, 11]))
		const call = (T, x) => new WebAssembly.Instance(module(T), { '': { double } }).exports.call(x)
		let caught
		try { call(0x7f, 0) } catch (e) { caught = e }
		;[call(0x7f, 21), call(0x7d, 21), caught === thrown, double(4)].join()`)
	if err != nil {
		t.Fatal(err)
	}
	if v.String() != "42,42,true,8" || direct != 2 || throughJS != 2 {
		t.Errorf("got %s, %d calls in Go, %d through JavaScript", v, direct, throughJS)
	}
}
