package encoding

// gb18030 is https://encoding.spec.whatwg.org/#gb18030-decoder, and the decoder of GBK.
type gb18030 struct{ first, second, third byte }

func (g *gb18030) step(b byte, out *output) {
	switch {
	case g.third != 0:
		g.fourth(b, out)
	case g.second != 0:
		if b >= 0x81 && b <= 0xFE {
			g.third = b
			return
		}
		second := g.second
		*g = gb18030{}
		out.fail()
		out.back = append([]byte{second, b}, out.back...)
	case g.first != 0:
		g.pair(b, out)
	case b < 0x80:
		out.unit(uint16(b))
	case b == 0x80:
		out.unit('€')
	case b == 0xFF:
		out.fail()
	default:
		g.first = b
	}
}

func (g *gb18030) pair(b byte, out *output) {
	if b >= '0' && b <= '9' {
		g.second = b
		return
	}
	lead := int(g.first)
	g.first = 0
	if (b >= 0x40 && b <= 0x7E) || (b >= 0x80 && b <= 0xFE) {
		cell := int(b) - 0x40
		if b >= 0x7F {
			cell--
		}
		if r := gb18030Index()[(lead-0x81)*190+cell]; r != 0 {
			out.rune(r)
			return
		}
	}
	out.failASCII(b)
}

func (g *gb18030) fourth(b byte, out *output) {
	first, second, third := g.first, g.second, g.third
	*g = gb18030{}
	if b < '0' || b > '9' {
		out.fail()
		out.back = append([]byte{second, third, b}, out.back...)
		return
	}
	pointer := ((int(first)-0x81)*10+int(second)-0x30)*1260 + (int(third)-0x81)*10 + int(b) - 0x30
	switch {
	case pointer == 7457:
		out.rune(0xE7C7)
	case pointer < 39420:
		out.rune(gb18030Ranges()[pointer])
	case pointer >= 189000 && pointer <= 1237575:
		out.rune(rune(0x10000 + pointer - 189000))
	default:
		out.fail()
	}
}

func (g *gb18030) idle() bool { return g.first == 0 }

func (g *gb18030) end(out *output) {
	if g.first != 0 {
		*g = gb18030{}
		out.fail()
	}
}

// big5 is https://encoding.spec.whatwg.org/#big5-decoder.
type big5 struct{ lead byte }

func (g *big5) step(b byte, out *output) {
	lead := g.lead
	g.lead = 0
	switch {
	case lead != 0:
		big5Pair(lead, b, out)
	case b < 0x80:
		out.unit(uint16(b))
	case b >= 0x81 && b <= 0xFE:
		g.lead = b
	default:
		out.fail()
	}
}

func big5Pair(lead, b byte, out *output) {
	if (b >= 0x40 && b <= 0x7E) || (b >= 0xA1 && b <= 0xFE) {
		cell := int(b) - 0x40
		if b >= 0x7F {
			cell = int(b) - 0x62
		}
		pointer := (int(lead)-0x81)*157 + cell
		switch pointer { // letters with marks that Unicode composes of two
		case 1133, 1135:
			out.units = append(out.units, 'Ê', markOf(pointer-1133))
			return
		case 1164, 1166:
			out.units = append(out.units, 'ê', markOf(pointer-1164))
			return
		}
		if r := big5Index()[pointer]; r != 0 {
			out.rune(r)
			return
		}
	}
	out.failASCII(b)
}

// markOf is the combining macron or caron.
func markOf(which int) uint16 {
	if which == 0 {
		return 0x0304
	}
	return 0x030C
}

func (g *big5) idle() bool { return g.lead == 0 }

func (g *big5) end(out *output) {
	if g.lead != 0 {
		g.lead = 0
		out.fail()
	}
}
