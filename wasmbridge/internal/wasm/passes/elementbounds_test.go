package passes_test

import (
	"context"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
)

// segments returns a module with a table of four functions, two active element
// segments at the given offsets, of two functions each, a data segment, and a
// start function that counts. It exports get (table element called), byte and
// started.
func segments(first, second int32) *wasm.Module {
	m := &wasm.Module{}
	i32 := wasm.FuncType{Results: []wasm.ValueType{wasm.I32}}
	var eleven, twelve wasm.Assembler
	m.AddFunc(i32, eleven.I32Const(11).Body())
	m.AddFunc(i32, twelve.I32Const(12).Body())
	m.Tables = []wasm.Table{{Type: wasm.TableType{Elem: wasm.FuncRef, Limits: wasm.Limits{Min: 4}}}}
	m.Memories = []wasm.MemoryType{{Limits: wasm.Limits{Min: 1}}}
	m.Globals = []wasm.Global{{Type: wasm.GlobalType{Value: wasm.I32, Mutable: true}, Init: offset(0)}}
	for i, at := range []int32{first, second} {
		funcs := []uint32{uint32(i), uint32(1 - i)}
		m.Elements = append(m.Elements, wasm.Element{Offset: offset(at), Type: wasm.FuncRef.NonNull(), Funcs: funcs})
	}
	m.Data = []wasm.DataSegment{{Offset: offset(7), Init: []byte{42}}}
	var start, get, load wasm.Assembler
	index := m.AddFunc(wasm.FuncType{}, start.I32Const(1).GlobalSet(0).Body())
	m.Start = &index
	m.Export("get", wasm.KindFunc, m.AddFunc(wasm.FuncType{Params: i32.Results, Results: i32.Results},
		get.LocalGet(0).CallIndirect(0, 0).Body()))
	m.Export("byte", wasm.KindFunc, m.AddFunc(i32, load.I32Const(7).Op(0x2d, 0, 0).Body()))
	m.Export("started", wasm.KindGlobal, 0)
	return m
}

func offset(v int32) wasm.Expr {
	var a wasm.Assembler
	return a.I32Const(v).Expr()
}

func TestElementBounds(t *testing.T) {
	for _, tc := range []struct {
		name          string
		first, second int32
		changed       bool
		traps         bool
		want          []int32 // what the table's elements return
	}{
		{"inside", 0, 2, false, false, []int32{11, 12, 12, 11}},
		{"first outside", 3, 0, true, true, nil},
		{"second outside", 0, 3, true, true, nil},
		{"negative", -1, 0, true, true, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := segments(tc.first, tc.second)
			out, err := passes.Pipeline{passes.ElementBounds}.Apply(m)
			if err != nil {
				t.Fatal(err)
			}
			if changed := len(out.Funcs) != len(m.Funcs); changed != tc.changed {
				t.Errorf("changed: %v, want %v", changed, tc.changed)
			}
			parse(t, out.Encode())
			for _, config := range engines() {
				checkSegments(t, config, out.Encode(), tc.traps, tc.want)
			}
		})
	}
}

// TestElementBoundsOfImportedTable lets the table turn out larger than the
// import asks for: the segments fit after all.
func TestElementBoundsOfImportedTable(t *testing.T) {
	m := segments(0, 2)
	m.Tables[0].Type.Min = 3
	out, err := passes.Pipeline{passes.ElementBounds}.Apply(m)
	if err != nil {
		t.Fatal(err)
	}
	out.Tables = []wasm.Table{{Type: wasm.TableType{Elem: wasm.FuncRef, Limits: wasm.Limits{Min: 4}}}}
	for _, config := range engines() {
		checkSegments(t, config, out.Encode(), false, []int32{11, 12, 12, 11})
	}
}

func checkSegments(t *testing.T, config wazero.RuntimeConfig, bin []byte, traps bool, want []int32) {
	t.Helper()
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, config)
	defer r.Close(ctx)
	instance, err := r.Instantiate(ctx, bin)
	if traps != (err != nil) {
		t.Fatalf("instantiation: %v, want a trap: %v", err, traps)
	}
	if traps {
		return
	}
	for i, v := range want {
		if got := call(ctx, instance, "get", []int32{int32(i)}); got[0] != v {
			t.Errorf("element %d returns %v, want %d", i, got, v)
		}
	}
	if got := call(ctx, instance, "byte", nil); got[0] != 42 {
		t.Errorf("the data segment was not copied: %v", got)
	}
	if api.DecodeI32(instance.ExportedGlobal("started").Get()) != 1 {
		t.Error("the guest's start function did not run")
	}
}
