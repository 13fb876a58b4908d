package validate

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

func (v *checker) branch() {
	target := v.label(v.in.X)
	if target == nil {
		return
	}
	types := target.labelTypes()
	if v.in.Op == code.Br {
		v.checkMerge(v.top(), types, "branch", false)
		v.unreachable()
		return
	}
	v.popType(wasm.I32)
	v.passOver(types)
}

// passOver checks a conditional branch: the operands stay, with the types the
// label gives them.
func (v *checker) passOver(types []wasm.ValueType) {
	v.checkMerge(v.top(), types, "branch", false)
	if v.err != nil {
		return
	}
	base := len(v.stack) - len(types)
	for i, t := range types {
		v.stack[base+i].t = t
	}
}

func (v *checker) branchTable() {
	v.popType(wasm.I32)
	arity := -1
	for depth := range v.in.Labels {
		target := v.label(depth)
		if target == nil {
			return
		}
		types := target.labelTypes()
		if arity >= 0 && len(types) != arity {
			v.failAt(v.in.ImmStart, "br_table: label arity inconsistent with previous %d", arity)
			return
		}
		arity = len(types)
		if target.checkedAt == v.in.Start {
			continue // a table may name one label millions of times
		}
		target.checkedAt = v.in.Start
		if v.checkMerge(v.top(), types, "branch", false); v.err != nil {
			return
		}
	}
	v.unreachable()
}

func (v *checker) branchOnNull() {
	target := v.label(v.in.X)
	if target == nil {
		return
	}
	t := v.popRef()
	v.passOver(target.labelTypes())
	if t != 0 {
		t = t.NonNull()
	}
	v.pushType(t)
}

func (v *checker) branchOnNonNull() {
	target := v.label(v.in.X)
	if target == nil {
		return
	}
	types := target.labelTypes()
	if len(types) == 0 || !types[len(types)-1].IsRef() {
		v.fail("br_on_non_null must target a branch whose last type is a reference type")
		return
	}
	t := v.popRef()
	if t != 0 {
		t = t.NonNull()
	}
	v.pushType(t)
	v.passOver(types)
	v.pop()
}

func (v *checker) call() {
	in := &v.in
	var t wasm.FuncType
	switch in.Op {
	case code.Call, code.ReturnCall:
		t = v.m.FuncType(in.X)
	case code.CallIndirect, code.ReturnCallIndirect:
		t = v.m.Types[in.X]
		if elem := v.m.TableType(in.Y).Elem; !v.m.IsSubtype(elem, wasm.FuncRef) {
			v.failAt(in.ImmStart, "call_indirect: immediate table #%d is not of function type", in.Y)
			return
		}
		v.popType(wasm.I32)
	default:
		t = v.m.Types[in.X]
		v.popType(wasm.RefTo(in.X, true))
	}
	v.popTypes(t.Params)
	switch in.Op {
	case code.ReturnCall, code.ReturnCallIndirect, code.ReturnCallRef:
		v.tailCall(t.Results)
	default:
		v.pushTypes(t.Results)
	}
}

// tailCall checks that the callee returns what the function returns.
func (v *checker) tailCall(results []wasm.ValueType) {
	ok := len(results) == len(v.results)
	for i := 0; ok && i < len(results); i++ {
		ok = v.m.IsSubtype(results[i], v.results[i])
	}
	if !ok {
		v.fail("%s: tail call type error", v.in.Op)
		return
	}
	v.unreachable()
}
