package vm

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// The names that a transformed program uses of its context; no program can spell them.
const (
	nameGlobals  = "vm*globals"  // the object that answers for global names
	nameHelpers  = "vm*helpers"  // the object that has the functions below
	nameLexicals = "vm*lexicals" // the object that has let, const and class of all scripts
	nameThis     = "vm*this"     // this(v) is the context's global object for the main one
	nameQuiet    = "vm*quiet"    // quiet() lets the next unknown name be undefined, for typeof
	nameLoud     = "vm*loud"     // loud(v) ends that
)

// declarations are the names that a script declares at its top level.
type declarations struct {
	variables []string
	functions []string
	lexicals  []lexical
}

type lexical struct {
	name     string
	constant bool
}

// transform makes a program of tree that runs in a context: global names are looked up in objects of the context, and what the script declares
// at its top level is assigned to them.
func transform(tree *ast.Program) declarations {
	t := &transformer{strict: isStrict(tree.Body)}
	strict := t.strict
	body := t.topLevel(tree.Body)
	t.rewrite(body)
	if strict {
		body = []ast.Statement{t.strictly(body)}
	}
	for _, name := range []string{nameLexicals, nameHelpers, nameGlobals} {
		body = []ast.Statement{&ast.WithStatement{With: 1, Object: identifier(name), Body: &ast.BlockStatement{LeftBrace: 1, List: body, RightBrace: 1}}}
	}
	tree.Body, tree.DeclarationList = body, nil
	return t.declared
}

type transformer struct {
	declared declarations
	strict   bool
}

func identifier(name string) *ast.Identifier {
	return &ast.Identifier{Name: unistring.NewFromString(name), Idx: 1}
}

func isStrict(body []ast.Statement) bool {
	for _, s := range body {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			return false
		}
		text, ok := e.Expression.(*ast.StringLiteral)
		if !ok {
			return false
		}
		if text.Literal == "'use strict'" || text.Literal == `"use strict"` {
			return true
		}
	}
	return false
}

// topLevel turns the declarations of a script into assignments, functions first.
func (t *transformer) topLevel(body []ast.Statement) []ast.Statement {
	var functions, rest []ast.Statement
	for _, s := range body {
		switch s := s.(type) {
		case *ast.FunctionDeclaration:
			t.declared.functions = append(t.declared.functions, s.Function.Name.Name.String())
			functions = append(functions, assignment(s.Function.Name, s.Function))
			s.Function.Name = nil // it gets the name by the assignment, and may be replaced from inside
		case *ast.ClassDeclaration:
			t.lexical(s.Class.Name, false)
			rest = append(rest, assignment(s.Class.Name, s.Class))
		case *ast.LexicalDeclaration:
			for _, b := range s.List {
				t.lexical(b.Target, s.Token == token.CONST)
			}
			rest = append(rest, assignments(s.List, true))
		default:
			rest = append(rest, t.variables(s))
		}
	}
	return append(functions, rest...)
}

// lexical notes the names of a binding.
func (t *transformer) lexical(target ast.Expression, constant bool) {
	for _, name := range names(nil, target) {
		t.declared.lexicals = append(t.declared.lexicals, lexical{name, constant})
	}
}

// variables turns `var` at any depth outside functions into assignments to names that exist by then.
func (t *transformer) variables(s ast.Statement) ast.Statement {
	list := func(list []ast.Statement) {
		for i := range list {
			list[i] = t.variables(list[i])
		}
	}
	switch s := s.(type) {
	case *ast.VariableStatement:
		t.note(s.List)
		return assignments(s.List, false)
	case *ast.BlockStatement:
		list(s.List)
	case *ast.IfStatement:
		s.Consequent = t.variables(s.Consequent)
		if s.Alternate != nil {
			s.Alternate = t.variables(s.Alternate)
		}
	case *ast.LabelledStatement:
		s.Statement = t.variables(s.Statement)
	case *ast.WithStatement:
		s.Body = t.variables(s.Body)
	case *ast.WhileStatement:
		s.Body = t.variables(s.Body)
	case *ast.DoWhileStatement:
		s.Body = t.variables(s.Body)
	case *ast.SwitchStatement:
		for _, c := range s.Body {
			list(c.Consequent)
		}
	case *ast.TryStatement:
		list(s.Body.List)
		if s.Catch != nil {
			list(s.Catch.Body.List)
		}
		if s.Finally != nil {
			list(s.Finally.List)
		}
	case *ast.ForStatement:
		if v, ok := s.Initializer.(*ast.ForLoopInitializerVarDeclList); ok {
			t.note(v.List)
			s.Initializer = &ast.ForLoopInitializerExpression{Expression: sequence(v.List, false)}
		}
		s.Body = t.variables(s.Body)
	case *ast.ForInStatement:
		s.Into, s.Body = t.into(s.Into), t.variables(s.Body)
	case *ast.ForOfStatement:
		s.Into, s.Body = t.into(s.Into), t.variables(s.Body)
	}
	return s
}

func (t *transformer) into(into ast.ForInto) ast.ForInto {
	v, ok := into.(*ast.ForIntoVar)
	if !ok {
		return into
	}
	t.note([]*ast.Binding{v.Binding})
	return &ast.ForIntoExpression{Expression: v.Binding.Target}
}

func (t *transformer) note(list []*ast.Binding) {
	for _, b := range list {
		t.declared.variables = names(t.declared.variables, b.Target)
	}
}

// names lists the names of a binding's target.
func names(list []string, target ast.Expression) []string {
	switch e := target.(type) {
	case *ast.Identifier:
		return append(list, e.Name.String())
	case *ast.AssignExpression:
		return names(list, e.Left)
	case *ast.SpreadElement:
		return names(list, e.Expression)
	case *ast.ArrayPattern:
		for _, part := range e.Elements {
			list = names(list, part)
		}
		return names(list, e.Rest)
	case *ast.ObjectPattern:
		for _, p := range e.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				list = append(list, p.Name.Name.String())
			case *ast.PropertyKeyed:
				list = names(list, p.Value)
			}
		}
		return names(list, e.Rest)
	}
	return list
}

func assignment(target, value ast.Expression) ast.Statement {
	return &ast.ExpressionStatement{Expression: &ast.AssignExpression{Operator: token.ASSIGN, Left: target, Right: value}}
}

// assignments are what is left of a declaration. One without a value is empty, but for let, which makes the name undefined.
func assignments(list []*ast.Binding, lexical bool) ast.Statement {
	if e := sequence(list, lexical); e != nil {
		// A declaration has no completion value: as a loop's head the assignment leaves none either.
		return &ast.ForStatement{
			For: list[0].Idx0(), Initializer: &ast.ForLoopInitializerExpression{Expression: e},
			Test: &ast.BooleanLiteral{Literal: "false"}, Body: &ast.EmptyStatement{},
		}
	}
	return &ast.EmptyStatement{}
}

func sequence(list []*ast.Binding, lexical bool) ast.Expression {
	var parts []ast.Expression
	for _, b := range list {
		value := b.Initializer
		if value == nil && lexical {
			value = &ast.UnaryExpression{Operator: token.VOID, Operand: &ast.NumberLiteral{Literal: "0", Value: int64(0)}}
		}
		if value != nil {
			parts = append(parts, &ast.AssignExpression{Operator: token.ASSIGN, Left: b.Target, Right: value})
		}
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return &ast.SequenceExpression{Sequence: parts}
}

// rewrite makes this, typeof and calls of names what they are where the global object is no scope object.
func (t *transformer) rewrite(body []ast.Statement) {
	enter := func(strict bool) func() {
		outer := t.strict
		t.strict = strict
		return func() { t.strict = outer }
	}
	w := &visitor{
		expression: t.expression,
		function:   func(body []ast.Statement) func() { return enter(t.strict || isStrict(body)) },
		class:      func() func() { return enter(true) },
	}
	w.walk(body)
}

func (t *transformer) expression(e ast.Expression) (ast.Expression, bool) {
	switch e := e.(type) {
	case *ast.ThisExpression:
		if !t.strict {
			return helper(nameThis, e), true
		}
	case *ast.UnaryExpression:
		if name, ok := e.Operand.(*ast.Identifier); ok && e.Operator == token.TYPEOF {
			quiet := &ast.SequenceExpression{Sequence: []ast.Expression{helper(nameQuiet), name}}
			return helper(nameLoud, &ast.UnaryExpression{Operator: token.TYPEOF, Idx: e.Idx, Operand: quiet}), true
		}
	case *ast.CallExpression:
		if name, ok := e.Callee.(*ast.Identifier); ok && name.Name != "eval" {
			// Not a method of the scope object.
			e.Callee = &ast.SequenceExpression{Sequence: []ast.Expression{&ast.NumberLiteral{Idx: name.Idx, Literal: "0", Value: int64(0)}, name}}
		}
	}
	return e, false
}

func helper(name string, args ...ast.Expression) ast.Expression {
	return &ast.CallExpression{
		Callee:       &ast.SequenceExpression{Sequence: []ast.Expression{&ast.NumberLiteral{Literal: "0", Value: int64(0)}, identifier(name)}},
		ArgumentList: args,
	}
}

// strictly puts strict code, in which `with` may not stand, into a function inside of it.
func (t *transformer) strictly(body []ast.Statement) ast.Statement {
	completing(body)
	f := &ast.FunctionLiteral{
		Function: 1, ParameterList: &ast.ParameterList{Opening: 1, Closing: 1}, Body: &ast.BlockStatement{LeftBrace: 1, List: body, RightBrace: 1},
	}
	call := &ast.DotExpression{Left: f, Identifier: *identifier("call")}
	return &ast.ExpressionStatement{Expression: &ast.CallExpression{Callee: call, ArgumentList: []ast.Expression{helper(nameThis)}}}
}

// completing makes the last statement of a function return the completion value.
func completing(body []ast.Statement) {
	if len(body) == 0 {
		return
	}
	last := &body[len(body)-1]
	switch s := (*last).(type) {
	case *ast.ExpressionStatement:
		*last = &ast.ReturnStatement{Return: s.Idx0(), Argument: s.Expression}
	case *ast.BlockStatement:
		completing(s.List)
	case *ast.TryStatement:
		completing(s.Body.List)
		if s.Catch != nil {
			completing(s.Catch.Body.List)
		}
	case *ast.IfStatement:
		branches := []ast.Statement{s.Consequent, s.Alternate}
		completing(branches[:1])
		completing(branches[1:])
		s.Consequent, s.Alternate = branches[0], branches[1]
	}
}
