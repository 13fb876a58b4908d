package wasmbridge

import (
	_ "embed"
	"sync"

	"github.com/dop251/goja"
)

//go:embed shell.js
var shellSource string

// shellName is the file name of the shell in stack traces.
const shellName = "wasmbridge:shell"

var shellProgram = sync.OnceValue(func() *goja.Program { return goja.MustCompile(shellName, shellSource, true) })

// shell is the JavaScript part of the bridge.
type shell struct {
	makeInterface, makeError, keep goja.Callable
}

func newShell(rt *goja.Runtime) *shell {
	v, err := rt.RunProgram(shellProgram())
	if err != nil {
		panic(err)
	}
	parts := must(callable(v)(goja.Undefined())).(*goja.Object)
	return &shell{callable(parts.Get("0")), callable(parts.Get("1")), callable(parts.Get("2"))}
}

func callable(v goja.Value) goja.Callable {
	f, _ := goja.AssertFunction(v)
	return f
}

// must unwraps the result of a call into JavaScript made inside one from JavaScript: an error goes on as it came.
func must(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}

// kept is how a Go value is put into a JavaScript object; scripts never see it.
type kept struct{ value any }

func (*kept) Get(string) goja.Value       { return nil }
func (*kept) Set(string, goja.Value) bool { return false }
func (*kept) Has(string) bool             { return false }
func (*kept) Delete(string) bool          { return false }
func (*kept) Keys() []string              { return nil }

// keepAlive makes value live as long as object does.
func (b *Bridge) keepAlive(object *goja.Object, value any) {
	must(b.shell.keep(goja.Undefined(), object, b.rt.NewDynamicObject(&kept{value})))
}

// intrinsics are functions of the realm as they were when the namespace was installed, before scripts could change
// them.
type intrinsics struct {
	isView            goja.Callable // ArrayBuffer.isView
	asIntN            goja.Callable // BigInt.asIntN
	freeze            goja.Callable // Object.freeze
	preventExtensions goja.Callable // Object.preventExtensions
	then              goja.Callable // Promise.prototype.then
	rangeError        *goja.Object
	errorClass        *goja.Object
}

func newIntrinsics(rt *goja.Runtime) intrinsics {
	member := func(object, name string) goja.Value { return rt.Get(object).ToObject(rt).Get(name) }
	return intrinsics{
		isView:            callable(member("ArrayBuffer", "isView")),
		asIntN:            callable(member("BigInt", "asIntN")),
		freeze:            callable(member("Object", "freeze")),
		preventExtensions: callable(member("Object", "preventExtensions")),
		then:              callable(member("Promise", "prototype").ToObject(rt).Get("then")),
		rangeError:        rt.Get("RangeError").(*goja.Object),
		errorClass:        rt.Get("Error").(*goja.Object),
	}
}
