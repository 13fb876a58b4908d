package code_test

import (
	"bytes"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// FuzzRewrite checks that no body makes the walker panic or loop, that walking
// covers the body without gaps, and that a rewrite which copies every
// instruction and adds locals is readable and says the same.
func FuzzRewrite(f *testing.F) {
	f.Add([]byte("\x00\x0b"))
	f.Add([]byte("\x01\x02\x7f\x02\x40\x20\x00\x0d\x00\x0b\x0b"))
	n := 0
	for _, m := range specModules(f) {
		for _, b := range m.Bodies {
			if n++; n%50 == 0 {
				f.Add(b.Raw)
			}
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		body := wasm.Body{Raw: raw}
		at := -1
		var w code.Rewriter
		same, err := w.Rewrite(body, 0, func(in *code.Instr, _ *code.Edit) error {
			if at >= 0 && in.Start != at || in.End <= in.Start {
				t.Fatalf("%v at %d to %d follows one that ends at %d", in.Op, in.Start, in.End, at)
			}
			at = in.End
			return nil
		})
		if err != nil {
			return
		}
		if !bytes.Equal(same.Raw, raw) {
			t.Fatal("a rewrite without edits changed the body")
		}
		again, err := w.Rewrite(body, 0, func(in *code.Instr, e *code.Edit) error {
			if in.Start%3 == 0 {
				e.NewLocal(wasm.I64)
			}
			e.Before.Op(raw[in.Start:in.End]...)
			e.Drop()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		compare(t, body, again)
	})
}

// compare checks that two bodies have the same instructions.
func compare(t *testing.T, a, b wasm.Body) {
	r, s := code.NewReader(a), code.NewReader(b)
	var x, y code.Instr
	for r.Next(&x) {
		if !s.Next(&y) || x.Op != y.Op || x.X != y.X || x.Y != y.Y || x.Const != y.Const || x.Block != y.Block {
			t.Fatalf("%v became %v (%v)", x.Op, y.Op, s.Err())
		}
	}
	if s.Next(&y) {
		t.Fatalf("%v was added", y.Op)
	}
}

func BenchmarkWalk(b *testing.B) {
	size, modules := 0, specModules(b)
	for _, m := range modules {
		for i := range m.Bodies {
			size += len(m.Bodies[i].Raw)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	var r code.Reader
	var in code.Instr
	for b.Loop() {
		for _, m := range modules {
			for i := range m.Bodies {
				for r.Reset(m.Bodies[i]); r.Next(&in); {
				}
			}
		}
	}
}
