package wasm

// Assembler writes one function body, instruction by instruction, for the small
// modules the bridge makes itself. The zero value is an empty body without
// locals. Methods return the Assembler so that calls can be chained.
type Assembler struct {
	locals []ValueType
	code   []byte
}

// Local declares one more local variable. Its index is the number of
// parameters plus the number of locals declared before.
func (a *Assembler) Local(t ValueType) *Assembler {
	a.locals = append(a.locals, t)
	return a
}

// Op appends raw bytes: an opcode and whatever immediates are spelled out.
func (a *Assembler) Op(code ...byte) *Assembler {
	a.code = append(a.code, code...)
	return a
}

// Index appends an opcode with one unsigned immediate.
func (a *Assembler) Index(op byte, i uint32) *Assembler {
	a.code = AppendUnsigned(append(a.code, op), i)
	return a
}

// LocalGet appends local.get.
func (a *Assembler) LocalGet(i uint32) *Assembler { return a.Index(0x20, i) }

// LocalSet appends local.set.
func (a *Assembler) LocalSet(i uint32) *Assembler { return a.Index(0x21, i) }

// LocalGets appends local.get of the first n locals: the parameters, in order.
func (a *Assembler) LocalGets(n int) *Assembler {
	for i := range n {
		a.LocalGet(uint32(i))
	}
	return a
}

// GlobalGet appends global.get.
func (a *Assembler) GlobalGet(i uint32) *Assembler { return a.Index(opGlobalGet, i) }

// GlobalSet appends global.set.
func (a *Assembler) GlobalSet(i uint32) *Assembler { return a.Index(0x24, i) }

// TableSet appends table.set.
func (a *Assembler) TableSet(table uint32) *Assembler { return a.Index(0x26, table) }

// I32Const appends i32.const.
func (a *Assembler) I32Const(v int32) *Assembler {
	a.code = AppendSigned(append(a.code, opI32Const), int64(v))
	return a
}

// I64Const appends i64.const.
func (a *Assembler) I64Const(v int64) *Assembler {
	a.code = AppendSigned(append(a.code, opI64Const), v)
	return a
}

// Call appends call.
func (a *Assembler) Call(f uint32) *Assembler { return a.Index(0x10, f) }

// CallIndirect appends call_indirect.
func (a *Assembler) CallIndirect(typ, table uint32) *Assembler {
	a.code = AppendUnsigned(AppendUnsigned(append(a.code, 0x11), typ), table)
	return a
}

// RefNull appends ref.null for the heap type of t.
func (a *Assembler) RefNull(t ValueType) *Assembler {
	a.code = append(a.code, opRefNull)
	if i, ok := t.TypeIndex(); ok {
		a.code = AppendSigned(a.code, int64(i))
	} else {
		a.code = append(a.code, byte(t))
	}
	return a
}

// Throw appends throw.
func (a *Assembler) Throw(tag uint32) *Assembler { return a.Index(0x08, tag) }

// Return appends return.
func (a *Assembler) Return() *Assembler { return a.Op(0x0f) }

// End appends end: of a block, not of the body, which [Assembler.Body] adds.
func (a *Assembler) End() *Assembler { return a.Op(opEnd) }

// Body returns the finished body.
func (a *Assembler) Body() Body {
	raw := AppendUnsigned(make([]byte, 0, len(a.code)+2*len(a.locals)+8), uint32(len(a.locals)))
	for _, t := range a.locals {
		raw = t.Append(append(raw, 1))
	}
	return Body{Raw: append(append(raw, a.code...), opEnd)}
}

// Code returns the instructions appended so far, without locals and final end.
func (a *Assembler) Code() []byte { return a.code }

// Reset empties a and keeps what it has allocated.
func (a *Assembler) Reset() { a.locals, a.code = a.locals[:0], a.code[:0] }

// Expr returns the instructions as a constant expression.
func (a *Assembler) Expr() Expr {
	return append(append(make(Expr, 0, len(a.code)+1), a.code...), opEnd)
}

// Export appends an export.
func (m *Module) Export(name string, k ExternKind, index uint32) {
	m.Exports = append(m.Exports, Export{name, k, index})
}

// AddFunc appends a function and returns its index.
func (m *Module) AddFunc(t FuncType, body Body) uint32 {
	m.Funcs = append(m.Funcs, m.AddType(t))
	m.Bodies = append(m.Bodies, body)
	return uint32(m.Count(KindFunc) - 1)
}
