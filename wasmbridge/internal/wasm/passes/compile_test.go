package passes_test

import (
	"context"
	"testing"

	"github.com/tetratelabs/wazero"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/validate"
)

// spelledOut is a pass that changes nothing but has the rewriter write every
// instruction of every body again.
var spelledOut = passes.Pass{
	Name: "spelled-out",
	Run: func(m *wasm.Module) error {
		var w code.Rewriter
		bodies := make([]wasm.Body, len(m.Bodies))
		for i, b := range m.Bodies {
			var err error
			bodies[i], err = w.Rewrite(b, 0, func(in *code.Instr, e *code.Edit) error {
				e.Before.Op(b.Raw[in.Start:in.End]...)
				e.Drop()
				return nil
			})
			if err != nil {
				return err
			}
		}
		m.Bodies = bodies
		return nil
	},
}

// TestRewrittenModulesCompile takes every valid module of the specification's
// scripts through all passes and compiles the result.
func TestRewrittenModulesCompile(t *testing.T) {
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(features))
	defer r.Close(ctx)
	pipeline := append(passes.Pipeline{spelledOut}, passes.Default()...)
	compiled := 0
	for i, c := range spectest.Cases(t) {
		if c.Kind != "module" || testing.Short() && i%10 != 0 {
			continue
		}
		m, err := wasm.Parse(c.Bytes)
		if err == nil {
			err = validate.Bodies(m)
		}
		if err == nil {
			m, err = pipeline.Apply(m)
		}
		if err != nil {
			t.Errorf("%s: %v", c.Name(), err)
			continue
		}
		cm, err := r.CompileModule(ctx, m.Encode())
		if err != nil {
			t.Errorf("%s: %v", c.Name(), err)
			continue
		}
		_ = cm.Close(ctx)
		compiled++
	}
	t.Logf("%d modules", compiled)
}

func TestNames(t *testing.T) {
	m := parse(t, readFile(t, "exceptions.wasm"))
	m.Imports = append(m.Imports, wasm.Import{Module: "", Name: "", Type: wasm.ExternType{Kind: wasm.KindGlobal}})
	m.Customs = append(m.Customs, wasm.Custom{Name: "x"})
	out, err := passes.Default().Apply(m)
	if err != nil {
		t.Fatal(err)
	}
	if out.Imports[0].Name != "0" || m.Imports[0].Name != "" {
		t.Errorf("the import is called %q, the original %q", out.Imports[0].Name, m.Imports[0].Name)
	}
	if len(out.Customs) != 0 || len(m.Customs) == 0 {
		t.Error("custom sections were kept, or taken from the original")
	}
	names := map[string]bool{}
	for _, e := range out.Exports {
		if names[e.Name] || e.Name != passes.ExportName(e.Kind, e.Index) {
			t.Errorf("export %q of %v %d", e.Name, e.Kind, e.Index)
		}
		names[e.Name] = true
	}
	for _, want := range []string{"t0", "g0", "g1", "e0", "e2"} {
		if !names[want] {
			t.Errorf("%s is not exported", want)
		}
	}
}
