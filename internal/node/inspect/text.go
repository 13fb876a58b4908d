package inspect

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja"
	"golang.org/x/text/width"
)

// units is the length of s in UTF-16 code units, JavaScript's length.
func units(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c > 0xFFFF {
			n++
		}
	}
	return n
}

// quote writes a string as a JavaScript literal: single quotes unless the text has some and other quotes would not.
func quote(v goja.Value) string {
	s := v.String()
	q := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 {
		if strings.IndexByte(s, '"') < 0 {
			q = '"'
		} else if strings.IndexByte(s, '`') < 0 && !strings.Contains(s, "${") {
			q = '`'
		}
	}
	if plain(s, q) {
		return string(q) + s + string(q)
	}
	var b strings.Builder
	b.WriteByte(q)
	writeEscaped(&b, v, s, rune(q))
	b.WriteByte(q)
	return b.String()
}

func plain(s string, q byte) bool {
	for _, c := range s {
		if c < 0x20 || c == '\\' || c >= 0x7f && c <= 0x9f || c == utf8.RuneError || c == rune(q) {
			return false
		}
	}
	return true
}

func writeEscaped(b *strings.Builder, v goja.Value, s string, q rune) {
	text, ok := v.(goja.String)
	if !ok || !strings.ContainsRune(s, utf8.RuneError) {
		for _, c := range s {
			writeRune(b, c, q)
		}
		return
	}
	for i := 0; i < text.Length(); i++ { // lone surrogates do not survive in a Go string
		c := rune(text.CharAt(i))
		switch {
		case c >= 0xD800 && c < 0xDC00 && i+1 < text.Length() && isLow(text.CharAt(i+1)):
			b.WriteRune((c-0xD800)<<10 | (rune(text.CharAt(i+1)) - 0xDC00) + 0x10000)
			i++
		case c >= 0xD800 && c < 0xE000:
			fmt.Fprintf(b, "\\u%04x", c)
		default:
			writeRune(b, c, q)
		}
	}
}

func isLow(c uint16) bool { return c >= 0xDC00 && c < 0xE000 }

func writeRune(b *strings.Builder, c, q rune) {
	switch {
	case c == '\n':
		b.WriteString(`\n`)
	case c == '\t':
		b.WriteString(`\t`)
	case c == '\b':
		b.WriteString(`\b`)
	case c == '\f':
		b.WriteString(`\f`)
	case c == '\r':
		b.WriteString(`\r`)
	case c == '\\':
		b.WriteString(`\\`)
	case c == q && c == '\'':
		b.WriteString(`\'`)
	case c < 0x20 || c >= 0x7f && c <= 0x9f:
		fmt.Fprintf(b, "\\x%02X", c)
	default:
		b.WriteRune(c)
	}
}

// identifier tells a key that needs no quotes.
func identifier(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return s != ""
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func number(v goja.Value, separators bool) string {
	f := v.ToFloat()
	if f == 0 && math.Signbit(f) {
		return "-0"
	}
	s := v.String()
	if !separators || strings.ContainsAny(s, "eIN") {
		return s
	}
	whole, fraction, ok := strings.Cut(s, ".")
	out := separate(whole)
	if ok {
		out += "." + separateFraction(fraction)
	}
	return out
}

func separate(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	out := ""
	for len(digits) > 3 {
		out = "_" + digits[len(digits)-3:] + out
		digits = digits[:len(digits)-3]
	}
	return sign + digits + out
}

func separateFraction(digits string) string {
	out := ""
	for len(digits) > 3 {
		out += digits[:3] + "_"
		digits = digits[3:]
	}
	return out + digits
}

// stripColors removes terminal escape sequences.
func stripColors(s string) string {
	if strings.IndexByte(s, 0x1b) < 0 && strings.IndexByte(s, 0x9b) < 0 {
		return s
	}
	return ansi().ReplaceAllString(s, "")
}

// displayWidth is the number of terminal columns of s.
func displayWidth(s string, colors bool) int {
	if colors {
		s = stripColors(s)
	}
	n := 0
	for i, c := range s {
		if c < 0x7f {
			if c >= 0x20 {
				n++
			}
			continue
		}
		_ = i
		n += runeWidth(c)
	}
	return n
}

func runeWidth(c rune) int {
	if c <= 0x1f || c >= 0x7f && c <= 0x9f || c >= 0x300 && c <= 0x36f || c >= 0x200b && c <= 0x200f ||
		c >= 0x20d0 && c <= 0x20ff || c >= 0xfe00 && c <= 0xfe0f || c >= 0xfe20 && c <= 0xfe2f || c >= 0xe0100 && c <= 0xe01ef || unicode.In(c, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(c).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
