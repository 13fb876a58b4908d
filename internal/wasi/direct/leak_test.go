package direct

import (
	"runtime"
	"testing"

	"github.com/wasmglue/wasmglue/internal/wasi"
)

// TestInstancesAreFreed calls a module that has a memory many times: what a call needs must not stay.
func TestInstancesAreFreed(t *testing.T) {
	a := load(t, "numbers", "", wasi.Config{})
	heap := func(calls int) uint64 {
		for range calls {
			if _, err := a.Call(t.Context(), Call{Export: "add", Params: []byte("[1,2]")}); err != nil {
				t.Fatal(err)
			}
		}
		runtime.GC()
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	const calls, perCall = 300, 1024
	before := heap(10)
	if after := heap(calls); after > before+calls*perCall {
		t.Errorf("the heap grew from %d to %d bytes in %d calls", before, after, calls)
	}
}
