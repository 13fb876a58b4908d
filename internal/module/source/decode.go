package source

import (
	"strings"
	"unicode/utf8"
)

// Decode makes text of a file as node does: as UTF-8, a byte order mark dropped, a replacement character for each maximal part that is no UTF-8
// (https://encoding.spec.whatwg.org/#utf-8-decoder).
func Decode(data []byte) string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	if utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			n = brokenLength(text[i:])
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// brokenLength is the length of the longest beginning of s that could have begun a character: at least 1.
func brokenLength(s string) int {
	want := 0
	low, high := byte(0x80), byte(0xbf)
	switch c := s[0]; {
	case c >= 0xc2 && c <= 0xdf:
		want = 1
	case c >= 0xe0 && c <= 0xef:
		want = 2
		if c == 0xe0 {
			low = 0xa0
		} else if c == 0xed {
			high = 0x9f
		}
	case c >= 0xf0 && c <= 0xf4:
		want = 3
		if c == 0xf0 {
			low = 0x90
		} else if c == 0xf4 {
			high = 0x8f
		}
	}
	n := 1
	for ; n <= want && n < len(s) && s[n] >= low && s[n] <= high; n++ {
		low, high = 0x80, 0xbf
	}
	return n
}
