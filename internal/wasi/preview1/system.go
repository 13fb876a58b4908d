// Package preview1 implements the WebAssembly System Interface, preview 1 (wasi_snapshot_preview1, and wasi_unstable before it), on the
// directories and streams of package files.
//
// A [System] is what one program sees: its arguments, environment and descriptors. The functions are listed in one table ([Functions]) and
// know neither wazero nor JavaScript: they take the memory as bytes and the arguments as they lie on the stack, so that a module
// instantiated by wazero, node:wasi's start and a call from JavaScript all end in the same code.
package preview1

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/wasmglue/wasmglue/internal/wasi/files"
	"github.com/wasmglue/wasmglue/internal/wasi/wasip1"
)

// Preopen is a directory that a program finds open.
type Preopen struct {
	Path string // as the program knows it
	Dir  files.Directory
}

// Config says what a System is made of.
type Config struct {
	Args []string // args[0] is the program's name
	Env  []string // NAME=value

	// The descriptors 0, 1 and 2; nil is an empty input, and an output that is thrown away.
	Stdin, Stdout, Stderr files.File

	// Preopens are the descriptors from 3 on, in this order. The System closes them.
	Preopens []Preopen

	// Outside is the error of a path that leads out of its directory; 0 is EPERM, as the interface's own tests have it.
	Outside wasip1.Errno
}

// System is the state of one program. It is not safe for concurrent use.
type System struct {
	args, env   []string
	descriptors table
	started     time.Time
	outside     errno
}

// New makes a System.
func New(cfg Config) *System {
	s := &System{args: cfg.Args, env: cfg.Env, started: time.Now(), outside: cfg.Outside}
	if s.outside == 0 {
		s.outside = wasip1.EPERM
	}
	for i, f := range []files.File{cfg.Stdin, cfg.Stdout, cfg.Stderr} {
		if f == nil {
			f = files.Stream(empty{}, io.Discard)
		}
		s.descriptors.insert(newStream(f, i == 0))
	}
	for _, p := range cfg.Preopens {
		s.descriptors.insert(newPreopen(p))
	}
	return s
}

type empty struct{}

func (empty) Read([]byte) (int, error) { return 0, io.EOF }

// Close closes every descriptor. It may be called more than once.
func (s *System) Close() { s.descriptors.closeAll() }

// ExitError says that a program ended itself with proc_exit, also with code 0. It is what proc_exit panics with.
type ExitError struct {
	Code uint32
}

func (e *ExitError) Error() string { return fmt.Sprintf("exit status %d", e.Code) }

// Call runs a function. memory is the calling instance's, stack its arguments and afterwards its result, as wazero's api.GoModuleFunction has
// them. proc_exit panics with an [*ExitError]; ctx ends a wait, by a panic with its error.
func (s *System) Call(ctx context.Context, f *Function, memory []byte, stack []uint64) {
	errno := f.call(s, ctx, Memory(memory), stack)
	if errno == wasip1.Outside {
		errno = s.outside
	}
	if f.Result {
		stack[0] = uint64(errno)
	}
}

// cancelled ends the program when ctx has ended: nothing it does now can matter.
func cancelled(ctx context.Context) {
	if err := ctx.Err(); err != nil {
		panic(err)
	}
}

type errno = wasip1.Errno
