package zlib

// tinySize is up to how many bytes a whole stream is encoded here: the library stores so little data uncompressed.
const tinySize = 128

// bitWriter writes a DEFLATE block with the fixed codes (RFC 1951, 3.2.6).
type bitWriter struct {
	out  []byte
	bits uint64
	n    uint
}

func (w *bitWriter) put(value, bits uint) {
	w.bits |= uint64(value) << w.n
	for w.n += bits; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.bits))
		w.bits >>= 8
	}
}

// code writes a code, whose first bit is its highest.
func (w *bitWriter) code(code, bits uint) {
	for bits > 0 {
		bits--
		w.put(code>>bits&1, 1)
	}
}

func (w *bitWriter) symbol(s uint) {
	switch {
	case s < 144:
		w.code(0x30+s, 8)
	case s < 256:
		w.code(0x190+s-144, 9)
	case s < 280:
		w.code(s-256, 7)
	default:
		w.code(0xc0+s-280, 8)
	}
}

// match writes a length up to tinySize and a distance up to it.
func (w *bitWriter) match(length, distance int) {
	code, extra, base := bucket(length-3, 4)
	w.symbol(uint(257 + code))
	w.put(uint(length-3-base), uint(extra))
	code, extra, base = bucket(distance-1, 2)
	w.code(uint(code), 5)
	w.put(uint(distance-1-base), uint(extra))
}

// bucket finds the code for a value among those of DEFLATE's lengths and distances: the first two of a kind have no extra bits, then each kind
// (of per codes) has one bit more.
func bucket(value, per int) (code, extra, base int) {
	size := 1
	for code = 0; ; code++ {
		if code >= 2*per && code%per == 0 {
			extra++
			size *= 2
		}
		if value < base+size {
			return code, extra, base
		}
		base += size
	}
}

// tinyDeflate encodes all of data, which is short, as one last block.
func tinyDeflate(data []byte) []byte {
	w := &bitWriter{}
	w.put(1|1<<1, 3) // the last block, with fixed codes
	length, distance := 0, 0
	for i := 0; i < len(data); {
		// As node's zlib does, a match gives way to a longer one that starts a byte later, and one of three bytes is none.
		next, nextDistance := longest(data, i)
		if length >= 4 && next <= length {
			w.match(length, distance)
			i += length - 1
			length = 0
			continue
		}
		if length > 0 {
			w.symbol(uint(data[i-1]))
		}
		length, distance = max(next, 1), nextDistance
		i++
	}
	if length > 0 {
		w.symbol(uint(data[len(data)-1]))
	}
	w.symbol(256)
	w.put(0, (8-w.n)%8)
	if stored := 5 + len(data); len(w.out) > stored {
		n := byte(len(data))
		return append([]byte{1, n, 0, ^n, 0xff}, data...)
	}
	return w.out
}

// longest finds the longest match for what is at i, the nearest of these.
func longest(data []byte, i int) (length, distance int) {
	for d := 1; d <= i; d++ {
		n := 0
		for i+n < len(data) && data[i+n] == data[i+n-d] {
			n++
		}
		if n > length {
			length, distance = n, d
		}
	}
	return length, distance
}
