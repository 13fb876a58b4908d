package passes

import (
	"slices"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// throwing wraps an instruction that may throw. Tail calls leave the function
// before the callee runs: nothing in it catches what they throw.
func (t *exceptionTranslator) throwing(in *code.Instr, e *code.Edit) {
	switch in.Op {
	case code.Call:
		if t.throws[in.X] {
			t.wrap(e, t.m.FuncType(in.X))
		}
	case code.CallIndirect:
		t.wrap(e, t.withOperand(in.X, wasm.I32))
	case code.CallRef:
		t.wrap(e, t.withOperand(in.X, wasm.RefTo(in.X, true)))
	case code.Throw:
		t.wrap(e, wasm.FuncType{Params: t.m.TagType(in.X).Params})
		t.afterThrow(e)
	case code.ThrowRef:
		t.wrap(e, wasm.FuncType{Params: []wasm.ValueType{wasm.ExnRef}})
		t.afterThrow(e)
	case code.Rethrow:
		e.Drop()
		t.wrap(e, wasm.FuncType{})
		e.Before.LocalGet(t.outward(in.X).exn).Op(byte(code.ThrowRef))
		t.afterThrow(e)
	}
}

// withOperand returns a function type with one more parameter, the last: what
// an indirect call takes besides its arguments.
func (t *exceptionTranslator) withOperand(index uint32, operand wasm.ValueType) wasm.FuncType {
	f := t.m.Types[index]
	return wasm.FuncType{Params: append(slices.Clone(f.Params), operand), Results: f.Results}
}

// wrap puts the instruction into a try_table with the handlers around it. typ
// is what the instruction takes and returns.
func (t *exceptionTranslator) wrap(e *code.Edit, typ wasm.FuncType) {
	clauses, n := t.clauses()
	if n == 0 {
		return
	}
	a := &e.Before
	a.Op(byte(code.TryTable)).Op(t.blockType(typ.Params, typ.Results).Append(nil)...)
	a.Op(wasm.AppendUnsigned(nil, n)...).Op(clauses...)
	e.After.End()
}

// clauses returns the binary form of the handlers around the instruction, up to
// the first that catches everything, and their number.
func (t *exceptionTranslator) clauses() (clauses []byte, n uint32) {
	for hs := t.top().handlers; hs != nil; hs = hs.outer {
		for _, h := range hs.own {
			clauses = code.CatchClause{Kind: h.kind, Tag: h.tag, Label: t.labelTo(h.label)}.Append(clauses)
			if n++; !h.kind.HasTag() {
				return clauses, n
			}
		}
	}
	return clauses, n
}

// afterThrow, after wrap, keeps the code behind a wrapped throw polymorphic, as it is behind
// the throw itself.
func (t *exceptionTranslator) afterThrow(e *code.Edit) {
	if len(e.After.Code()) > 0 {
		e.After.Op(byte(code.Unreachable))
	}
}
