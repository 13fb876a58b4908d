package validate_test

import (
	"context"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/validate"
)

const features = api.CoreFeaturesV2 | experimental.CoreFeaturesThreads | experimental.CoreFeaturesTailCall |
	experimental.CoreFeaturesExtendedConst | experimental.CoreFeaturesExceptionHandling |
	experimental.CoreFeaturesTypedFunctionReferences

// FuzzAgainstWazero checks that what is valid here compiles there: otherwise
// WebAssembly.validate would promise what compile cannot keep.
func FuzzAgainstWazero(f *testing.F) {
	for i, c := range spectest.Cases(f) {
		if i%20 == 0 && len(c.Bytes) < 2048 {
			f.Add(c.Bytes)
		}
	}
	ctx := context.Background()
	f.Fuzz(func(t *testing.T, bin []byte) {
		m, err := wasm.Parse(bin)
		if err != nil || validate.Bodies(m) != nil {
			return
		}
		out, err := passes.Default().Apply(m)
		if err != nil {
			t.Fatalf("a valid module cannot be rewritten: %v", err)
		}
		r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(features))
		defer r.Close(ctx)
		if _, err := r.CompileModule(ctx, out.Encode()); err != nil {
			t.Errorf("valid here, but wazero says: %v", err)
		}
	})
}

func BenchmarkBodies(b *testing.B) {
	var modules []*wasm.Module
	size := 0
	for _, data := range spectest.Modules(b) {
		if m, err := wasm.Parse(data.Bytes); err == nil {
			modules = append(modules, m)
			size += len(data.Bytes)
		}
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, m := range modules {
			_ = validate.Bodies(m)
		}
	}
}
