package encoding

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// utf16Codec keeps an odd byte and a leading surrogate between chunks.
type utf16Codec struct {
	bigEndian bool
	rest      []byte
}

func (u *utf16Codec) reset() { u.rest = u.rest[:0] }

func (u *utf16Codec) decode(input []byte, last bool) (string, bool) {
	if len(u.rest) > 0 {
		input = append(append([]byte{}, u.rest...), input...)
		u.rest = u.rest[:0]
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if u.bigEndian {
		order = binary.BigEndian
	}
	var out strings.Builder
	out.Grow(len(input))
	ok := true
	for len(input) >= 2 {
		unit := rune(order.Uint16(input))
		size := 2
		if utf16.IsSurrogate(unit) {
			if unit < 0xDC00 && len(input) < 4 && !last {
				break // its partner may come with the next chunk
			}
			unit, size = surrogate(unit, input, order)
			ok = ok && unit != 0xFFFD
		}
		out.WriteRune(unit)
		input = input[size:]
	}
	if len(input) > 0 {
		if last {
			out.WriteRune(0xFFFD)
			ok = false
		} else {
			u.rest = append(u.rest, input...)
		}
	}
	return out.String(), ok
}

// surrogate decodes the pair that starts with lead, or U+FFFD for one that stands alone.
func surrogate(lead rune, input []byte, order binary.ByteOrder) (rune, int) {
	if lead < 0xDC00 && len(input) >= 4 {
		if r := utf16.DecodeRune(lead, rune(order.Uint16(input[2:]))); r != 0xFFFD {
			return r, 4
		}
	}
	return 0xFFFD, 2
}

// tableCodec decodes the legacy encodings with golang.org/x/text, which follows the same standard.
type tableCodec struct {
	encoding encoding.Encoding
	decoder  transform.Transformer
	rest     []byte
}

func (t *tableCodec) reset() {
	t.decoder = nil
	t.rest = t.rest[:0]
}

func (t *tableCodec) decode(input []byte, last bool) (string, bool) {
	if t.decoder == nil {
		t.decoder = t.encoding.NewDecoder()
	}
	if len(t.rest) > 0 {
		input = append(append([]byte{}, t.rest...), input...)
		t.rest = t.rest[:0]
	}
	var out strings.Builder
	buffer := make([]byte, 4096)
	for {
		written, read, err := t.decoder.Transform(buffer, input, last)
		out.Write(buffer[:written])
		input = input[read:]
		if err == transform.ErrShortDst {
			continue
		}
		break
	}
	if last {
		t.decoder = nil
	} else {
		t.rest = append(t.rest, input...)
	}
	text := out.String()
	return text, !strings.Contains(text, "\uFFFD")
}
