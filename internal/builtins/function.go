package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// functionCompiler is what a module loader may offer: it compiles code that the engine rejects, import() and asynchronous generators among it.
type functionCompiler interface {
	CompileFunction(keyword, parameters, body string) (goja.Value, error)
}

// functions lets the Function constructors, and eval when it is not called by that name, take what the engine alone rejects.
func (i *installer) functions() {
	hookConstructor(i.global("Function"), i.fallback("function"))
	async, err := asyncFunctionScript.Run(i.realm)
	if err == nil {
		hookConstructor(async.ToObject(i.rt), i.fallback("async function"))
	}
}

var generatorScript = realm.NewScript("node:internal/builtins/generator", "", "return Object.getPrototypeOf(function* () {}).prototype")

var asyncFunctionScript = realm.NewScript("node:internal/builtins/function", "", "return (async () => {}).constructor")

func (i *installer) fallback(keyword string) func(construct) construct {
	return func(original construct) construct {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			var object *goja.Object
			failure := i.rt.Try(func() { object = original(args, newTarget) })
			if failure == nil {
				return object
			}
			compiler, ok := i.realm.Modules.(functionCompiler)
			if thrown, isObject := failure.Value().(*goja.Object); !ok || !isObject || thrown.Get("name").String() != "SyntaxError" {
				panic(failure.Value())
			}
			parameters, body := functionTexts(args)
			v, err := compiler.CompileFunction(keyword, parameters, body)
			if err != nil {
				panic(failure.Value())
			}
			return v.ToObject(i.rt)
		}
	}
}

// functionTexts splits the arguments of a Function constructor.
func functionTexts(args []goja.Value) (parameters, body string) {
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
