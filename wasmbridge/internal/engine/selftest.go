package engine

import (
	"context"
	"strconv"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// SelfTest runs what newLayout cannot check by looking: that references lead to the right function, that a view can be
// imported from, that a thrown exception is found. It returns a *LayoutError if something does not.
func (e *Engine) SelfTest(ctx context.Context) error {
	inst, err := e.InstantiateSynthetic(ctx, specimenModule(), nil)
	if err != nil {
		return err
	}
	for i := range uint32(2) {
		owner, index := e.Owner(inst.FuncRef(i))
		if owner != inst.Identity() || index != i {
			return &LayoutError{"function references"}
		}
	}
	if err := e.testGlobal(inst); err != nil {
		return err
	}
	if err := e.testView(ctx, inst); err != nil {
		return err
	}
	return e.testThrow(ctx, inst)
}

func (e *Engine) testGlobal(inst *Instance) error {
	g := inst.Global(0)
	g.Set(7, 0)
	if lo, _ := g.Get(); lo != 7 || inst.module.ExportedGlobal("global").Get() != 7 {
		return &LayoutError{"globals"}
	}
	return nil
}

// testView imports function 1 under another name and looks at the reference the importer has of it.
func (e *Engine) testView(ctx context.Context, inst *Instance) error {
	importer := &wasm.Module{
		Types:   []wasm.FuncType{{Results: []wasm.ValueType{wasm.I32}}},
		Imports: []wasm.Import{{Module: "0", Name: "0", Type: wasm.ExternType{Kind: wasm.KindFunc, Func: 0}}},
	}
	importer.Export("0", wasm.KindFunc, 0)
	c, err := e.CompileSynthetic(ctx, importer.Encode())
	if err != nil {
		return err
	}
	i, err := e.Instantiate(ctx, c, []Item{{Instance: inst, Kind: wasm.KindFunc, Index: 1}}, nil)
	if err != nil {
		return &LayoutError{"import resolution: " + err.Error()}
	}
	result, err := i.Function(0).Call(ctx)
	owner, index := e.Owner(i.FuncRef(0))
	if err != nil || result[0] != 42 || owner != inst.Identity() || index != 1 {
		return &LayoutError{"imported functions"}
	}
	return i.Close(ctx)
}

func (e *Engine) testThrow(ctx context.Context, inst *Instance) error {
	if !e.layout.compiled {
		return nil
	}
	f := inst.Function(2)
	if _, err := f.Call(ctx, 5); err == nil {
		return &LayoutError{"exceptions"}
	}
	x, ok := e.Thrown(f)
	if !ok || x.Tag() != inst.Tag(0) || len(x.Payload()) != 1 || x.Payload()[0] != 5 {
		return &LayoutError{"thrown exceptions"}
	}
	return nil
}

// specimenModule has one of each thing whose layout matters.
func specimenModule() []byte {
	m := &wasm.Module{
		Types:   []wasm.FuncType{{Results: []wasm.ValueType{wasm.I32}}, {Params: []wasm.ValueType{wasm.I32}}},
		Tables:  []wasm.Table{{Type: wasm.TableType{Elem: wasm.FuncRef, Limits: wasm.Limits{Min: 1}}}},
		Globals: []wasm.Global{{Type: wasm.GlobalType{Value: wasm.I64, Mutable: true}, Init: synth.Zero(wasm.I64)}},
		Tags:    []wasm.TagType{{Type: 1}},
	}
	for i := range int32(2) {
		var a wasm.Assembler
		m.Export(strconv.Itoa(int(i)), wasm.KindFunc, m.AddFunc(m.Types[0], a.I32Const(41+i).Body()))
	}
	var throw wasm.Assembler
	m.Export("2", wasm.KindFunc, m.AddFunc(m.Types[1], throw.LocalGet(0).Throw(0).Body()))
	m.Export("table", wasm.KindTable, 0)
	m.Export("global", wasm.KindGlobal, 0)
	m.Export("tag", wasm.KindTag, 0)
	return m.Encode()
}
