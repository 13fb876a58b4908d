package callee

import (
	"strings"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
)

// Destructured finds what the value at an offset of text is taken apart into: the first property of the pattern, and the value as V8 shows it. The value
// is "" where it is an argument.
func Destructured(text string, offset int) (property, value string) {
	if offset < 0 || offset >= len(text) {
		return "", ""
	}
	before := strings.TrimRight(text[max(0, offset-reach):offset], " \t\r\n")
	if pattern, ok := strings.CutSuffix(before, "="); ok {
		return lastPattern(pattern), valueAt(text[offset:min(len(text), offset+reach)])
	}
	window := text[offset:min(len(text), offset+reach)]
	if open := strings.IndexByte(window, '{'); open >= 0 {
		return firstProperty(window[open:]), ""
	}
	return "", ""
}

// lastPattern is the first property of the pattern that text ends with.
func lastPattern(text string) string {
	t := scan(text)
	last := len(t.list) - 1
	if last < 0 || !t.is(last, "}") || t.opens[last] < 0 {
		return ""
	}
	return firstProperty(text[t.list[t.opens[last]].Start:])
}

func firstProperty(text string) string {
	s := lexer.New(text)
	s.Next()
	t := s.Next()
	if next := s.Next(); t.Kind == lexer.Name && (s.Is(next, ",") || s.Is(next, "}") || s.Is(next, ":") || s.Is(next, "=")) {
		return s.Text(t)
	}
	return ""
}

// valueAt renders the expression that text begins with.
func valueAt(text string) string {
	s := lexer.New(text)
	end := 0
	for t := s.Next(); t.Kind != lexer.EOF; t = s.Next() {
		if end > 0 && s.Depth() == 0 && (s.Is(t, ";") || s.Is(t, ",") || t.Newline) || s.Is(t, "}") && s.Depth() == 0 && strings.Count(text[:t.End], "{") == 0 ||
			s.Is(t, ")") && s.Depth() == 0 && strings.Count(text[:t.End], "(") == 0 {
			break
		}
		end = t.End
	}
	if rendered, ok := parse(text[:end]); ok {
		return rendered
	}
	return ""
}
