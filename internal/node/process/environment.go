package process

import (
	"io/fs"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

func fileMode(bits int64) fs.FileMode { return fs.FileMode(bits) & fs.ModePerm }

// environment is process.env: a view of the sandbox's environment in which every value is a string.
type environment struct{ realm *realm.Realm }

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
	if key != "" { // a variable without a name cannot be set, and that is no error
		e.realm.Sandbox.Env().Set(key, v.String())
	}
	return true
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
