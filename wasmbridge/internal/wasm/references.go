package wasm

import "github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"

// ReferencedFuncs returns the functions that occur in the module outside
// function bodies: in exports, element segments and constant expressions (core
// 3.4.10, the set C.refs). Only those may be named by ref.func.
func (m *Module) ReferencedFuncs() map[uint32]bool {
	refs := map[uint32]bool{}
	for _, e := range m.Exports {
		if e.Kind == KindFunc {
			refs[e.Index] = true
		}
	}
	for i := range m.Elements {
		for _, f := range m.Elements[i].Funcs {
			refs[f] = true
		}
		for _, x := range m.Elements[i].Exprs {
			x.addRefs(refs)
		}
	}
	for i := range m.Globals {
		m.Globals[i].Init.addRefs(refs)
	}
	for i := range m.Tables {
		m.Tables[i].Init.addRefs(refs)
	}
	return refs
}

// addRefs adds the function of a ref.func, which in a valid expression of a
// reference type is the only instruction.
func (x Expr) addRefs(refs map[uint32]bool) {
	if len(x) > 1 && x[0] == opRefFunc {
		r := binread.Reader{Buf: x, Pos: 1, End: len(x)}
		refs[r.U32("function index")] = true
	}
}
