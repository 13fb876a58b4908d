package passes

import (
	"math"
	"slices"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// ElementBounds makes an active element segment that does not fit its table
// trap, as instantiation must (core 4.5.4); wazero ignores such a segment.
// Segments that fit by what the module says of the table stay as they are. The
// first that may not fit and all segments behind it, those of data included,
// become passive, and a start function copies them in order before it calls the
// guest's own.
var ElementBounds = Pass{
	Name:   "element-bounds",
	Needed: func(m *wasm.Module) bool { return firstUnsafeElement(m) < len(m.Elements) },
	Run: func(m *wasm.Module) error {
		var a wasm.Assembler
		m.Elements = slices.Clone(m.Elements)
		for i := firstUnsafeElement(m); i < len(m.Elements); i++ {
			copyElements(&a, uint32(i), &m.Elements[i])
		}
		copyData(&a, m)
		if m.Start != nil {
			a.Call(*m.Start)
		}
		m.Types, m.Funcs, m.Bodies = slices.Clip(m.Types), slices.Clip(m.Funcs), slices.Clip(m.Bodies)
		start := m.AddFunc(wasm.FuncType{}, a.Body())
		m.Start = &start
		return nil
	},
}

// firstUnsafeElement returns the first active element segment that may not fit
// its table, the number of segments when there is none.
func firstUnsafeElement(m *wasm.Module) int {
	for i := range m.Elements {
		e := &m.Elements[i]
		if e.Mode != wasm.SegmentActive {
			continue
		}
		offset, ok := constantOffset(e.Offset)
		if !ok || offset+uint64(e.Len()) > uint64(m.TableType(e.Table).Min) {
			return i
		}
	}
	return len(m.Elements)
}

// constantOffset returns the value of an offset that is a single i32.const.
func constantOffset(x wasm.Expr) (uint64, bool) {
	if len(x) == 0 || x[0] != byte(code.I32Const) {
		return 0, false
	}
	r := binread.Reader{Buf: x, Pos: 1, End: len(x)}
	v := r.Signed(32, "i32.const")
	if r.Err != nil || r.Pos != len(x)-1 || v < math.MinInt32 {
		return 0, false
	}
	return uint64(uint32(v)), true
}

// segment appends what table.init and memory.init take, and the instruction
// without its last immediate.
func segment(a *wasm.Assembler, offset wasm.Expr, n int, op code.Opcode, index uint32) {
	a.Op(offset[:len(offset)-1]...).I32Const(0).I32Const(int32(n))
	bulk(a, op, index)
}

func bulk(a *wasm.Assembler, op code.Opcode, index uint32) {
	a.Op(0xfc, byte(op&0xff)).Op(wasm.AppendUnsigned(nil, index)...)
}

func copyElements(a *wasm.Assembler, i uint32, e *wasm.Element) {
	if e.Mode != wasm.SegmentActive {
		return
	}
	segment(a, e.Offset, e.Len(), code.TableInit, i)
	a.Op(wasm.AppendUnsigned(nil, e.Table)...)
	bulk(a, code.ElemDrop, i)
	e.Mode, e.Offset, e.Table = wasm.SegmentPassive, nil, 0
}

// copyData makes the active data segments passive.
func copyData(a *wasm.Assembler, m *wasm.Module) {
	m.Data = slices.Clone(m.Data)
	for i := range m.Data {
		d := &m.Data[i]
		if d.Mode != wasm.SegmentActive {
			continue
		}
		segment(a, d.Offset, len(d.Init), code.MemoryInit, uint32(i))
		a.Op(0) // the memory
		bulk(a, code.DataDrop, uint32(i))
		d.Mode, d.Offset = wasm.SegmentPassive, nil
	}
	if n := uint32(len(m.Data)); n > 0 {
		m.DataCount = &n
	}
}
