package wasmbridge_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// newRealm returns a runtime with WebAssembly and the modules of testdata as global functions: module("calls").
func newRealm(t testing.TB, c wasmbridge.Config) (*goja.Runtime, *wasmbridge.Bridge) {
	t.Helper()
	rt := goja.New()
	wa, err := wasmbridge.Install(rt, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { wa.Close(context.Background()) })
	define := func(name string, f func(goja.FunctionCall) goja.Value) {
		if err := rt.Set(name, f); err != nil {
			t.Fatal(err)
		}
	}
	define("bytes", func(c goja.FunctionCall) goja.Value {
		b, err := os.ReadFile(filepath.Join("testdata", c.Argument(0).String()+".wasm"))
		if err != nil {
			panic(rt.NewGoError(err))
		}
		return rt.ToValue(rt.NewArrayBuffer(b))
	})
	run(t, rt, `const module = name => new WebAssembly.Module(bytes(name));
		const instance = (name, imports) => new WebAssembly.Instance(module(name), imports);`)
	return rt, wa
}

func run(t testing.TB, rt *goja.Runtime, script string) goja.Value {
	t.Helper()
	v, err := rt.RunString(script)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// benchmarkLoop runs the body b.N times inside one call into JavaScript.
func benchmarkLoop(b *testing.B, setup, body string) {
	rt, _ := newRealm(b, wasmbridge.NewConfig())
	if err := rt.Set("native", func(goja.FunctionCall) goja.Value { return nil }); err != nil {
		b.Fatal(err)
	}
	run(b, rt, setup)
	loop, _ := goja.AssertFunction(run(b, rt, "(function (n) { for (let i = 0; i < n; i++) { "+body+" } })"))
	b.ReportAllocs()
	b.ResetTimer()
	if _, err := loop(goja.Undefined(), rt.ToValue(b.N)); err != nil {
		b.Fatal(err)
	}
}

const callsSetup = `const x = instance("calls", { env: { add: (a, b) => a + b } }).exports;
	const { add, add64, callImport, memory, table, grow } = x;`

// The measure of the boundary: a native function that does nothing, called with the same arguments.
func BenchmarkNativeCall(b *testing.B) { benchmarkLoop(b, callsSetup, "native(i, 2)") }

func BenchmarkCall(b *testing.B)      { benchmarkLoop(b, callsSetup, "add(i, 2)") }
func BenchmarkCallI64(b *testing.B)   { benchmarkLoop(b, callsSetup, "add64(5n, 2n)") }
func BenchmarkCallThere(b *testing.B) { benchmarkLoop(b, callsSetup, "callImport(i, 2)") }
func BenchmarkTableGet(b *testing.B)  { benchmarkLoop(b, callsSetup, "table.get(0)") }
func BenchmarkBuffer(b *testing.B)    { benchmarkLoop(b, callsSetup, "memory.buffer") }

// BenchmarkImport is a call from WebAssembly to JavaScript, in a loop of WebAssembly.
func BenchmarkImport(b *testing.B) {
	rt, _ := newRealm(b, wasmbridge.NewConfig())
	run(b, rt, callsSetup)
	loop, _ := goja.AssertFunction(run(b, rt, "x.loopImport"))
	b.ReportAllocs()
	b.ResetTimer()
	if _, err := loop(goja.Undefined(), rt.ToValue(b.N)); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkGoToJavaScript is what BenchmarkImport is measured against.
func BenchmarkGoToJavaScript(b *testing.B) {
	rt := goja.New()
	f, _ := goja.AssertFunction(run(b, rt, "(a, b) => a + b"))
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if _, err := f(goja.Undefined(), rt.ToValue(i), rt.ToValue(1)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInstantiate(b *testing.B) {
	for _, name := range []string{"imports0", "imports100"} {
		b.Run(name, func(b *testing.B) {
			benchmarkLoop(b, `const m = module("`+name+`"), env = {};
				for (let i = 0; i < 100; i++) env["f" + i] = () => {};
				new WebAssembly.Instance(m, { env });`, "new WebAssembly.Instance(m, { env })")
		})
	}
}
