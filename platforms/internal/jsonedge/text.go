package jsonedge

import (
	"unicode/utf16"
	"unicode/utf8"
)

// string returns the text as UTF-8. ok is false when it holds a lone surrogate, which UTF-8 cannot carry; it is U+FFFD then.
func (t text) string() (s string, ok bool) {
	if t.plain {
		return string(t.raw), true
	}
	out := make([]byte, 0, len(t.raw))
	ok = true
	for i := 0; i < len(t.raw); {
		if t.raw[i] != '\\' {
			r, n := utf8.DecodeRune(t.raw[i:])
			out = utf8.AppendRune(out, r)
			i += n
			continue
		}
		r, n := unescape(t.raw[i:])
		if utf16.IsSurrogate(r) {
			r, ok = utf8.RuneError, false
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return string(out), ok
}

// utf16 returns the text as UTF-16 code units, lone surrogates included.
func (t text) utf16() []uint16 {
	out := make([]uint16, 0, len(t.raw))
	for i := 0; i < len(t.raw); {
		var r rune
		var n int
		if t.raw[i] == '\\' {
			r, n = unescape(t.raw[i:])
		} else {
			r, n = utf8.DecodeRune(t.raw[i:])
		}
		if utf16.IsSurrogate(r) {
			out = append(out, uint16(r))
		} else {
			out = utf16.AppendRune(out, r)
		}
		i += n
	}
	return out
}

// unescape reads one checked escape, a surrogate pair of two escapes included, and returns its length. A lone surrogate is returned as it is.
func unescape(b []byte) (rune, int) {
	switch b[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
	default:
		return rune(b[1]), 2
	}
	u, _ := hex4(b[2:])
	if utf16.IsSurrogate(rune(u)) && len(b) >= 12 && b[6] == '\\' && b[7] == 'u' {
		low, ok := hex4(b[8:])
		if r := utf16.DecodeRune(rune(u), rune(low)); ok && r != utf8.RuneError {
			return r, 12
		}
	}
	return rune(u), 6
}
