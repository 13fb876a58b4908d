package encoding

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// singleByte decodes the encodings of one byte a character.
type singleByte struct{ upper *[128]uint16 } // what bytes from 0x80 mean; zero is an error

func (singleByte) reset() {}

func (s singleByte) decode(input []byte, _ bool) (text, bool) {
	ascii := 0
	for ascii < len(input) && input[ascii] < 0x80 {
		ascii++
	}
	if ascii == len(input) {
		return text{utf8: string(input)}, true
	}
	units, ok := make([]uint16, len(input)), true
	for i, b := range input {
		unit := uint16(b)
		if b >= 0x80 {
			if unit = s.upper[b-0x80]; unit == 0 {
				unit, ok = replacement, false
			}
		}
		units[i] = unit
	}
	return text{units: units}, ok
}

var singleByteTables sync.Map // by name of the encoding: *[128]uint16

// singleByteTable returns the table of an encoding, made at its first use; nil if it is not of this kind.
func singleByteTable(name string) *[128]uint16 {
	if table, ok := singleByteTables.Load(name); ok {
		return table.(*[128]uint16)
	}
	table := new([128]uint16)
	if name == "x-user-defined" {
		for i := range table {
			table[i] = 0xF780 + uint16(i)
		}
		return table
	}
	source := charmapOf(name)
	if source == nil {
		return nil
	}
	for i := range table {
		b := byte(0x80 + i)
		r := source.DecodeByte(b)
		if r == utf8.RuneError && b < 0xA0 {
			r = rune(b) // the standard has the C1 controls where a code page has nothing
		}
		if r != utf8.RuneError {
			table[i] = uint16(r)
		}
	}
	singleByteTables.Store(name, table)
	return table
}

func charmapOf(name string) *charmap.Charmap {
	switch name {
	case "ibm866":
		return charmap.CodePage866
	case "iso-8859-2":
		return charmap.ISO8859_2
	case "iso-8859-3":
		return charmap.ISO8859_3
	case "iso-8859-4":
		return charmap.ISO8859_4
	case "iso-8859-5":
		return charmap.ISO8859_5
	case "iso-8859-6":
		return charmap.ISO8859_6
	case "iso-8859-7":
		return charmap.ISO8859_7
	case "iso-8859-8", "iso-8859-8-i":
		return charmap.ISO8859_8
	case "iso-8859-10":
		return charmap.ISO8859_10
	case "iso-8859-13":
		return charmap.ISO8859_13
	case "iso-8859-14":
		return charmap.ISO8859_14
	case "iso-8859-15":
		return charmap.ISO8859_15
	case "iso-8859-16":
		return charmap.ISO8859_16
	case "koi8-r":
		return charmap.KOI8R
	case "koi8-u":
		return charmap.KOI8U
	case "macintosh":
		return charmap.Macintosh
	case "x-mac-cyrillic":
		return charmap.MacintoshCyrillic
	}
	return windowsCharmap(name)
}

func windowsCharmap(name string) *charmap.Charmap {
	switch name {
	case "windows-874":
		return charmap.Windows874
	case "windows-1250":
		return charmap.Windows1250
	case "windows-1251":
		return charmap.Windows1251
	case "windows-1252":
		return charmap.Windows1252
	case "windows-1253":
		return charmap.Windows1253
	case "windows-1254":
		return charmap.Windows1254
	case "windows-1255":
		return charmap.Windows1255
	case "windows-1256":
		return charmap.Windows1256
	case "windows-1257":
		return charmap.Windows1257
	case "windows-1258":
		return charmap.Windows1258
	}
	return nil
}
