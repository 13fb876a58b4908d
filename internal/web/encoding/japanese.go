package encoding

// shiftJIS is https://encoding.spec.whatwg.org/#shift_jis-decoder.
type shiftJIS struct{ lead byte }

func (s *shiftJIS) step(b byte, out *output) {
	if s.lead != 0 {
		lead := s.lead
		s.lead = 0
		s.pair(lead, b, out)
		return
	}
	switch {
	case b <= 0x80:
		out.unit(uint16(b))
	case b >= 0xA1 && b <= 0xDF:
		out.unit(0xFF61 - 0xA1 + uint16(b))
	case b == 0xA0 || b > 0xFC:
		out.fail()
	default:
		s.lead = b
	}
}

func (s *shiftJIS) pair(lead, b byte, out *output) {
	if b < 0x40 || b == 0x7F || b > 0xFC {
		out.failASCII(b)
		return
	}
	row, cell := int(lead)-0x81, int(b)-0x40
	if lead >= 0xA0 {
		row = int(lead) - 0xC1
	}
	if b >= 0x7F {
		cell--
	}
	pointer := row*188 + cell
	if pointer >= 8836 && pointer <= 10715 {
		out.rune(0xE000 - 8836 + rune(pointer)) // end-user defined characters
		return
	}
	if r := jis0208()[pointer]; r != 0 {
		out.rune(r)
		return
	}
	out.failASCII(b)
}

func (s *shiftJIS) idle() bool { return s.lead == 0 }

func (s *shiftJIS) end(out *output) {
	if s.lead != 0 {
		s.lead = 0
		out.fail()
	}
}

// eucJP is https://encoding.spec.whatwg.org/#euc-jp-decoder.
type eucJP struct {
	lead byte
	more bool // the lead is the second byte of three: a character of jis0212
}

func (e *eucJP) step(b byte, out *output) {
	lead, more := e.lead, e.more
	e.lead, e.more = 0, false
	switch {
	case lead == 0x8E && b >= 0xA1 && b <= 0xDF:
		out.unit(0xFF61 - 0xA1 + uint16(b))
	case lead == 0x8F && !more && b >= 0xA1 && b <= 0xFE:
		e.lead, e.more = b, true
	case lead != 0:
		pairOfEUC(lead, b, more, out)
	case b < 0x80:
		out.unit(uint16(b))
	case b == 0x8E || b == 0x8F || (b >= 0xA1 && b <= 0xFE):
		e.lead = b
	default:
		out.fail()
	}
}

func pairOfEUC(lead, b byte, more bool, out *output) {
	if lead >= 0xA1 && lead <= 0xFE && b >= 0xA1 && b <= 0xFE {
		table := jis0208
		if more {
			table = jis0212
		}
		if r := table()[(int(lead)-0xA1)*94+int(b)-0xA1]; r != 0 {
			out.rune(r)
			return
		}
	}
	out.failASCII(b)
}

func (e *eucJP) idle() bool { return e.lead == 0 }

func (e *eucJP) end(out *output) {
	if e.lead != 0 {
		*e = eucJP{}
		out.fail()
	}
}
