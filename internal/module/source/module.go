package source

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"

	"github.com/wasmglue/wasmglue/internal/module/bind"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// Module is an ES module's text, compiled, with its clauses: what the standard calls a Source Text Module Record, without the state of one realm.
//
// Running Program gives a generator function with the parameters import.meta, import(), a native that takes the getters of the local exports (in
// the order of Exports with Request < 0), and for each request the requested module's bindings and namespace. Its first step initialises
// functions and hands over the getters; then it runs the body, yielding what top-level await awaits.
type Module struct {
	Program  *goja.Program
	Requests []Request
	Imports  []Import
	Exports  []Export
	Stars    []int // requests of export *
	Await    bool  // it has a top-level await
	Meta     bool  // it reads import.meta

	// Constant tells of each export whether its binding keeps its value once the module was evaluated.
	Constant []bool

	name, text string
}

var modules = newCache[*Module]()

// Module compiles the text of an ES module. name is what stack traces show: its URL. The error is a [*SyntaxError].
func (s *Sources) Module(name, text string, typeScript bool) (*Module, error) {
	kind := "module"
	if typeScript {
		kind = "typescript module"
	}
	return modules.get(keyOf(kind, name, text), len(text), func() (*Module, error) {
		return s.compileModule(name, text, typeScript)
	})
}

func (s *Sources) compileModule(name, text string, typeScript bool) (*Module, error) {
	if TooDeep(text) {
		return nil, &TooDeepError{name}
	}
	text = hideHashbang(text)
	var first error
	if !typeScript {
		m, err := newModule(unit{name: name, text: text, head: moduleHead})
		if mended := realm.MendEscapes(text); err != nil && mended != text {
			text = mended
			m, err = newModule(unit{name: name, text: text, head: moduleHead})
		}
		if err == nil {
			return m, nil
		}
		first = err
	}
	u, err := s.lower(name, text, moduleHead, language(typeScript))
	if err == nil {
		return newModule(u)
	}
	if first != nil {
		return nil, first
	}
	return nil, err
}

func newModule(u unit) (_ *Module, err error) {
	defer u.recover(&err)
	c := scanClauses(u.text, true)
	if c.err != nil {
		c.err.File = u.name
		return nil, c.err
	}
	tree, err := u.parse(c.edited())
	if err != nil {
		return nil, err
	}
	m := &Module{Requests: c.requests, Imports: c.imports, Stars: c.stars, Meta: c.meta, name: u.name, text: u.text}
	if err := m.bind(&u, tree, c); err != nil {
		return nil, err
	}
	if m.Program, err = goja.CompileAST(tree, true); err != nil {
		return nil, u.syntaxError(err)
	}
	return m, nil
}

// At is a SyntaxError at an offset of the module's text.
func (m *Module) At(offset int, message string) *SyntaxError {
	c := clauses{text: m.text}
	e := c.errorAt(min(offset, len(m.text)), message)
	e.File = m.name
	return e
}

// OneLine tells whether the list of names around an offset of the text begins and ends on one line.
func (m *Module) OneLine(offset int) bool {
	if offset > len(m.text) {
		return false
	}
	start := strings.LastIndexByte(m.text[:offset], '\n') + 1
	line, _, _ := strings.Cut(m.text[start:], "\n")
	open := strings.IndexByte(line, '{')
	return open >= 0 && strings.IndexByte(line[open:], '}') > 0
}

// bind rewrites the tree of the module's function.
func (m *Module) bind(u *unit, tree *ast.Program, c *clauses) error {
	fn := functionOf(tree)
	m.Exports = append(c.exports, c.declared(fn.Body.List, len(u.head))...)
	m.forwardImports()
	if err := m.checkExports(); err != nil {
		return err
	}
	if err := m.checkImports(fn); err != nil {
		return err
	}
	t := u.bindTree(c)
	t.Module, t.Imports = true, m.bindings()
	t.Body(fn.Body)
	if t.Return != 0 {
		return m.At(int(t.Return)-1-len(u.head), "Illegal return statement")
	}
	m.Await = t.Await
	m.Constant = make([]bool, len(m.Exports))
	for i, e := range m.Exports {
		_, assigned := t.Assigned[unistring.NewFromString(e.Local)]
		m.Constant[i] = !assigned && !t.Eval
	}
	m.makeGenerator(fn)
	return nil
}

// declared lists the names of export declarations.
func (c *clauses) declared(body []ast.Statement, head int) (list []Export) {
	for _, s := range body {
		offset := int(s.Idx0()) - 1 - head
		if !c.declarations[offset] {
			continue
		}
		for _, name := range bind.Declared(s) {
			list = append(list, Export{Name: name, Local: name, Request: -1, Offset: offset})
		}
	}
	return list
}

// forwardImports makes the export of an imported binding an export from the module that it was imported from.
func (m *Module) forwardImports() {
	locals := make(map[string]Import, len(m.Imports))
	for _, i := range m.Imports {
		locals[i.Local] = i
	}
	for n, e := range m.Exports {
		if i, ok := locals[e.Local]; ok && e.Request < 0 {
			m.Exports[n].Request, m.Exports[n].Import = i.Request, i.Name
		}
	}
}

func (m *Module) checkExports() error {
	seen := make(map[string]bool, len(m.Exports))
	for _, e := range m.Exports {
		if seen[e.Name] {
			return m.At(e.Offset, "Duplicate export of '"+e.Name+"'")
		}
		seen[e.Name] = true
	}
	return nil
}

// checkImports refuses a module that declares a name that it imports.
func (m *Module) checkImports(fn *ast.FunctionLiteral) error {
	if len(m.Imports) == 0 {
		return nil
	}
	imported := make(map[string]bool, len(m.Imports))
	for _, i := range m.Imports {
		if imported[i.Local] {
			return m.At(i.Offset, "Identifier '"+i.Local+"' has already been declared")
		}
		imported[i.Local] = true
	}
	declared := []string{}
	for _, s := range fn.Body.List {
		declared = append(declared, bind.Declared(s)...)
	}
	for _, d := range fn.DeclarationList {
		declared = append(declared, bind.Declared(&ast.VariableStatement{List: d.List})...)
	}
	for _, name := range declared {
		if imported[name] {
			return m.At(0, "Identifier '"+name+"' has already been declared")
		}
	}
	return nil
}

func environmentName(request int) unistring.String {
	return unistring.String("bindings of request " + strconv.Itoa(request))
}

func namespaceName(request int) unistring.String {
	return unistring.String("namespace of request " + strconv.Itoa(request))
}

func (m *Module) bindings() map[unistring.String]bind.Binding {
	table := make(map[unistring.String]bind.Binding, len(m.Imports))
	for _, i := range m.Imports {
		table[unistring.NewFromString(i.Local)] = bind.Binding{
			Environment: environmentName(i.Request), Namespace: namespaceName(i.Request), Name: unistring.NewFromString(i.Name)}
	}
	return table
}

// makeGenerator gives the module's function its parameters and its first step.
func (m *Module) makeGenerator(fn *ast.FunctionLiteral) {
	fn.Async, fn.Generator = false, true
	names := []unistring.String{hiddenMeta, hiddenImport, "export"}
	for i := range m.Requests {
		names = append(names, environmentName(i), namespaceName(i))
	}
	for _, name := range names {
		fn.ParameterList.List = append(fn.ParameterList.List, &ast.Binding{Target: &ast.Identifier{Name: name}})
	}
	call := &ast.CallExpression{Callee: &ast.Identifier{Name: "export"}}
	for _, e := range m.Exports {
		if e.Request < 0 {
			call.ArgumentList = append(call.ArgumentList, getter(e.Local))
		}
	}
	fn.Body.List = slices.Concat([]ast.Statement{
		&ast.ExpressionStatement{Expression: call},
		&ast.ExpressionStatement{Expression: &ast.YieldExpression{}},
	}, fn.Body.List)
}

// getter is () => local.
func getter(local string) ast.Expression {
	return &ast.ArrowFunctionLiteral{
		ParameterList: &ast.ParameterList{},
		Body:          &ast.ExpressionBody{Expression: &ast.Identifier{Name: unistring.NewFromString(local)}},
	}
}
