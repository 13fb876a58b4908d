package passes_test

import (
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/validate"
)

// FuzzExceptions checks that the translation of any module, valid or not, does
// not panic, and that the translation of a valid one is valid.
func FuzzExceptions(f *testing.F) {
	f.Add(readFile(f, "exceptions.wasm"))
	for _, data := range spectest.Modules(f) {
		if data.Suite == "exception-handling" {
			f.Add(data.Bytes)
		}
	}
	f.Fuzz(func(t *testing.T, bin []byte) {
		m, err := wasm.Parse(bin)
		if err != nil {
			return
		}
		valid := validate.Bodies(m)
		for _, pass := range []passes.Pass{passes.Exceptions, passes.ExceptionValues} {
			out, err := passes.Pipeline{pass}.Apply(m)
			if valid == nil {
				checkTranslation(t, pass, out, err)
			}
		}
	})
}

func checkTranslation(t *testing.T, pass passes.Pass, out *wasm.Module, err error) {
	if err != nil {
		t.Fatalf("%s: a valid module was refused: %v", pass.Name, err)
	}
	again, err := wasm.Parse(out.Encode())
	if err == nil {
		err = validate.Bodies(again)
	}
	if err != nil {
		t.Errorf("%s: the translation is not valid: %v", pass.Name, err)
	}
}
