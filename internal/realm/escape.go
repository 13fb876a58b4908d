package realm

import "strings"

// MendEscapes writes the escape of U+10FFFF as a surrogate pair: the engine's parser counts that one code point wrongly and panics.
func MendEscapes(text string) string {
	if !strings.Contains(text, `\u{10FFFF}`) && !strings.Contains(text, `\u{10ffff}`) {
		return text
	}
	return strings.NewReplacer(`\u{10FFFF}`, `\uDBFF\uDFFF`, `\u{10ffff}`, `\uDBFF\uDFFF`).Replace(text)
}
