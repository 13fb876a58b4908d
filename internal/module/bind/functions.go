package bind

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
)

// restore gives a function or class the text that was written, for toString.
func (t *Tree) restore(start file.Idx, text string) string {
	if t.Source == nil || text == "" {
		return text
	}
	original := t.Source(start, len(text))
	if original == text || len(original) != len(text) {
		return text
	}
	if rest, ok := strings.CutPrefix(original, "export"); ok {
		original = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "default"))
	}
	return original
}

func (t *Tree) functionLiteral(f *ast.FunctionLiteral) {
	f.Source = t.restore(f.Function, f.Source)
	t.enter()
	if f.Name != nil {
		t.declare(f.Name.Name)
	}
	t.ordinary++
	leave := t.enterFunction(&f.DeclarationList, f.ParameterList, f.Body.List)
	t.parameters(f.ParameterList)
	t.body(f.Body, f.DeclarationList)
	leave()
	t.ordinary--
	t.leave()
}

func (t *Tree) arrow(f *ast.ArrowFunctionLiteral) {
	f.Source = t.restore(f.Start, f.Source)
	t.enter()
	t.parameters(f.ParameterList)
	switch body := f.Body.(type) {
	case *ast.BlockStatement:
		leave := t.enterFunction(&f.DeclarationList, f.ParameterList, body.List)
		t.body(body, f.DeclarationList)
		leave()
	case *ast.ExpressionBody:
		t.function++
		body.Expression = t.expression(body.Expression)
		t.function--
	}
	t.leave()
}

func (t *Tree) parameters(p *ast.ParameterList) {
	t.function++
	defer func() { t.function-- }()
	if p == nil {
		return
	}
	t.declareBindings(p.List)
	t.declareTarget(p.Rest)
	t.bindings(p.List)
	t.target(p.Rest)
}

func (t *Tree) body(body *ast.BlockStatement, declarations []*ast.VariableDeclaration) {
	t.function++
	for _, d := range declarations {
		t.declareBindings(d.List)
	}
	t.declareLexical(body.List)
	t.statements(body.List)
	t.function--
}

func (t *Tree) class(c *ast.ClassLiteral) {
	c.Source = t.restore(c.Class, c.Source)
	t.enter()
	if c.Name != nil {
		if name, ok := t.Hidden[c.Name.Idx]; ok {
			c.Name.Name = name
		}
		t.declare(c.Name.Name)
	}
	defer t.strict()()
	c.SuperClass = t.expression(c.SuperClass)
	for _, element := range c.Body {
		t.classElement(element)
	}
	t.leave()
}

func (t *Tree) classElement(element ast.ClassElement) {
	switch e := element.(type) {
	case *ast.FieldDefinition:
		if e.Computed {
			e.Key = t.expression(e.Key)
		}
		t.function++
		e.Initializer = t.expression(e.Initializer)
		t.function--
	case *ast.MethodDefinition:
		if e.Computed {
			e.Key = t.expression(e.Key)
		}
		t.functionLiteral(e.Body)
	case *ast.ClassStaticBlock:
		e.Source = t.restore(e.Static, e.Source)
		t.enter()
		t.body(e.Block, e.DeclarationList)
		t.leave()
	}
}
