package passes_test

import (
	"context"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// byValue instantiates m with exceptions as values and returns the instance
// and the pending exception.
func byValue(t testing.TB, r wazero.Runtime, m *wasm.Module) (instance api.Module, pending api.MutableGlobal) {
	t.Helper()
	out, err := passes.Pipeline{passes.ExceptionValues}.Apply(m)
	if err != nil {
		t.Fatal(err)
	}
	parse(t, out.Encode())
	pending = pendingException(t, r)
	if instance, err = r.Instantiate(context.Background(), out.Encode()); err != nil {
		t.Fatal(err)
	}
	return instance, pending
}

// pendingException makes the global that modules with exceptions as values
// import.
func pendingException(t testing.TB, r wazero.Runtime) api.MutableGlobal {
	t.Helper()
	m := &wasm.Module{Globals: []wasm.Global{{Type: wasm.GlobalType{Value: wasm.ExnRef, Mutable: true}, Init: synth.Zero(wasm.ExnRef)}}}
	m.Export(passes.PendingName, wasm.KindGlobal, 0)
	config := wazero.NewModuleConfig().WithName(passes.PendingModule)
	holder, err := r.InstantiateWithConfig(context.Background(), m.Encode(), config)
	if err != nil {
		t.Fatal(err)
	}
	return holder.ExportedGlobal(passes.PendingName).(api.MutableGlobal)
}

// callByValue is call for an instance whose exceptions are values.
func callByValue(ctx context.Context, instance api.Module, pending api.MutableGlobal, name string, args []int32) []int32 {
	got := call(ctx, instance, name, args)
	if pending.Get() != 0 {
		pending.Set(0)
		return failed
	}
	return got
}

func TestExceptionValues(t *testing.T) {
	m := parse(t, readFile(t, "exceptions.wasm"))
	for engine, config := range engines() {
		t.Run(engine, func(t *testing.T) {
			ctx := context.Background()
			r := wazero.NewRuntimeWithConfig(ctx, config)
			defer r.Close(ctx)
			instance, pending := byValue(t, r, m)
			for _, c := range goldenCases(t) {
				got := callByValue(ctx, instance, pending, c.Name, c.Args)
				if want := golden(c.Result); !slices.Equal(got, want) {
					t.Errorf("%s%v = %v, node has %v", c.Name, c.Args, got, want)
				}
			}
		})
	}
}

// BenchmarkTry enters a try and calls a function that could throw and does
// not, in both translations.
func BenchmarkTry(b *testing.B) {
	m := parse(b, readFile(b, "exceptions.wasm"))
	ctx := context.Background()
	b.Run("table", func(b *testing.B) {
		r := wazero.NewRuntimeWithConfig(ctx, engines()["compiler"])
		defer r.Close(ctx)
		out, err := passes.Pipeline{passes.Exceptions}.Apply(m)
		if err != nil {
			b.Fatal(err)
		}
		instance, err := r.Instantiate(ctx, out.Encode())
		if err != nil {
			b.Fatal(err)
		}
		benchmarkTry(b, instance)
	})
	b.Run("value", func(b *testing.B) {
		r := wazero.NewRuntimeWithConfig(ctx, engines()["compiler"])
		defer r.Close(ctx)
		instance, _ := byValue(b, r, m)
		benchmarkTry(b, instance)
	})
}

func benchmarkTry(b *testing.B, instance api.Module) {
	f, ctx := instance.ExportedFunction("try_loop"), context.Background()
	const tries = 1000
	for b.Loop() {
		if _, err := f.Call(ctx, tries); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/tries, "ns/try")
}
