package wasmbridge

import (
	"errors"
	"runtime"
	"strings"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
	linear "github.com/wasmglue/wasmglue/wasmbridge/internal/memory"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/code"
)

// wazero's texts for what ends a call, of those that are not traps.
const (
	textStackOverflow = "stack overflow"
	textUncaught      = "uncaught exception"
)

// wazero's text for a table's entry that is null and for one that is not there, and ours for each.
const (
	textTable       = "invalid table access"
	textTableBounds = textTable + ": out of bounds"
	textTableNull   = textTable + ": null"
)

// trapTexts are V8's texts for wazero's, but see ambiguousTrap.
var trapTexts = map[string]string{
	"unreachable":                   "unreachable",
	"out of bounds memory access":   "memory access out of bounds",
	"integer divide by zero":        "divide by zero",
	"integer overflow":              "divide result unrepresentable",
	"invalid conversion to integer": "float unrepresentable in integer range",
	"indirect call type mismatch":   "null function or function signature mismatch",
	textTable:                       "table index is out of bounds",
	textTableBounds:                 "table index is out of bounds",
	textTableNull:                   "null function or function signature mismatch",
	"unaligned atomic":              "operation does not support unaligned accesses",
	"expected shared memory":        "Atomics.wait cannot be called in this context",
	"null reference":                "dereferencing a null pointer",
}

// callFailed throws what a call to f ended with. It does not return.
func (b *Bridge) callFailed(f *function, activation api.Function, err error) {
	b.passThrough(err)
	switch text := trapText(err); text {
	case textUncaught:
		f.giveBack(activation)
		b.throwUncaught(activation)
	case textStackOverflow:
		b.throwStackOverflow() // the activation keeps the stack it has grown: it is not used again
	default:
		if text == textTable {
			text = b.tableTrapText(activation)
		}
		f.giveBack(activation)
		b.throwTrap(text, err)
	}
}

// tableTrapText is textTable, or a text of ours where the engine knows which of the two traps it was.
func (b *Bridge) tableTrapText(activation api.Function) string {
	switch b.store().TableTrap(activation) {
	case engine.TableOutOfBounds:
		return textTableBounds
	case engine.NullTableEntry:
		return textTableNull
	}
	return textTable
}

// passThrough throws again what came from the host function that ended a call, if one did: exceptions as the same
// object, everything else as the same panic.
func (b *Bridge) passThrough(err error) {
	var u *unwinding
	if errors.As(err, &u) {
		switch {
		case u.exception != nil:
			panic(u.exception)
		case u.fatal != nil:
			panic(u.fatal)
		}
		panic(u.panicked)
	}
	var exit *sys.ExitError
	if errors.As(err, &exit) {
		panic(exit)
	}
	var fault runtime.Error
	if errors.As(err, &fault) {
		panic(err)
	}
}

// trapText returns wazero's text for the cause of err.
func trapText(err error) string {
	text, _, _ := strings.Cut(err.Error(), "\n")
	if i := strings.LastIndex(text, "wasm error: "); i >= 0 {
		return text[i+len("wasm error: "):]
	}
	return text
}

// throwTrap throws a RuntimeError ("Error Condition Mappings to JavaScript").
func (b *Bridge) throwTrap(text string, err error) {
	message, ok := trapTexts[text]
	if !ok {
		message = text
	}
	if m, ok := b.ambiguousTrap(text, err); ok {
		message = m
	}
	o := b.withFrames(b.newError(b.runtimeError, "%s", message), err)
	b.uncatchable.set(weak.Make(o), o)
	panic(o)
}

func (b *Bridge) throwStackOverflow() {
	o := b.newError(b.rangeError, "Maximum call stack size exceeded")
	b.uncatchable.set(weak.Make(o), o)
	panic(o)
}

// isTrap tells whether v is the error for a trap: no handler in WebAssembly catches those.
func (b *Bridge) isTrap(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && b.uncatchable.get(weak.Make(o)) != nil
}

// ambiguousTrap tells apart traps for which wazero has one text and V8 two, by what the trapping function could have
// done. Where it could have done both, the likelier is taken.
func (b *Bridge) ambiguousTrap(text string, err error) (message string, ok bool) {
	var candidates func(code.Opcode) int // 1 for the text of trapTexts, 2 for the other
	switch text {
	case "integer divide by zero":
		candidates, message = divisionOpcode, "remainder by zero"
	case "integer overflow":
		candidates, message = overflowOpcode, "float unrepresentable in integer range"
	case textTable:
		candidates, message = tableOpcode, "null function or function signature mismatch"
	default:
		return "", false
	}
	body, ok := b.innermostBody(err)
	if !ok {
		return "", false
	}
	var seen [3]bool
	var in code.Instr
	for r := code.NewReader(body); r.Next(&in); {
		seen[candidates(in.Op)] = true
	}
	return message, seen[2] && (!seen[1] || text == "integer overflow")
}

func divisionOpcode(op code.Opcode) int {
	switch op {
	case 0x6d, 0x6e, 0x7f, 0x80: // div_s, div_u
		return 1
	case 0x6f, 0x70, 0x81, 0x82: // rem_s, rem_u
		return 2
	}
	return 0
}

func overflowOpcode(op code.Opcode) int {
	switch {
	case op == 0x6d || op == 0x7f: // div_s
		return 1
	case op >= 0xa8 && op <= 0xab || op >= 0xae && op <= 0xb1: // trunc
		return 2
	}
	return 0
}

func tableOpcode(op code.Opcode) int {
	switch {
	case op == code.TableGet || op == code.TableGet+1 || op >= code.PrefixBulk+12 && op <= code.PrefixBulk+17: // table.init to table.fill
		return 1
	case op == code.CallIndirect || op == code.ReturnCallIndirect:
		return 2
	}
	return 0
}

// innermostBody returns the body of the function in which err arose.
func (b *Bridge) innermostBody(err error) (body wasm.Body, ok bool) {
	frames := parseFrames(err)
	if len(frames) == 0 {
		return body, false
	}
	source := b.cluster.sources.get(frames[0].module)
	if source == nil {
		return body, false
	}
	i := int(frames[0].index) - source.wasm.ImportedCount(wasm.KindFunc)
	if i < 0 || i >= len(source.wasm.Bodies) {
		return body, false
	}
	return source.wasm.Bodies[i], true
}

// instantiationFailed throws what instantiating a module ended with. It does not return.
func (b *Bridge) instantiationFailed(err error, context string) {
	b.passThrough(err)
	var allocation *linear.AllocationError
	if errors.As(err, &allocation) {
		b.throw(b.rangeError, "%s: Out of memory: Cannot allocate Wasm memory for new instance", context)
	}
	text := trapText(err)
	switch {
	case text == textStackOverflow:
		b.throwStackOverflow()
	case strings.HasPrefix(text, "import "):
		b.throw(b.linkError, "%s: %s", context, text)
	}
	b.throwTrap(text, err)
}
