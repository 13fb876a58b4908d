// Package synth makes the small modules that define what JavaScript creates: a
// memory, a global, a table or a tag. Every function returns an encoded module
// without code, which exports its one item as [Item].
package synth

import "github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"

// Item is the name of the only export.
const Item = "x"

// Memory defines a memory.
func Memory(t wasm.MemoryType) []byte {
	m := &wasm.Module{Memories: []wasm.MemoryType{t}}
	m.Export(Item, wasm.KindMemory, 0)
	return m.Encode()
}

// Global defines a global with the given initial value.
func Global(t wasm.GlobalType, init wasm.Expr) []byte {
	m := &wasm.Module{Globals: []wasm.Global{{Type: t, Init: init}}}
	m.Export(Item, wasm.KindGlobal, 0)
	return m.Encode()
}

// Table defines a table full of nulls; the element type must allow them.
func Table(t wasm.TableType) []byte {
	m := &wasm.Module{Tables: []wasm.Table{{Type: t}}}
	m.Export(Item, wasm.KindTable, 0)
	return m.Encode()
}

// Tag defines a tag with the given payload.
func Tag(params []wasm.ValueType) []byte {
	m := &wasm.Module{Types: []wasm.FuncType{{Params: params}}, Tags: []wasm.TagType{{Type: 0}}}
	m.Export(Item, wasm.KindTag, 0)
	return m.Encode()
}

// Zero returns the constant expression of the default value of t (core 4.2.1),
// which for references is null.
func Zero(t wasm.ValueType) wasm.Expr {
	var a wasm.Assembler
	switch t {
	case wasm.I32:
		a.I32Const(0)
	case wasm.I64:
		a.I64Const(0)
	case wasm.F32:
		a.Op(0x43, 0, 0, 0, 0)
	case wasm.F64:
		a.Op(0x44, 0, 0, 0, 0, 0, 0, 0, 0)
	case wasm.V128:
		a.Op(0xfd, 12).Op(make([]byte, 16)...)
	default:
		a.RefNull(t)
	}
	return a.Expr()
}
