package wasmbridge_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

func BenchmarkInstall(b *testing.B) { benchmarkInstall(b, wasmbridge.NewConfig()) }

func BenchmarkInstallLazy(b *testing.B) { benchmarkInstall(b, wasmbridge.NewConfig().WithLazyGlobal()) }

func benchmarkInstall(b *testing.B, c wasmbridge.Config) {
	for b.Loop() {
		b.StopTimer()
		rt := goja.New()
		b.StartTimer()
		if _, err := wasmbridge.Install(rt, c); err != nil {
			b.Fatal(err)
		}
	}
}
