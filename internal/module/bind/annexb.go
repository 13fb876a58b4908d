package bind

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// In sloppy code a function that is declared in a block is also a variable of the function around it
// (https://tc39.es/ecma262/#sec-block-level-function-declarations-web-legacy-compatibility-semantics). The engine keeps it in the block. Such a
// declaration becomes a variable that is initialised where the block begins.

// sloppy is a function, or script, whose block functions are hoisted.
type sloppy struct {
	declarations *[]*ast.VariableDeclaration
	parameters   map[unistring.String]struct{}
	blocks       [][]ast.Statement // that enclose the place, the function's body first
}

// enterFunction begins a function; leave ends it.
func (t *Tree) enterFunction(declarations *[]*ast.VariableDeclaration, parameters *ast.ParameterList, body []ast.Statement) (leave func()) {
	outer := t.sloppy
	leave = func() { t.sloppy = outer }
	if outer == nil || isStrict(body) {
		t.sloppy = nil
		return leave
	}
	t.sloppy = &sloppy{declarations: declarations, blocks: [][]ast.Statement{body}}
	if parameters != nil {
		names := map[unistring.String]struct{}{}
		for _, p := range parameters.List {
			if id, ok := p.Target.(*ast.Identifier); ok {
				names[id.Name] = struct{}{}
			}
		}
		t.sloppy.parameters = names
	}
	return leave
}

// strict begins code that is strict whatever is around it: a class.
func (t *Tree) strict() (leave func()) {
	outer := t.sloppy
	t.sloppy = nil
	return func() { t.sloppy = outer }
}

func isStrict(body []ast.Statement) bool {
	for _, s := range body {
		statement, ok := s.(*ast.ExpressionStatement)
		if !ok {
			return false
		}
		text, ok := statement.Expression.(*ast.StringLiteral)
		if !ok {
			return false
		}
		if text.Literal == "'use strict'" || text.Literal == `"use strict"` {
			return true
		}
	}
	return false
}

// hoistFunctions makes variables of the functions that a block declares.
func (t *Tree) hoistFunctions(list []ast.Statement) []ast.Statement {
	if t.sloppy == nil {
		return list
	}
	var first []ast.Statement
	for i, s := range list {
		declaration, ok := s.(*ast.FunctionDeclaration)
		if !ok || declaration.Function.Async || declaration.Function.Generator || !t.canHoist(declaration.Function.Name.Name, list) {
			continue
		}
		first = append(first, t.asVariable(declaration.Function))
		list[i] = &ast.EmptyStatement{Semicolon: declaration.Idx0()}
	}
	if first == nil {
		return list
	}
	return append(first, list...)
}

// canHoist tells whether a variable of that name may stand beside what is declared around the block.
func (t *Tree) canHoist(name unistring.String, block []ast.Statement) bool {
	if _, ok := t.sloppy.parameters[name]; ok {
		return false
	}
	for _, list := range append(t.sloppy.blocks, block) {
		for _, s := range list {
			switch s := s.(type) {
			case *ast.LexicalDeclaration:
				for _, declared := range Declared(s) {
					if unistring.NewFromString(declared) == name {
						return false
					}
				}
			case *ast.ClassDeclaration:
				if s.Class.Name != nil && s.Class.Name.Name == name {
					return false
				}
			}
		}
	}
	return true
}

func (t *Tree) asVariable(f *ast.FunctionLiteral) ast.Statement {
	binding := &ast.Binding{Target: &ast.Identifier{Name: f.Name.Name, Idx: f.Name.Idx}, Initializer: f}
	f.Name = nil // the name comes from the variable: in the function it is the variable's
	list := []*ast.Binding{binding}
	*t.sloppy.declarations = append(*t.sloppy.declarations, &ast.VariableDeclaration{List: list, Var: f.Function})
	return &ast.VariableStatement{Var: f.Function, List: list}
}
