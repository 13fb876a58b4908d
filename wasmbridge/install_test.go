package wasmbridge_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

func BenchmarkInstall(b *testing.B) {
	rts := make([]*goja.Runtime, b.N)
	for i := range rts {
		rts[i] = goja.New()
	}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := wasmbridge.Install(rts[i], wasmbridge.NewConfig()); err != nil {
			b.Fatal(err)
		}
	}
}
