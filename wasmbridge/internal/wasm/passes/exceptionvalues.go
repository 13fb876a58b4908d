package passes

import (
	"slices"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/synth"
)

// ExceptionValues is the fast alternative to [Exceptions]: exceptions travel as
// a value in a global, the pending exception, and every call of what may throw
// is followed by a look at it. To enter a try costs nothing then, where wazero
// takes microseconds to enter a try_table, and more the deeper the stack.
//
// The module imports the global as its last import, ("wasmglue", "pending"), of
// type (mut exnref); globals of its own move up by one. Whoever links it keeps
// to one rule on both sides: a function that ends with an exception leaves it
// in the global and returns any results. So all modules of a store share one
// global, imported functions set it instead of throwing, and a caller from
// outside looks at it, and clears it, after each call.
//
// A try becomes
//
//	block $out (P -> R)
//	  block $caught (P -> )
//	    body                  ;; call f: call f, br_if $caught if an exception is pending
//	    br $out
//	  end
//	  $exn = pending, pending = null
//	  block $next
//	    match tag0 ($exn), br_if $next if it does not
//	    clause 0
//	    br $out
//	  end
//	  pending = $exn, br to the next try's $caught, or return
//	end
//
// A module without exceptions that calls functions of one with them, by import
// or through a table, would not look at the global. It has to go through the
// pass too, or to be kept apart by functions that throw what is pending.
//
// Only making an exception from its payload and taking it apart again need
// wazero's own instructions; functions made for each tag do that.
var ExceptionValues = Pass{
	Name: "exception-values",
	Needed: func(m *wasm.Module) bool {
		return m.Count(wasm.KindTag) > 0 || Exceptions.Needed(m) // to throw takes a tag
	},
	Run: passExceptionsByValue,
}

// The import that is the pending exception.
const (
	PendingModule = "wasmglue"
	PendingName   = "pending"
)

func passExceptionsByValue(m *wasm.Module) error {
	v := valueTranslator{labelMap: newLabelMap(m), throws: throwers(m)}
	v.pending = uint32(m.ImportedCount(wasm.KindGlobal))
	bodies, imported := slices.Clone(m.Bodies), m.ImportedCount(wasm.KindFunc)
	m.Types, m.Funcs = slices.Clip(m.Types), slices.Clip(m.Funcs)
	m.Bodies = slices.Clip(bodies)
	v.addHelpers()
	var r code.Reader
	for i, body := range bodies {
		r.Reset(body)
		tries, err := planExceptions(m, &r)
		if err == nil {
			index := uint32(imported + i)
			m.Bodies[i], err = v.function(body, m.FuncType(index), tries, v.throws[index])
		}
		if err != nil {
			return err
		}
	}
	v.importPending()
	return nil
}

// importPending appends the import, which moves the module's own globals.
func (v *valueTranslator) importPending() {
	m := v.m
	m.Imports = append(slices.Clip(m.Imports), wasm.Import{Module: PendingModule, Name: PendingName, Type: wasm.ExternType{
		Kind: wasm.KindGlobal, Global: wasm.GlobalType{Value: wasm.ExnRef, Mutable: true}}})
	m.Exports = slices.Clone(m.Exports)
	for i := range m.Exports {
		if e := &m.Exports[i]; e.Kind == wasm.KindGlobal && e.Index >= v.pending {
			e.Index++
		}
	}
}

// valueTranslator rewrites the functions of one module.
type valueTranslator struct {
	labelMap
	w       code.Rewriter
	throws  []bool   // by function
	pending uint32   // index of the global
	makers  []uint32 // by tag: payload -> (), leaves the exception pending
	matches []uint32 // by tag: exnref -> payload, i32 (1 when the exception has the tag)
}

// function rewrites one body. All of it goes into a block behind which an
// exception that nothing catches leaves the function.
func (v *valueTranslator) function(body wasm.Body, typ wasm.FuncType, tries []*tryPlan, throws bool) (wasm.Body, error) {
	v.begin(tries)
	v.blocks[0].landing = v.depth
	first := true
	return v.w.Rewrite(body, len(typ.Params), func(in *code.Instr, e *code.Edit) error {
		if first && throws {
			v.openBlock(&e.Before, code.BlockType{Index: -1})
		}
		first = false
		last := len(v.blocks) == 1 && in.Op == code.End
		if last && throws {
			e.Before.Return().End()
			defaults(&e.Before, typ.Results)
		}
		if !last {
			v.instruction(in, e)
		}
		return nil
	})
}

// defaults appends a value of each type. A reference that cannot be null has
// none; a function that returns one traps instead of throwing.
func defaults(a *wasm.Assembler, types []wasm.ValueType) {
	for _, t := range types {
		if !t.IsDefaultable() {
			a.Op(byte(code.Unreachable))
			continue
		}
		zero := synth.Zero(t)
		a.Op(zero[:len(zero)-1]...)
	}
}

func (v *valueTranslator) instruction(in *code.Instr, e *code.Edit) {
	switch in.Op {
	case code.GlobalGet, code.GlobalSet:
		if in.X >= v.pending {
			e.Drop()
			e.Before.Index(byte(in.Op), in.X+1)
		}
	case code.Block, code.Loop, code.If:
		v.blocks = append(v.blocks, ehBlock{label: v.depth, landing: v.top().landing, clause: -1})
		v.depth++
	case code.Try:
		e.Drop()
		v.openTry(in, &e.Before)
	case code.TryTable:
		e.Drop()
		v.openTryTable(in, &e.Before)
	case code.Catch, code.CatchAll:
		e.Drop()
		v.nextClause(in, e)
	case code.End, code.Delegate:
		v.close(in, e)
	case code.Br, code.BrIf, code.BrOnNull, code.BrOnNonNull, code.BrTable:
		v.branch(in, e)
	default:
		v.throwing(in, e)
	}
}
