package validate

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

func (v *checker) controlInstruction() {
	switch v.in.Op {
	case code.Unreachable:
		v.unreachable()
	case code.Block, code.Loop, code.If, code.Try:
		v.open()
	case code.TryTable:
		v.tryTable()
	case code.Else:
		v.elseBranch()
	case code.Catch, code.CatchAll:
		v.catch()
	case code.Delegate:
		v.delegate()
	case code.End:
		v.end()
	case code.Br, code.BrIf:
		v.branch()
	case code.BrTable:
		v.branchTable()
	case code.BrOnNull:
		v.branchOnNull()
	case code.BrOnNonNull:
		v.branchOnNonNull()
	case code.Return:
		v.checkMerge(v.top(), v.results, "return", false)
		v.unreachable()
	case code.Throw:
		v.popTypes(v.m.TagType(v.in.X).Params)
		v.unreachable()
	case code.ThrowRef:
		v.popType(wasm.ExnRef)
		v.unreachable()
	case code.Rethrow:
		v.rethrow()
	default:
		v.fail("invalid opcode 0x%x", int(v.in.Op))
	}
}

// blockFrame pops a block's parameters and returns its frame.
func (v *checker) blockFrame() frame {
	f := frame{op: v.in.Op}
	if t := v.in.Block; t.Index >= 0 {
		f.params, f.results = v.m.Types[t.Index].Params, v.m.Types[t.Index].Results
	} else if t.Result != 0 {
		f.results = one(t.Result)
	}
	if v.in.Op == code.If {
		v.popType(wasm.I32)
	}
	v.popTypes(f.params)
	return f
}

// singles are the results of the most frequent block types.
var singles = [...]wasm.ValueType{wasm.I32, wasm.I64, wasm.F32, wasm.F64, wasm.V128, wasm.FuncRef, wasm.ExternRef, wasm.ExnRef}

func one(t wasm.ValueType) []wasm.ValueType {
	for i := range singles {
		if singles[i] == t {
			return singles[i : i+1 : i+1]
		}
	}
	return []wasm.ValueType{t}
}

func (v *checker) open() { v.enter(v.blockFrame()) }

// enter opens a frame and pushes its parameters.
func (v *checker) enter(f frame) {
	v.pushTypes(f.params)
	v.push(f)
}

func (v *checker) tryTable() {
	f := v.blockFrame()
	// Labels of the clauses count from outside, where the frame is not yet.
	for c := range v.in.Catches {
		if !v.catchClause(c) {
			return
		}
	}
	v.enter(f)
}

func (v *checker) catchClause(c code.CatchClause) bool {
	passed := v.scratch[:0]
	if c.Kind.HasTag() {
		if !v.below(c.Tag, v.tags, "Invalid tag index: %d") {
			return false
		}
		passed = append(passed, v.m.TagType(c.Tag).Params...)
	}
	if c.Kind.HasRef() {
		passed = append(passed, wasm.ExnRef.NonNull())
	}
	target := v.label(c.Label)
	if target == nil {
		return false
	}
	want := target.labelTypes()
	if len(want) != len(passed) {
		v.fail("catch kind generates %d operands, target block expects %d", len(passed), len(want))
		return false
	}
	for i := range want {
		if !v.m.IsSubtype(passed[i], want[i]) {
			v.fail("type error in branch[%d] (expected %s, got %s)", i, want[i], passed[i])
			return false
		}
	}
	return true
}

// reopen ends the part of the frame before else or a catch and begins the next,
// in which params are on the stack.
func (v *checker) reopen(params []wasm.ValueType) {
	f := v.top()
	v.fallThrough(f)
	v.forgetSets(f)
	v.stack = v.stack[:f.height]
	f.op, f.unreachable = v.in.Op, false
	v.pushTypes(params)
}

func (v *checker) elseBranch() {
	if f := v.top(); f.op != code.If {
		v.fail("else does not match an if")
		return
	}
	v.reopen(v.top().params)
}

func (v *checker) catch() {
	switch op := v.top().op; {
	case op == code.CatchAll:
		v.fail("%s after catch-all for try", v.in.Op)
	case op != code.Try && op != code.Catch:
		v.fail("%s does not match a try", v.in.Op)
	case v.in.Op == code.CatchAll:
		v.reopen(nil)
	default:
		v.reopen(v.m.TagType(v.in.X).Params)
	}
}

func (v *checker) delegate() {
	if v.top().op != code.Try {
		v.fail("delegate does not match a try")
		return
	}
	// The try that delegates is not counted.
	if int64(v.in.X) >= int64(len(v.control)-1) {
		v.failAt(v.in.ImmStart, "invalid branch depth: %d", v.in.X)
		return
	}
	v.end()
}

func (v *checker) rethrow() {
	f := v.label(v.in.X)
	if f == nil {
		return
	}
	if f.op != code.Catch && f.op != code.CatchAll {
		v.fail("rethrow not targeting catch or catch-all")
		return
	}
	v.unreachable()
}

func (v *checker) end() {
	f := v.top()
	v.fallThrough(f)
	if f.op == code.If {
		v.missingElse(f)
	}
	v.forgetSets(f)
	v.stack = v.stack[:f.height]
	results := f.results
	v.control = v.control[:len(v.control)-1]
	v.pushTypes(results)
}

// missingElse checks that the parameters of an if without else can be its
// results.
func (v *checker) missingElse(f *frame) {
	if len(f.params) != len(f.results) {
		v.fail("expected %d elements on the stack for fallthru, found %d", len(f.results), len(f.params))
		return
	}
	for i, t := range f.params {
		if !v.m.IsSubtype(t, f.results[i]) {
			v.fail("type error in fallthru[%d] (expected %s, got %s)", i, f.results[i], t)
			return
		}
	}
}

// forgetSets undoes, at the end of a block, what is known of locals set in it.
func (v *checker) forgetSets(f *frame) {
	for _, i := range v.setLog[f.setHeight:] {
		v.unset[i] = true
	}
	v.setLog = v.setLog[:f.setHeight]
}
