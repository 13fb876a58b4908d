package wasmbridge

import (
	"errors"
	"runtime"
	"strings"

	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	linear "github.com/wasmglue/wasmglue/wasmbridge/internal/memory"
)

// wazero's texts for what ends a call, of those that are not traps.
const (
	textStackOverflow = "stack overflow"
	textUncaught      = "uncaught exception"
)

// trapTexts are V8's texts for wazero's.
var trapTexts = map[string]string{
	"unreachable":                   "unreachable",
	"out of bounds memory access":   "memory access out of bounds",
	"integer divide by zero":        "divide by zero",
	"integer overflow":              "divide result unrepresentable",
	"invalid conversion to integer": "float unrepresentable in integer range",
	"indirect call type mismatch":   "null function or function signature mismatch",
	"invalid table access":          "table index is out of bounds",
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
		f.giveBack(activation)
		b.throwTrap(text, err)
	}
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
	panic(b.withFrames(b.newError(b.runtimeError, "%s", message), err))
}

func (b *Bridge) throwStackOverflow() { b.throw(b.rangeError, "Maximum call stack size exceeded") }

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
