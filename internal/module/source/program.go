// Package source turns the text of a module into a program that goja runs. What goja can run goes to it as it is; only what it rejects is
// lowered. Programs are shared by all hosts of the process.
package source

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/wasmglue/wasmglue/internal/module/lower"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// The heads stand before the text of a module on its first line. They are of one length: see [realm.ModuleHead].
const (
	functionHead = "(function (exports, require, module, __filename, __dirname) { "
	moduleHead   = "(async function () {                                          "
)

var _ = [1]int{}[len(functionHead)-realm.ModuleHead+len(moduleHead)-realm.ModuleHead]

// Sources makes programs for the hosts of one configuration.
type Sources struct {
	dir string // keeps lowered text between processes
}

// New returns the sources that keep lowered text in dir; "" keeps none.
func New(dir string) *Sources { return &Sources{dir} }

// Function is a CommonJS module's text, compiled.
type Function struct {
	// Program gives the function (exports, require, module, __filename, __dirname), and, if Import is set, the function import as sixth.
	Program *goja.Program
	Import  bool
}

var functions = newCache[*Function]()

// Function compiles the text of a CommonJS module. name is what stack traces show: the file. The error is a [*SyntaxError].
func (s *Sources) Function(name, text string, typeScript bool) (*Function, error) {
	kind := "function"
	if typeScript {
		kind = "typescript function"
	}
	return functions.get(keyOf(kind, name, text), len(text), func() (*Function, error) {
		return s.compileFunction(name, text, typeScript)
	})
}

func (s *Sources) compileFunction(name, text string, typeScript bool) (*Function, error) {
	if TooDeep(text) {
		return nil, &TooDeepError{name}
	}
	text = hideHashbang(text)
	if typeScript {
		return s.lowerFunction(name, text, lower.TypeScript)
	}
	f, err := newFunction(unit{name: name, text: text, head: functionHead})
	if mended := realm.MendEscapes(text); err != nil && mended != text {
		text = mended
		f, err = newFunction(unit{name: name, text: text, head: functionHead})
	}
	if err == nil {
		return f, nil
	}
	if word := staticWord(text); word != "" {
		return nil, outsideModule(err, word)
	}
	if lowered, lowerErr := s.lowerFunction(name, text, lower.Script); lowerErr == nil {
		return lowered, nil
	}
	return nil, err
}

func (s *Sources) lowerFunction(name, text string, language lower.Language) (*Function, error) {
	u, err := s.lower(name, text, functionHead, language)
	if err != nil {
		return nil, err
	}
	return newFunction(u)
}

// Script lowers the text of a script that is evaluated.
func (s *Sources) Script(text string) (string, error) {
	u, err := s.lower("evalmachine.<anonymous>", text, "", lower.Script)
	return u.text, err
}

// Script compiles a script whose regular expressions the engine would get wrong.
func Script(name, text string) (_ *goja.Program, err error) {
	text = realm.MendEscapes(text)
	u := unit{name: name, text: text}
	defer u.recover(&err)
	tree, err := parser.ParseFile(nil, name, text, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, u.syntaxError(err)
	}
	t := u.bindTree(&clauses{text: text})
	t.Body(&ast.BlockStatement{List: tree.Body})
	return goja.CompileAST(tree, false)
}

// lower lowers a text; its errors are SyntaxErrors.
func (s *Sources) lower(name, text, head string, language lower.Language) (unit, error) {
	result, err := lower.Lower(s.dir, language, text, realm.ModuleHead)
	if err != nil {
		e := &SyntaxError{Message: err.Error(), File: name}
		if at, ok := errors.AsType[*lower.Error](err); ok {
			e.Line, e.Column, e.Text = at.Line, at.Column, at.LineText
		}
		return unit{}, e
	}
	return unit{name: name, text: realm.MendEscapes(result.Text), head: head + "\n", sourceMap: result.SourceMap(name, 1)}, nil
}

// newFunction compiles a text that goja can parse but for import() in it.
func newFunction(u unit) (_ *Function, err error) {
	defer u.recover(&err)
	c := &clauses{text: u.text}
	if strings.Contains(u.text, "import") {
		c = scanClauses(u.text, false)
	}
	tree, err := u.parse(c.edited())
	if err != nil {
		return nil, err
	}
	u.rewriteFunction(tree, c)
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, u.syntaxError(err)
	}
	return &Function{program, c.dynamic}, nil
}

// unit is one text on its way to a program.
type unit struct {
	name, text string
	head       string // what stands before the text
	sourceMap  []byte // of a lowered text
}

// recover turns a panic of the engine's parser or compiler, which have assertions that strange texts can break, into an error.
func (u *unit) recover(err *error) {
	if x := recover(); x != nil {
		*err = &SyntaxError{Message: fmt.Sprintf("Invalid or unexpected token (%v)", x), File: u.name}
	}
}

// parse parses the text, edited without changing its length, as the body of the head's function.
func (u *unit) parse(edited string) (*ast.Program, error) {
	text, option := u.head+edited+"\n})", parser.Option(parser.WithDisableSourceMaps)
	if u.sourceMap != nil {
		text += "\n//# sourceMappingURL=lowered.map"
		option = parser.WithSourceMapLoader(func(string) ([]byte, error) { return u.sourceMap, nil })
	}
	tree, err := parser.ParseFile(nil, u.name, text, 0, option)
	if err != nil {
		return nil, u.syntaxError(err)
	}
	if !isOneFunction(tree) { // the text closed the head's function, to open another one
		return nil, &SyntaxError{Message: "Unexpected token '}'", File: u.name}
	}
	return tree, nil
}

// isOneFunction tells that a text did not close the function it was put in, to open another one.
func isOneFunction(tree *ast.Program) bool {
	if len(tree.Body) != 1 {
		return false
	}
	statement, ok := tree.Body[0].(*ast.ExpressionStatement)
	if !ok {
		return false
	}
	_, ok = statement.Expression.(*ast.FunctionLiteral)
	return ok
}

// hideHashbang makes a first line that begins with #! a comment, keeping all positions.
func hideHashbang(text string) string {
	if len(text) > 1 && text[0] == '#' && text[1] == '!' {
		return "//" + text[2:]
	}
	return text
}
