package encoding

// machine is the decoder of a legacy encoding, as the standard writes them: it is given one byte after the other.
type machine interface {
	// step takes the next byte.
	step(b byte, out *output)
	// idle tells whether it is between characters and ASCII stands for itself.
	idle() bool
	// end is told that no byte follows; it is asked again after what it gave back has been read.
	end(out *output)
}

// output is what a machine has decoded, and the bytes that it gave back to be read once more.
type output struct {
	units     []uint16
	malformed bool
	back      []byte
}

func (o *output) unit(u uint16) { o.units = append(o.units, u) }

func (o *output) rune(r rune) {
	if r < 0x10000 {
		o.unit(uint16(r))
		return
	}
	r -= 0x10000
	o.units = append(o.units, uint16(0xD800+r>>10), uint16(0xDC00+r&0x3FF))
}

func (o *output) fail() {
	o.malformed = true
	o.unit(replacement)
}

// failASCII fails, and gives back the byte that ended a sequence if it is a character of its own.
func (o *output) failASCII(b byte) {
	o.fail()
	if b < 0x80 {
		o.back = append(o.back, b)
	}
}

// legacyCodec runs a machine over chunks.
type legacyCodec struct {
	machine machine
	fresh   func() machine
}

func (l *legacyCodec) reset() { l.machine = l.fresh() }

func (l *legacyCodec) decode(input []byte, last bool) (text, bool) {
	out := &output{units: make([]uint16, 0, len(input)+1)}
	for i := 0; i < len(input); i++ {
		if input[i] < 0x80 && l.machine.idle() {
			for ; i < len(input) && input[i] < 0x80; i++ {
				out.unit(uint16(input[i]))
			}
			i--
			continue
		}
		l.machine.step(input[i], out)
		if len(out.back) > 0 {
			l.rereadAll(out)
		}
	}
	if last {
		l.machine.end(out)
		for len(out.back) > 0 {
			l.rereadAll(out)
			l.machine.end(out)
		}
	}
	return text{units: out.units}, !out.malformed
}

// rereadAll reads what was given back; what is given back meanwhile comes before the rest of it.
func (l *legacyCodec) rereadAll(out *output) {
	for len(out.back) > 0 {
		b, rest := out.back[0], out.back[1:]
		out.back = nil
		l.machine.step(b, out)
		out.back = append(out.back, rest...)
	}
}

// newLegacyCodec returns the codec of an encoding by its name; nil if it has none.
func newLegacyCodec(name string) codec {
	if fresh := machines(name); fresh != nil {
		return &legacyCodec{machine: fresh(), fresh: fresh}
	}
	if table := singleByteTable(name); table != nil {
		return singleByte{table}
	}
	return nil
}

// machines returns what makes a machine for an encoding.
func machines(name string) func() machine {
	switch name {
	case "big5":
		return func() machine { return &big5{} }
	case "euc-jp":
		return func() machine { return &eucJP{} }
	case "euc-kr":
		return func() machine { return &eucKR{} }
	case "gbk", "gb18030":
		return func() machine { return &gb18030{} }
	case "iso-2022-jp":
		return func() machine { return &iso2022JP{} }
	case "shift_jis":
		return func() machine { return &shiftJIS{} }
	}
	return nil
}
