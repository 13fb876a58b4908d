package wasmbridge

import (
	"encoding/binary"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/passes"
)

// wazero copies data segments before element segments, and says nothing of an element segment that does not fit. Core
// 4.5.4 wants elements first, and a trap at the first segment that does not fit, after which those before it stay
// copied. So the bridge finds out beforehand whether all fit, which is nearly always so; if not, it instantiates a
// variant of the module that has only the segments that come before.

// misfit tells which active segment is the first that does not fit.
type misfit struct {
	elements int // active segments before this one are copied
	data     int // likewise; 0 when it is an element segment that does not fit
	trap     string
}

// findMisfit returns nil when all active segments fit.
func (source *moduleSource) findMisfit(imports []externValue) *misfit {
	m := source.wasm
	c := constants{m, imports}
	for i := range m.Elements {
		s := &m.Elements[i]
		if s.Mode == wasm.SegmentActive && !fits(c.offset(s.Offset), s.Len(), c.tableSize(s.Table)) {
			return &misfit{elements: i, trap: "table index is out of bounds"}
		}
	}
	for i := range m.Data {
		s := &m.Data[i]
		if s.Mode == wasm.SegmentActive && !fits(c.offset(s.Offset), len(s.Init), c.memorySize()) {
			return &misfit{elements: len(m.Elements), data: i, trap: "data segment is out of bounds"}
		}
	}
	return nil
}

func fits(offset uint32, length int, size uint64) bool { return uint64(offset)+uint64(length) <= size }

// truncated returns the module without its start function and with those active segments that do not get copied
// turned into ones that are dropped.
func (f *misfit) truncated(m *wasm.Module) *wasm.Module {
	t := *m
	t.Start = nil
	t.Elements = append([]wasm.Element(nil), m.Elements...)
	for i := f.elements; i < len(t.Elements); i++ {
		if t.Elements[i].Mode == wasm.SegmentActive {
			t.Elements[i].Mode, t.Elements[i].Offset, t.Elements[i].Table = wasm.SegmentDeclarative, nil, 0
		}
	}
	t.Data = append([]wasm.DataSegment(nil), m.Data...)
	for i := f.data; i < len(t.Data); i++ {
		if t.Data[i].Mode == wasm.SegmentActive {
			t.Data[i].Mode, t.Data[i].Offset = wasm.SegmentPassive, nil
		}
	}
	return &t
}

// compileTruncated compiles what is instantiated instead of a module with a segment that does not fit.
func (b *Bridge) compileTruncated(source *moduleSource, f *misfit) *moduleSource {
	truncated := f.truncated(source.wasm)
	m, err := rewrite(passes.Default(), truncated, moduleID(source.bytes))
	if err != nil {
		panic(b.rt.NewGoError(err))
	}
	compiled, err := b.store().Compile(b.ctx, m.Encode())
	if err != nil {
		panic(b.rt.NewGoError(err))
	}
	code := newModuleCode(b.store(), compiled)
	return &moduleSource{wasm: truncated, options: source.options, code: code}
}

// constants evaluates constant expressions of a module before it has an instance.
type constants struct {
	module  *wasm.Module
	imports []externValue
}

func (c constants) tableSize(index uint32) uint64 {
	m := c.module
	if int(index) < m.ImportedCount(wasm.KindTable) {
		return uint64(c.imported(wasm.KindTable, index).table.engine.Len())
	}
	return uint64(m.TableType(index).Min)
}

func (c constants) memorySize() uint64 {
	const page = 1 << 16
	m := c.module
	if m.ImportedCount(wasm.KindMemory) > 0 {
		return uint64(c.imported(wasm.KindMemory, 0).memory.pages()) * page
	}
	return uint64(m.MemoryType(0).Min) * page
}

// imported returns what import number index of the kind was resolved to.
func (c constants) imported(k wasm.ExternKind, index uint32) *externValue {
	for i := range c.module.Imports {
		if c.module.Imports[i].Type.Kind != k {
			continue
		}
		if index == 0 {
			return &c.imports[i]
		}
		index--
	}
	return nil
}

// offset evaluates the offset of a segment, a valid expression of type i32.
func (c constants) offset(e wasm.Expr) uint32 { return uint32(c.evaluate(e)) }

// evaluate evaluates an expression of integers.
func (c constants) evaluate(e wasm.Expr) uint64 {
	var stack []uint64
	for pos := 0; pos < len(e); {
		op := e[pos]
		pos++
		switch op {
		case opI32Const, opI64Const:
			v, n := signedLEB(e[pos:])
			pos += n
			stack = append(stack, uint64(v))
		case opGlobalGet:
			i, n := binary.Uvarint(e[pos:])
			pos += n
			stack = append(stack, c.global(uint32(i)))
		case opEnd:
			return stack[len(stack)-1]
		default:
			n := len(stack)
			stack = append(stack[:n-2], binaryConstant(op, stack[n-2], stack[n-1]))
		}
	}
	return 0
}

// The instructions of integer constant expressions.
const (
	opEnd       = 0x0b
	opGlobalGet = 0x23
	opI32Const  = 0x41
	opI64Const  = 0x42
	opI32Add    = 0x6a
	opI32Sub    = 0x6b
	opI64Add    = 0x7c
	opI64Sub    = 0x7d
)

// binaryConstant computes modulo 2^64, which is right modulo 2^32 too.
func binaryConstant(op byte, x, y uint64) uint64 {
	switch op {
	case opI32Add, opI64Add:
		return x + y
	case opI32Sub, opI64Sub:
		return x - y
	}
	return x * y
}

func (c constants) global(index uint32) uint64 {
	if n := c.module.ImportedCount(wasm.KindGlobal); int(index) >= n {
		return c.evaluate(c.module.Globals[int(index)-n].Init)
	}
	v, _ := c.imported(wasm.KindGlobal, index).global.engine.Get()
	return v
}

// signedLEB reads a signed LEB128 number (core 5.2.2) and tells its length.
func signedLEB(b []byte) (v int64, n int) {
	shift := uint(0)
	for n < len(b) {
		c := b[n]
		n++
		v |= int64(c&0x7f) << shift
		shift += 7
		if c&0x80 == 0 {
			if c&0x40 != 0 && shift < 64 {
				v |= -1 << shift
			}
			break
		}
	}
	return v, n
}
