package passes

import (
	"bytes"
	"slices"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// Exceptions translates exception handling into the one form that wazero runs
// correctly: a try_table around nothing but a single call or throw.
//
// It serves two ends. Legacy exception handling (try, catch, delegate,
// rethrow), which node runs and compilers have emitted for years, is unknown to
// wazero. And wazero's compiler restores, when it catches, the locals as they
// were where the try_table began, and forgets to leave the enclosing try_tables
// a catch clause branches out of; neither can happen when the try_table begins
// right before the instruction that throws and encloses no other.
//
// So a try or try_table becomes a plain block, its clauses become labels, and
// every throw, and call of what may throw, inside is wrapped with the clauses of all the blocks
// around it, innermost first. A legacy try becomes
//
//	block $out (P -> R)
//	  block $clause1 (P -> payload1 exnref)
//	    block $clause0 (P -> payload0 exnref)
//	      body               ;; call f: try_table (catch tag0 $clause0) (catch_all $clause1) call f end
//	      br $out
//	    end
//	    local.set $exn       ;; only where a rethrow needs it
//	    clause 0
//	    br $out
//	  end
//	  local.set $exn
//	  clause 1
//	end
//
// and rethrow becomes local.get $exn, throw_ref. What a delegate names only
// selects which blocks' clauses its body's calls are wrapped with.
var Exceptions = Pass{
	Name: "exceptions",
	Needed: func(m *wasm.Module) bool {
		var r code.Reader
		return slices.ContainsFunc(m.Bodies, func(b wasm.Body) bool { return handlesExceptions(&r, b) })
	},
	Run: translateExceptions,
}

// handlesExceptions tells whether the body contains try or try_table.
func handlesExceptions(r *code.Reader, body wasm.Body) bool {
	if bytes.IndexByte(body.Raw, byte(code.Try)) < 0 && bytes.IndexByte(body.Raw, byte(code.TryTable)) < 0 {
		return false
	}
	var in code.Instr
	for r.Reset(body); r.Next(&in); {
		if in.Op == code.Try || in.Op == code.TryTable {
			return true
		}
	}
	return false
}

func translateExceptions(m *wasm.Module) error {
	m.Types = slices.Clip(m.Types)
	bodies := slices.Clone(m.Bodies)
	t := exceptionTranslator{labelMap: newLabelMap(m), throws: throwers(m)}
	var r code.Reader
	imported := m.ImportedCount(wasm.KindFunc)
	for i := range bodies {
		if !handlesExceptions(&r, bodies[i]) {
			continue
		}
		r.Reset(bodies[i])
		tries, err := planExceptions(m, &r)
		if err == nil {
			bodies[i], err = t.function(bodies[i], m.FuncType(uint32(imported+i)), tries)
		}
		if err != nil {
			return err
		}
	}
	m.Bodies = bodies
	return nil
}

// exceptionTranslator rewrites the functions of one module.
type exceptionTranslator struct {
	labelMap
	throws []bool // by function
	w      code.Rewriter
}

// handlers are the clauses of a block and, behind them, those of the blocks
// around it; nil where nothing is caught.
type handlers struct {
	own   []handler
	outer *handlers
}

// handler is a clause with its label counted from the function inwards.
type handler struct {
	kind  code.CatchKind
	tag   uint32
	label int
}

func (t *exceptionTranslator) function(body wasm.Body, typ wasm.FuncType, tries []*tryPlan) (wasm.Body, error) {
	t.begin(tries)
	return t.w.Rewrite(body, len(typ.Params), func(in *code.Instr, e *code.Edit) error {
		t.instruction(in, e)
		return nil
	})
}

func (t *exceptionTranslator) instruction(in *code.Instr, e *code.Edit) {
	switch in.Op {
	case code.Block, code.Loop, code.If:
		t.blocks = append(t.blocks, ehBlock{label: t.depth, handlers: t.top().handlers, clause: -1})
		t.depth++
	case code.Try:
		e.Drop()
		t.openTry(in, &e.Before)
	case code.TryTable:
		e.Drop()
		t.openTryTable(in, &e.Before)
	case code.Catch, code.CatchAll:
		e.Drop()
		t.nextClause(e)
	case code.End, code.Delegate:
		t.close(in, e)
	case code.Br, code.BrIf, code.BrOnNull, code.BrOnNonNull, code.BrTable:
		t.branch(in, e)
	default:
		t.throwing(in, e)
	}
}

// openTryTable opens a plain block whose handlers are the clauses.
func (t *exceptionTranslator) openTryTable(in *code.Instr, a *wasm.Assembler) {
	var own []handler
	outer := t.top().handlers
	for c := range in.Catches {
		own = append(own, handler{c.Kind, c.Tag, t.outward(c.Label).label})
	}
	b := ehBlock{label: t.depth, handlers: &handlers{own, outer}, clause: -1}
	t.openBlock(a, in.Block)
	t.blocks = append(t.blocks, b)
}

// openTry opens the blocks of a legacy try.
func (t *exceptionTranslator) openTry(in *code.Instr, a *wasm.Assembler) {
	plan := t.tries[0]
	t.tries = t.tries[1:]
	b := ehBlock{label: t.depth, handlers: t.top().handlers, try: plan, clause: -1}
	t.openBlock(a, in.Block)
	if plan.delegates {
		b.handlers = t.outward(plan.label).handlers
	} else {
		own := t.openClauses(a, plan.clauses, in.Block.FuncType(t.m).Params)
		b.handlers = &handlers{own, b.handlers}
	}
	t.blocks = append(t.blocks, b)
}

// openClauses opens the block behind which each clause begins, that of the last
// clause outermost, and returns the handlers that branch to them.
func (t *exceptionTranslator) openClauses(a *wasm.Assembler, clauses []legacyClause, params []wasm.ValueType) []handler {
	own := make([]handler, len(clauses))
	for i, c := range slices.Backward(clauses) {
		kind := code.CatchAny
		var passed []wasm.ValueType
		if !c.all {
			kind, passed = code.CatchTag, slices.Clone(t.m.TagType(c.tag).Params)
		}
		if c.rethrown {
			kind |= code.CatchTagRef
			passed = append(passed, wasm.ExnRef)
		}
		own[i] = handler{kind, c.tag, t.depth}
		t.openBlock(a, t.blockType(params, passed))
	}
	return own
}

// nextClause translates catch and catch_all: it ends the body or the clause
// before, and the block behind which this clause begins.
func (t *exceptionTranslator) nextClause(e *code.Edit) {
	b, a := t.top(), &e.Before
	t.releaseLocal(b)
	a.Index(byte(code.Br), t.labelTo(b.label)).End()
	t.depth--
	b.clause++
	b.handlers = t.blocks[len(t.blocks)-2].handlers
	if b.try.clauses[b.clause].rethrown {
		b.exn = t.takeLocal(e)
		a.LocalSet(b.exn)
	}
}

// close translates end and delegate. All blocks of a try but the outermost are
// closed by then.
func (t *exceptionTranslator) close(in *code.Instr, e *code.Edit) {
	t.releaseLocal(t.top())
	if in.Op == code.Delegate {
		e.Drop()
		e.Before.End()
	}
	t.depth--
	t.blocks = t.blocks[:len(t.blocks)-1]
}
