package lambda

import (
	"embed"
	"sync"

	"github.com/dop251/goja"
)

//go:embed js/*.js
var sources embed.FS

// The parts of the runtime that are JavaScript by nature. Each file is the body of a function with the parameters given here; it is compiled at
// its first use, once per process.
var (
	consoleScript = newScript("console", "lambda, settings")
	errorsScript  = newScript("errors", "lambda")
	loaderScript  = newScript("loader", "lambda, root, name")
	invokeScript  = newScript("invoke", "lambda, settings, logError")
	streamScript  = newScript("stream", "lambda")
)

type script struct {
	program func() (*goja.Program, error)
}

func newScript(name, params string) *script {
	return &script{program: sync.OnceValues(func() (*goja.Program, error) {
		body, err := sources.ReadFile("js/" + name + ".js")
		if err != nil {
			return nil, err
		}
		return goja.Compile("wasmglue:lambda/"+name, "(function ("+params+") {'use strict';"+string(body)+"\n})", true)
	})}
}

// run calls the script's function and returns what it returns.
func (s *script) run(rt *goja.Runtime, args ...goja.Value) (goja.Value, error) {
	program, err := s.program()
	if err != nil {
		return nil, err
	}
	v, err := rt.RunProgram(program)
	if err != nil {
		return nil, err
	}
	fn, _ := goja.AssertFunction(v)
	return fn(goja.Undefined(), args...)
}
