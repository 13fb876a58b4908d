package jshost

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
)

// ErrClosed is what calls on a closed [Host] return.
var ErrClosed = errors.New("jshost: the host is closed")

// ErrInterrupted is what a call returns whose turn was interrupted because another call in the same realm was cancelled.
var ErrInterrupted = errors.New("jshost: interrupted by the cancellation of another call")

// PanicError is a fault of the host itself (not of the guest): a Go panic, with the goroutine's stack. The host has ended.
type PanicError = eventloop.PanicError

// ConfigError says what is wrong with a [Config].
type ConfigError struct {
	Field  string
	Reason string
}

func (e *ConfigError) Error() string { return "jshost: Config: " + e.Field + " " + e.Reason }

// Exception is a JavaScript exception: what was thrown, or what a promise was rejected with.
type Exception struct {
	Name     string // the thrown object's name property; "" when a primitive or a nameless object was thrown
	Message  string // its message, or the thrown value as text
	Code     string // its code property, as node's own errors have it
	Stack    string // its stack property, in V8's shape; "" when it has none
	Rejected bool   // a promise was rejected; otherwise it was thrown at once

	// Value is what was thrown. It belongs to the host's goroutine: touch it inside [Host.Do] only.
	Value goja.Value

	cause error
}

func (e *Exception) Error() string {
	switch {
	case e.Name == "":
		return e.Message
	case e.Message == "":
		return e.Name
	}
	return e.Name + ": " + e.Message
}

// Unwrap returns the engine's own error, if there is one.
func (e *Exception) Unwrap() error { return e.cause }

// ExitError says that the guest ended itself with process.exit, or that a script ended with an exit code other than 0.
type ExitError struct {
	Code int
}

func (e *ExitError) Error() string { return fmt.Sprintf("exit status %d", e.Code) }

// UncaughtError says that the host ended because of an exception that nothing caught.
type UncaughtError struct {
	Exception *Exception
	Origin    string // "uncaughtException" or "unhandledRejection", as node names it
	Code      int    // the exit code: 1 unless a listener of 'exit' chose another, 7 if a listener of 'uncaughtException' threw
}

func (e *UncaughtError) Error() string { return e.Origin + ": " + e.Exception.Error() }

// Unwrap returns the exception.
func (e *UncaughtError) Unwrap() error { return e.Exception }

// NotFunctionError says that a module has no function under the name that was to be called.
type NotFunctionError struct {
	Name string
}

func (e *NotFunctionError) Error() string {
	return fmt.Sprintf("%q is not an exported function; check the name and the module's exports", e.Name)
}

// ParamsError says that the parameters of a call are not JSON.
type ParamsError struct {
	Err error
}

func (e *ParamsError) Error() string { return "parameters are not valid JSON: " + e.Err.Error() }

// Unwrap returns the parser's error.
func (e *ParamsError) Unwrap() error { return e.Err }

// ResultError says that the result of a call cannot be written as JSON (a BigInt, a cycle, a throwing toJSON).
type ResultError struct {
	Err error
}

func (e *ResultError) Error() string { return "the result cannot be written as JSON: " + e.Err.Error() }

// Unwrap returns the exception that JSON.stringify threw.
func (e *ResultError) Unwrap() error { return e.Err }

// newException describes a thrown value. It runs on the host's goroutine and swallows what getters throw.
func newException(rt *goja.Runtime, v goja.Value, cause error) *Exception {
	e := &Exception{Value: v, cause: cause}
	o, ok := v.(*goja.Object)
	if !ok {
		e.Message = describe(rt, v)
		return e
	}
	read := func(name string) (text string) {
		_ = rt.Try(func() {
			if p := o.Get(name); p != nil && !goja.IsUndefined(p) && !goja.IsNull(p) {
				text = p.String()
			}
		})
		return text
	}
	e.Name, e.Message, e.Code, e.Stack = read("name"), read("message"), read("code"), read("stack")
	if e.Name == "" && e.Message == "" {
		e.Message = describe(rt, v)
	}
	return e
}

func describe(rt *goja.Runtime, v goja.Value) string {
	text := "undefined"
	if v == nil {
		return text
	}
	if ex := rt.Try(func() { text = v.String() }); ex != nil {
		return "[a value whose conversion to text throws]"
	}
	return text
}

// asException turns what a call into JavaScript returned into an *Exception; an uncatchable error becomes a RangeError or stays as it is.
func asException(rt *goja.Runtime, err error) error {
	var thrown *goja.Exception
	var overflow *goja.StackOverflowError
	switch {
	case errors.As(err, &overflow):
		return &Exception{Name: "RangeError", Message: "Maximum call stack size exceeded",
			Stack: "RangeError: Maximum call stack size exceeded", cause: err, Value: goja.Undefined()}
	case errors.As(err, &thrown):
		return newException(rt, thrown.Value(), err)
	}
	return err
}
