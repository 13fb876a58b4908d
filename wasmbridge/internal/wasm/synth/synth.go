// Package synth makes the small modules the bridge needs besides the guest's
// own: the ones that define an object JavaScript creates, that read and write
// tables, that join items of several instances under new names, and that carry
// function references between Go and WebAssembly.
//
// Every function returns an encoded module. None of them contains guest bytes,
// only types taken from a guest module.
package synth

import (
	"slices"
	"strconv"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// Export names of the modules made here.
const (
	Item = "x" // the memory, global, table or tag a module defines

	TableGet  = "get"
	TableSet  = "set"
	TableGrow = "grow"
	TableSize = "size"

	Call = "call" // CallRef: parameters..., funcref -> results
	Ref  = "ref"  // RefFunc: () -> funcref
	Func = "f"    // Thunk: the function that forwards
	Set  = "set"  // Thunk: funcref -> ()

	InstanceID = "id" // Adapter: mutable i32
)

// Memory defines and exports a memory.
func Memory(t wasm.MemoryType) []byte {
	m := &wasm.Module{Memories: []wasm.MemoryType{t}}
	m.Export(Item, wasm.KindMemory, 0)
	return m.Encode()
}

// Global defines and exports a global with the given initial value.
func Global(t wasm.GlobalType, init wasm.Expr) []byte {
	m := &wasm.Module{Globals: []wasm.Global{{Type: t, Init: init}}}
	m.Export(Item, wasm.KindGlobal, 0)
	return m.Encode()
}

// Zero returns the constant expression of the default value of t.
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

// Tag defines and exports a tag with the given payload.
func Tag(params []wasm.ValueType) []byte {
	m := &wasm.Module{Types: []wasm.FuncType{{Params: params}}, Tags: []wasm.TagType{{Type: 0}}}
	m.Export(Item, wasm.KindTag, 0)
	return m.Encode()
}

// Table defines and exports a table with its accessors.
func Table(t wasm.TableType) []byte {
	m := &wasm.Module{Tables: []wasm.Table{{Type: t}}}
	addTableAccessors(m, t.Elem)
	return m.Encode()
}

// TableAccessor imports the table (module, name) and exports its accessors and
// the table itself. The import asks for no minimum, so that any table of the
// element type fits.
func TableAccessor(elem wasm.ValueType, module, name string) []byte {
	t := wasm.ExternType{Kind: wasm.KindTable, Table: wasm.TableType{Elem: elem}}
	m := &wasm.Module{Imports: []wasm.Import{{Module: module, Name: name, Type: t}}}
	addTableAccessors(m, elem)
	return m.Encode()
}

func addTableAccessors(m *wasm.Module, elem wasm.ValueType) {
	i32 := wasm.I32
	add := func(name string, t wasm.FuncType, a *wasm.Assembler) {
		m.Export(name, wasm.KindFunc, m.AddFunc(t, a.Body()))
	}
	var get, set, grow, size wasm.Assembler
	add(TableGet, signature(types(i32), types(elem)), get.LocalGet(0).TableGet(0))
	add(TableSet, signature(types(i32, elem), nil), set.LocalGets(2).TableSet(0))
	add(TableGrow, signature(types(elem, i32), types(i32)), grow.LocalGets(2).Op(0xfc, 15, 0))
	add(TableSize, signature(nil, types(i32)), size.Op(0xfc, 16, 0))
	m.Export(Item, wasm.KindTable, 0)
}

func types(t ...wasm.ValueType) []wasm.ValueType { return t }

func signature(params, results []wasm.ValueType) wasm.FuncType {
	return wasm.FuncType{Params: params, Results: results}
}

// Linker returns a module without code that imports each item and exports it
// again as "0", "1", and so on. Function and tag types count in typeSpace.
func Linker(typeSpace []wasm.FuncType, items []wasm.Import) []byte {
	m := &wasm.Module{Types: typeSpace, Imports: items}
	var next [5]uint32
	for i, im := range items {
		k := im.Type.Kind
		m.Export(strconv.Itoa(i), k, next[k])
		next[k]++
	}
	return m.Encode()
}

// AdapterFunc is one function of an [Adapter].
type AdapterFunc struct {
	Export   string // name to export it under
	Index    int32  // number it passes to the dispatcher
	Type     wasm.FuncType
	Dispatch int // which of the dispatchers it calls
}

// Dispatcher is a host function an [Adapter] calls: it takes the parameters of
// Type, the instance number and the function number, and returns the results.
type Dispatcher struct {
	Module, Name string
	Type         wasm.FuncType
}

// Adapter turns JavaScript functions into WebAssembly functions without a host
// module per instance: each function passes its parameters, the value of the
// exported global [InstanceID], and its number on to a dispatcher.
func Adapter(dispatchers []Dispatcher, funcs []AdapterFunc) []byte {
	m := &wasm.Module{}
	for _, d := range dispatchers {
		t := signature(append(slices.Clone(d.Type.Params), wasm.I32, wasm.I32), d.Type.Results)
		m.Imports = append(m.Imports, wasm.Import{Module: d.Module, Name: d.Name,
			Type: wasm.ExternType{Kind: wasm.KindFunc, Func: m.AddType(t)}})
	}
	m.Globals = []wasm.Global{{Type: wasm.GlobalType{Value: wasm.I32, Mutable: true}, Init: Zero(wasm.I32)}}
	for _, f := range funcs {
		var a wasm.Assembler
		a.LocalGets(len(f.Type.Params)).GlobalGet(0).I32Const(f.Index).Call(uint32(f.Dispatch))
		m.Export(f.Export, wasm.KindFunc, m.AddFunc(f.Type, a.Body()))
	}
	m.Export(InstanceID, wasm.KindGlobal, 0)
	return m.Encode()
}

// CallRef exports [Call], which calls the funcref given as its last parameter.
// The slot the reference passes through is read before the callee starts, so
// calls may nest. A reference of another type traps.
func CallRef(t wasm.FuncType) []byte {
	n := len(t.Params)
	m := &wasm.Module{Types: []wasm.FuncType{t}, Tables: []wasm.Table{oneSlot()}}
	var a wasm.Assembler
	a.I32Const(0).LocalGet(uint32(n)).TableSet(0).LocalGets(n).I32Const(0).CallIndirect(0, 0)
	params := append(slices.Clone(t.Params), wasm.FuncRef)
	m.Export(Call, wasm.KindFunc, m.AddFunc(signature(params, t.Results), a.Body()))
	return m.Encode()
}

func oneSlot() wasm.Table {
	return wasm.Table{Type: wasm.TableType{Elem: wasm.FuncRef, Limits: wasm.Limits{Min: 1, Max: 1, HasMax: true}}}
}

// Thunk exports a function [Func] of type t that forwards to the funcref last
// given to [Set]. It stands in for a function of which only a reference is
// known where a module imports it.
func Thunk(t wasm.FuncType) []byte {
	m := &wasm.Module{Types: []wasm.FuncType{t}, Tables: []wasm.Table{oneSlot()}}
	var forward, set wasm.Assembler
	forward.LocalGets(len(t.Params)).I32Const(0).CallIndirect(0, 0)
	m.Export(Func, wasm.KindFunc, m.AddFunc(t, forward.Body()))
	set.I32Const(0).LocalGet(0).TableSet(0)
	m.Export(Set, wasm.KindFunc, m.AddFunc(signature(types(wasm.FuncRef), nil), set.Body()))
	return m.Encode()
}

// RefFunc imports the function (module, name) of type t and exports [Ref],
// which returns a reference to it.
func RefFunc(t wasm.FuncType, module, name string) []byte {
	m := &wasm.Module{Types: []wasm.FuncType{t}}
	m.Imports = []wasm.Import{{Module: module, Name: name, Type: wasm.ExternType{Kind: wasm.KindFunc, Func: 0}}}
	m.Elements = []wasm.Element{{Mode: wasm.SegmentDeclarative, Type: wasm.FuncRef.NonNull(), Funcs: []uint32{0}}}
	var a wasm.Assembler
	m.Export(Ref, wasm.KindFunc, m.AddFunc(signature(nil, types(wasm.FuncRef)), a.RefFunc(0).Body()))
	return m.Encode()
}
