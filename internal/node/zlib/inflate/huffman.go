package inflate

import "math/bits"

// An entry of a decoding table says what the next bits mean: the number of bits to drop (8 bits), how many extra bits follow (4 bits), its kind
// (4 bits) and a value: a literal, the base of a length or distance, or where a second table starts.
type entry uint32

const (
	kindLiteral entry = iota << 12
	kindBase
	kindEnd
	kindTable // the extra field is the index width of the second table
	kindInvalid
	kindMask = entry(0xf << 12)
)

func (e entry) length() uint { return uint(e & 0xff) }
func (e entry) extra() uint  { return uint(e >> 8 & 0xf) }
func (e entry) value() int   { return int(e >> 16) }

const maxCodeLength = 15

// table decodes one Huffman code: the first index of root bits, longer codes through second tables behind it.
type table struct {
	entries []entry
	root    uint
}

// alphabet says what the symbols of a code mean.
type alphabet func(symbol int) entry

// build makes the table of a canonical code. It answers false for lengths that are no code: more codes than fit, or fewer, unless there is but
// one of one bit (and mayBeSparse), or none at all.
func (t *table) build(lengths []uint8, root uint, mayBeSparse bool, meaning alphabet) bool {
	var count [maxCodeLength + 1]int
	for _, n := range lengths {
		count[n]++
	}
	longest := maxCodeLength
	for longest > 0 && count[longest] == 0 {
		longest--
	}
	t.root = root
	if longest == 0 {
		t.invalidate(1 << root)
		return mayBeSparse
	}
	left := 1
	for n := 1; n <= maxCodeLength; n++ {
		if left = left<<1 - count[n]; left < 0 {
			return false
		}
	}
	if left > 0 && (!mayBeSparse || longest != 1) {
		return false
	}
	t.invalidate(1 << root)
	t.fill(lengths, count, meaning)
	return true
}

func (t *table) invalidate(size int) {
	t.entries = t.entries[:0]
	for range size {
		t.entries = append(t.entries, kindInvalid|1)
	}
}

func (t *table) fill(lengths []uint8, count [maxCodeLength + 1]int, meaning alphabet) {
	var next [maxCodeLength + 2]int
	code := 0
	for n := 1; n <= maxCodeLength; n++ {
		next[n] = code
		code = (code + count[n]) << 1
	}
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		reversed := int(bits.Reverse16(uint16(next[n])) >> (16 - n))
		next[n]++
		e := meaning(symbol)
		if uint(n) <= t.root {
			t.spread(t.entries[:1<<t.root], reversed, uint(n), e)
			continue
		}
		second, width := t.second(reversed&(1<<t.root-1), uint(n), count)
		t.spread(t.entries[second:second+1<<width], reversed>>t.root, uint(n)-t.root, e)
	}
}

// spread writes e at every index whose low bits are the code.
func (t *table) spread(entries []entry, code int, length uint, e entry) {
	for i := code; i < len(entries); i += 1 << length {
		entries[i] = e | entry(length)
	}
}

// second finds or makes the second table for codes that start with prefix. Symbols come in any order of length, so it is as wide as the longest.
func (t *table) second(prefix int, length uint, count [maxCodeLength + 1]int) (start int, width uint) {
	if e := t.entries[prefix]; e&kindMask == kindTable {
		return e.value(), e.extra()
	}
	longest := uint(maxCodeLength)
	for count[longest] == 0 {
		longest--
	}
	width = longest - t.root
	start = len(t.entries)
	for range 1 << width {
		t.entries = append(t.entries, kindInvalid|1)
	}
	t.entries[prefix] = kindTable | entry(start)<<16 | entry(width)<<8 | entry(t.root)
	return start, width
}

// literalOrLength is the alphabet of literals, the end of a block, and lengths.
func literalOrLength(symbol int) entry {
	switch {
	case symbol < 256:
		return kindLiteral | entry(symbol)<<16
	case symbol == 256:
		return kindEnd
	case symbol < 265:
		return kindBase | entry(symbol-254)<<16
	case symbol < 285:
		extra := (symbol - 261) / 4
		return kindBase | entry(extra)<<8 | entry(3+(4+(symbol-265)%4)<<extra)<<16
	case symbol == 285:
		return kindBase | 258<<16
	}
	return kindInvalid
}

// distance is the alphabet of distances.
func distance(symbol int) entry {
	switch {
	case symbol < 4:
		return kindBase | entry(symbol+1)<<16
	case symbol < 30:
		extra := (symbol - 2) / 2
		return kindBase | entry(extra)<<8 | entry(1+(2+symbol%2)<<extra)<<16
	}
	return kindInvalid
}

// codeLength is the alphabet in which the lengths of the other codes are written.
func codeLength(symbol int) entry { return kindLiteral | entry(symbol)<<16 }
