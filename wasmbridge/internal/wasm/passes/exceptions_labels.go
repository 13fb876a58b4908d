package passes

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// labelMap keeps track of the blocks of a function while a pass lays blocks of
// its own around them.
type labelMap struct {
	m      *wasm.Module
	tries  []*tryPlan // yet to open
	blocks []ehBlock  // open in the input
	depth  int        // labels open in the output
	exns   []uint32   // locals for exceptions
	inUse  int        // of exns, by the clauses open

	added map[string]uint32 // types of blocks, by their binary form
	key   []byte
}

func newLabelMap(m *wasm.Module) labelMap { return labelMap{m: m, added: map[string]uint32{}} }

// begin prepares for a function with the given legacy tries.
func (t *labelMap) begin(tries []*tryPlan) {
	t.tries, t.depth = tries, 1
	t.exns, t.inUse = t.exns[:0], 0
	t.blocks = append(t.blocks[:0], ehBlock{clause: -1})
}

// ehBlock is a block open in the input. Its label is counted from the function
// inwards, in the output.
type ehBlock struct {
	label    int
	handlers *handlers // what catches exceptions thrown in the block
	landing  int       // where exceptions thrown in the block go, by value
	try      *tryPlan  // of a legacy try
	clause   int       // the open clause, -1 in the body
	exn      uint32    // local that holds the exception of the open clause
}

func (t *labelMap) top() *ehBlock { return &t.blocks[len(t.blocks)-1] }

// outward returns the block a label of the input means.
func (t *labelMap) outward(label uint32) *ehBlock {
	return &t.blocks[len(t.blocks)-1-int(label)]
}

// labelTo converts a label counted from the function inwards to one counted
// from the innermost block outwards.
func (t *labelMap) labelTo(label int) uint32 { return uint32(t.depth - 1 - label) }

// takeLocal returns a local for an exception that no open clause uses.
func (t *labelMap) takeLocal(e *code.Edit) uint32 {
	if t.inUse == len(t.exns) {
		t.exns = append(t.exns, e.NewLocal(wasm.ExnRef))
	}
	t.inUse++
	return t.exns[t.inUse-1]
}

func (t *labelMap) releaseLocal(b *ehBlock) {
	if b.try != nil && b.clause >= 0 && b.try.clauses[b.clause].rethrown {
		t.inUse--
	}
}

// branch corrects the labels of an instruction for the blocks that the
// translation has put between it and their targets.
func (t *labelMap) branch(in *code.Instr, e *code.Edit) {
	if in.Op != code.BrTable {
		if to := t.labelTo(t.outward(in.X).label); to != in.X {
			e.Drop()
			e.Before.Index(byte(in.Op), to)
		}
		return
	}
	var labels []byte
	n := uint32(0)
	for label := range in.Labels {
		labels = wasm.AppendUnsigned(labels, t.labelTo(t.outward(label).label))
		n++
	}
	e.Drop()
	e.Before.Index(byte(in.Op), n-1).Op(labels...)
}

func (t *labelMap) openBlock(a *wasm.Assembler, typ code.BlockType) {
	a.Op(byte(code.Block)).Op(typ.Append(nil)...)
	t.depth++
}

// blockType returns the type of a block, which the module may not have yet.
func (t *labelMap) blockType(params, results []wasm.ValueType) code.BlockType {
	switch {
	case len(params) == 0 && len(results) == 0:
		return code.BlockType{Index: -1}
	case len(params) == 0 && len(results) == 1:
		return code.BlockType{Index: -1, Result: results[0]}
	}
	typ := wasm.FuncType{Params: params, Results: results}
	t.key = typ.Append(t.key[:0])
	index, known := t.added[string(t.key)]
	if !known {
		index = t.m.AddType(typ)
		t.added[string(t.key)] = index
	}
	return code.BlockType{Index: int32(index)}
}
