package buffer

import (
	"github.com/dop251/goja"
	"github.com/segmentio/asm/base64"
)

// sextet is the value of a base64 digit of either alphabet, or a mark.
var sextet = func() (table [256]int8) {
	for i := range table {
		table[i] = -1
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		table[c] = int8(i)
	}
	table['-'], table['_'] = 62, 63
	return table
}()

// encodeBase64 takes both alphabets, skips what is no digit and stops at the padding, as node does.
func encodeBase64(s goja.String) []byte {
	source := s.String()
	if b, err := base64.StdEncoding.DecodeString(source); err == nil {
		return b
	}
	return decodeLenient(source)
}

func decodeLenient(source string) []byte {
	b := make([]byte, 0, len(source)*3/4)
	var bits uint32
	have := 0
	for i := range len(source) {
		if source[i] == '=' {
			break
		}
		v := sextet[source[i]]
		if v < 0 {
			continue
		}
		bits = bits<<6 | uint32(v)
		if have += 6; have >= 8 {
			have -= 8
			b = append(b, byte(bits>>have))
		}
	}
	return b
}

func decodeBase64(rt *goja.Runtime, b []byte) goja.Value {
	return rt.ToValue(base64.StdEncoding.EncodeToString(b))
}
func decodeBase64URL(rt *goja.Runtime, b []byte) goja.Value {
	return rt.ToValue(base64.RawURLEncoding.EncodeToString(b))
}

// base64Length is what Buffer.byteLength says: it does not look at the digits.
func base64Length(s goja.String) int {
	n := s.Length()
	for range 2 {
		if n > 0 && s.CharAt(n-1) == '=' {
			n--
		}
	}
	return n * 3 / 4
}
