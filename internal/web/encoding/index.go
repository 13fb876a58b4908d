package encoding

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// The indexes of the standard (https://encoding.spec.whatwg.org/#indexes) are read out of golang.org/x/text, which was made from them but does not
// export them: each is built when an encoding is first used that needs it, in a millisecond or two. Zero says that a pointer has no code point.

// index builds an index of n pointers out of a decoder and the bytes of each pointer.
func index(n int, source encoding.Encoding, bytesOf func(pointer int) []byte) []rune {
	table := make([]rune, n)
	decoder := source.NewDecoder()
	var buffer [16]byte
	for pointer := range table {
		decoder.Reset()
		written, _, err := decoder.Transform(buffer[:], bytesOf(pointer), true)
		if r, size := utf8.DecodeRune(buffer[:written]); err == nil && r != utf8.RuneError && size == written {
			table[pointer] = r
		}
	}
	return table
}

// The index jis0208 as Shift_JIS writes it, the rows of extensions included.
var jis0208 = sync.OnceValue(func() []rune {
	return index(60*188, japanese.ShiftJIS, func(pointer int) []byte {
		lead, trail := pointer/188, pointer%188
		first, second := 0x81+lead, 0x40+trail
		if lead >= 0x1F {
			first = 0xC1 + lead
		}
		if trail >= 0x3F {
			second++
		}
		return []byte{byte(first), byte(second)}
	})
})

var jis0212 = sync.OnceValue(func() []rune {
	return index(94*94, japanese.EUCJP, func(pointer int) []byte {
		return []byte{0x8F, byte(0xA1 + pointer/94), byte(0xA1 + pointer%94)}
	})
})

var eucKRIndex = sync.OnceValue(func() []rune {
	return index(126*190, korean.EUCKR, func(pointer int) []byte {
		return []byte{byte(0x81 + pointer/190), byte(0x41 + pointer%190)}
	})
})

// The code points of four bytes below U+10000.
var gb18030Ranges = sync.OnceValue(func() []rune {
	return index(39420, simplifiedchinese.GB18030, func(pointer int) []byte {
		return []byte{byte(0x81 + pointer/12600), byte(0x30 + pointer/1260%10), byte(0x81 + pointer/10%126), byte(0x30 + pointer%10)}
	})
})

var big5Index = sync.OnceValue(func() []rune {
	return index(126*157, traditionalchinese.Big5, func(pointer int) []byte {
		trail := 0x40 + pointer%157
		if trail >= 0x7F {
			trail += 0x22
		}
		return []byte{byte(0x81 + pointer/157), byte(trail)}
	})
})
