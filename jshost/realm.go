package jshost

import (
	"io"
	"io/fs"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/eventloop"
)

// Realm is the host as its own goroutine sees it. It is valid inside [Host.Do] and in callbacks that run on the host's goroutine, nowhere else.
type Realm struct {
	host *Host
}

// Operation is pending work on other goroutines: it keeps the host from being idle until it ends.
type Operation = eventloop.Operation

// Runtime returns the engine, for natives and scripts of the embedder's own.
func (r *Realm) Runtime() *goja.Runtime { return r.host.realm.Runtime }

// Require loads a module as require() would in a file of the working directory.
func (r *Realm) Require(specifier string) (goja.Value, error) {
	v, err := r.host.loader.Require("", specifier)
	return v, asException(r.Runtime(), err)
}

// Import loads a module as import() would in a file of the working directory; the promise is that of its namespace.
func (r *Realm) Import(specifier string) goja.Value { return r.host.loader.Import("", specifier) }

// LoadEntry loads what path names (a directory, a file) as an action's module: see [Host.Load]. The value is its exports, or the promise of its
// namespace.
func (r *Realm) LoadEntry(path string) (goja.Value, error) {
	v, err := r.host.loader.Load(path)
	return v, asException(r.Runtime(), err)
}

// OnGlobal calls f with the value of the global name before anybody else has it: at once if it is made already, else when it first is. Globals
// such as process are not made before a script uses them.
func (r *Realm) OnGlobal(name string, f func(goja.Value)) { r.host.realm.OnGlobal(name, f) }

// Await calls done once, on the host's goroutine, with what v settles to: at once if v is neither a promise nor a thenable. A rejection is an
// [*Exception] with Rejected set.
func (r *Realm) Await(v goja.Value, done func(goja.Value, error)) { r.host.settle(v, done) }

// WhenIdle calls f once, on the host's goroutine, as soon as no timer, immediate or operation keeps the host alive.
func (r *Realm) WhenIdle(f func()) { r.host.realm.Loop.WhenIdle(f) }

// NextTick queues f before the microtasks of the running task, as process.nextTick does.
func (r *Realm) NextTick(f func()) {
	r.host.realm.Loop.NextTick(func() error { f(); return nil })
}

// Begin announces an operation that other goroutines will end.
func (r *Realm) Begin() *Operation { return r.host.realm.Loop.Begin() }

// Exception describes a thrown value, or an error that a call into JavaScript returned.
func (r *Realm) Exception(v goja.Value) *Exception { return newException(r.Runtime(), v, nil) }

// AsException turns an error that a goja call returned into an [*Exception]; other errors come back as they are.
func (r *Realm) AsException(err error) error { return asException(r.Runtime(), err) }

// OnUncaught registers f to be asked about an exception, or an unhandled rejection, that nothing caught: before the guest's own listeners, and
// before the host ends. f answers true if it dealt with it.
func (r *Realm) OnUncaught(f func(*Exception) (handled bool)) {
	r.host.uncaught = append(r.host.uncaught, f)
}

// End ends the host with err, as process.exit would, without running the guest's listeners.
func (r *Realm) End(err error) { r.host.stop(err) }

// Dir returns the working directory of the host.
func (r *Realm) Dir() string { return r.host.realm.Sandbox.Dir() }

// Chdir changes the working directory of the host.
func (r *Realm) Chdir(dir string) error { return r.host.realm.Sandbox.Chdir(dir) }

// Stdout is where process.stdout writes. It is never nil.
func (r *Realm) Stdout() io.Writer { return r.host.realm.Process.Stdout }

// Stat describes a file, following symbolic links, as the host sees it: name is relative to its working directory.
func (r *Realm) Stat(name string) (fs.FileInfo, error) { return r.host.realm.Sandbox.Stat(name) }

// ReadFile reads a file as the host sees it.
func (r *Realm) ReadFile(name string) ([]byte, error) { return r.host.realm.Sandbox.ReadFile(name) }

// Getenv reads a variable of the host's environment.
func (r *Realm) Getenv(name string) (string, bool) { return r.host.realm.Sandbox.Env().Get(name) }

// Setenv sets a variable of the host's environment.
func (r *Realm) Setenv(name, value string) { r.host.realm.Sandbox.Env().Set(name, value) }

// Unsetenv removes a variable from the host's environment.
func (r *Realm) Unsetenv(name string) { r.host.realm.Sandbox.Env().Unset(name) }

// ParseJSON is JSON.parse. The error is an [*Exception] of the name SyntaxError.
func (r *Realm) ParseJSON(text []byte) (goja.Value, error) { return r.host.json.parse(text) }

// StringifyJSON is JSON.stringify; ok is false for what has no JSON form (undefined, a function).
func (r *Realm) StringifyJSON(v goja.Value) (text []byte, ok bool, err error) {
	return r.host.json.stringify(v)
}
