package builtins

import (
	"reflect"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/wasmglue/wasmglue/internal/enginestate"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// evals lets eval take what the engine alone rejects, when it is not called by its name: then the engine calls no function, and what its parser rejects
// stays rejected. Either way a text that would take the stack of the process is refused before it is parsed.
func (i *installer) evals() {
	eval := i.global("eval")
	native := enginestate.Native(eval)
	if native == nil {
		return
	}
	original := *native
	*native = func(c goja.FunctionCall) goja.Value {
		text, ok := c.Argument(0).(goja.String)
		if !ok {
			return original(c)
		}
		i.realm.CheckNesting(text.String())
		if compiler, ok := i.realm.Modules.(functionCompiler); ok && hasProperties(text.String()) {
			if v, err := compiler.EvaluateScript(text.String()); err == nil || parses(text.String()) {
				return i.result(v, err)
			}
		}
		var value goja.Value
		failure := i.rt.Try(func() { value = original(c) })
		if failure == nil {
			return value
		}
		if compiler, ok := i.compilerFor(failure); ok && !parses(text.String()) {
			if lowered, err := compiler.CompileScript(text.String()); err == nil {
				return lowered
			}
		}
		panic(failure.Value())
	}
	i.checkDirectEval()
}

// hasProperties tells whether a text may have a regular expression that the engine would get wrong in silence.
func hasProperties(text string) bool {
	return strings.Contains(text, `\p{`) || strings.Contains(text, `\P{`)
}

func (i *installer) result(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return v
}

// parses tells whether the engine accepts a text: if it does, an error came from what the text did.
func parses(text string) bool {
	_, err := goja.Compile("", realm.MendEscapes(text), false)
	return err == nil
}

// checkDirectEval looks at the text of a direct eval when the engine asks for the options of its parser.
func (i *installer) checkDirectEval() {
	state := enginestate.Of(i.rt)
	if state == nil {
		i.rt.SetParserOptions(parser.WithDisableSourceMaps)
		return
	}
	check := reflect.MakeFunc(reflect.TypeFor[parser.Option](), func(args []reflect.Value) []reflect.Value {
		mendText(args[0].UnsafePointer())
		eval := state.Eval()
		for n := 1; n < 100; n++ {
			switch v := state.Operand(n); {
			case v == nil:
				return nil
			case v == goja.Value(eval):
				if text, ok := state.Operand(n - 1).(goja.String); ok {
					i.realm.CheckNesting(text.String())
				}
				return nil
			}
		}
		return nil
	})
	i.rt.SetParserOptions(check.Interface().(parser.Option), parser.WithDisableSourceMaps)
}

// mendText mends the text that a parser is about to read: a direct eval, and the constructors of functions, give their texts to nobody else.
func mendText(options unsafe.Pointer) {
	text, replace, ok := enginestate.ParserText(options)
	if !ok {
		return
	}
	if mended := realm.MendEscapes(text); mended != text {
		replace(mended)
	}
}
