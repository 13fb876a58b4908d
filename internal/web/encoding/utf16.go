package encoding

import (
	"encoding/binary"
	"unicode/utf16"
)

// utf16Codec keeps an odd byte and a leading surrogate between chunks.
type utf16Codec struct {
	order binary.ByteOrder
	rest  []byte
}

func (u *utf16Codec) reset() { u.rest = u.rest[:0] }

func (u *utf16Codec) decode(input []byte, last bool) (text, bool) {
	if len(u.rest) > 0 {
		input = append(append([]byte{}, u.rest...), input...)
		u.rest = u.rest[:0]
	}
	units, ok := make([]uint16, 0, len(input)/2+1), true
	for len(input) >= 2 {
		unit := u.order.Uint16(input)
		if !utf16.IsSurrogate(rune(unit)) {
			units, input = append(units, unit), input[2:]
			continue
		}
		if unit < 0xDC00 && len(input) < 4 && !last {
			break // its partner may come with the next chunk
		}
		if unit < 0xDC00 && len(input) >= 4 {
			if trail := u.order.Uint16(input[2:]); trail >= 0xDC00 && trail <= 0xDFFF {
				units, input = append(units, unit, trail), input[4:]
				continue
			}
		}
		if unit < 0xDC00 && len(input) == 3 {
			input = input[:2] // the standard's decoder takes the surrogate and the odd byte for one error
		}
		units, input, ok = append(units, replacement), input[2:], false
	}
	if len(input) > 0 && last {
		units, ok = append(units, replacement), false
	} else {
		u.rest = append(u.rest, input...)
	}
	return text{units: units}, ok
}
