package code

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"
)

// Instr is one decoded instruction. A [Reader] reuses it.
type Instr struct {
	Op         Opcode
	Start, End int // position in the body's raw bytes
	ImmStart   int // position of the first immediate

	X, Y  uint32
	Lane  byte
	Const int64          // ImmI32, ImmI64
	Block BlockType      // ImmBlock, ImmTryTable
	Heap  wasm.ValueType // ImmHeap: the nullable reference to the heap type

	count    uint32 // items in list
	listAt   int    // where they begin
	listBody []byte
}

// BlockType is the type of a block: a function type, one result, or nothing.
type BlockType struct {
	// Index is a type index, or -1.
	Index int32
	// Result is the only result when Index is -1; zero for none.
	Result wasm.ValueType
}

// Append appends the binary form of the block type.
func (t BlockType) Append(b []byte) []byte {
	switch {
	case t.Index >= 0:
		return wasm.AppendSigned(b, int64(t.Index))
	case t.Result == 0:
		return append(b, emptyBlock)
	}
	return t.Result.Append(b)
}

// FuncType returns the block type as a function type, given the module's types.
func (t BlockType) FuncType(m *wasm.Module) wasm.FuncType {
	switch {
	case t.Index >= 0:
		return m.Types[t.Index]
	case t.Result == 0:
		return wasm.FuncType{}
	}
	return wasm.FuncType{Results: []wasm.ValueType{t.Result}}
}

const emptyBlock = 0x40

func (in *Instr) list() binread.Reader {
	return binread.Reader{Buf: in.listBody, Pos: in.listAt, End: in.End}
}

// Labels calls yield with each label of a br_table, the default label last.
func (in *Instr) Labels(yield func(label uint32) bool) {
	r := in.list()
	for range in.count {
		if !yield(r.U32("label")) {
			return
		}
	}
	yield(in.X)
}

// Types returns the value types of a typed select.
func (in *Instr) Types() []wasm.ValueType {
	r := in.list()
	types := make([]wasm.ValueType, 0, in.count)
	for range in.count {
		types = append(types, wasm.ReadValueType(&r))
	}
	return types
}

// CatchKind is the kind of a catch clause of try_table.
type CatchKind byte

// The kinds of catch clauses, with their binary codes.
const (
	CatchTag CatchKind = iota
	CatchTagRef
	CatchAny
	CatchAnyRef
)

// HasTag tells whether the clause names a tag.
func (k CatchKind) HasTag() bool { return k < CatchAny }

// HasRef tells whether the clause passes the exception reference.
func (k CatchKind) HasRef() bool { return k&1 != 0 }

// CatchClause is one catch clause of try_table.
type CatchClause struct {
	Kind  CatchKind
	Tag   uint32 // when Kind.HasTag
	Label uint32 // counted from outside the try_table
}

// Append appends the binary form of the clause.
func (c CatchClause) Append(b []byte) []byte {
	b = append(b, byte(c.Kind))
	if c.Kind.HasTag() {
		b = wasm.AppendUnsigned(b, c.Tag)
	}
	return wasm.AppendUnsigned(b, c.Label)
}

// Catches calls yield with each catch clause of a try_table.
func (in *Instr) Catches(yield func(CatchClause) bool) {
	r := in.list()
	for range in.count {
		if !yield(readCatchClause(&r)) {
			return
		}
	}
}
