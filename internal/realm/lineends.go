package realm

import "strings"

// The engine's ^ and $ with flag m know one end of a line, JavaScript has four. These take their places; the end that is named twice tells them from
// what a program wrote.
const (
	lineStart = `(?<![^\n\r\u2028\u2029\n])`
	lineEnd   = `(?![^\n\r\u2028\u2029\n])`

	maxAnchors = 1000 // of a pattern: what takes their places is longer
)

// MendAnchors writes a pattern with flag m so that the engine finds all ends of lines.
func MendAnchors(pattern string) string {
	if !strings.ContainsAny(pattern, "^$") || strings.Count(pattern, "^")+strings.Count(pattern, "$") > maxAnchors {
		return pattern
	}
	var out strings.Builder
	inClass := false
	for at := 0; at < len(pattern); at++ {
		c := pattern[at]
		switch {
		case c == '\\' && at+1 < len(pattern):
			out.WriteByte(c)
			at++
			c = pattern[at]
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case inClass:
		case c == '^' || c == '$':
			if at+1 < len(pattern) && strings.IndexByte("*+?{", pattern[at+1]) >= 0 {
				return pattern // an error, which is the engine's to tell
			}
			if c == '^' {
				out.WriteString(lineStart)
			} else {
				out.WriteString(lineEnd)
			}
			continue
		}
		out.WriteByte(c)
	}
	return out.String()
}

// WrittenAnchors undoes MendAnchors.
func WrittenAnchors(pattern string) string {
	if !strings.Contains(pattern, lineEnd[3:]) {
		return pattern
	}
	return strings.NewReplacer(lineStart, "^", lineEnd, "$").Replace(pattern)
}
