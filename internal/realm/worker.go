package realm

import (
	"io"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
)

// WorkerOptions say how a worker's realm differs from the one that starts it.
type WorkerOptions struct {
	ThreadID  int64
	Name      string   // process.argv[1], unless Main runs a file
	Argv      []string // after the script's name
	ExecArgv  []string
	Flags     *Flags   // nil for the starter's, without its program
	Env       []string // NAME=value pairs
	ShareEnv  bool     // the environment is the starter's own
	CallDepth int      // 0 is the starter's

	Stdin          io.Reader
	Stdout, Stderr io.Writer

	// Prepare is called in the new realm, on its goroutine, before Main.
	Prepare func(r *Realm)
	// Main starts the program there: the promise of an ES module's evaluation is awaited.
	Main func(r *Realm) (goja.Value, error)
	// Uncaught is told, on the new realm's goroutine, of the exception that ends the program.
	Uncaught func(r *Realm, thrown goja.Value)
	// Ended is told, on any goroutine, that the realm has ended, and of its exit code.
	Ended func(code int)
}

// Worker is a realm that another one started.
type Worker interface {
	// Terminate ends the realm as soon as possible, without its 'exit' listeners. It may be called on any goroutine.
	Terminate()
	// Usage tells how the realm's loop spends its time; it is zero before that turns. It may be called on any goroutine.
	Usage() eventloop.Usage
}

// StartWorker starts a realm in the agent cluster of r, with what r was granted. Set by jshost.
type StartWorker func(WorkerOptions) (Worker, error)
