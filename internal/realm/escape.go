package realm

import (
	"strconv"
	"strings"
	"unicode"
)

// MendEscapes writes the escapes of U+10FFFF as surrogate pairs: the engine's parser counts that one code point wrongly and panics.
func MendEscapes(text string) string {
	if !strings.Contains(text, `\u{`) {
		return text
	}
	var out strings.Builder
	kept := 0 // how much of the text is in out, or replaced there
	for i := 0; i < len(text)-1; i++ {
		if text[i] != '\\' {
			continue
		}
		if size := lastCodePoint(text[i:]); size > 0 {
			out.WriteString(text[kept:i])
			out.WriteString(`\uDBFF\uDFFF`)
			kept = i + size
			i = kept - 1
		} else {
			i++ // what is escaped begins no escape
		}
	}
	if kept == 0 {
		return text
	}
	return out.String() + text[kept:]
}

// lastCodePoint is the length of the escape of U+10FFFF that text begins with, 0 if it does not.
func lastCodePoint(text string) int {
	digits, ok := strings.CutPrefix(text, `\u{`)
	end := strings.IndexByte(digits, '}')
	if !ok || end < 0 {
		return 0
	}
	if n, err := strconv.ParseUint(digits[:end], 16, 32); err != nil || n != unicode.MaxRune {
		return 0
	}
	return len(`\u{}`) + end
}
