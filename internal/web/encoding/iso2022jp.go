package encoding

// iso2022State is a state of the decoder of ISO-2022-JP.
type iso2022State int

const (
	isoASCII iso2022State = iota
	isoRoman
	isoKatakana
	isoLead
	isoTrail
	isoEscapeStart
	isoEscape
)

const escape = 0x1B

// iso2022JP is https://encoding.spec.whatwg.org/#iso-2022-jp-decoder.
type iso2022JP struct {
	state  iso2022State
	shift  iso2022State // the state that the last escape sequence asked for
	lead   byte
	output bool // a character has come since the last escape sequence
}

func (j *iso2022JP) step(b byte, out *output) {
	switch j.state {
	case isoEscapeStart:
		j.escapeStart(b, out)
	case isoEscape:
		j.escapeEnd(b, out)
	case isoTrail:
		j.trail(b, out)
	default:
		j.character(b, out)
	}
}

func (j *iso2022JP) character(b byte, out *output) {
	if b == escape {
		j.state = isoEscapeStart
		return
	}
	j.output = false
	switch {
	case j.state == isoLead && b >= 0x21 && b <= 0x7E:
		j.lead, j.state = b, isoTrail
	case j.state == isoKatakana && b >= 0x21 && b <= 0x5F:
		out.unit(0xFF61 - 0x21 + uint16(b))
	case j.state == isoRoman && b == '\\':
		out.unit('¥')
	case j.state == isoRoman && b == '~':
		out.unit('‾')
	case (j.state == isoASCII || j.state == isoRoman) && b <= 0x7F && b != 0x0E && b != 0x0F:
		out.unit(uint16(b))
	default:
		out.fail()
	}
}

func (j *iso2022JP) trail(b byte, out *output) {
	if b == escape {
		j.state = isoEscapeStart
		out.fail()
		return
	}
	j.state = isoLead
	if b >= 0x21 && b <= 0x7E {
		if r := jis0208()[(int(j.lead)-0x21)*94+int(b)-0x21]; r != 0 {
			out.rune(r)
			return
		}
	}
	out.fail()
}

func (j *iso2022JP) escapeStart(b byte, out *output) {
	if b == '$' || b == '(' {
		j.lead, j.state = b, isoEscape
		return
	}
	j.refuse(out, b)
}

func (j *iso2022JP) escapeEnd(b byte, out *output) {
	lead := j.lead
	j.lead = 0
	var next iso2022State
	switch {
	case lead == '(' && b == 'B':
		next = isoASCII
	case lead == '(' && b == 'J':
		next = isoRoman
	case lead == '(' && b == 'I':
		next = isoKatakana
	case lead == '$' && (b == '@' || b == 'B'):
		next = isoLead
	default:
		j.refuse(out, lead, b)
		return
	}
	j.state, j.shift = next, next
	empty := j.output
	j.output = true
	if empty {
		out.fail()
	}
}

// refuse takes an escape sequence that is none for an error and reads its bytes as characters.
func (j *iso2022JP) refuse(out *output, bytes ...byte) {
	j.output = false
	j.state = j.shift
	out.fail()
	out.back = append(bytes, out.back...)
}

func (j *iso2022JP) idle() bool { return false }

func (j *iso2022JP) end(out *output) {
	switch j.state {
	case isoTrail:
		j.state = isoLead
		out.fail()
	case isoEscapeStart:
		j.refuse(out)
	case isoEscape:
		lead := j.lead
		j.lead = 0
		j.refuse(out, lead)
	}
}
