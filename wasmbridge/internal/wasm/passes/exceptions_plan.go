package passes

import (
	"fmt"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// tryPlan is what has to be known of a legacy try where it opens.
type tryPlan struct {
	clauses   []legacyClause
	delegates bool   // the try ends with delegate
	label     uint32 // of the delegate
}

// legacyClause is a catch or catch_all.
type legacyClause struct {
	tag      uint32
	all      bool
	rethrown bool // some rethrow means this clause
}

// planBlock is a block open during planning.
type planBlock struct {
	try    *tryPlan // nil for blocks that are no legacy try
	inBody bool     // between try and its first clause
}

// planner reads a function once and collects its legacy tries in the order they
// open. It refuses what the translation could not follow; that the body is
// valid is for others to check.
type planner struct {
	m      *wasm.Module
	tags   int
	tries  []*tryPlan
	blocks []planBlock
}

func planExceptions(m *wasm.Module, r *code.Reader) ([]*tryPlan, error) {
	p := &planner{m: m, tags: m.Count(wasm.KindTag), blocks: []planBlock{{}}}
	var in code.Instr
	for r.Next(&in) {
		if len(p.blocks) == 0 || !p.indices(&in) || !p.instruction(&in) {
			return nil, &wasm.FormatError{Offset: r.Offset(in.Start), Reason: fmt.Sprintf("%v does not match its block", in.Op)}
		}
	}
	return p.tries, r.Err()
}

// indices checks the indices the translation looks up.
func (p *planner) indices(in *code.Instr) bool {
	switch in.Op {
	case code.Try, code.TryTable:
		return int64(in.Block.Index) < int64(len(p.m.Types))
	case code.Call:
		return int64(in.X) < int64(p.m.Count(wasm.KindFunc))
	case code.CallIndirect, code.CallRef:
		return int64(in.X) < int64(len(p.m.Types))
	case code.Throw, code.Catch:
		return int64(in.X) < int64(p.tags)
	case code.Br, code.BrIf, code.BrOnNull, code.BrOnNonNull, code.Rethrow:
		return int64(in.X) < int64(len(p.blocks))
	case code.BrTable:
		for label := range in.Labels {
			if int64(label) >= int64(len(p.blocks)) {
				return false
			}
		}
	}
	return true
}

func (p *planner) instruction(in *code.Instr) bool {
	top := len(p.blocks) - 1
	b := &p.blocks[top]
	switch in.Op {
	case code.Block, code.Loop, code.If:
		p.blocks = append(p.blocks, planBlock{})
	case code.TryTable:
		for c := range in.Catches {
			if c.Kind.HasTag() && int64(c.Tag) >= int64(p.tags) || int64(c.Label) >= int64(len(p.blocks)) {
				return false
			}
		}
		p.blocks = append(p.blocks, planBlock{})
	case code.Try:
		t := &tryPlan{}
		p.tries = append(p.tries, t)
		p.blocks = append(p.blocks, planBlock{try: t, inBody: true})
	case code.Catch, code.CatchAll:
		if b.try == nil {
			return false
		}
		b.inBody = false
		b.try.clauses = append(b.try.clauses, legacyClause{tag: in.X, all: in.Op == code.CatchAll})
	case code.Rethrow:
		return p.rethrow(p.blocks[top-int(in.X)])
	case code.Delegate:
		if b.try == nil || !b.inBody || int64(in.X) >= int64(top) {
			return false
		}
		b.try.delegates, b.try.label = true, in.X
		p.blocks = p.blocks[:top]
	case code.End:
		p.blocks = p.blocks[:top]
	}
	return true
}

func (p *planner) rethrow(b planBlock) bool {
	if b.try == nil || b.inBody {
		return false
	}
	b.try.clauses[len(b.try.clauses)-1].rethrown = true
	return true
}
