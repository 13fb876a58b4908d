package encoding

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// decoder is one TextDecoder: an encoding's decoder with the state that a stream keeps between calls.
type decoder struct {
	name      string
	fatal     bool
	ignoreBOM bool
	codec     codec
	bomSeen   bool // the start of the stream is behind us
	streaming bool // the last call left the stream open
}

// codec decodes a stream. ok is false when the bytes are malformed: text then has U+FFFD in their place.
type codec interface {
	decode(input []byte, last bool) (text string, ok bool)
	reset()
}

// newDecoder finds the encoding of a label (https://encoding.spec.whatwg.org/#names-and-labels).
func newDecoder(label string) (*decoder, bool) {
	label = strings.ToLower(strings.Trim(label, "\t\n\f\r "))
	switch label {
	case "utf-8", "utf8": // without the table of all labels
		return &decoder{name: "utf-8", codec: &utf8Codec{}}, true
	}
	encoding, err := htmlindex.Get(label)
	if err != nil {
		return nil, false
	}
	name, err := htmlindex.Name(encoding)
	if err != nil || name == "replacement" {
		return nil, false
	}
	d := &decoder{name: name}
	switch name {
	case "utf-8":
		d.codec = &utf8Codec{}
	case "utf-16le", "utf-16be":
		d.codec = &utf16Codec{bigEndian: name == "utf-16be"}
	default:
		d.codec = &tableCodec{encoding: encoding}
	}
	return d, true
}

const byteOrderMark = "\uFEFF"

// decode is the decode method's algorithm (https://encoding.spec.whatwg.org/#dom-textdecoder-decode).
func (d *decoder) decode(input []byte, stream bool) (text string, ok bool) {
	if !d.streaming {
		d.codec.reset()
		d.bomSeen = false
	}
	d.streaming = stream
	text, ok = d.codec.decode(input, !stream)
	if !ok && d.fatal {
		d.streaming = false
		return "", false
	}
	if !d.bomSeen && text != "" {
		d.bomSeen = true
		if !d.ignoreBOM && strings.HasPrefix(d.name, "utf-") {
			text = strings.TrimPrefix(text, byteOrderMark)
		}
	}
	return text, true
}

// utf8Codec keeps the bytes of a code point that a chunk cut.
type utf8Codec struct {
	rest []byte
}

func (u *utf8Codec) reset() { u.rest = u.rest[:0] }

func (u *utf8Codec) decode(input []byte, last bool) (string, bool) {
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
		return string(input), true
	}
	return replaceMalformed(input), false
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
