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
