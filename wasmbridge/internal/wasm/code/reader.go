package code

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"
)

// Reader decodes a function body. Make one with [NewReader], read the local
// declarations from it, then call Next until it returns false, then look at
// Err.
type Reader struct {
	r      binread.Reader
	locals Locals
}

// Locals are the declarations at the beginning of a body.
type Locals struct {
	Runs         []Run
	Count        uint32 // sum over the runs
	runsAt, size int    // where the runs begin and end in the body
}

// Run is a number of locals of one type.
type Run struct {
	Count uint32
	Type  wasm.ValueType
}

// NewReader returns a reader of the body, positioned at its first instruction.
func NewReader(body wasm.Body) *Reader {
	r := &Reader{}
	r.Reset(body)
	return r
}

// Reset makes r read another body; it keeps what r has allocated.
func (r *Reader) Reset(body wasm.Body) {
	r.r = binread.Reader{Buf: body.Raw, End: len(body.Raw), Base: body.Offset}
	r.locals = Locals{Runs: r.locals.Runs[:0]}
	r.readLocals()
}

// Locals returns the declarations, which are valid until the next Reset.
func (r *Reader) Locals() *Locals { return &r.locals }

// Err returns the error that ended reading, a *[wasm.FormatError], or nil.
func (r *Reader) Err() error {
	if r.r.Err == nil {
		return nil
	}
	return r.r.Err
}

// Offset returns the position in the binary of position pos in the body.
func (r *Reader) Offset(pos int) int { return r.r.Base + pos }

func (r *Reader) readLocals() {
	n := r.r.U32("local decls count")
	r.locals.runsAt = r.r.Pos
	if int(n) > r.r.End-r.r.Pos {
		r.r.Fail(0, "local decls count bigger than remaining function size")
		return
	}
	for range n {
		at := r.r.Pos
		count := r.r.U32("local count")
		if uint64(r.locals.Count)+uint64(count) > wasm.MaxLocals {
			r.r.Fail(at, "local count too large")
			return
		}
		t := wasm.ReadValueType(&r.r)
		if r.r.Err != nil {
			return
		}
		r.locals.Runs = append(r.locals.Runs, Run{count, t})
		r.locals.Count += count
	}
	r.locals.size = r.r.Pos
}

// Next decodes one instruction into in. It returns false at the end of the body
// and after an error.
func (r *Reader) Next(in *Instr) bool {
	if r.r.Pos >= r.r.End || r.r.Err != nil {
		return false
	}
	in.Start = r.r.Pos
	in.Op = Opcode(r.r.Buf[r.r.Pos])
	r.r.Pos++
	if in.Op >= 0xfc {
		in.Op = r.prefixed(in.Op)
	}
	info := in.Op.Info()
	if info.Name == "" {
		r.r.Fail(in.Start, "Invalid opcode 0x%x", r.r.Buf[in.Start])
	}
	in.ImmStart = r.r.Pos
	if info.Imm != ImmNone {
		r.immediate(info, in)
	}
	in.End = r.r.Pos
	return r.r.Err == nil
}

func (r *Reader) prefixed(prefix Opcode) Opcode {
	at := r.r.Pos
	sub := r.r.U32("prefixed opcode index")
	if r.r.Err == nil && (sub > 0xff || prefix == 0xff) {
		r.r.Fail(at-1, "invalid numeric opcode 0x%x%02x", int(prefix), sub)
	}
	return (prefix-0xfb)<<8 | Opcode(sub&0xff)
}

func (r *Reader) immediate(info *Info, in *Instr) {
	b := &r.r
	switch info.Imm {
	case ImmLabel, ImmFunc, ImmType, ImmLocal, ImmGlobal, ImmTable, ImmElem, ImmData, ImmTag:
		in.X = b.U32("index")
	case ImmMem, ImmAtomicMem:
		in.X, in.Y = b.U32("alignment"), b.U32("offset")
	case ImmI32:
		in.Const = b.Signed(32, "immi32")
	case ImmI64:
		in.Const = b.Signed(64, "immi64")
	case ImmF32:
		r.constant(4, "immf32")
	case ImmF64:
		r.constant(8, "immf64")
	case ImmV128, ImmShuffle:
		r.constant(16, "immi128")
	case ImmLane:
		in.Lane = b.Byte("lane")
	case ImmMemLane:
		in.X, in.Y, in.Lane = b.U32("alignment"), b.U32("offset"), b.Byte("lane")
	case ImmTypeTable, ImmTables, ImmElemTable:
		in.X, in.Y = b.U32("index"), b.U32("index")
	case ImmMemory:
		in.X = r.memory()
	case ImmMemories:
		in.X, in.Y = r.memory(), r.memory()
	case ImmDataMemory:
		in.X, in.Y = b.U32("index"), r.memory()
	case ImmFence:
		r.fence()
	case ImmHeap:
		in.Heap = wasm.ReadHeapType(b)
	default:
		r.structured(info, in)
	}
}

// constant skips the n bytes of a constant.
func (r *Reader) constant(n int, what string) {
	if n > r.r.End-r.r.Pos {
		r.r.Fail(r.r.Pos, "%s", what)
		return
	}
	r.r.Pos += n
}

// memory reads the index of a memory: a byte that must be zero as long as there
// is at most one memory.
func (r *Reader) memory() uint32 {
	at := r.r.Pos
	b := r.r.Byte("expected 1 byte")
	if b != 0 {
		r.r.Fail(at, "expected memory index 0, found %d", b)
	}
	return uint32(b)
}

func (r *Reader) fence() {
	if b := r.r.Byte("expected 1 byte"); b != 0 {
		r.r.Fail(r.r.Pos-1, "invalid atomic operand")
	}
}

// structured reads block types and lists.
func (r *Reader) structured(info *Info, in *Instr) {
	b := &r.r
	switch info.Imm {
	case ImmBlock:
		in.Block = r.blockType()
		return
	case ImmTryTable:
		in.Block = r.blockType()
	}
	in.count = b.U32("count")
	in.listAt, in.listBody = b.Pos, b.Buf
	if int64(in.count) > int64(b.End-b.Pos) {
		b.Fail(b.Pos, "expected more immediates")
	}
	for i := uint32(0); i < in.count && b.Err == nil; i++ {
		switch info.Imm {
		case ImmLabels:
			b.U32("label")
		case ImmTypes:
			wasm.ReadValueType(b)
		case ImmTryTable:
			readCatchClause(b)
		}
	}
	if info.Imm == ImmLabels {
		in.X = b.U32("default label")
	}
}

// blockType reads a block type (core 5.4.1): a type index is a signed number
// of 33 bits, whose negative values are value types.
func (r *Reader) blockType() BlockType {
	b := &r.r
	if b.Pos < b.End {
		switch first := b.Buf[b.Pos]; {
		case first == emptyBlock:
			b.Pos++
			return BlockType{Index: -1}
		case first&0xc0 == 0x40: // a negative number of one byte
			return BlockType{Index: -1, Result: wasm.ReadValueType(b)}
		}
	}
	at := b.Pos
	i := b.Signed(33, "block type index")
	if i < 0 || i >= wasm.MaxTypes {
		b.Fail(at, "block type index %d is not a signature definition", i)
	}
	return BlockType{Index: int32(i)}
}

func readCatchClause(b *binread.Reader) (c CatchClause) {
	at := b.Pos
	c.Kind = CatchKind(b.Byte("catch kind"))
	if c.Kind > CatchAnyRef {
		b.Fail(at, "invalid catch kind in try table")
		return c
	}
	if c.Kind.HasTag() {
		c.Tag = b.U32("tag index")
	}
	c.Label = b.U32("label")
	return c
}

// OpcodeAt returns the opcode of the instruction at position pos of the body.
func (r *Reader) OpcodeAt(pos int) Opcode {
	var in Instr
	again := Reader{r: binread.Reader{Buf: r.r.Buf, Pos: pos, End: len(r.r.Buf)}}
	again.Next(&in)
	return in.Op
}

// Bytes returns the bytes of the body between two positions.
func (r *Reader) Bytes(from, to int) []byte { return r.r.Buf[from:to] }
