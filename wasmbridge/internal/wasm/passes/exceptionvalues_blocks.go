package passes

import (
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// openCaught opens the two blocks of a try that catches and returns b with the
// places of both.
func (v *valueTranslator) openCaught(in *code.Instr, a *wasm.Assembler, b ehBlock) ehBlock {
	b.label = v.depth
	v.openBlock(a, in.Block)
	b.landing = v.depth
	v.openBlock(a, v.blockType(in.Block.FuncType(v.m).Params, nil))
	return b
}

func (v *valueTranslator) openTry(in *code.Instr, a *wasm.Assembler) {
	plan := v.tries[0]
	v.tries = v.tries[1:]
	b := ehBlock{label: v.depth, landing: v.top().landing, try: plan, clause: -1}
	switch {
	case len(plan.clauses) > 0:
		b = v.openCaught(in, a, b)
	case plan.delegates:
		b.landing = v.outward(plan.label).landing
		fallthrough
	default:
		v.openBlock(a, in.Block)
	}
	v.blocks = append(v.blocks, b)
}

func (v *valueTranslator) openTryTable(in *code.Instr, a *wasm.Assembler) {
	var own []handler
	for c := range in.Catches {
		own = append(own, handler{c.Kind, c.Tag, v.outward(c.Label).label})
	}
	b := v.openCaught(in, a, ehBlock{handlers: &handlers{own: own}, clause: -1})
	v.blocks = append(v.blocks, b)
}

// around returns the block around the innermost.
func (v *valueTranslator) around() *ehBlock { return &v.blocks[len(v.blocks)-2] }

// endBody ends the body of a try and takes the pending exception.
func (v *valueTranslator) endBody(b *ehBlock, e *code.Edit) {
	v.leave(b, &e.Before)
	b.exn = v.takeLocal(e)
	b.landing = v.around().landing
	e.Before.GlobalGet(v.pending).LocalSet(b.exn).RefNull(wasm.ExnRef).GlobalSet(v.pending)
}

// leave branches out of a try with its results and ends the block at hand.
func (v *valueTranslator) leave(b *ehBlock, a *wasm.Assembler) {
	a.Index(byte(code.Br), v.labelTo(b.label)).End()
	v.depth--
}

// nextClause translates catch and catch_all.
func (v *valueTranslator) nextClause(in *code.Instr, e *code.Edit) {
	b := v.top()
	if b.clause < 0 {
		v.endBody(b, e)
	} else {
		v.leave(b, &e.Before)
	}
	b.clause++
	if in.Op == code.Catch {
		v.match(&e.Before, b.exn, in.X)
	}
}

// match opens a block that is left when the exception does not have the tag;
// behind it lies the payload.
func (v *valueTranslator) match(a *wasm.Assembler, exn, tag uint32) {
	v.openBlock(a, code.BlockType{Index: -1})
	a.LocalGet(exn).Call(v.matches[tag]).Op(byte(code.I32Eqz)).Index(byte(code.BrIf), 0)
}

// throwAgain makes the exception pending and goes where it is caught next.
func (v *valueTranslator) throwAgain(a *wasm.Assembler, exn uint32) {
	a.LocalGet(exn).GlobalSet(v.pending).Index(byte(code.Br), v.labelTo(v.top().landing))
}

// close translates end and delegate.
func (v *valueTranslator) close(in *code.Instr, e *code.Edit) {
	b, a := v.top(), &e.Before
	switch {
	case b.clause >= 0:
		if last := b.try.clauses[len(b.try.clauses)-1]; !last.all {
			v.leave(b, a)
			v.throwAgain(a, b.exn)
		}
		v.inUse--
	case b.handlers != nil:
		v.endBody(b, e)
		v.catches(b, a)
		v.inUse--
	}
	if in.Op == code.Delegate {
		e.Drop()
		a.End()
	}
	v.depth--
	v.blocks = v.blocks[:len(v.blocks)-1]
}

// catches appends the clauses of a try_table.
func (v *valueTranslator) catches(b *ehBlock, a *wasm.Assembler) {
	for _, h := range b.handlers.own {
		if h.kind.HasTag() {
			v.match(a, b.exn, h.tag)
		}
		if h.kind.HasRef() {
			a.LocalGet(b.exn).Op(byte(code.RefAsNonNull))
		}
		a.Index(byte(code.Br), v.labelTo(h.label))
		if !h.kind.HasTag() {
			return
		}
		a.End()
		v.depth--
	}
	v.throwAgain(a, b.exn)
}

// throwing translates what throws and looks at the pending exception after
// calls.
func (v *valueTranslator) throwing(in *code.Instr, e *code.Edit) {
	switch in.Op {
	case code.Call:
		if v.throws[in.X] {
			v.look(&e.After)
		}
	case code.CallIndirect, code.CallRef:
		v.look(&e.After)
	case code.Throw:
		e.Drop()
		e.Before.Call(v.makers[in.X]).Index(byte(code.Br), v.labelTo(v.top().landing))
	case code.ThrowRef:
		e.Drop()
		e.Before.Op(byte(code.RefAsNonNull)).GlobalSet(v.pending).Index(byte(code.Br), v.labelTo(v.top().landing))
	case code.Rethrow:
		e.Drop()
		v.throwAgain(&e.Before, v.outward(in.X).exn)
	}
}

// look branches when an exception is pending.
func (v *valueTranslator) look(a *wasm.Assembler) {
	a.GlobalGet(v.pending).Op(byte(code.RefIsNull), byte(code.I32Eqz)).Index(byte(code.BrIf), v.labelTo(v.top().landing))
}
