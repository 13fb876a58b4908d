// Package validate type-checks function bodies (core 3.3 and appendix 7.3). It
// decides what WebAssembly.validate answers: wazero accepts some modules the
// standard refuses, and refuses legacy exception handling, which node runs.
// Errors are worded and placed as V8's are.
package validate

import (
	"fmt"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// FunctionError is a function body that is malformed or does not type-check.
type FunctionError struct {
	Func  uint32 // function index, imports included
	Name  string // from the name section, may be empty
	Cause *wasm.FormatError
}

// Error is V8's text, what follows "WebAssembly.Module(): ".
func (e *FunctionError) Error() string {
	name := ""
	if e.Name != "" {
		name = ":\"" + e.Name + "\""
	}
	return fmt.Sprintf("Compiling function #%d%s failed: %v", e.Func, name, e.Cause)
}

// Unwrap returns the cause.
func (e *FunctionError) Unwrap() error { return e.Cause }

// Bodies checks every function body of m, which [wasm.Parse] has accepted. The
// error, a *[FunctionError], is that of the first bad function.
func Bodies(m *wasm.Module) error {
	v := newChecker(m)
	for i := range m.Bodies {
		index := uint32(v.importedFuncs + i)
		if err := v.body(index, m.Bodies[i]); err != nil {
			return &FunctionError{Func: index, Name: m.FunctionNames()[index], Cause: err}
		}
	}
	return nil
}

// checker holds what all bodies of a module share and the state of the one at
// hand.
type checker struct {
	m             *wasm.Module
	importedFuncs int
	funcs         uint32 // sizes of the index spaces
	tables        uint32
	memories      uint32
	globals       uint32
	tags          uint32
	declared      map[uint32]bool // functions ref.func may name; made at first use

	r       code.Reader
	in      code.Instr
	locals  []wasm.ValueType
	results []wasm.ValueType
	unset   []bool   // locals without a value yet; empty when there can be none
	setLog  []uint32 // locals set, for the end of their block
	stack   []operand
	control []frame
	err     *wasm.FormatError
	scratch [maxClausePayload]wasm.ValueType

	totalLocals int // of the functions so far
}

// maxTotalLocals bounds the locals of all functions together. The bodies that
// declare them can be tiny, but wazero keeps a list of every function's.
const maxTotalLocals = 20_000_000

const maxClausePayload = 8

func newChecker(m *wasm.Module) *checker {
	return &checker{
		m: m, importedFuncs: m.ImportedCount(wasm.KindFunc),
		funcs: uint32(m.Count(wasm.KindFunc)), tables: uint32(m.Count(wasm.KindTable)),
		memories: uint32(m.Count(wasm.KindMemory)), globals: uint32(m.Count(wasm.KindGlobal)),
		tags: uint32(m.Count(wasm.KindTag)),
	}
}

func (v *checker) body(index uint32, body wasm.Body) *wasm.FormatError {
	t := v.m.FuncType(index)
	v.err, v.results = nil, t.Results
	v.r.Reset(body)
	v.startLocals(t.Params)
	v.stack, v.control = v.stack[:0], v.control[:0]
	v.push(frame{op: code.Block, results: t.Results})
	for len(v.control) > 0 && v.err == nil && v.r.Next(&v.in) {
		v.instruction()
	}
	switch {
	case v.err != nil:
	case v.r.Err() != nil:
		v.err = v.r.Err().(*wasm.FormatError)
	case len(v.control) > 0:
		v.failAt(len(body.Raw), "function body must end with \"end\" opcode")
	case v.in.End != len(body.Raw):
		v.failAt(v.in.End, "trailing code after function end")
	}
	return v.err
}

func (v *checker) startLocals(params []wasm.ValueType) {
	v.locals = append(v.locals[:0], params...)
	v.unset, v.setLog = v.unset[:0], v.setLog[:0]
	tracked := false
	for _, run := range v.r.Locals().Runs {
		v.checkRef(run.Type)
		tracked = tracked || !run.Type.IsDefaultable()
		for range run.Count {
			v.locals = append(v.locals, run.Type)
		}
	}
	v.totalLocals += len(v.locals)
	if len(v.locals) > wasm.MaxLocals || v.totalLocals > maxTotalLocals {
		v.failAt(0, "local count too large")
	}
	if tracked {
		for i, t := range v.locals {
			v.unset = append(v.unset, i >= len(params) && !t.IsDefaultable())
		}
	}
}

// fail records an error at the instruction at hand.
func (v *checker) fail(format string, args ...any) { v.failAt(v.in.Start, format, args...) }

// failAt records an error at a position in the body.
func (v *checker) failAt(pos int, format string, args ...any) {
	if v.err == nil {
		v.err = &wasm.FormatError{Offset: v.r.Offset(pos), Reason: fmt.Sprintf(format, args...)}
	}
}

// checkRef checks the type index a value type may hold.
func (v *checker) checkRef(t wasm.ValueType) bool {
	i, ok := t.TypeIndex()
	if ok && int(i) >= len(v.m.Types) {
		v.fail("Type index %d is out of bounds", i)
		return false
	}
	return true
}
