package wasm

// The opcodes that may occur in a constant expression (core 3.3.10 and the
// extended constant expressions proposal).
const (
	opEnd       = 0x0b
	opGlobalGet = 0x23
	opI32Const  = 0x41
	opI64Const  = 0x42
	opF32Const  = 0x43
	opF64Const  = 0x44
	opI32Add    = 0x6a
	opI32Mul    = 0x6c
	opI64Add    = 0x7c
	opI64Mul    = 0x7e
	opRefNull   = 0xd0
	opRefFunc   = 0xd2
	opPrefixFD  = 0xfd
	opV128Const = 12
)

// constExpr reads a constant expression and checks that it yields want.
func (p *parser) constExpr(want ValueType) Expr {
	start := p.Pos
	var few [8]ValueType
	stack := few[:0]
	for p.Err == nil {
		at := p.Pos
		if !p.More() {
			p.Fail(at, "constant expression is missing 'end'")
			break
		}
		op := p.Byte("opcode")
		if op == opEnd {
			p.constResult(at, stack, want)
			return Expr(p.Buf[start:p.Pos:p.Pos])
		}
		stack = p.constInstruction(op, at, stack)
	}
	return nil
}

// constResult checks what is on the stack at the end of the expression.
func (p *parser) constResult(at int, stack []ValueType, want ValueType) {
	switch {
	case len(stack) != 1:
		p.Fail(at, "expected 1 elements on the stack for constant expression, found %d", len(stack))
	case !p.m.IsSubtype(stack[0], want):
		p.Fail(at, "type error in constant expression[0] (expected %s, got %s)", want, stack[0])
	}
}

func (p *parser) constInstruction(op byte, at int, stack []ValueType) []ValueType {
	switch op {
	case opI32Const:
		p.Signed(32, "immi32")
		return append(stack, I32)
	case opI64Const:
		p.Signed(64, "immi64")
		return append(stack, I64)
	case opF32Const:
		p.Bytes(4)
		return append(stack, F32)
	case opF64Const:
		p.Bytes(8)
		return append(stack, F64)
	case opI32Add, opI32Add + 1, opI32Mul:
		return p.constBinary(at, stack, I32)
	case opI64Add, opI64Add + 1, opI64Mul:
		return p.constBinary(at, stack, I64)
	case opGlobalGet:
		return append(stack, p.constGlobal(at))
	case opRefNull:
		return append(stack, p.heapType())
	case opRefFunc:
		i := p.itemIndex(KindFunc, at+1)
		if p.Err != nil {
			return stack
		}
		return append(stack, RefTo(p.m.FuncTypeIndex(i), false))
	case opPrefixFD:
		if sub := p.U32("prefixed opcode index"); sub == opV128Const {
			p.Bytes(16)
			return append(stack, V128)
		}
	}
	p.Fail(at, "opcode 0x%02x is not allowed in constant expressions", op)
	return stack
}

func (p *parser) constBinary(at int, stack []ValueType, t ValueType) []ValueType {
	n := len(stack)
	if n < 2 || stack[n-1] != t || stack[n-2] != t {
		p.Fail(at, "type error in constant expression: two operands of type %s needed", t)
		return stack
	}
	return stack[:n-1]
}

// constGlobal reads the index of an immutable imported global. Globals defined
// before would do in newer versions of the standard; node's version and the
// core 2.0 test data refuse them.
func (p *parser) constGlobal(at int) ValueType {
	i := p.U32("global index")
	if p.Err != nil {
		return 0
	}
	if int(i) >= p.m.Count(KindGlobal) {
		p.Fail(at+1, "Invalid global index: %d", i)
		return 0
	}
	if p.m.ImportOf(KindGlobal, i) == nil {
		p.Fail(at+1, "non-imported globals cannot be used in constant expressions")
		return 0
	}
	g := p.m.GlobalType(i)
	if g.Mutable {
		p.Fail(at+1, "mutable globals cannot be used in constant expressions")
	}
	return g.Value
}
