package source

import (
	"strings"

	"github.com/wasmglue/wasmglue/internal/module/lexer"
)

// maxNesting bounds how deep brackets may nest: the engine's parser calls itself for each, and the stack of a process is bounded.
const maxNesting = 10_000

// nestsTooDeep tells whether the brackets of text nest deeper than the engine can be trusted with.
func nestsTooDeep(text string) bool {
	if strings.Count(text, "(")+strings.Count(text, "[")+strings.Count(text, "{") < maxNesting {
		return false
	}
	if !roughlyDeep(text) {
		return false
	}
	s := lexer.New(text)
	for t := s.Next(); t.Kind != lexer.EOF; t = s.Next() {
		if s.Depth() > maxNesting {
			return true
		}
	}
	return false
}

// roughlyDeep is a quick guess that takes brackets in strings and comments for real ones.
func roughlyDeep(text string) bool {
	depth, lowest := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(', '[', '{':
			depth++
			if depth-lowest > maxNesting {
				return true
			}
		case ')', ']', '}':
			depth--
			lowest = min(lowest, depth)
		}
	}
	return false
}

// TooDeepError is a text whose nesting is refused. JavaScript sees a RangeError, as when V8's parser runs out of stack.
type TooDeepError struct{ File string }

func (e *TooDeepError) Error() string { return e.File + ": brackets nest too deeply" }
