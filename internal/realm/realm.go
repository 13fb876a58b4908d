// Package realm is what the rooms of the host share: the JavaScript runtime of one host, its loop, its grants, its process state, and the
// few verbs with which natives are defined and errors thrown. It knows no room.
package realm

import (
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// Realm is one JavaScript realm with everything its natives may reach. It belongs to one goroutine: that of its Loop.
type Realm struct {
	Runtime *goja.Runtime
	Loop    *eventloop.Loop
	Sandbox *sandbox.Sandbox
	Process *Process

	Builtins Builtins     // node's core modules
	Modules  ModuleLoader // CommonJS and ES modules

	RequireInternal goja.Value                // require as core modules see it: internal modules too; set with Builtins
	OnModule        func(module *goja.Object) // told of a core module's module object before its script runs, for cycles; set with Builtins

	AsyncContext goja.Value // the frame of AsyncLocalStorage that is current; nil is the empty one
	async        Async

	Started    time.Time  // when the realm was begun, of a worker its starter's: the time origin of performance
	Milestones Milestones // after that

	BufferPrototype func() *goja.Object // Buffer.prototype, which exists before the module does; set with Builtins

	Agents      *Agents                                                      // what the realm shares with its workers, or with who started it
	StartWorker StartWorker                                                  // nil in a realm without workers
	ReadFlags   func(execArgv, env []string) (flags Flags, invalid []string) // of a worker; nil where a worker has those of its starter

	SharedBufferPrototype func() *goja.Object // SharedArrayBuffer.prototype; set by the language built-ins
	WebAssembly           WebAssembly         // nil in a realm without
	OnLegacyRegExp        func()              // defines RegExp.$1 and its kin; see NoteSource

	closers   []func()
	fileTable *FileTable
	shared    Brands[any] // SharedArrayBuffers
	pool      pool
	slots     map[any]any           // what rooms keep for this realm
	lazies    map[string]goja.Value // getters of global properties that are accessors until their first use

	forms      map[string]GlobalForm // of globals that are seen as accessors
	attributes map[string]goja.Value // what those of AttributeGlobal are until they are assigned to
	awaited    map[string][]func(goja.Value)

	// intrinsics, taken at their first use
	ownDescriptor  goja.Callable
	dataViewLength goja.Callable
	viewLength     goja.Callable
	uint8Array     *goja.Object
	bufferProto    *goja.Object
	codedText      *goja.Object
	objectProto    *goja.Object
	kinds          []kindProbe
}

// Milestones tell when the parts of a realm were there: its engine, what rooms share, and all that a program needs.
type Milestones struct{ Engine, Environment, Complete time.Time }

// Builtins are node's core modules, loaded at first use.
type Builtins interface {
	// Has tells whether a specifier, with or without the node: prefix, names a core module, present or absent.
	Has(specifier string) bool
	// Require returns the exports of a core module. An absent one is an error with code ERR_UNKNOWN_BUILTIN_MODULE or a coded reason.
	Require(name string) (goja.Value, error)
	// Names lists the modules that node lists in module.builtinModules.
	Names() []string
}

// ModuleLoader loads modules of the guest.
type ModuleLoader interface {
	// Require loads specifier as require() would in the file from ("" is the working directory).
	Require(from, specifier string) (goja.Value, error)
	// Import loads specifier as import() would in the file from, and returns the promise of its namespace.
	Import(from, specifier string) goja.Value
	// RunMain runs file as the main module: the value is its exports, or the promise of an ES module's evaluation.
	RunMain(file string) (goja.Value, error)
	// RunScript runs the text of a script that is no file as the main module.
	RunScript(name, text string) (goja.Value, error)
	// Builtin is the exports of the core module "module".
	Builtin() goja.Value
	// TooDeep tells whether a text of JavaScript nests deeper than the engine's parser can be trusted with.
	TooDeep(text string) bool
	// Lower turns a script that the engine rejects into one that it may accept.
	Lower(text string) (string, error)
	// Callee renders what is called where arguments begin at an offset of text, or the class of the new expression that begins there, as V8 does.
	Callee(text string, offset int, construct bool) (string, bool)
	// Destructured finds the first property of the pattern that the value at an offset of text is taken apart into, and renders that value.
	Destructured(text string, offset int) (property, value string)
	// NameAt returns the identifier at an offset of text.
	NameAt(text string, offset int) string
}

// CheckNesting throws the RangeError of a full stack if text must not get to the engine's parser.
func (r *Realm) CheckNesting(text string) {
	if r.Modules == nil || !r.Modules.TooDeep(text) {
		return
	}
	object, err := r.Runtime.New(r.Runtime.Get("RangeError"), r.Runtime.ToValue("Maximum call stack size exceeded"))
	if err != nil {
		panic(Rethrow(err))
	}
	panic(object)
}

// New makes a realm without modules: the caller sets Builtins and Modules.
func New(rt *goja.Runtime, box *sandbox.Sandbox, process *Process) *Realm {
	return &Realm{Runtime: rt, Loop: eventloop.New(rt), Agents: NewAgents(), Sandbox: box, Process: process, Started: time.Now()}
}

// OnClose registers f to run, in reverse order of registration, when the host closes: open files, sockets, workers.
func (r *Realm) OnClose(f func()) { r.closers = append(r.closers, f) }

// Close runs what OnClose registered.
func (r *Realm) Close() {
	for i := len(r.closers) - 1; i >= 0; i-- {
		r.closers[i]()
	}
	r.closers = nil
}

// Since is a time in milliseconds after the realm's time origin, -1 for one that has not come.
func (r *Realm) Since(at time.Time) float64 {
	if at.IsZero() {
		return -1
	}
	return float64(at.Sub(r.Started).Nanoseconds()) / 1e6
}
