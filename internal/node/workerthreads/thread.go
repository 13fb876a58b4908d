package workerthreads

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/web/clone"
)

type threadKey struct{}

// thread is what a worker's realm keeps of how it was started.
type thread struct {
	id   int64
	init *clone.Message // options, data and ports from the parent; nil once it was read
	main program
}

// threadOf returns that of a worker's realm, nil in a main realm.
func threadOf(r *realm.Realm) *thread {
	t, _ := r.Slot(threadKey{}).(*thread)
	return t
}

// initial gives what the parent sent along, once.
func (t *thread) initial(r *realm.Realm) goja.Value {
	if t.init == nil {
		return goja.Undefined()
	}
	m := t.init
	t.init = nil
	return clone.Deserialize(r, m)
}

// program is what a worker runs.
type program struct {
	kind string // "file", "url" or "eval"
	text string
}

// run starts the program; a promise is that of a module's evaluation.
func (p program) run(r *realm.Realm) (goja.Value, error) {
	switch p.kind {
	case "file":
		return r.Modules.RunMain(p.text)
	case "url":
		return r.Modules.Import("", p.text), nil
	}
	return r.Modules.RunScript(evalName, p.text)
}

// evalName is what stack traces show of a worker that is no file.
const evalName = "[worker eval]"

// call calls an export of an internal module.
func call(r *realm.Realm, module, name string, args ...goja.Value) (goja.Value, error) {
	require, _ := goja.AssertFunction(r.RequireInternal)
	exports, err := require(goja.Undefined(), r.Runtime.ToValue(module))
	if err != nil {
		return nil, err
	}
	fn, _ := goja.AssertFunction(exports.ToObject(r.Runtime).Get(name))
	return fn(goja.Undefined(), args...)
}
