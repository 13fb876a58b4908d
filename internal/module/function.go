package module

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/module/callee"
	"github.com/wasmglue/wasmglue/internal/module/source"
)

// CompileFunction makes a function of its parameters and body, which may use what the engine alone rejects: import() is that of a file in the working
// directory. keyword is function or async function. The error is a SyntaxError.
func (l *Loader) CompileFunction(keyword, parameters, body string) (goja.Value, error) {
	return l.evaluate("return (" + keyword + " anonymous(" + parameters + "\n) {\n" + body + "\n})")
}

// evaluate runs the body of a function whose text may use what the engine alone rejects.
func (l *Loader) evaluate(text string) (goja.Value, error) {
	f, err := l.sources.Function("evalmachine.<anonymous>", text, false)
	if err != nil {
		return nil, err
	}
	v, err := l.realm.Runtime.RunProgram(f.Program)
	if err != nil {
		return nil, err
	}
	make, _ := goja.AssertFunction(v)
	none := goja.Undefined()
	return make(none, none, none, none, none, none, l.esm.ImportFunction(l.realm.Sandbox.Resolve("noop.js")))
}

// CompileScript gives what a script that the engine rejects evaluates to: lowered, or, where it uses import(), as one expression.
func (l *Loader) CompileScript(text string) (goja.Value, error) {
	if lowered, err := l.Lower(text); err == nil {
		if program, err := goja.Compile("evalmachine.<anonymous>", lowered, false); err == nil {
			return l.realm.Runtime.RunProgram(program)
		}
	}
	return l.evaluate("return (" + text + "\n)")
}

// EvaluateScript runs a script that the engine accepts but for its regular expressions.
func (l *Loader) EvaluateScript(text string) (goja.Value, error) {
	program, err := source.Script("evalmachine.<anonymous>", text)
	if err != nil {
		return nil, err
	}
	return l.realm.Runtime.RunProgram(program)
}

// Lower turns a script that the engine rejects into one that it may accept.
func (l *Loader) Lower(text string) (string, error) { return l.sources.Script(text) }

// TooDeep tells whether a text nests deeper than the engine's parser can be trusted with.
func (l *Loader) TooDeep(text string) bool { return source.TooDeep(text) }

// Callee renders what is called where arguments begin at an offset of text, or the class of the new expression that begins there, as V8 does.
func (l *Loader) Callee(text string, offset int, construct bool) (string, bool) {
	if construct {
		return callee.OfNew(text, offset)
	}
	return callee.OfCall(text, offset)
}

// NameAt returns the identifier at an offset of text.
func (l *Loader) NameAt(text string, offset int) string { return callee.NameAt(text, offset) }

// Destructured finds the first property of the pattern that the value at an offset of text is taken apart into, and renders that value.
func (l *Loader) Destructured(text string, offset int) (property, value string) {
	return callee.Destructured(text, offset)
}
