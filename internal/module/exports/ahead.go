package exports

import (
	"unicode/utf8"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
)

// ahead reads on from a place without moving the finder.
type ahead struct {
	s      *lexer.Scanner
	peeked *lexer.Token
}

func (f *finder) ahead() *ahead { return &ahead{s: f.s.Ahead()} }

func (a *ahead) next() lexer.Token {
	if t := a.peeked; t != nil {
		a.peeked = nil
		return *t
	}
	return a.s.Next()
}

func (a *ahead) is(t lexer.Token, text string) bool { return a.s.Is(t, text) }

// skip reads one token if it is text.
func (a *ahead) skip(text string) bool {
	t := a.next()
	if a.is(t, text) {
		return true
	}
	a.peeked = &t
	return false
}

// text is the value of a string token. A lone surrogate is no name.
func (a *ahead) text(t lexer.Token) (string, bool) {
	if t.Kind != lexer.String {
		return "", false
	}
	value := lexer.Unquote(a.s.Text(t))
	for _, r := range value {
		if r == utf8.RuneError {
			return "", false
		}
	}
	return value, true
}

// require reads require('x'), whose first token is t.
func (a *ahead) require(t lexer.Token) (string, bool) {
	if !a.is(t, "require") || !a.skip("(") {
		return "", false
	}
	specifier, ok := a.text(a.next())
	return specifier, ok && a.skip(")")
}

// exportsObject reads exports or module.exports.
func (a *ahead) exportsObject() bool {
	if a.skip("module") {
		return a.skip(".") && a.skip("exports")
	}
	return a.skip("exports")
}

// getter reads a getter that only returns a name or a member: the rest of get: function () { return x.y } or get() { return x.y }.
func (a *ahead) getter() bool {
	if a.skip(":") {
		if !a.skip("function") {
			return false
		}
		a.skip("get")
	}
	if !a.skip("(") || !a.skip(")") || !a.skip("{") || !a.skip("return") || a.next().Kind != lexer.Name {
		return false
	}
	if a.skip(".") {
		if a.next().Kind != lexer.Name {
			return false
		}
	} else if a.skip("[") {
		if a.next().Kind != lexer.String || !a.skip("]") {
			return false
		}
	}
	a.skip(";")
	return a.skip("}")
}

// maxLoop bounds the tokens of a loop that are looked through.
const maxLoop = 120

// copiesAll reads the body of a loop over the names of variable: it copies or redefines exports[key] from variable[key].
func (a *ahead) copiesAll(variable string) bool {
	if !a.skip("(") {
		return false
	}
	key := a.s.Text(a.next())
	usesDefault, usesExports := false, false
	depth := a.s.Depth()
	for range maxLoop {
		t := a.next()
		switch {
		case t.Kind == lexer.EOF:
			return false
		case t.Kind == lexer.String && lexer.Unquote(a.s.Text(t)) == "default":
			usesDefault = true
		case a.is(t, "exports"):
			usesExports = true
		case a.is(t, variable) && usesDefault && usesExports && a.skip("[") && a.skip(key) && a.skip("]"):
			return true
		case a.s.Depth() < depth-1:
			return false
		}
	}
	return false
}
