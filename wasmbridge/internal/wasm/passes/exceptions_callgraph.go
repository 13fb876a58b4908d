package passes

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// throwers returns, by function index, which functions may throw: imported
// ones, those that throw themselves, those that call through a reference, and
// those that call one that may. What a function catches itself is not
// considered. A call of any other needs no try_table, which saves more than it
// seems: wazero copies the whole stack when it enters one.
func throwers(m *wasm.Module) []bool {
	g := callGraph{m: m, throws: make([]bool, m.Count(wasm.KindFunc)), callers: make([][]uint32, m.Count(wasm.KindFunc))}
	for i := range m.ImportedCount(wasm.KindFunc) {
		g.mark(uint32(i))
	}
	var r code.Reader
	for i := range m.Bodies {
		r.Reset(m.Bodies[i])
		g.scan(&r, uint32(m.ImportedCount(wasm.KindFunc)+i))
	}
	for len(g.work) > 0 {
		f := g.work[len(g.work)-1]
		g.work = g.work[:len(g.work)-1]
		for _, caller := range g.callers[f] {
			g.mark(caller)
		}
	}
	return g.throws
}

// callGraph is the reversed graph of direct calls.
type callGraph struct {
	m       *wasm.Module
	throws  []bool
	callers [][]uint32 // by callee; may name a caller several times
	work    []uint32   // functions whose callers are yet to be marked
}

func (g *callGraph) mark(f uint32) {
	if !g.throws[f] {
		g.throws[f] = true
		g.work = append(g.work, f)
	}
}

// scan records what the body of f calls.
func (g *callGraph) scan(r *code.Reader, f uint32) {
	var in code.Instr
	for r.Next(&in) {
		switch in.Op {
		case code.Call, code.ReturnCall:
			if int64(in.X) >= int64(len(g.callers)) {
				g.mark(f)
			} else if callers := g.callers[in.X]; len(callers) == 0 || callers[len(callers)-1] != f {
				g.callers[in.X] = append(callers, f)
			}
		case code.CallIndirect, code.ReturnCallIndirect, code.CallRef, code.ReturnCallRef,
			code.Throw, code.ThrowRef, code.Rethrow:
			g.mark(f)
		}
	}
	if r.Err() != nil {
		g.mark(f)
	}
}
