package fs

import (
	"errors"
	"os"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

// core is the open files and the operations of one realm.
type core struct {
	*realm.Realm
	files map[int]*descriptor
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
	c := &core{Realm: r, files: map[int]*descriptor{}}
	c.files[0] = &descriptor{file: &stream{reader: r.Process.Stdin, name: "stdin"}}
	c.files[1] = &descriptor{file: &stream{writer: r.Process.Stdout, name: "stdout"}}
	c.files[2] = &descriptor{file: &stream{writer: r.Process.Stderr, name: "stderr"}}
	r.OnClose(c.closeAll)
	r.OpenFile = func(fd int) any {
		if d := c.files[fd]; d != nil {
			return d.file
		}
		return nil
	}
	return c
}

func (c *core) closeAll() {
	for fd, d := range c.files {
		if fd > 2 {
			_ = d.file.Close()
		}
	}
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
	pending := c.Loop.Begin()
	go func() {
		result, err := j.work()
		pending.End(func() { c.finish(j, result, err, resolve, reject) })
	}()
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

func (c *core) failure(j job, err error) *goja.Object {
	var other *callError
	if errors.As(err, &other) {
		return c.SystemError(other.cause, other.call)
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
func onPath(call string, do func(c *core, files sandbox.FileSystem, full string, rest []goja.Value) func() error) operation {
	return func(c *core, fc goja.FunctionCall) job {
		given, full := c.name(fc.Argument(0))
		work := do(c, c.system(), full, fc.Arguments[1:])
		return job{call, []string{given}, func() (func() goja.Value, error) { return nil, work() }}
	}
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

func (c *core) text(s string) func() goja.Value {
	return func() goja.Value { return c.Runtime.ToValue(s) }
}

func fileMode(v goja.Value) os.FileMode {
	bits := v.ToInteger()
	mode := os.FileMode(bits & 0o777)
	for bit, flag := range map[int64]os.FileMode{0o4000: os.ModeSetuid, 0o2000: os.ModeSetgid, 0o1000: os.ModeSticky} {
		if bits&bit != 0 {
			mode |= flag
		}
	}
	return mode
}
