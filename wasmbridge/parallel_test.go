package wasmbridge_test

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// Realms on goroutines of their own, in one cluster, in clusters that share a cache of code, and in ones that share
// nothing.
func TestRealmsInParallel(t *testing.T) {
	cluster := wasmbridge.NewCluster(wasmbridge.NewConfig())
	defer cluster.Close(context.Background())
	for name, c := range map[string]wasmbridge.Config{
		"one cluster": wasmbridge.NewConfig().WithCluster(cluster),
		"one cache":   wasmbridge.NewConfig().WithCompilationCache(t.TempDir()),
		"nothing":     wasmbridge.NewConfig(),
	} {
		t.Run(name, func(t *testing.T) {
			bin, err := os.ReadFile("testdata/calls.wasm")
			if err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for i := range 4 {
				wg.Go(func() {
					if got, err := useRealm(c, bin, i); err != nil || got != int64(5*(i+1)) {
						t.Errorf("realm %d: %d, %v", i, got, err)
					}
				})
			}
			wg.Wait()
		})
	}
}

// useRealm makes a realm and calls through several instances of a module whose import adds n.
func useRealm(c wasmbridge.Config, bin []byte, n int) (int64, error) {
	rt := goja.New()
	wa, err := wasmbridge.Install(rt, c)
	if err != nil {
		return 0, err
	}
	defer wa.Close(context.Background())
	if err := rt.Set("n", n); err != nil {
		return 0, err
	}
	if err := rt.Set("bin", rt.NewArrayBuffer(bin)); err != nil {
		return 0, err
	}
	v, err := rt.RunString(`let sum = 0;
		const m = new WebAssembly.Module(bin);
		for (let i = 0; i < 5; i++) sum += new WebAssembly.Instance(m, { env: { add: (a, b) => a + b + n } }).exports.callImport(1, 0);
		sum`)
	if err != nil {
		return 0, err
	}
	return v.ToInteger(), nil
}
