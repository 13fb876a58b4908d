package encoding

import (
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gb18030Index is the index gb18030: what golang.org/x/text has, the user-defined areas, and what is left in the order of the pointers.
var gb18030Index = sync.OnceValue(func() []rune {
	table := index(126*190, simplifiedchinese.GB18030, gb18030Bytes)
	next, gap := rune(0), 0
	for pointer, r := range table {
		if r != 0 {
			continue
		}
		pair := gb18030Bytes(pointer)
		if user := gb18030User(int(pair[0]), int(pair[1])); user != 0 {
			table[pointer] = user
			continue
		}
		if gap < len(gb18030Gaps) && gb18030Gaps[gap].pair == uint16(pair[0])<<8|uint16(pair[1]) {
			next = gb18030Gaps[gap].first
			gap++
		}
		table[pointer] = next
		next++
	}
	return table
})

func gb18030Bytes(pointer int) []byte {
	trail := 0x40 + pointer%190
	if trail >= 0x7F {
		trail++
	}
	return []byte{byte(0x81 + pointer/190), byte(trail)}
}

// gb18030User is the private code point of a pair in one of the three user-defined areas, or zero.
func gb18030User(lead, trail int) rune {
	switch {
	case lead >= 0xAA && lead <= 0xAF && trail >= 0xA1:
		return rune(0xE000 + (lead-0xAA)*94 + trail - 0xA1)
	case lead >= 0xF8 && trail >= 0xA1:
		return rune(0xE234 + (lead-0xF8)*94 + trail - 0xA1)
	case lead >= 0xA1 && lead <= 0xA7 && trail <= 0xA0:
		if trail > 0x7F {
			trail--
		}
		return rune(0xE4C6 + (lead-0xA1)*96 + trail - 0x40)
	}
	return 0
}

// gb18030Gaps are the pairs outside of these areas that golang.org/x/text leaves out, as the starts of runs of code points: private ones, and
// those that the standard of 2022 put in their place.
var gb18030Gaps = [...]struct {
	pair  uint16
	first rune
}{
	{0xA2AB, 0xE766}, {0xA2E4, 0xE76D}, {0xA6D9, 0xFE10}, {0xA6DA, 0xFE12}, {0xA6DB, 0xFE11}, {0xA6DC, 0xFE13}, {0xA6F6, 0xE797}, {0xA8BC, 0x1E3F},
	{0xA8C1, 0xE7C9}, {0xA997, 0xE7F4}, {0xFE51, 0xE816}, {0xFE59, 0x9FB4}, {0xFE6C, 0xE831}, {0xFE6D, 0x9FB8}, {0xFE76, 0xE83B}, {0xFE7E, 0x9FB9},
	{0xFE91, 0xE855}, {0xFEA0, 0x9FBB},
}
