package realm_test

import (
	"runtime"
	"testing"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// TestEmptyViewAtTheEnd: the collector ends the process when it meets a slice that points behind its memory, which is what the engine makes of
// such a view.
func TestEmptyViewAtTheEnd(t *testing.T) {
	r := realm.New(goja.New(), sandbox.New(nil, "/", nil), &realm.Process{})
	var kept [][]byte
	for range 50 {
		v, err := r.Runtime.RunString("{ const b = new ArrayBuffer(8388608); new Uint8Array(b, 8388608) }")
		if err != nil {
			t.Fatal(err)
		}
		b, ok := r.Bytes(v)
		if !ok || len(b) != 0 {
			t.Fatalf("got %d bytes, %v", len(b), ok)
		}
		kept = append(kept, b)
		runtime.GC()
	}
	runtime.KeepAlive(kept)
}
