package lexer

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// Unquote gives the value of a string literal, quotes included.
func Unquote(literal string) string {
	if len(literal) < 2 {
		return ""
	}
	body := literal[1 : len(literal)-1]
	if !strings.Contains(body, `\`) {
		return body
	}
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' || i+1 >= len(body) {
			b.WriteByte(body[i])
			continue
		}
		i++
		i += escape(&b, body, i)
	}
	return b.String()
}

var singleEscapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 'f': '\f', 'v': '\v', '0': 0}

// escape writes the value of the escape sequence whose letter is body[i], and returns how many characters it has beside the letter.
func escape(b *strings.Builder, body string, i int) int {
	c := body[i]
	switch {
	case c == 'x' || c == 'u':
		unit, n := hexEscape(body[i:])
		if n == 0 {
			b.WriteByte(c)
			return 0
		}
		if utf16.IsSurrogate(unit) && strings.HasPrefix(body[i+n:], `\u`) {
			if low, m := hexEscape(body[i+n+1:]); m > 0 {
				b.WriteRune(utf16.DecodeRune(unit, low))
				return n + m
			}
		}
		b.WriteRune(unit)
		return n - 1
	case c == '\n' || c == '\r':
		return 0
	}
	if value, ok := singleEscapes[c]; ok {
		b.WriteByte(value)
	} else {
		b.WriteByte(c)
	}
	return 0
}

// hexEscape reads xHH, uHHHH or u{H...} and returns its value and length, 0 if it is none of them.
func hexEscape(s string) (rune, int) {
	start, end := 1, 3
	if s[0] == 'u' {
		end = 5
		if len(s) > 1 && s[1] == '{' {
			start, end = 2, strings.IndexByte(s, '}')
		}
	}
	if end < start || end > len(s) {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[start:end], 16, 32)
	if err != nil || n > 0x10ffff {
		return 0, 0
	}
	if start == 2 {
		end++
	}
	return rune(n), end
}
