// Package exports finds the names that a CommonJS module exports by reading its text, as node does for an import of it: the forms that are
// recognised are those that the documentation of cjs-module-lexer lists (https://nodejs.org/docs/latest-v20.x/api/esm.html#commonjs-namespaces).
// Nothing is run, and what is not written in one of those forms is not found.
package exports

import (
	"strings"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
)

// Found is what a text seems to export.
type Found struct {
	Names    []string // in order, each once
	Requests []string // modules whose exports it exports too
}

// Find reads a text.
func Find(text string) Found {
	if !strings.Contains(text, "exports") && !strings.Contains(text, "__export") {
		return Found{}
	}
	f := &finder{text: text, s: lexer.New(text), seen: map[string]bool{}}
	f.run()
	return f.found
}

// finder is one reading.
type finder struct {
	text  string
	s     *lexer.Scanner
	last  lexer.Token
	found Found
	seen  map[string]bool
	// required holds what variables were declared as require(...): Babel exports all names of such a variable in a loop.
	required map[string]string
}

func (f *finder) run() {
	for t := f.s.Next(); t.Kind != lexer.EOF; t = f.s.Next() {
		if t.Kind == lexer.Name && !f.isMember() {
			f.word(t)
		} else if t.Kind == lexer.Name && f.s.Text(t) == "__exportStar" {
			f.star()
		}
		f.last = t
	}
}

func (f *finder) isMember() bool {
	return f.last.Kind == lexer.Punct && f.s.Text(f.last) == "."
}

func (f *finder) word(t lexer.Token) {
	switch f.s.Text(t) {
	case "exports":
		f.assignment(f.ahead(), false)
	case "module":
		a := f.ahead()
		if a.skip(".") && a.skip("exports") {
			f.assignment(a, true)
		}
	case "Object":
		f.objectCall(f.ahead())
	case "__export", "__exportStar":
		f.star()
	case "var", "let", "const":
		f.declaration(f.ahead())
	}
}

func (f *finder) add(name string) {
	if !f.seen[name] && !strings.Contains(name, `\u`) {
		f.seen[name] = true
		f.found.Names = append(f.found.Names, name)
	}
}

// assignment reads what follows exports or module.exports: .name =, ['name'] =, and for the latter = { ... } or = require(...).
func (f *finder) assignment(a *ahead, whole bool) {
	t := a.next()
	switch {
	case a.is(t, "."):
		name := a.next()
		if name.Kind == lexer.Name && a.skip("=") {
			f.add(a.s.Text(name))
		}
	case a.is(t, "["):
		key := a.next()
		if name, ok := a.text(key); ok && a.skip("]") && a.skip("=") {
			f.add(name)
		}
	case a.is(t, "=") && whole:
		f.found.Requests = nil
		f.value(a)
	}
}

// value reads what module.exports is assigned.
func (f *finder) value(a *ahead) {
	t := a.next()
	if a.is(t, "{") {
		f.literal(a)
	} else if specifier, ok := a.require(t); ok {
		f.found.Requests = append(f.found.Requests, specifier)
	}
}

// literal reads the properties of an object literal up to the first that is more than a name.
func (f *finder) literal(a *ahead) {
	for {
		t := a.next()
		switch {
		case a.is(t, "..."):
			t = a.next()
			if specifier, ok := a.require(t); ok {
				f.found.Requests = append(f.found.Requests, specifier)
			} else if t.Kind != lexer.Name {
				return
			}
		case t.Kind == lexer.Name:
			name := a.s.Text(t)
			if a.skip(":") && a.next().Kind != lexer.Name {
				return
			}
			f.add(name)
		case t.Kind == lexer.String:
			name, ok := a.text(t)
			if !ok || !a.skip(":") || a.next().Kind != lexer.Name {
				return
			}
			f.add(name)
		default:
			return
		}
		if !a.skip(",") {
			return
		}
	}
}

// objectCall reads Object.defineProperty(exports, 'name', ...) and Object.keys(variable).forEach(...).
func (f *finder) objectCall(a *ahead) {
	if !a.skip(".") {
		return
	}
	switch t := a.next(); a.s.Text(t) {
	case "defineProperty":
		f.defineProperty(a)
	case "keys":
		f.keysLoop(a)
	}
}

func (f *finder) defineProperty(a *ahead) {
	if !a.skip("(") || !a.exportsObject() || !a.skip(",") {
		return
	}
	name, ok := a.text(a.next())
	if !ok || !a.skip(",") || !a.skip("{") {
		return
	}
	if a.skip("enumerable") && !(a.skip(":") && (a.skip("true") || a.skip("!") && a.next().Kind == lexer.Number) && a.skip(",")) {
		return
	}
	if a.skip("value") {
		if a.skip(":") {
			f.add(name)
		}
	} else if a.skip("get") && a.getter() {
		f.add(name)
	}
}

// keysLoop reads the loops with which Babel exports all of a module.
func (f *finder) keysLoop(a *ahead) {
	if !a.skip("(") {
		return
	}
	variable := a.next()
	specifier, ok := f.required[a.s.Text(variable)]
	if ok && a.skip(")") && a.skip(".") && a.skip("forEach") && a.skip("(") && a.skip("function") && a.copiesAll(a.s.Text(variable)) {
		f.found.Requests = append(f.found.Requests, specifier)
	}
}

// star reads __export(require('x')) and __exportStar(require('x'), exports).
func (f *finder) star() {
	a := f.ahead()
	if !a.skip("(") {
		return
	}
	if specifier, ok := a.require(a.next()); ok {
		f.found.Requests = append(f.found.Requests, specifier)
	}
}

// declaration reads name = require('x') and name = wrapper(require('x')).
func (f *finder) declaration(a *ahead) {
	name := a.next()
	if name.Kind != lexer.Name || !a.skip("=") {
		return
	}
	t := a.next()
	specifier, ok := a.require(t)
	if !ok && t.Kind == lexer.Name && strings.HasPrefix(a.s.Text(t), "_interopRequireWildcard") && a.skip("(") {
		specifier, ok = a.require(a.next())
	}
	if !ok {
		return
	}
	if f.required == nil {
		f.required = map[string]string{}
	}
	f.required[a.s.Text(name)] = specifier
}
