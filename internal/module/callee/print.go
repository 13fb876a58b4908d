package callee

import (
	"cmp"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// printer renders an expression as V8 does for messages: what has no short form is an (intermediate value).
type printer struct{ text strings.Builder }

func (p *printer) write(s ...string) {
	for _, part := range s {
		p.text.WriteString(part)
	}
}

const intermediate = "(intermediate value)"

func (p *printer) expression(e ast.Expression) {
	switch e := e.(type) {
	case *ast.Identifier:
		p.write(e.Name.String())
	case *ast.DotExpression:
		p.optional(e.Left, func(dot string) { p.write(cmp.Or(dot, "."), e.Identifier.Name.String()) })
	case *ast.PrivateDotExpression:
		p.expression(e.Left)
		p.write(".#", e.Identifier.Name.String())
	case *ast.BracketExpression:
		p.member(e)
	case *ast.CallExpression:
		p.expression(e.Callee)
		p.write("(...)")
	case *ast.OptionalChain:
		p.expression(e.Expression)
	case *ast.Optional:
		p.expression(e.Expression)
	case *ast.ThisExpression:
		p.write("this")
	case *ast.MetaProperty:
		p.write(".", e.Meta.Name.String(), ".", e.Property.Name.String())
	case *ast.TemplateLiteral:
		p.template(e)
	default:
		p.operator(e)
	}
}

func (p *printer) member(e *ast.BracketExpression) {
	p.optional(e.Left, func(dot string) {
		if name, ok := e.Member.(*ast.StringLiteral); ok {
			p.write(cmp.Or(dot, "."), name.Value.String())
			return
		}
		if t, ok := e.Member.(*ast.TemplateLiteral); ok && len(t.Expressions) == 0 && len(t.Elements) == 1 {
			p.write(".", t.Elements[0].Parsed.String())
			return
		}
		p.write(dot, "[")
		p.expression(e.Member)
		p.write("]")
	})
}

// optional writes the object of a member, and lets rest write the member behind "?." or nothing.
func (p *printer) optional(left ast.Expression, rest func(dot string)) {
	p.expression(left)
	if _, ok := left.(*ast.Optional); ok {
		rest("?.")
	} else {
		rest("")
	}
}

func (p *printer) template(e *ast.TemplateLiteral) {
	if e.Tag != nil {
		p.expression(e.Tag)
		p.write("(...)")
		return
	}
	for _, part := range e.Expressions {
		p.expression(part)
	}
	if len(e.Expressions) == 0 && len(e.Elements) == 1 {
		p.write(`"`, e.Elements[0].Parsed.String(), `"`)
	}
}

func (p *printer) operator(e ast.Expression) {
	switch e := e.(type) {
	case *ast.UnaryExpression:
		p.unary(e)
	case *ast.BinaryExpression:
		p.write("(")
		p.operands(e, e.Operator)
		p.write(")")
	case *ast.SequenceExpression:
		p.write("(")
		for i, part := range e.Sequence {
			if i > 0 {
				p.write(" , ")
			}
			p.expression(part)
		}
		p.write(")")
	case *ast.ConditionalExpression:
		p.write(intermediate, intermediate, intermediate)
	case *ast.AssignExpression:
		p.expression(e.Left)
	default:
		p.literal(e)
	}
}

func (p *printer) unary(e *ast.UnaryExpression) {
	if n, ok := e.Operand.(*ast.NumberLiteral); ok && e.Operator == token.MINUS {
		p.write("-", n.Literal)
		return
	}
	p.write("(", e.Operator.String())
	if e.Operator == token.TYPEOF || e.Operator == token.VOID || e.Operator == token.DELETE {
		p.write(" ")
	}
	p.expression(e.Operand)
	p.write(")")
}

// operands writes a chain of one operator without brackets in it.
func (p *printer) operands(e *ast.BinaryExpression, operator token.Token) {
	if left, ok := e.Left.(*ast.BinaryExpression); ok && left.Operator == operator {
		p.operands(left, operator)
	} else {
		p.expression(e.Left)
	}
	p.write(" ", operator.String(), " ")
	p.expression(e.Right)
}

func (p *printer) literal(e ast.Expression) {
	switch e := e.(type) {
	case *ast.StringLiteral:
		p.write(`"`, e.Value.String(), `"`)
	case *ast.NumberLiteral:
		p.write(e.Literal)
	case *ast.BooleanLiteral:
		p.write(e.Literal)
	case *ast.NullLiteral:
		p.write("null")
	case *ast.RegExpLiteral:
		p.write("/", e.Pattern, "/", e.Flags)
	case *ast.ArrayLiteral:
		p.write("[")
		for i, item := range e.Value {
			if i > 0 {
				p.write(",")
			}
			if item != nil {
				p.expression(item)
			}
		}
		p.write("]")
	case *ast.ObjectLiteral:
		p.write("{")
		for range e.Value {
			p.write(intermediate)
		}
		p.write("}")
	default:
		p.write(intermediate)
	}
}
