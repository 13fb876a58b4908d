package process

import (
	"io/fs"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

func fileMode(bits int64) fs.FileMode { return fs.FileMode(bits) & fs.ModePerm }

// environment is process.env: a view of the sandbox's environment in which every value is a string.
type environment struct {
	realm  *realm.Realm
	warned bool
}

func (e *environment) Get(key string) goja.Value {
	if v, ok := e.realm.Sandbox.Env().Get(key); ok {
		return e.realm.Runtime.ToValue(v)
	}
	e.realm.Permit(e.realm.Sandbox.Env().Check(key))
	return nil
}

func (e *environment) Set(key string, v goja.Value) bool {
	if _, isSymbol := v.(*goja.Symbol); isSymbol {
		panic(e.realm.Runtime.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	e.warn(v)
	if key != "" { // a variable without a name cannot be set, and that is no error
		e.realm.Sandbox.Env().Set(key, v.String())
	}
	return true
}

// warn tells, if it is asked to, of a value that is made a string without having looked like one.
func (e *environment) warn(v goja.Value) {
	if !e.realm.Process.Flags.PendingDeprecation || goja.IsString(v) || goja.IsNumber(v) {
		return
	}
	if _, isBool := v.Export().(bool); isBool {
		return
	}
	process := e.realm.Runtime.Get("process").ToObject(e.realm.Runtime)
	emit, ok := goja.AssertFunction(process.Get("emitWarning"))
	if !ok || e.warned {
		return
	}
	e.warned = true
	value := e.realm.Runtime.ToValue
	e.realm.Call(emit, process, value("Assigning any value other than a string, number, or boolean to a process.env property is deprecated. "+
		"Please make sure to convert the value to a string before setting process.env with it."), value("DeprecationWarning"), value("DEP0104"))
}

func (e *environment) Has(key string) bool {
	_, ok := e.realm.Sandbox.Env().Get(key)
	return ok
}

func (e *environment) Delete(key string) bool {
	e.realm.Sandbox.Env().Unset(key)
	return true
}

func (e *environment) Keys() []string { return e.realm.Sandbox.Env().Names() }
