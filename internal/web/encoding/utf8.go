package encoding

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// utf8Codec keeps the bytes of a code point that a chunk cut.
type utf8Codec struct {
	rest []byte
}

func (u *utf8Codec) reset() { u.rest = u.rest[:0] }

func (u *utf8Codec) decode(input []byte, last bool) (text, bool) {
	if len(u.rest) > 0 {
		input = append(append([]byte{}, u.rest...), input...)
		u.rest = u.rest[:0]
	}
	if !last {
		cut := incompleteTail(input)
		u.rest = append(u.rest, input[cut:]...)
		input = input[:cut]
	}
	if utf8.Valid(input) {
		return text{utf8: string(input)}, true
	}
	return text{units: malformedUnits(input)}, false
}

// incompleteTail is where a code point starts that the end of b cut short but did not make invalid; len(b) if there is none.
func incompleteTail(b []byte) int {
	for back := 1; back <= 3 && back <= len(b); back++ {
		start := len(b) - back
		if b[start]&0xC0 == 0x80 {
			continue
		}
		if n := maximalSubpart(b[start:]); n == back && !utf8.FullRune(b[start:]) {
			return start
		}
		break
	}
	return len(b)
}

// replaceMalformed puts one U+FFFD for each maximal subpart of an ill-formed sequence, as the standard's decoder does.
func replaceMalformed(b []byte) string {
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size <= 1 {
			size = maximalSubpart(b)
			out.WriteString("\uFFFD")
		} else {
			out.Write(b[:size])
		}
		b = b[size:]
	}
	return out.String()
}

// malformedUnits is like replaceMalformed for a result in UTF-16.
func malformedUnits(b []byte) []uint16 {
	units := make([]uint16, 0, len(b))
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			units, b = append(units, uint16(b[0])), b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size <= 1 {
			size = maximalSubpart(b)
		}
		units, b = utf16.AppendRune(units, r), b[size:]
	}
	return units
}

// maximalSubpart is the length of the longest prefix of b that some valid code point starts with; 1 if there is none.
func maximalSubpart(b []byte) int {
	lower, upper, need := byte(0x80), byte(0xBF), 0
	switch first := b[0]; {
	case first >= 0xC2 && first <= 0xDF:
		need = 1
	case first >= 0xE0 && first <= 0xEF:
		need = 2
		if first == 0xE0 {
			lower = 0xA0
		}
		if first == 0xED {
			upper = 0x9F
		}
	case first >= 0xF0 && first <= 0xF4:
		need = 3
		if first == 0xF0 {
			lower = 0x90
		}
		if first == 0xF4 {
			upper = 0x8F
		}
	}
	n := 1
	for ; n <= need && n < len(b); n++ {
		if b[n] < lower || b[n] > upper {
			break
		}
		lower, upper = 0x80, 0xBF
	}
	return n
}

// DecodeUTF8 decodes b with one U+FFFD for each maximal subpart of an ill-formed sequence; a byte order mark stays.
func DecodeUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return replaceMalformed(b)
}
