package fs

import (
	"errors"
	"os"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// core is the operations of one realm on its open files.
type core struct {
	*realm.Realm
	files *realm.FileTable

	watches map[*watching]bool
}

// job is an operation whose arguments were read: work runs on any goroutine and returns what makes the result.
type job struct {
	call  string   // the system call that errors name
	names []string // the paths that errors name, as the caller gave them
	work  func() (result func() goja.Value, err error)
}

// operation reads the arguments.
type operation func(*core, goja.FunctionCall) job

// operations by name; the first argument of sync and start names one.
var operations = map[string]operation{}

func newCore(r *realm.Realm) *core {
	c := &core{Realm: r, files: r.Files(), watches: map[*watching]bool{}}
	r.OnClose(c.unwatchAll)
	return c
}

func (c *core) prepare(call goja.FunctionCall) job {
	op, ok := operations[call.Argument(0).String()]
	if !ok {
		c.NotImplemented("fs." + call.Argument(0).String())
	}
	call.Arguments = call.Arguments[1:]
	return op(c, call)
}

// sync(name, ...args) does it now.
func (c *core) sync(call goja.FunctionCall) goja.Value {
	j := c.prepare(call)
	result, err := j.work()
	if err != nil {
		panic(c.failure(j, err))
	}
	if result == nil {
		return goja.Undefined()
	}
	return result()
}

// start(resolve, reject, name, ...args) does it on another goroutine.
func (c *core) start(call goja.FunctionCall) goja.Value {
	resolve, _ := goja.AssertFunction(call.Argument(0))
	reject, _ := goja.AssertFunction(call.Argument(1))
	call.Arguments = call.Arguments[2:]
	j := c.prepare(call)
	pending := c.Loop.BeginKind("FSREQCALLBACK")
	c.Background(func() {
		result, err := j.work()
		pending.End(func() { c.finish(j, result, err, resolve, reject) })
	})
	return goja.Undefined()
}

func (c *core) finish(j job, result func() goja.Value, err error, resolve, reject goja.Callable) {
	if err != nil {
		_, err = reject(goja.Undefined(), c.failure(j, err))
	} else if result == nil {
		_, err = resolve(goja.Undefined())
	} else {
		_, err = resolve(goja.Undefined(), result())
	}
	if err != nil {
		c.Loop.Uncaught(err)
	}
}

// callError is an error of another system call than the operation's own, with the names that the message then gives.
type callError struct {
	call  string
	names []string
	cause error
}

func (e *callError) Error() string { return e.call + ": " + e.cause.Error() }
func (e *callError) Unwrap() error { return e.cause }

func (c *core) failure(j job, err error) *goja.Object {
	var large tooLargeError
	if errors.As(err, &large) {
		return c.CodedError("RangeError", "ERR_FS_FILE_TOO_LARGE", large.Error())
	}
	var other *callError
	if errors.As(err, &other) {
		return c.SystemError(other.cause, other.call, other.names...)
	}
	return c.SystemError(err, j.call, j.names...)
}

// name returns a path argument: as given, for errors, and resolved.
func (c *core) name(v goja.Value) (given, full string) {
	given = v.String()
	if b, ok := c.Bytes(v); ok {
		given = string(b)
	}
	return given, c.Sandbox.Resolve(given)
}

func (c *core) system() sandbox.FileSystem { return c.Sandbox.Files() }

// onPath makes an operation on one path that returns nothing.
func onPath(call string, do func(files sandbox.FileSystem, full string, rest []goja.Value) func() error) operation {
	return func(c *core, fc goja.FunctionCall) job {
		given, full := c.name(fc.Argument(0))
		work := do(c.system(), full, fc.Arguments[1:])
		return job{call, []string{given}, func() (func() goja.Value, error) { return nil, work() }}
	}
}

// onPlainPath makes an operation on one path and nothing else.
func onPlainPath(call string, do func(files sandbox.FileSystem, full string) error) operation {
	return onPath(call, func(files sandbox.FileSystem, full string, _ []goja.Value) func() error {
		return func() error { return do(files, full) }
	})
}

// onTwoPaths makes an operation on two paths.
func onTwoPaths(call string, do func(files sandbox.FileSystem, from, to string) error) operation {
	return func(c *core, fc goja.FunctionCall) job {
		given, from := c.name(fc.Argument(0))
		givenTo, to := c.name(fc.Argument(1))
		files := c.system()
		return job{call, []string{given, givenTo}, func() (func() goja.Value, error) { return nil, do(files, from, to) }}
	}
}

// text makes a result of a name: a string, or, if raw, the bytes that it is in the system.
func (c *core) text(s string, raw bool) func() goja.Value {
	return func() goja.Value {
		if raw {
			return c.NewBuffer([]byte(s))
		}
		return c.Runtime.ToValue(s)
	}
}

func fileMode(v goja.Value) os.FileMode {
	bits := v.ToInteger()
	mode := os.FileMode(bits & 0o777)
	if bits&0o4000 != 0 {
		mode |= os.ModeSetuid
	}
	if bits&0o2000 != 0 {
		mode |= os.ModeSetgid
	}
	if bits&0o1000 != 0 {
		mode |= os.ModeSticky
	}
	return mode
}
