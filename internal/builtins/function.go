package builtins

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// functionCompiler is what a module loader may offer: it compiles code that the engine rejects, import() and asynchronous generators among it.
type functionCompiler interface {
	CompileFunction(keyword, parameters, body string) (goja.Value, error)
	CompileScript(text string) (goja.Value, error)
	EvaluateScript(text string) (goja.Value, error)
}

// functions lets the Function constructors take what the engine alone rejects.
func (i *installer) functions() {
	hookConstructor(i.global("Function"), i.fallback("function"))
	classes, err := functionClassesScript.Run(i.realm)
	if err != nil {
		return
	}
	for n, keyword := range []string{"async function", "function*"} {
		hookConstructor(classes.ToObject(i.rt).Get(strconv.Itoa(n)).ToObject(i.rt), i.fallback(keyword))
	}
}

var generatorScript = realm.NewScript("node:internal/builtins/generator", "", "return Object.getPrototypeOf(function* () {}).prototype")

var functionClassesScript = realm.NewScript("node:internal/builtins/function", "",
	"return [(async () => {}).constructor, (function* () {}).constructor]")

func (i *installer) fallback(keyword string) func(construct) construct {
	return func(original construct) construct {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			args = i.texts(args)
			parameters, body := argumentTexts(args)
			i.realm.CheckNesting(parameters)
			i.realm.CheckNesting(body)
			if compiler, ok := i.realm.Modules.(functionCompiler); ok && hasProperties(body) {
				if v, err := compiler.CompileFunction(keyword, parameters, body); err == nil {
					return v.ToObject(i.rt)
				}
			}
			var object *goja.Object
			failure := i.rt.Try(func() { object = original(args, newTarget) })
			if failure == nil {
				return object
			}
			compiler, ok := i.compilerFor(failure)
			if !ok {
				panic(failure.Value())
			}
			v, err := compiler.CompileFunction(keyword, parameters, body)
			if err != nil {
				panic(failure.Value())
			}
			return v.ToObject(i.rt)
		}
	}
}

// compilerFor is what may compile a text that the engine failed with, if it is its syntax that the engine refused.
func (i *installer) compilerFor(failure *goja.Exception) (functionCompiler, bool) {
	thrown, ok := failure.Value().(*goja.Object)
	if !ok || thrown.Get("name").String() != "SyntaxError" {
		return nil, false
	}
	compiler, ok := i.realm.Modules.(functionCompiler)
	return compiler, ok
}

// texts converts the arguments of a Function constructor, once.
func (i *installer) texts(args []goja.Value) []goja.Value {
	texts := make([]goja.Value, len(args))
	for n, v := range args {
		texts[n] = i.text(v)
	}
	return texts
}

// argumentTexts splits the arguments of a Function constructor.
func argumentTexts(args []goja.Value) (parameters, body string) {
	var names []string
	for n, v := range args {
		if n < len(args)-1 {
			names = append(names, v.String())
		} else {
			body = v.String()
		}
	}
	return strings.Join(names, ","), body
}
