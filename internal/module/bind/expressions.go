package bind

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// expression rewrites e and returns what takes its place.
func (t *Tree) expression(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case nil:
		return nil
	case *ast.Identifier:
		return t.identifier(e)
	case *ast.DotExpression:
		return t.dot(e)
	case *ast.CallExpression:
		e.Callee = t.callee(e.Callee)
		t.list(e.ArgumentList)
	case *ast.AssignExpression:
		t.assigned(e.Left)
		e.Left = t.reference(e.Left)
		e.Right = t.expression(e.Right)
	case *ast.BinaryExpression:
		t.binary(e)
	case *ast.UnaryExpression:
		if e.Operator == token.INCREMENT || e.Operator == token.DECREMENT {
			t.assigned(e.Operand)
		}
		e.Operand = t.reference(e.Operand)
	case *ast.ConditionalExpression:
		e.Test = t.expression(e.Test)
		e.Consequent = t.expression(e.Consequent)
		e.Alternate = t.expression(e.Alternate)
	case *ast.FunctionLiteral:
		t.functionLiteral(e)
	case *ast.ArrowFunctionLiteral:
		t.arrow(e)
	case *ast.ClassLiteral:
		t.class(e)
	case *ast.RegExpLiteral:
		if t.Regexp != nil {
			return t.Regexp(e)
		}
	case *ast.AwaitExpression:
		return t.await(e)
	default:
		t.compound(e)
	}
	return e
}

// compound rewrites the expressions that only hold others.
func (t *Tree) compound(e ast.Expression) {
	switch e := e.(type) {
	case *ast.ArrayLiteral:
		t.list(e.Value)
	case *ast.ObjectLiteral:
		t.properties(e.Value)
	case *ast.ArrayPattern:
		t.list(e.Elements)
		e.Rest = t.expression(e.Rest)
	case *ast.ObjectPattern:
		t.properties(e.Properties)
		e.Rest = t.expression(e.Rest)
	case *ast.BracketExpression:
		e.Left = t.expression(e.Left)
		e.Member = t.expression(e.Member)
	case *ast.PrivateDotExpression:
		e.Left = t.expression(e.Left)
	case *ast.NewExpression:
		e.Callee = t.expression(e.Callee)
		t.list(e.ArgumentList)
	case *ast.OptionalChain:
		e.Expression = t.expression(e.Expression)
	case *ast.Optional:
		e.Expression = t.expression(e.Expression)
	case *ast.SequenceExpression:
		t.list(e.Sequence)
	case *ast.SpreadElement:
		e.Expression = t.expression(e.Expression)
	case *ast.TemplateLiteral:
		e.Tag = t.tag(e.Tag)
		t.list(e.Expressions)
	case *ast.YieldExpression:
		e.Argument = t.expression(e.Argument)
	case *ast.Binding:
		e.Initializer = t.expression(e.Initializer)
		t.target(e.Target)
	}
}

func (t *Tree) list(list []ast.Expression) {
	for i := range list {
		list[i] = t.expression(list[i])
	}
}

// binary follows a chain of operators to the left without recursion: generated code has chains of thousands.
func (t *Tree) binary(e *ast.BinaryExpression) {
	for {
		e.Right = t.expression(e.Right)
		left, ok := e.Left.(*ast.BinaryExpression)
		if !ok {
			e.Left = t.expression(e.Left)
			return
		}
		e = left
	}
}

// dot rewrites a member access; one on an imported namespace reads the binding itself.
func (t *Tree) dot(e *ast.DotExpression) ast.Expression {
	if id, ok := e.Left.(*ast.Identifier); ok {
		if b, ok := t.imported(id.Name); ok && b.Name == "" {
			return t.member(b.Environment, e.Identifier.Name, id.Idx)
		}
	}
	e.Left = t.expression(e.Left)
	return e
}

// reference rewrites what is assigned to, deleted or tested: a member of a namespace stays one, so that it fails as the standard says.
func (t *Tree) reference(e ast.Expression) ast.Expression {
	if d, ok := e.(*ast.DotExpression); ok {
		d.Left = t.expression(d.Left)
		return d
	}
	return t.expression(e)
}

func (t *Tree) tag(e ast.Expression) ast.Expression {
	if e == nil {
		return nil
	}
	return t.callee(e)
}

func (t *Tree) await(e *ast.AwaitExpression) ast.Expression {
	e.Argument = t.expression(e.Argument)
	if !t.Module || t.function > 0 {
		return e
	}
	t.Await = true
	return &ast.YieldExpression{Yield: e.Await, Argument: e.Argument}
}

// properties rewrites the properties of an object literal or pattern: a shorthand for an imported name becomes a key and a value.
func (t *Tree) properties(list []ast.Property) {
	for i, p := range list {
		switch p := p.(type) {
		case *ast.PropertyShort:
			p.Initializer = t.expression(p.Initializer)
			id := &ast.Identifier{Name: p.Name.Name, Idx: p.Name.Idx}
			value := t.identifier(id)
			if value == ast.Expression(id) {
				continue
			}
			if p.Initializer != nil {
				value = &ast.AssignExpression{Operator: token.ASSIGN, Left: value, Right: p.Initializer}
			}
			key := &ast.StringLiteral{Idx: p.Name.Idx, Literal: string(p.Name.Name), Value: p.Name.Name}
			list[i] = &ast.PropertyKeyed{Key: key, Kind: ast.PropertyKindValue, Value: value}
		case *ast.PropertyKeyed:
			if p.Computed {
				p.Key = t.expression(p.Key)
			}
			p.Value = t.expression(p.Value)
		case *ast.SpreadElement:
			p.Expression = t.expression(p.Expression)
		}
	}
}

// target rewrites the computed keys and defaults of a declaration's pattern; the names in it are declared, not read.
func (t *Tree) target(target ast.Expression) {
	switch target := target.(type) {
	case *ast.Identifier:
		if name, ok := t.Hidden[target.Idx]; ok {
			target.Name = name
		}
	case *ast.ObjectPattern:
		for _, p := range target.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				p.Initializer = t.expression(p.Initializer)
			case *ast.PropertyKeyed:
				if p.Computed {
					p.Key = t.expression(p.Key)
				}
				t.target(p.Value)
			}
		}
		t.target(target.Rest)
	case *ast.ArrayPattern:
		for _, e := range target.Elements {
			t.target(e)
		}
		t.target(target.Rest)
	case *ast.AssignExpression:
		t.target(target.Left)
		target.Right = t.expression(target.Right)
	case *ast.Binding:
		t.bindings([]*ast.Binding{target})
	}
}

func (t *Tree) bindings(list []*ast.Binding) {
	for _, b := range list {
		t.target(b.Target)
		b.Initializer = t.expression(b.Initializer)
	}
}
