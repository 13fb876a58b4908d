package validate

import "github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"

// immediates checks the immediates that do not need the stack.
func (v *checker) immediates(info *code.Info) bool {
	in := &v.in
	switch info.Imm {
	case code.ImmNone, code.ImmLocal, code.ImmLabel, code.ImmLabels, code.ImmI32, code.ImmI64, code.ImmF32, code.ImmF64:
		return true
	case code.ImmFunc:
		return v.below(in.X, v.funcs, "function index #%d is out of bounds")
	case code.ImmGlobal:
		return v.below(in.X, v.globals, "Invalid global index: %d")
	case code.ImmTable:
		return v.below(in.X, v.tables, "table index %d out of range")
	case code.ImmTag:
		return v.below(in.X, v.tags, "Invalid tag index: %d")
	case code.ImmMemory:
		return v.memory(in.X)
	case code.ImmMem, code.ImmAtomicMem, code.ImmMemLane:
		return v.memArg(info)
	case code.ImmLane:
		return v.lane(1 << info.Align)
	case code.ImmShuffle:
		return v.shuffle()
	case code.ImmBlock, code.ImmTryTable:
		return v.blockType()
	case code.ImmHeap:
		return v.checkRef(in.Heap)
	}
	return v.segmentImmediates(info)
}

func (v *checker) segmentImmediates(info *code.Info) bool {
	in := &v.in
	const badTable = "table index %d out of range"
	switch info.Imm {
	case code.ImmType:
		return v.below(in.X, uint32(len(v.m.Types)), "invalid signature index: %d")
	case code.ImmTypeTable:
		return v.below(in.X, uint32(len(v.m.Types)), "invalid signature index: %d") &&
			v.below(in.Y, v.tables, "table index %d out of range")
	case code.ImmTables:
		if !v.below(in.X, v.tables, badTable) || !v.below(in.Y, v.tables, badTable) {
			return false
		}
		to, from := v.m.TableType(in.X).Elem, v.m.TableType(in.Y).Elem
		if !v.m.IsSubtype(from, to) {
			v.fail("table %d is not a super-type of %d", in.X, in.Y)
			return false
		}
	case code.ImmElem:
		return v.below(in.X, uint32(len(v.m.Elements)), "invalid element segment index: %d")
	case code.ImmElemTable:
		return v.tableInit()
	case code.ImmMemories:
		return v.memory(in.X) && v.memory(in.Y)
	case code.ImmData:
		return v.dataSegment()
	case code.ImmDataMemory:
		return v.memory(in.Y) && v.dataSegment()
	}
	return true
}

func (v *checker) below(i, n uint32, format string) bool {
	if i >= n {
		v.failAt(v.in.ImmStart, format, i)
		return false
	}
	return true
}

func (v *checker) memory(i uint32) bool {
	if i >= v.memories {
		v.failAt(v.in.ImmStart, "memory index %d exceeds number of declared memories (%d)", i, v.memories)
		return false
	}
	return true
}

func (v *checker) tableInit() bool {
	in := &v.in
	if !v.below(in.X, uint32(len(v.m.Elements)), "invalid element segment index: %d") ||
		!v.below(in.Y, v.tables, "table index %d out of range") {
		return false
	}
	if !v.m.IsSubtype(v.m.Elements[in.X].Type, v.m.TableType(in.Y).Elem) {
		v.fail("table %d is not a super-type of %d", in.Y, in.X)
		return false
	}
	return true
}

// dataSegment checks the index of a data segment, which the data count section
// must announce (core 5.5.16).
func (v *checker) dataSegment() bool {
	if v.m.DataCount == nil {
		v.failAt(v.in.ImmStart, "data count section required")
		return false
	}
	return v.below(v.in.X, *v.m.DataCount, "invalid data segment index: %d")
}

// memArg checks alignment and, for lanes, the lane.
func (v *checker) memArg(info *code.Info) bool {
	align := v.in.X
	switch {
	case align > uint32(info.Align):
		v.failAt(v.in.ImmStart, "invalid alignment; expected maximum alignment is %d, actual alignment is %d",
			info.Align, align)
		return false
	case info.Imm == code.ImmAtomicMem && align != uint32(info.Align):
		v.failAt(v.in.ImmStart, "invalid alignment for atomic operation; expected alignment is %d, actual alignment is %d",
			info.Align, align)
		return false
	}
	if v.memories == 0 {
		v.failAt(v.in.ImmStart, "memory instruction with no memory")
		return false
	}
	return info.Imm != code.ImmMemLane || v.lane(16>>info.Align)
}

func (v *checker) lane(lanes byte) bool {
	if v.in.Lane >= lanes {
		v.failAt(v.in.ImmStart, "invalid lane index")
		return false
	}
	return true
}

func (v *checker) shuffle() bool {
	for _, lane := range v.r.Bytes(v.in.ImmStart, v.in.End) {
		if lane >= 32 {
			v.failAt(v.in.ImmStart, "invalid shuffle mask")
			return false
		}
	}
	return true
}

func (v *checker) blockType() bool {
	t := v.in.Block
	if t.Index >= 0 && int(t.Index) >= len(v.m.Types) {
		v.failAt(v.in.ImmStart, "block type index %d is not a signature definition", t.Index)
		return false
	}
	return v.checkRef(t.Result)
}
