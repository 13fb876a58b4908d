package module

import "github.com/dop251/goja"

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
