package buffer

import (
	"encoding/hex"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/web/encoding"
)

// codec is one of the encodings that Buffer knows.
type codec struct {
	name   string
	encode func(goja.String) []byte // of a string
	decode decodeFunc               // to a string
	whole  int                      // bytes of a unit that write must not cut
}

// longest is the number of bytes that make a string of buffer.constants.MAX_STRING_LENGTH.
func (c *codec) longest() int {
	const limit = 536870888
	switch c.name {
	case "hex":
		return limit / 2
	case "base64", "base64url":
		return limit / 4 * 3
	case "utf16le":
		return limit * 2
	}
	return limit
}

var codecs = map[string]*codec{}

func init() {
	utf16 := &codec{"utf16le", encodeUTF16, decodeUTF16, 2}
	latin1 := &codec{"latin1", encodeLatin1, decodeLatin1, 1}
	for names, c := range map[string]*codec{
		"utf8 utf-8":                  {"utf8", encodeUTF8, decodeUTF8, 1},
		"utf16le utf-16le ucs2 ucs-2": utf16,
		"latin1 binary":               latin1,
		"ascii":                       {"ascii", encodeLatin1, decodeASCII, 1},
		"hex":                         {"hex", encodeHex, decodeHex, 1},
		"base64":                      {"base64", encodeBase64, decodeBase64, 1},
		"base64url":                   {"base64url", encodeBase64, decodeBase64URL, 1},
	} {
		for name := range strings.FieldsSeq(names) {
			codecs[name] = c
		}
	}
}

// lookup finds an encoding by its name in any case; nil when there is none.
func lookup(name string) *codec {
	if c := codecs[name]; c != nil {
		return c
	}
	return codecs[strings.ToLower(name)]
}

// decodeFunc makes a string of bytes.
type decodeFunc = func(*goja.Runtime, []byte) goja.Value

func encodeUTF8(s goja.String) []byte                  { return []byte(s.String()) }
func decodeUTF8(rt *goja.Runtime, b []byte) goja.Value { return rt.ToValue(encoding.DecodeUTF8(b)) }

func encodeUTF16(s goja.String) []byte {
	b := make([]byte, 2*s.Length())
	for i := range s.Length() {
		unit := s.CharAt(i)
		b[2*i], b[2*i+1] = byte(unit), byte(unit>>8)
	}
	return b
}

func decodeUTF16(_ *goja.Runtime, b []byte) goja.Value {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
	}
	return goja.StringFromUTF16(units)
}

func encodeLatin1(s goja.String) []byte {
	b := make([]byte, s.Length())
	for i := range b {
		b[i] = byte(s.CharAt(i))
	}
	return b
}

func decodeLatin1(rt *goja.Runtime, b []byte) goja.Value {
	if isASCII(b) {
		return rt.ToValue(string(b))
	}
	units := make([]uint16, len(b))
	for i, c := range b {
		units[i] = uint16(c)
	}
	return goja.StringFromUTF16(units)
}

func decodeASCII(rt *goja.Runtime, b []byte) goja.Value {
	out := make([]byte, len(b))
	for i, c := range b {
		out[i] = c & 0x7F
	}
	return rt.ToValue(string(out))
}

// encodeHex stops at the first pair that is no hexadecimal number.
func encodeHex(s goja.String) []byte {
	source := s.String()
	b := make([]byte, 0, len(source)/2)
	for i := 0; i+1 < len(source); i += 2 {
		high, low := nibble(source[i]), nibble(source[i+1])
		if high < 0 || low < 0 {
			break
		}
		b = append(b, byte(high<<4|low))
	}
	return b
}

func nibble(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func decodeHex(rt *goja.Runtime, b []byte) goja.Value { return rt.ToValue(hex.EncodeToString(b)) }
