package wasi

import (
	"fmt"
	"strings"

	"github.com/wasmglue/wasmglue/internal/wasi/preview1"
)

// ExitError says that a program ended itself with proc_exit, with Code as its exit status.
type ExitError = preview1.ExitError

// CompileError says that bytes are not a valid WebAssembly module.
type CompileError struct{ Err error }

func (e *CompileError) Error() string {
	return "cannot compile the WebAssembly module: " + e.Err.Error()
}

// Unwrap returns the compiler's error.
func (e *CompileError) Unwrap() error { return e.Err }

// CacheError says that the directory for compiled code cannot be used.
type CacheError struct {
	Dir string
	Err error
}

func (e *CacheError) Error() string {
	return fmt.Sprintf("cannot keep compiled WebAssembly in %q: %v", e.Dir, e.Err)
}

// Unwrap returns the operating system's error.
func (e *CacheError) Unwrap() error { return e.Err }

// ImportError names what a module imports and nobody gives it.
type ImportError struct {
	Missing  []string // "module.name"
	Mistyped []string // functions of the interface, imported with another signature
}

func (e *ImportError) Error() string {
	var parts []string
	if len(e.Missing) > 0 {
		parts = append(parts, "it imports "+strings.Join(e.Missing, ", ")+", which only its JavaScript could give it")
	}
	if len(e.Mistyped) > 0 {
		parts = append(parts, "it imports "+strings.Join(e.Mistyped, ", ")+" with another signature than the interface has")
	}
	return "the WebAssembly module cannot run by itself: " + strings.Join(parts, "; ")
}

// InstantiateError says that a valid module could not be instantiated.
type InstantiateError struct{ Err error }

func (e *InstantiateError) Error() string {
	return "cannot instantiate the WebAssembly module: " + e.Err.Error()
}

// Unwrap returns the engine's error.
func (e *InstantiateError) Unwrap() error { return e.Err }

// CommandError says that a module is no program.
type CommandError struct{ Exports []string }

func (e *CommandError) Error() string {
	return "the WebAssembly module is not a program: it exports no _start function (it exports: " + list(e.Exports) + ")"
}

// ExportError says that a module exports no function of a name.
type ExportError struct {
	Name    string
	Exports []string // what it does export
}

func (e *ExportError) Error() string {
	return fmt.Sprintf("the WebAssembly module exports no function %q (it exports: %s)", e.Name, list(e.Exports))
}

func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// FaultError is a fault of the host, not of the program.
type FaultError struct{ Err error }

func (e *FaultError) Error() string { return "fault while running WebAssembly: " + e.Err.Error() }

// Unwrap returns what was recovered.
func (e *FaultError) Unwrap() error { return e.Err }
