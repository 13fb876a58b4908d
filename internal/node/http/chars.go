package http

import "strings"

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// isURL tells the characters of a target.
func isURL(c byte) bool { return c > ' ' && c < 0x7f }

// isToken tells the characters of names (https://www.rfc-editor.org/rfc/rfc9110#name-tokens).
func isToken(c byte) bool {
	return isLetter(c) || isDigit(c) || c > ' ' && c < 0x7f && strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

// isFieldValue tells the characters of values.
func isFieldValue(c byte) bool { return c == '\t' || c >= ' ' && c != 0x7f }

func hexValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
