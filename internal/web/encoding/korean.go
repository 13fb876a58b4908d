package encoding

// eucKR is https://encoding.spec.whatwg.org/#euc-kr-decoder.
type eucKR struct{ lead byte }

func (e *eucKR) step(b byte, out *output) {
	lead := e.lead
	e.lead = 0
	switch {
	case lead != 0:
		if b >= 0x41 && b <= 0xFE {
			if r := eucKRIndex()[(int(lead)-0x81)*190+int(b)-0x41]; r != 0 {
				out.rune(r)
				return
			}
		}
		out.failASCII(b)
	case b < 0x80:
		out.unit(uint16(b))
	case b >= 0x81 && b <= 0xFE:
		e.lead = b
	default:
		out.fail()
	}
}

func (e *eucKR) idle() bool { return e.lead == 0 }

func (e *eucKR) end(out *output) {
	if e.lead != 0 {
		e.lead = 0
		out.fail()
	}
}
