package synth_test

import (
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// TestModules parses every module and looks at its item.
func TestModules(t *testing.T) {
	limits := wasm.Limits{Min: 1, Max: 7, HasMax: true}
	for _, tc := range []struct {
		bin  []byte
		want wasm.ExternType
	}{
		{synth.Memory(wasm.MemoryType{Limits: limits}),
			wasm.ExternType{Kind: wasm.KindMemory, Memory: wasm.MemoryType{Limits: limits}}},
		{synth.Table(wasm.TableType{Elem: wasm.ExternRef, Limits: limits}),
			wasm.ExternType{Kind: wasm.KindTable, Table: wasm.TableType{Elem: wasm.ExternRef, Limits: limits}}},
		{synth.Tag([]wasm.ValueType{wasm.I32, wasm.F64}), wasm.ExternType{Kind: wasm.KindTag}},
	} {
		check(t, tc.bin, tc.want)
	}
	for _, v := range []wasm.ValueType{wasm.I32, wasm.I64, wasm.F32, wasm.F64, wasm.V128, wasm.FuncRef, wasm.ExternRef, wasm.ExnRef} {
		g := wasm.GlobalType{Value: v, Mutable: true}
		check(t, synth.Global(g, synth.Zero(v)), wasm.ExternType{Kind: wasm.KindGlobal, Global: g})
	}
}

func check(t *testing.T, bin []byte, want wasm.ExternType) {
	t.Helper()
	m, err := wasm.Parse(bin)
	if err != nil {
		t.Errorf("%v: %v", want.Kind, err)
		return
	}
	if len(m.Exports) != 1 || m.Exports[0].Name != synth.Item || m.ExportType(m.Exports[0]) != want {
		t.Errorf("exports are %v, want %v", m.Exports, want)
	}
}
