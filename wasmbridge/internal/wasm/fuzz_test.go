package wasm_test

import (
	"bytes"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
)

// FuzzParse checks that no input makes the parser panic, and that what it
// accepts is the same after encoding: the same bytes from then on, and the same
// index spaces.
func FuzzParse(f *testing.F) {
	f.Add([]byte("\x00asm\x01\x00\x00\x00"))
	for i, data := range spectest.Modules(f) {
		if i%20 == 0 && len(data.Bytes) < 4096 {
			f.Add(data.Bytes)
		}
	}
	f.Fuzz(func(t *testing.T, bin []byte) {
		m, err := wasm.Parse(bin)
		if err != nil {
			return
		}
		out := m.Encode()
		again, err := wasm.Parse(out)
		if err != nil {
			t.Fatalf("the encoded module: %v", err)
		}
		if !bytes.Equal(again.Encode(), out) {
			t.Error("encoding is not stable")
		}
		for k := wasm.KindFunc; k <= wasm.KindTag; k++ {
			if m.Count(k) != again.Count(k) {
				t.Errorf("%d items of kind %v, after encoding %d", m.Count(k), k, again.Count(k))
			}
			for i := range m.Count(k) {
				_ = m.ItemType(k, uint32(i))
			}
		}
		m.FunctionNames()
		m.ReferencedFuncs()
	})
}

func BenchmarkParse(b *testing.B) {
	modules := spectest.Modules(b)
	size := 0
	for _, m := range modules {
		size += len(m.Bytes)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, m := range modules {
			_, _ = wasm.Parse(m.Bytes)
		}
	}
}
