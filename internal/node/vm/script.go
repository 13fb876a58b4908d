package vm

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// script is a text that was found to be a program. It is compiled for the main global object and for contexts, at first use of each.
type script struct {
	name, text string
	main       *goja.Program
	contextual *goja.Program
	declared   declarations
	lowered    bool   // the text is not the one that was given
	shown      string // the text of the function that the script is, for toString
}

// newScript checks the text. Line and column shift what stack traces say, as far as they move it down and to the right.
func newScript(r *realm.Realm, text, name string, line, column int) *script {
	s := &script{name: name, text: strings.Repeat("\n", max(line, 0)) + strings.Repeat(" ", max(column, 0)) + text}
	s.compile(r)
	return s
}

// newFunction makes a script whose value is a function.
func newFunction(r *realm.Realm, parameters, body, name string, line, column int) *script {
	s := &script{
		name: name, text: strings.Repeat("\n", max(line, 0)) + "(function (" + parameters + ") {" + strings.Repeat(" ", max(column, 0)) + body + "\n})",
		shown: "function (" + parameters + ") {\n" + body + "\n}",
	}
	s.compile(r)
	return s
}

// compile checks the text; it is nested no deeper than the parser, and the walk of the tree, can go.
func (s *script) compile(r *realm.Realm) {
	r.CheckNesting(s.text)
	s.text = realm.MendEscapes(s.text)
	program, err := goja.CompileAST(s.parse(r), false)
	if err != nil && s.lower(r) {
		program, err = goja.CompileAST(s.parse(r), false)
	}
	if err != nil {
		panic(newSyntaxError(r, err.Error()))
	}
	s.main = program
}

// lower puts a text in the place of the script's that the engine may accept: it lacks asynchronous generators, for one.
func (s *script) lower(r *realm.Realm) bool {
	lowered, err := r.Modules.Lower(s.text)
	if err != nil || s.lowered {
		return false
	}
	s.text, s.lowered = lowered, true
	return true
}

func (s *script) parse(r *realm.Realm) *ast.Program {
	tree, err := parser.ParseFile(nil, s.name, s.text, 0, parser.WithDisableSourceMaps)
	if err != nil && s.lower(r) {
		return s.parse(r)
	}
	if err != nil {
		panic(newSyntaxError(r, err.Error()))
	}
	if s.shown != "" {
		if len(tree.Body) != 1 {
			panic(newSyntaxError(r, "Unexpected token '}'")) // the body ended the function
		}
		tree.Body[0].(*ast.ExpressionStatement).Expression.(*ast.FunctionLiteral).Source = s.shown
	}
	return tree
}

// newSyntaxError makes the error; its class words what the engine says, which it knows by the prefix.
func newSyntaxError(r *realm.Realm, message string) goja.Value {
	object, failure := r.Runtime.New(r.Runtime.Get("SyntaxError"), r.Runtime.ToValue("SyntaxError: "+strings.TrimPrefix(message, "SyntaxError: ")))
	if failure != nil {
		return r.Runtime.NewTypeError(message)
	}
	return object
}

// runMain runs the script on the main global object.
func (s *script) runMain(r *realm.Realm) (goja.Value, error) { return r.Runtime.RunProgram(s.main) }

// runIn runs the script in a context.
func (s *script) runIn(r *realm.Realm, c *context) (goja.Value, error) {
	if s.contextual == nil {
		tree := s.parse(r)
		s.declared = transform(tree)
		program, err := goja.CompileAST(tree, false)
		if err != nil {
			return nil, r.Runtime.Try(func() { panic(newSyntaxError(r, err.Error())) })
		}
		s.contextual = program
	}
	if err := r.Runtime.Try(func() { c.instantiate(s.declared) }); err != nil {
		return nil, err
	}
	// The program takes its scope objects from the main global object, as the first thing it does.
	main := r.Runtime.GlobalObject()
	for name, object := range map[string]*goja.Object{nameGlobals: c.globals, nameHelpers: c.helpers, nameLexicals: c.lexicals.object} {
		_ = main.DefineDataProperty(name, object, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return r.Runtime.RunProgram(s.contextual)
}
