// Package vm is node:vm. The engine has one global object and one set of built-ins: a context is an object whose properties its scripts see as
// globals, over the built-ins of the realm itself. Scripts for contexts are rewritten so that they see nothing else.
package vm

import (
	_ "embed"
	"strconv"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed vm.js
var source string

var moduleScript = realm.NewModuleScript("node:vm", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "compile", 4, func(c goja.FunctionCall) goja.Value {
		line, column := int(c.Argument(2).ToInteger()), int(c.Argument(3).ToInteger())
		return r.Runtime.ToValue(newScript(r, c.Argument(0).String(), c.Argument(1).String(), min(line, 1<<20), min(column, 1<<20)))
	})
	r.Method(native, "function", 5, func(c goja.FunctionCall) goja.Value {
		line, column := int(c.Argument(3).ToInteger()), int(c.Argument(4).ToInteger())
		made := newFunction(r, c.Argument(0).String(), c.Argument(1).String(), c.Argument(2).String(), min(line, 1<<20), min(column, 1<<20))
		return r.Runtime.ToValue(made)
	})
	r.Method(native, "context", 2, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(newContext(r, c.Argument(0).(*goja.Object), c.Argument(1).ToBoolean()))
	})
	r.Method(native, "run", 3, func(c goja.FunctionCall) goja.Value {
		s := c.Argument(0).Export().(*script)
		run := func() (goja.Value, error) { return s.runMain(r) }
		if in, ok := c.Argument(1).Export().(*context); ok {
			run = func() (goja.Value, error) { return s.runIn(r, in) }
		}
		if milliseconds := c.Argument(2).ToInteger(); milliseconds > 0 {
			return timed(r, time.Duration(milliseconds)*time.Millisecond, run)
		}
		v, err := run()
		if err != nil {
			panic(realm.Rethrow(err))
		}
		return v
	})
	return moduleScript.Load(r, native)
}

// timed runs JavaScript that may take so long and no longer.
func timed(r *realm.Realm, limit time.Duration, run func() (goja.Value, error)) goja.Value {
	var v goja.Value
	late, err := r.Loop.Limit(limit, func() (err error) {
		v, err = run()
		return err
	})
	if late {
		r.Throw("Error", "ERR_SCRIPT_EXECUTION_TIMEOUT", "Script execution timed out after "+strconv.FormatInt(limit.Milliseconds(), 10)+"ms")
	}
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return v
}
