package realm

import (
	"sync"

	"github.com/dop251/goja"
)

// Script is JavaScript of the host's own, compiled at its first use, once per process, and run in any number of realms. The source is the body
// of a strict function with the parameters it was declared with.
type Script struct {
	program func() (*goja.Program, error)
}

// NewScript declares a script. name is what stack traces show ("node:util"), params the comma-separated parameters of the function.
func NewScript(name, params, body string) *Script {
	return &Script{program: sync.OnceValues(func() (*goja.Program, error) {
		return goja.Compile(name, "(function ("+params+") {'use strict';"+body+"\n})", true)
	})}
}

// Run calls the script's function in r.
func (s *Script) Run(r *Realm, args ...goja.Value) (goja.Value, error) {
	program, err := s.program()
	if err != nil {
		return nil, err
	}
	fn, err := r.Runtime.RunProgram(program)
	if err != nil {
		return nil, err
	}
	call, _ := goja.AssertFunction(fn)
	return call(goja.Undefined(), args...)
}

// ModuleScript is a Script in the shape of a CommonJS module: it sees module, exports, require (of core modules, internal ones included)
// and native, the object of its Go functions.
type ModuleScript struct {
	script *Script
}

// NewModuleScript declares a module script. name is what stack traces show.
func NewModuleScript(name, body string) *ModuleScript {
	return &ModuleScript{NewScript(name, "module, exports, require, native", body)}
}

// Load runs the module in r and returns its exports. native may be nil.
func (s *ModuleScript) Load(r *Realm, native *goja.Object) (goja.Value, error) {
	module, exports := r.Runtime.NewObject(), r.Runtime.NewObject()
	_ = module.Set("exports", exports)
	var binding goja.Value = goja.Undefined()
	if native != nil {
		binding = native
	}
	if r.OnModule != nil {
		r.OnModule(module)
	}
	if _, err := s.script.Run(r, module, exports, r.RequireInternal, binding); err != nil {
		return nil, err
	}
	return module.Get("exports"), nil
}
