// Package vm is node:vm. The engine has one global object: a context is an object whose properties are seen as globals, over the built-ins
// of the realm itself.
package vm

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed vm.js
var source string

var script = realm.NewModuleScript("node:vm", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "compile", 2, func(c goja.FunctionCall) goja.Value {
		r.CheckNesting(c.Argument(0).String())
		program, err := goja.Compile(c.Argument(1).String(), c.Argument(0).String(), false)
		if err != nil {
			panic(syntaxError(r, err))
		}
		return r.Runtime.ToValue(&compiled{program})
	})
	r.Method(native, "run", 1, func(c goja.FunctionCall) goja.Value {
		v, err := r.Runtime.RunProgram(c.Argument(0).Export().(*compiled).program)
		if err != nil {
			panic(realm.Rethrow(err))
		}
		return v
	})
	return script.Load(r, native)
}

// compiled keeps the engine from reflecting over the program.
type compiled struct{ program *goja.Program }

func syntaxError(r *realm.Realm, err error) goja.Value {
	object, failure := r.Runtime.New(r.Runtime.Get("SyntaxError"), r.Runtime.ToValue(err.Error()))
	if failure != nil {
		return r.Runtime.NewTypeError(err.Error())
	}
	return object
}
