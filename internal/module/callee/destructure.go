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
	start := beginning(text, offset)
	before := strings.TrimRight(text[max(0, start-reach):start], " \t\r\n")
	if pattern, ok := strings.CutSuffix(before, "="); ok {
		return lastPattern(pattern), valueAt(text[start:min(len(text), start+reach)])
	}
	window := text[offset:min(len(text), offset+reach)]
	if open := strings.IndexByte(window, '{'); open >= 0 {
		return firstProperty(window[open:]), ""
	}
	return "", ""
}

// beginning is where the member expression begins that an offset of text is in: the engine's places are those of members.
func beginning(text string, offset int) int {
	from := max(0, offset-reach)
	window := strings.TrimRight(text[from:offset], " \t\r\n")
	object, ok := strings.CutSuffix(window, ".")
	if !ok {
		return offset
	}
	t := scan(object)
	if start, ok := t.chain(len(t.list) - 1); ok {
		return from + start
	}
	return offset
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
	for {
		depth := s.Depth()
		t := s.Next()
		if t.Kind == lexer.EOF || depth == 0 && (s.Is(t, ")") || s.Is(t, "]") || s.Is(t, "}") || end > 0 && (s.Is(t, ";") || s.Is(t, ",") || t.Newline)) {
			break
		}
		end = t.End
	}
	if rendered, ok := parse(text[:end]); ok {
		return rendered
	}
	return ""
}
