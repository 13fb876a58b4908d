package ciphers

import "encoding/binary"

// element is of the field GF(2^128), the first bit of a block being the lowest power.
type element struct{ high, low uint64 }

// double multiplies by x.
func (e element) double() element {
	carry := e.low & 1
	return element{e.high>>1 ^ carry*(0xe1<<56), e.low>>1 | e.high<<63}
}

func (e element) add(o element) element { return element{e.high ^ o.high, e.low ^ o.low} }

// ghash is the hash function of GCM, with tables for four bits at a time.
type ghash struct {
	multiples [16]element // of the key, by the bits of the factor
	reduce    [16]uint64  // what falls out of the low end comes back in at the high one
	state     element
	partial   [16]byte
	have      int
}

func (g *ghash) init(key [16]byte) {
	h := element{binary.BigEndian.Uint64(key[:]), binary.BigEndian.Uint64(key[8:])}
	for bit := 8; bit > 0; bit >>= 1 {
		g.multiples[bit] = h
		h = h.double()
	}
	for i := range 16 {
		low := i & -i
		g.multiples[i] = g.multiples[low].add(g.multiples[i&^low])
		if i == low {
			g.multiples[i] = g.multiples[low]
		}
		over := element{0, uint64(i)}
		for range 4 {
			over = over.double()
		}
		g.reduce[i] = over.high
	}
}

func (g *ghash) block(b []byte) {
	x := element{g.state.high ^ binary.BigEndian.Uint64(b), g.state.low ^ binary.BigEndian.Uint64(b[8:])}
	var z element
	for _, word := range [2]uint64{x.low, x.high} {
		for range 16 {
			out := z.low & 15
			m := &g.multiples[word&15]
			z.low = z.low>>4 | z.high<<60
			z.high = z.high>>4 ^ g.reduce[out]
			z.low ^= m.low
			z.high ^= m.high
			word >>= 4
		}
	}
	g.state = z
}

func (g *ghash) write(b []byte) {
	if g.have > 0 {
		n := copy(g.partial[g.have:], b)
		g.have += n
		b = b[n:]
		if g.have < 16 {
			return
		}
		g.block(g.partial[:])
		g.have = 0
	}
	for ; len(b) >= 16; b = b[16:] {
		g.block(b)
	}
	g.have = copy(g.partial[:], b)
}

// pad fills the block up with zeros.
func (g *ghash) pad() {
	if g.have > 0 {
		clear(g.partial[g.have:])
		g.block(g.partial[:])
		g.have = 0
	}
}

func (g *ghash) lengths(aad, data uint64) {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], aad*8)
	binary.BigEndian.PutUint64(b[8:], data*8)
	g.block(b[:])
}

func (g *ghash) sum() (b [16]byte) {
	binary.BigEndian.PutUint64(b[:], g.state.high)
	binary.BigEndian.PutUint64(b[8:], g.state.low)
	return b
}
