package module

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/resolve"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// Text is a program that is no file.
type Text struct {
	Name   string // what stack traces show: [eval], [stdin]
	Source string
	Kind   string // module, commonjs, or "" for what its syntax says
}

// RunText runs a program that is no file as the main module. The value is what a script gave, or the promise of an ES module's evaluation; module
// tells which.
func (l *Loader) RunText(t Text, print bool) (v goja.Value, module bool, err error) {
	if l.isModule(t) {
		if print {
			return nil, true, l.guard(func() {
				l.realm.Throw("Error", "ERR_EVAL_ESM_CANNOT_PRINT", "--print cannot be used with ESM input")
			})
		}
		return l.esm.ImportText(resolve.FileURL(l.realm.Sandbox.Resolve("["+trimBrackets(t.Name)+"1]")), t.Source), true, nil
	}
	if err := l.exposeBuiltins(); err != nil {
		return nil, false, err
	}
	v, err = l.cjs.RunText(t.Name, t.Source, print)
	if err != nil || !print {
		return v, false, err
	}
	return v, false, l.guard(func() {
		console := l.realm.Runtime.Get("console").ToObject(l.realm.Runtime)
		log, _ := goja.AssertFunction(console.Get("log"))
		l.realm.Call(log, console, v)
	})
}

// exposeBuiltins makes global names of the core modules, each loaded when it is read, as a text has them in node.
func (l *Loader) exposeBuiltins() error {
	r := l.realm
	return l.guard(func() {
		for _, name := range r.Builtins.Names() {
			if strings.ContainsAny(name, "/_:") || name == "process" || name == "console" {
				continue
			}
			get := r.Function("get "+name, 0, func(goja.FunctionCall) goja.Value {
				v, err := r.Builtins.Require(name)
				if err != nil {
					panic(realm.Rethrow(err))
				}
				return v
			})
			set := r.Function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
				_ = r.Runtime.GlobalObject().DefineDataProperty(name, c.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
				return goja.Undefined()
			})
			_ = r.Runtime.GlobalObject().DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	})
}

// RunScript is RunText for a script.
func (l *Loader) RunScript(name, text string) (goja.Value, error) {
	return l.cjs.RunText(name, text, false)
}

func trimBrackets(name string) string {
	if len(name) > 1 && name[0] == '[' {
		return name[1 : len(name)-1]
	}
	return name
}

func (l *Loader) isModule(t Text) bool {
	return t.Kind == "module" || t.Kind == "" && l.sources.IsModule(t.Name, t.Source)
}

func (l *Loader) guard(f func()) error {
	if ex := l.realm.Runtime.Try(f); ex != nil {
		return ex
	}
	return nil
}

// CheckText parses a program without running it.
func (l *Loader) CheckText(t Text) error {
	return l.guard(func() {
		var err error
		if l.isModule(t) {
			_, err = l.sources.Module(t.Name, t.Source, false)
		} else {
			_, err = l.sources.Function(t.Name, t.Source, false)
		}
		l.cjs.Throw(err)
	})
}

// CheckFile parses the file that a main module's name stands for without running it.
func (l *Loader) CheckFile(file string) error { return l.cjs.Check(l.realm.Sandbox.Resolve(file)) }

// Preload loads what --require names, before the main module.
func (l *Loader) Preload(specifier string) error { return l.cjs.Preload(specifier) }
