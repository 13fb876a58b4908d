package validate

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// instruction checks the instruction at hand.
func (v *checker) instruction() {
	in := &v.in
	info := in.Op.Info()
	if !v.immediates(info) {
		return
	}
	if info.Params != "" || info.Results != "" {
		v.fixed(info)
		return
	}
	switch in.Op {
	case code.Nop, code.DataDrop, code.ElemDrop, code.PrefixAtomic + 3:
	case code.Drop:
		v.pop()
	case code.LocalGet, code.LocalSet, code.LocalTee:
		v.local()
	case code.GlobalGet:
		v.pushType(v.m.GlobalType(in.X).Value)
	case code.GlobalSet:
		v.globalSet()
	case code.Select, code.SelectTyped:
		v.selectValue()
	case code.Call, code.CallIndirect, code.CallRef, code.ReturnCall, code.ReturnCallIndirect, code.ReturnCallRef:
		v.call()
	case code.RefNull, code.RefIsNull, code.RefFunc, code.RefAsNonNull:
		v.reference()
	case code.TableGet, code.TableSet, code.TableGrow, code.TableFill:
		v.table()
	default:
		v.controlInstruction()
	}
}

// fixed checks an instruction whose type is in the opcode table.
func (v *checker) fixed(info *code.Info) {
	n := len(info.Params)
	if n > 0 {
		if v.in.Op&^0xff == code.PrefixVector && !v.ensure(n) {
			return // V8 looks at the operands of these all together
		}
		for depth := range n {
			i := n - 1 - depth
			v.peek(depth, i, code.TypeOf(info.Params[i]))
		}
		if v.err != nil {
			return
		}
		v.stack = v.stack[:len(v.stack)-n]
	}
	if info.Results != "" {
		v.pushType(code.TypeOf(info.Results[0]))
	}
}

func (v *checker) local() {
	in := &v.in
	if int(in.X) >= len(v.locals) {
		v.failAt(in.ImmStart, "invalid local index: %d", in.X)
		return
	}
	t := v.locals[in.X]
	if in.Op == code.LocalGet {
		if len(v.unset) > 0 && v.unset[in.X] {
			v.failAt(in.Start, "uninitialized non-defaultable local: %d", in.X)
			return
		}
		v.pushType(t)
		return
	}
	v.popType(t)
	if len(v.unset) > 0 && v.unset[in.X] {
		v.unset[in.X] = false
		v.setLog = append(v.setLog, in.X)
	}
	if in.Op == code.LocalTee {
		v.pushType(t)
	}
}

func (v *checker) globalSet() {
	g := v.m.GlobalType(v.in.X)
	if !g.Mutable {
		v.fail("immutable global #%d cannot be assigned", v.in.X)
		return
	}
	v.popType(g.Value)
}

func (v *checker) selectValue() {
	if v.in.Op == code.SelectTyped {
		v.selectTyped()
		return
	}
	if v.peek(0, 2, wasm.I32); !v.ensure(2) || !v.ensure(3) {
		return
	}
	top := len(v.stack)
	a, b := v.stack[top-3], v.stack[top-2]
	if a.t.IsRef() || b.t.IsRef() {
		v.fail("select without type is only valid for value type inputs")
		return
	}
	if a.t == 0 {
		a.t = b.t
	}
	v.match(1, b, a.t)
	v.stack = v.stack[:top-3]
	v.pushType(a.t)
}

func (v *checker) selectTyped() {
	types := v.in.Types()
	if len(types) != 1 {
		v.failAt(v.in.ImmStart, "Invalid number of types. Select accepts exactly one type")
		return
	}
	if !v.checkRef(types[0]) {
		return
	}
	v.popTypes([]wasm.ValueType{types[0], types[0], wasm.I32})
	v.pushType(types[0])
}

func (v *checker) reference() {
	switch in := &v.in; in.Op {
	case code.RefNull:
		v.pushType(in.Heap)
	case code.RefIsNull:
		v.popRef()
		v.pushType(wasm.I32)
	case code.RefAsNonNull:
		if t := v.popRef(); t != 0 {
			t = t.NonNull()
			v.pushType(t)
		} else {
			v.pushType(0)
		}
	case code.RefFunc:
		if !v.isDeclared(in.X) {
			v.fail("undeclared reference to function #%d", in.X)
			return
		}
		v.pushType(wasm.RefTo(v.m.FuncTypeIndex(in.X), false))
	}
}

// popRef pops a reference and returns its type, zero for the bottom type.
func (v *checker) popRef() wasm.ValueType {
	o := v.pop()
	if o.t != 0 && !o.t.IsRef() {
		v.failAt(int(o.at), "%s[0] expected reference type, found %s of type %s", v.in.Op, v.producer(o), o.t)
	}
	return o.t
}

// isDeclared tells whether ref.func may name the function: it must occur in
// the module outside function bodies (core 3.4.10, the set C.refs).
func (v *checker) isDeclared(f uint32) bool {
	if v.declared == nil {
		v.declared = v.m.ReferencedFuncs()
	}
	return v.declared[f]
}

func (v *checker) table() {
	in := &v.in
	elem := v.m.TableType(in.X).Elem
	switch in.Op {
	case code.TableGet:
		v.popType(wasm.I32)
		v.pushType(elem)
	case code.TableSet:
		v.popTypes([]wasm.ValueType{wasm.I32, elem})
	case code.TableGrow:
		v.popTypes([]wasm.ValueType{elem, wasm.I32})
		v.pushType(wasm.I32)
	case code.TableFill:
		v.popTypes([]wasm.ValueType{wasm.I32, elem, wasm.I32})
	}
}
