package wasi

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
)

// TrapError says that a program trapped, in the words of V8.
type TrapError struct {
	Name    string   // the JavaScript error it would be: RuntimeError, or RangeError for an exhausted stack
	Message string   // "unreachable", "memory access out of bounds" ...
	Frames  []string // the functions on the stack, the innermost first
	cause   error
}

func (e *TrapError) Error() string { return e.Name + ": " + e.Message }

// Unwrap returns the engine's error.
func (e *TrapError) Unwrap() error { return e.cause }

// Stack is the error with its frames, in the shape of a JavaScript stack.
func (e *TrapError) Stack() string {
	var b strings.Builder
	b.WriteString(e.Error())
	for _, frame := range e.Frames {
		b.WriteString("\n    at " + frame + " (wasm)")
	}
	return b.String()
}

// v8Texts has V8's words for wazero's. Where wazero has one for several of V8's it is the commonest: a null function is called more often
// than one beyond the table; the one division that overflows looks like the conversion of a too large float.
var v8Texts = map[string]string{
	"unreachable":                   "unreachable",
	"out of bounds memory access":   "memory access out of bounds",
	"integer divide by zero":        "divide by zero",
	"integer overflow":              "float unrepresentable in integer range",
	"invalid conversion to integer": "float unrepresentable in integer range",
	"indirect call type mismatch":   "null function or function signature mismatch",
	"invalid table access":          "null function or function signature mismatch",
	"unaligned atomic":              "operation does not support unaligned accesses",
	"expected shared memory":        "Atomics.wait cannot be called in this context",
	"null reference":                "dereferencing a null pointer",
}

const (
	trapPrefix    = "wasm error: "
	stackOverflow = "stack overflow"
	// maxFrames: a recursion without end is not more readable for its length.
	maxFrames = 10
)

// trapOrFault tells a trap from a fault of ours by wazero's text: its errors have no exported type.
func trapOrFault(err error) error {
	text, ok := strings.CutPrefix(err.Error(), trapPrefix)
	what, stack, _ := strings.Cut(text, "\n")
	if !ok && what != stackOverflow { // which comes without a prefix, and without a stack
		return &FaultError{Err: err}
	}
	trap := &TrapError{Name: "RuntimeError", Message: what, Frames: frames(stack), cause: err}
	if what == stackOverflow {
		trap.Name, trap.Message = "RangeError", "Maximum call stack size exceeded"
	} else if v8, ok := v8Texts[what]; ok {
		trap.Message = v8
	}
	return trap
}

// frames takes the function names out of wazero's stack trace: lines such as "\t.main(i32,i32) i32", source positions deeper.
func frames(stack string) []string {
	var names []string
	for line := range strings.Lines(stack) {
		name, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "\t")
		if !ok || strings.HasPrefix(name, "\t") || len(names) == maxFrames {
			continue
		}
		if i := strings.LastIndexByte(name, '('); i > 0 {
			name = name[:i]
		}
		_, function, _ := strings.Cut(name, ".")
		if index, anonymous := strings.CutPrefix(function, "$"); anonymous {
			function = "wasm-function[" + index + "]"
		}
		names = append(names, function)
	}
	return names
}

var notInstantiated = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`module\[(.*)\] not instantiated`) })

// instantiateError: imports other than functions and memories show only here.
func instantiateError(ctx context.Context, err error) error {
	if m := notInstantiated().FindStringSubmatch(err.Error()); m != nil {
		return &ImportError{Missing: []string{m[1] + ".*"}}
	}
	var exit *ExitError
	if errors.As(err, &exit) || ctx.Err() != nil {
		return callError(ctx, err)
	}
	if i := strings.Index(err.Error(), trapPrefix); i >= 0 {
		var trap *TrapError
		if errors.As(trapOrFault(errors.New(err.Error()[i:])), &trap) {
			trap.cause = err
			return trap
		}
	}
	return &InstantiateError{Err: err}
}
