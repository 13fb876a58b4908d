package source

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"

	"github.com/wasmglue/wasmglue/internal/module/bind"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// rewriteFunction gives the names that stand for import() in a CommonJS module their meaning: a sixth parameter.
func (u *unit) rewriteFunction(tree *ast.Program, c *clauses) {
	fn := functionOf(tree)
	t := u.bindTree(c)
	t.Sloppy(fn)
	if c.dynamic {
		fn.ParameterList.List = append(fn.ParameterList.List, &ast.Binding{Target: &ast.Identifier{Name: hiddenImport}})
	}
}

func (u *unit) bindTree(c *clauses) *bind.Tree {
	return &bind.Tree{Hidden: c.hiddenAt(len(u.head)), Source: originalText(u.text, len(u.head)), Regexp: rewriteRegexp}
}

func functionOf(tree *ast.Program) *ast.FunctionLiteral {
	return tree.Body[0].(*ast.ExpressionStatement).Expression.(*ast.FunctionLiteral)
}

// hiddenAt gives the places of hidden names in a text that stands behind a head.
func (c *clauses) hiddenAt(head int) map[file.Idx]unistring.String {
	table := make(map[file.Idx]unistring.String, len(c.hidden))
	for offset, name := range c.hidden {
		table[file.Idx(offset+head+1)] = unistring.String(name)
	}
	return table
}

func originalText(text string, head int) func(file.Idx, int) string {
	return func(start file.Idx, length int) string {
		from := int(start) - 1 - head
		if from < 0 || from+length > len(text) {
			return ""
		}
		return text[from : from+length]
	}
}

// needsConstructor tells whether a pattern with flag u has what the engine gets wrong.
func needsConstructor(pattern string) bool {
	return strings.Contains(pattern, `\p{`) || strings.Contains(pattern, `\P{`) || strings.Contains(pattern, "(?<")
}

// rewriteRegexp mends a literal that the engine gets wrong: it becomes a call of the constructor, which builtins mended, or has other anchors.
func rewriteRegexp(e *ast.RegExpLiteral) ast.Expression {
	if !needsConstructor(e.Pattern) || !strings.ContainsAny(e.Flags, "uv") {
		if strings.Contains(e.Flags, "m") {
			e.Pattern = realm.MendAnchors(e.Pattern)
		}
		return e
	}
	text := func(s string) ast.Expression {
		return &ast.StringLiteral{Idx: e.Idx, Literal: s, Value: unistring.NewFromString(s)}
	}
	return &ast.NewExpression{New: e.Idx, Callee: &ast.Identifier{Name: "RegExp", Idx: e.Idx}, ArgumentList: []ast.Expression{text(e.Pattern), text(e.Flags)}}
}
