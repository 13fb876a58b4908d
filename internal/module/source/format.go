package source

import (
	"strings"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
	"github.com/wasmglue/wasmglue/internal/module/lower"
	"github.com/wasmglue/wasmglue/internal/module/resolve"
)

// Format settles the format of a file whose name does not say it: a text that is no CommonJS but has the syntax of an ES module is one.
func (s *Sources) Format(name, text string, format resolve.Format) resolve.Format {
	switch format {
	case resolve.Unsaid:
		if s.IsModule(name, text) {
			return resolve.ESModule
		}
		return resolve.CommonJS
	case resolve.TypeScript:
		if ImportsStatically(text) {
			return resolve.ModuleTypeScript
		}
		return resolve.CommonTypeScript
	}
	return format
}

// IsModule tells whether a text that may be either has the syntax of an ES module: import or export declarations, import.meta, or top-level
// await, where CommonJS has a syntax error.
func (s *Sources) IsModule(name, text string) bool {
	if ImportsStatically(text) {
		return true
	}
	if _, err := s.Function(name, text, false); err == nil {
		return false
	}
	if c := scanClauses(text, true); c.meta {
		return true
	}
	if !strings.Contains(text, "await") {
		return false
	}
	m, err := s.Module(name, text, false)
	return err == nil && m.Await
}

// ImportsStatically tells whether text has import or export declarations.
func ImportsStatically(text string) bool { return staticWord(text) != "" }

// staticWord is the word, import or export, that begins the first declaration of those; "" if there is none.
func staticWord(text string) string {
	if !strings.Contains(text, "import") && !strings.Contains(text, "export") {
		return ""
	}
	s := lexer.New(text)
	last := ""
	for t := s.Next(); t.Kind != lexer.EOF; t = s.Next() {
		word := s.Text(t)
		if s.Depth() == 0 && t.Kind == lexer.Name && last != "." && (word == "import" || word == "export") && declares(s, word) {
			return word
		}
		last = ""
		if t.Kind == lexer.Punct {
			last = word
		}
	}
	return ""
}

// declares tells whether what follows the word begins a declaration.
func declares(s *lexer.Scanner, word string) bool {
	next := s.Ahead().Next()
	text := s.Text(next)
	if word == "import" {
		return next.Kind == lexer.String || next.Kind == lexer.Name || text == "{" || text == "*"
	}
	return next.Kind == lexer.Name || text == "{" || text == "*"
}

// language is what a module's text is lowered from.
func language(typeScript bool) lower.Language {
	if typeScript {
		return lower.TypeScript
	}
	return lower.Module
}
