package passes_test

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/validate"
)

const features = api.CoreFeaturesV2 | experimental.CoreFeaturesThreads | experimental.CoreFeaturesTailCall |
	experimental.CoreFeaturesExtendedConst | experimental.CoreFeaturesExceptionHandling |
	experimental.CoreFeaturesTypedFunctionReferences

// engines are the configurations every rewritten module must run under.
func engines() map[string]wazero.RuntimeConfig {
	return map[string]wazero.RuntimeConfig{
		"compiler":    wazero.NewRuntimeConfig().WithCoreFeatures(features),
		"interpreter": wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(features),
	}
}

func parse(t testing.TB, bin []byte) *wasm.Module {
	t.Helper()
	m, err := wasm.Parse(bin)
	if err == nil {
		err = validate.Bodies(m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestExceptions runs the translated module and compares with what node
// answered for the original.
func TestExceptions(t *testing.T) {
	m := parse(t, readFile(t, "exceptions.wasm"))
	out, err := passes.Pipeline{passes.Exceptions}.Apply(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Bodies(out); err != nil {
		t.Fatalf("the translation is not valid: %v", err)
	}
	for engine, config := range engines() {
		t.Run(engine, func(t *testing.T) {
			ctx := context.Background()
			r := wazero.NewRuntimeWithConfig(ctx, config)
			defer r.Close(ctx)
			instance, err := r.Instantiate(ctx, out.Encode())
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range goldenCases(t) {
				got := call(ctx, instance, c.Name, c.Args)
				if want := golden(c.Result); !slices.Equal(got, want) {
					t.Errorf("%s%v = %v, node has %v", c.Name, c.Args, got, want)
				}
			}
		})
	}
}

// goldenCase is a call of an export of exceptions.wasm and what node made of it.
type goldenCase struct {
	Name   string
	Args   []int32
	Result any // a list of numbers, "exception" or "trap"
}

func goldenCases(t testing.TB) (cases []goldenCase) {
	t.Helper()
	if err := json.Unmarshal(readFile(t, "exceptions.json"), &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// failed stands for an uncaught exception or a trap.
var failed = []int32{-987654321}

func call(ctx context.Context, instance api.Module, name string, args []int32) []int32 {
	var stack []uint64
	for _, a := range args {
		stack = append(stack, api.EncodeI32(a))
	}
	results, err := instance.ExportedFunction(name).Call(ctx, stack...)
	if err != nil {
		return failed
	}
	var out []int32
	for _, r := range results {
		out = append(out, api.DecodeI32(r))
	}
	return out
}

func golden(result any) (out []int32) {
	list, ok := result.([]any)
	if !ok {
		return failed
	}
	for _, v := range list {
		out = append(out, int32(v.(float64)))
	}
	return out
}
