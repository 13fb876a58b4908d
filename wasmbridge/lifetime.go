package wasmbridge

import "github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"

// collectExterns frees the handles that no table, global or exception of a live instance holds.
func (b *Bridge) collectExterns() {
	b.exceptions.release()
	marked := make(map[uint64]bool)
	mark := func(t wasm.ValueType, h uint64) {
		if t.Nullable() == wasm.ExternRef && h >= firstPlace && h&externInt == 0 {
			marked[h] = true
		}
	}
	b.tables.each(func(t *table) {
		if t.typ.Elem.Nullable() == wasm.ExternRef {
			for i := range t.engine.Len() {
				mark(t.typ.Elem, t.engine.Get(i))
			}
		}
	})
	b.globals.each(func(g *global) {
		if g.typ.Value.Nullable() == wasm.ExternRef {
			lo, _ := g.engine.Get()
			mark(g.typ.Value, lo)
		}
	})
	b.exceptions.records.each(func(x *exception) {
		for i, p := range x.tag.params {
			mark(p, x.engine.Payload()[i])
		}
	})
	b.externs.sweep(marked)
}
