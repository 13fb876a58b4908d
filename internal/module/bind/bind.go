// Package bind rewrites the syntax tree of a module before it is compiled, without touching its text, so that all positions stay true: names
// that were imported become reads of the exporting module's live binding, top-level await becomes a yield to the host, and names that stand for
// import() and import.meta get names that no source can have.
package bind

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// Binding tells how an imported name is read.
type Binding struct {
	Environment unistring.String // the variable that holds the exporting module's bindings
	Name        unistring.String // the export's name; "" for the namespace itself, which the variable Namespace holds
	Namespace   unistring.String
}

// Tree is what is rewritten, and how.
type Tree struct {
	Imports map[unistring.String]Binding  // by local name
	Hidden  map[file.Idx]unistring.String // new names of identifiers, by place
	Source  func(start file.Idx, length int) string
	Regexp  func(*ast.RegExpLiteral) ast.Expression // nil: left alone
	Module  bool                                    // top-level await is allowed, and becomes yield

	Await    bool                          // found: a top-level await
	Eval     bool                          // found: a direct eval, which may assign to anything
	Assigned map[unistring.String]struct{} // found: names that are assigned to, in any scope
	Return   file.Idx                      // found: a return outside of all functions

	scope    *scope
	function int     // how many functions enclose the place
	sloppy   *sloppy // the function around the place, nil in strict code
	ordinary int     // how many of them have arguments of their own: arrow functions have not
}

// scope holds those names of Imports that are declared anew in a block or function.
type scope struct {
	outer *scope
	names map[unistring.String]struct{}
}

// Body rewrites the body of the function that a module's text was put into.
func (t *Tree) Body(body *ast.BlockStatement) {
	t.Assigned = map[unistring.String]struct{}{}
	t.statements(body.List)
}

// Sloppy rewrites the body of a function that is not strict by where it stands.
func (t *Tree) Sloppy(f *ast.FunctionLiteral) {
	t.sloppy = &sloppy{}
	defer t.enterFunction(&f.DeclarationList, f.ParameterList, f.Body.List)()
	t.Body(f.Body)
}

func (t *Tree) enter() { t.scope = &scope{outer: t.scope} }
func (t *Tree) leave() { t.scope = t.scope.outer }

// declare tells that name is declared in the current scope.
func (t *Tree) declare(name unistring.String) {
	if _, imported := t.Imports[name]; !imported || t.scope == nil {
		return
	}
	if t.scope.names == nil {
		t.scope.names = map[unistring.String]struct{}{}
	}
	t.scope.names[name] = struct{}{}
}

// imported returns the binding that name refers to at the current place.
func (t *Tree) imported(name unistring.String) (Binding, bool) {
	b, ok := t.Imports[name]
	if !ok {
		return b, false
	}
	for s := t.scope; s != nil; s = s.outer {
		if _, shadowed := s.names[name]; shadowed {
			return b, false
		}
	}
	return b, true
}

func (t *Tree) declareTarget(target ast.Expression) {
	switch target := target.(type) {
	case *ast.Identifier:
		t.declare(target.Name)
	case *ast.ObjectPattern:
		for _, p := range target.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				t.declare(p.Name.Name)
			case *ast.PropertyKeyed:
				t.declareTarget(p.Value)
			}
		}
		t.declareTarget(target.Rest)
	case *ast.ArrayPattern:
		for _, e := range target.Elements {
			t.declareTarget(e)
		}
		t.declareTarget(target.Rest)
	case *ast.AssignExpression:
		t.declareTarget(target.Left)
	case *ast.Binding:
		t.declareTarget(target.Target)
	}
}

func (t *Tree) declareBindings(list []*ast.Binding) {
	for _, b := range list {
		t.declareTarget(b.Target)
	}
}

// declareLexical declares what the statements of a block declare for the whole block.
func (t *Tree) declareLexical(list []ast.Statement) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.LexicalDeclaration:
			t.declareBindings(s.List)
		case *ast.FunctionDeclaration:
			t.declare(s.Function.Name.Name)
		case *ast.ClassDeclaration:
			t.declare(s.Class.Name.Name)
		}
	}
}

// identifier rewrites a name that is read.
func (t *Tree) identifier(id *ast.Identifier) ast.Expression {
	if name, ok := t.Hidden[id.Idx]; ok {
		id.Name = name
		return id
	}
	if t.Module && t.ordinary == 0 && id.Name == "arguments" { // the function that the module is put into has them, the module has not
		return t.member("globalThis", id.Name, id.Idx)
	}
	b, ok := t.imported(id.Name)
	if !ok {
		return id
	}
	if b.Name == "" {
		return &ast.Identifier{Name: b.Namespace, Idx: id.Idx}
	}
	return t.member(b.Environment, b.Name, id.Idx)
}

func (t *Tree) member(environment, name unistring.String, at file.Idx) ast.Expression {
	return &ast.DotExpression{Left: &ast.Identifier{Name: environment, Idx: at}, Identifier: ast.Identifier{Name: name, Idx: at}}
}

// callee rewrites what is called: an imported function gets no this.
func (t *Tree) callee(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case *ast.Identifier:
		if e.Name == "eval" {
			t.Eval = true
		}
		rewritten := t.identifier(e)
		if _, ok := rewritten.(*ast.DotExpression); ok {
			zero := &ast.NumberLiteral{Idx: e.Idx, Literal: "0", Value: int64(0)}
			return &ast.SequenceExpression{Sequence: []ast.Expression{zero, rewritten}}
		}
		return rewritten
	case *ast.Optional:
		e.Expression = t.callee(e.Expression)
		return e
	}
	return t.expression(e)
}

// assigned notes the names that an assignment's target assigns to.
func (t *Tree) assigned(target ast.Expression) {
	switch target := target.(type) {
	case *ast.Identifier:
		t.Assigned[target.Name] = struct{}{}
	case *ast.ObjectPattern:
		for _, p := range target.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				t.Assigned[p.Name.Name] = struct{}{}
			case *ast.PropertyKeyed:
				t.assigned(p.Value)
			}
		}
		t.assigned(target.Rest)
	case *ast.ArrayPattern:
		for _, e := range target.Elements {
			t.assigned(e)
		}
		t.assigned(target.Rest)
	case *ast.AssignExpression:
		if target.Operator == token.ASSIGN {
			t.assigned(target.Left)
		}
	}
}

// Declared lists the names that a declaration declares.
func Declared(s ast.Statement) []string {
	var names []string
	add := func(list []*ast.Binding) {
		for _, b := range list {
			names = appendNames(names, b.Target)
		}
	}
	switch s := s.(type) {
	case *ast.VariableStatement:
		add(s.List)
	case *ast.LexicalDeclaration:
		add(s.List)
	case *ast.FunctionDeclaration:
		names = append(names, s.Function.Name.Name.String())
	case *ast.ClassDeclaration:
		names = append(names, s.Class.Name.Name.String())
	}
	return names
}

func appendNames(names []string, target ast.Expression) []string {
	switch target := target.(type) {
	case *ast.Identifier:
		names = append(names, target.Name.String())
	case *ast.ObjectPattern:
		for _, p := range target.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				names = append(names, p.Name.Name.String())
			case *ast.PropertyKeyed:
				names = appendNames(names, p.Value)
			}
		}
		names = appendNames(names, target.Rest)
	case *ast.ArrayPattern:
		for _, e := range target.Elements {
			names = appendNames(names, e)
		}
		names = appendNames(names, target.Rest)
	case *ast.AssignExpression:
		names = appendNames(names, target.Left)
	case *ast.Binding:
		names = appendNames(names, target.Target)
	}
	return names
}
