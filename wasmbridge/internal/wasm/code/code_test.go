package code_test

import (
	"bytes"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
)

// specModules returns the modules of the specification's test data that parse.
func specModules(t testing.TB) map[string]*wasm.Module {
	t.Helper()
	found := map[string]*wasm.Module{}
	for _, data := range spectest.Modules(t) {
		if m, err := wasm.Parse(data.Bytes); err == nil {
			found[data.Name()] = m
		}
	}
	return found
}

// TestWalkReachesTheEnd decodes every body of the test data: a wrong immediate
// anywhere would derail the walk, so that it would not end with an end.
func TestWalkReachesTheEnd(t *testing.T) {
	bodies, seen, derailed := 0, map[code.Opcode]bool{}, []string(nil)
	for name, m := range specModules(t) {
		for _, b := range m.Bodies {
			r := code.NewReader(b)
			var in code.Instr
			depth := 1
			for r.Next(&in) {
				seen[in.Op] = true
				switch in.Op {
				case code.Block, code.Loop, code.If, code.Try, code.TryTable:
					depth++
				case code.End, code.Delegate:
					depth--
				}
			}
			bodies++
			if r.Err() == nil && (depth != 0 || in.Op != code.End) {
				derailed = append(derailed, name)
			}
		}
	}
	t.Logf("%d bodies, %d different instructions, derailed %v", bodies, len(seen), derailed)
	if len(seen) < 500 {
		t.Errorf("only %d different instructions were seen", len(seen))
	}
}

// TestIdentity rewrites with a visitor that does nothing, and with one that
// writes each instruction again: both must give the same bytes.
func TestIdentity(t *testing.T) {
	var keep, copyAll code.Rewriter
	for name, m := range specModules(t) {
		for i, b := range m.Bodies {
			same, err := keep.Rewrite(b, 0, func(*code.Instr, *code.Edit) error { return nil })
			if err != nil {
				continue
			}
			if !bytes.Equal(same.Raw, b.Raw) {
				t.Errorf("%s: function %d changed", name, i)
			}
			again, err := copyAll.Rewrite(b, 0, func(in *code.Instr, e *code.Edit) error {
				e.Before.Op(b.Raw[in.Start:in.End]...)
				e.Drop()
				return nil
			})
			if err != nil || !bytes.Equal(again.Raw, b.Raw) && b.Raw[0]&0x80 == 0 {
				t.Errorf("%s: function %d: copy differs (%v)\n% x\n% x", name, i, err, b.Raw, again.Raw)
			}
		}
	}
}
