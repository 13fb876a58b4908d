// Package inflate decodes DEFLATE data (RFC 1951) that comes in pieces of any size, and says exactly where it ends. The standard library's
// decoder pulls its input, so that a stream in JavaScript would need a goroutine each, and reads past the end.
package inflate

import "encoding/binary"

const (
	windowSize = 32 << 10
	bufferSize = windowSize + 96<<10
	maxMatch   = 258

	literalRoot  = 10
	distanceRoot = 8
)

// An Error is data that is not DEFLATE's, in the words of zlib.
type Error string

func (e Error) Error() string { return string(e) }

// Status is why Step returned.
type Status int

// NeedInput: all input was taken; NeedOutput: there may be more for a larger output; Done: the data is at its end.
const (
	NeedInput Status = iota
	NeedOutput
	Done
)

type state int

const (
	blockHead state = iota
	storedHead
	storedBody
	tableHead
	tableOrder
	tableLengths
	body
	matchExtra
	matchDistance
	distanceExtra
	end
)

// Decoder decodes one DEFLATE stream.
type Decoder struct {
	state state
	last  bool  // the block is the last one
	err   error // what run met; told once what came before it is out

	in    []byte
	pos   int
	bits  uint64
	nbits uint

	buffer     []byte // what was decoded last, to copy from, and what the caller has not yet
	read, made int    // in buffer

	stored                  int // bytes left of a stored block
	literals, codes, orders int // numbers of code lengths of a block with tables of its own
	lengths                 [320]uint8
	have                    int // of lengths

	literal, dist *table // of this block
	own           [2]table
	order         table

	match, far int
	base       entry // length or distance whose extra bits are awaited
}

// Reset makes the decoder ready for another stream. A dictionary is what the data refers back to.
func (d *Decoder) Reset(dictionary []byte) {
	own, order, buffer := d.own, d.order, d.buffer
	if buffer == nil {
		buffer = make([]byte, bufferSize)
	}
	*d = Decoder{own: own, order: order, buffer: buffer}
	d.SetDictionary(dictionary)
}

// SetDictionary gives what the data refers back to. It must come before any data.
func (d *Decoder) SetDictionary(dictionary []byte) {
	if len(dictionary) > windowSize {
		dictionary = dictionary[len(dictionary)-windowSize:]
	}
	d.made = copy(d.buffer, dictionary)
	d.read = d.made
}

// Step decodes from in to out until one of them is used up or the data ends. It says how much of in it took and how much of out it filled.
func (d *Decoder) Step(in, out []byte) (taken, filled int, status Status, err error) {
	d.in, d.pos = in, 0
	defer func() { d.in = nil }()
	for {
		n := copy(out[filled:], d.buffer[d.read:d.made])
		filled += n
		d.read += n
		switch {
		case d.read < d.made:
			return d.pos, filled, NeedOutput, nil
		case d.err != nil:
			return d.pos, filled, Done, d.err
		case d.state == end:
			return d.pos, filled, Done, nil
		case filled == len(out) && n > 0:
			return d.pos, filled, NeedOutput, nil
		}
		d.slide()
		if starved := d.run(); starved && d.read == d.made {
			return d.pos, filled, NeedInput, nil
		}
	}
}

// slide makes room behind what may still be referred to.
func (d *Decoder) slide() {
	if d.made > bufferSize/2 {
		copy(d.buffer, d.buffer[d.made-windowSize:d.made])
		d.read, d.made = windowSize, windowSize
	}
}

// run decodes until the buffer is full, the data ends, or input is missing (starved).
func (d *Decoder) run() (starved bool) {
	for d.state != end && len(d.buffer)-d.made > maxMatch {
		more, err := d.advance()
		if err != nil {
			d.err = err
			return false
		}
		if !more {
			return true
		}
	}
	return false
}

// advance does what the state says; false is that input is missing.
func (d *Decoder) advance() (bool, error) {
	switch d.state {
	case blockHead:
		return d.readBlockHead()
	case storedHead:
		return d.readStoredHead()
	case storedBody:
		return d.copyStored(), nil
	case tableHead:
		return d.readTableHead()
	case tableOrder:
		return d.readTableOrder()
	case tableLengths:
		return d.readTableLengths()
	}
	if d.state == body && d.nbits < 8 { // else it might give back bytes of the input before
		if done, err := d.fast(); done || err != nil {
			return true, err
		}
	}
	return d.slow()
}

// need loads at least n bits, a byte at a time: none is taken that may belong to what follows.
func (d *Decoder) need(n uint) bool {
	for d.nbits < n {
		if d.pos == len(d.in) {
			return false
		}
		d.bits |= uint64(d.in[d.pos]) << d.nbits
		d.pos++
		d.nbits += 8
	}
	return true
}

func (d *Decoder) take(n uint) int {
	v := int(d.bits & (1<<n - 1))
	d.drop(n)
	return v
}

func (d *Decoder) drop(n uint) {
	d.bits >>= n
	d.nbits -= n
}

func (d *Decoder) readBlockHead() (bool, error) {
	if d.last {
		d.bits, d.nbits = 0, 0
		d.state = end
		return true, nil
	}
	if !d.need(3) {
		return false, nil
	}
	d.last = d.take(1) == 1
	switch d.take(2) {
	case 0:
		d.drop(d.nbits & 7)
		d.state = storedHead
	case 1:
		fixed := fixedTables()
		d.literal, d.dist = &fixed[0], &fixed[1]
		d.state = body
	case 2:
		d.state = tableHead
	default:
		return false, Error("invalid block type")
	}
	return true, nil
}

func (d *Decoder) readStoredHead() (bool, error) {
	if !d.need(32) {
		return false, nil
	}
	length, check := d.take(16), d.take(16)
	if length != check^0xffff {
		return false, Error("invalid stored block lengths")
	}
	d.stored = length
	d.state = storedBody
	return true, nil
}

func (d *Decoder) copyStored() bool {
	n := min(d.stored, len(d.in)-d.pos, len(d.buffer)-d.made)
	copy(d.buffer[d.made:], d.in[d.pos:d.pos+n])
	d.pos += n
	d.made += n
	d.stored -= n
	if d.stored == 0 {
		d.state = blockHead
		return true
	}
	return d.pos < len(d.in)
}

func (d *Decoder) readTableHead() (bool, error) {
	if !d.need(14) {
		return false, nil
	}
	d.literals, d.codes, d.orders = d.take(5)+257, d.take(5)+1, d.take(4)+4
	if d.literals > 286 || d.codes > 30 {
		return false, Error("too many length or distance symbols")
	}
	d.lengths = [320]uint8{}
	d.have = 0
	d.state = tableOrder
	return true, nil
}

// lengthOrder is the order in which the lengths of the code for lengths come.
const lengthOrder = "\x10\x11\x12\x00\x08\x07\x09\x06\x0a\x05\x0b\x04\x0c\x03\x0d\x02\x0e\x01\x0f"

func (d *Decoder) readTableOrder() (bool, error) {
	for ; d.have < d.orders; d.have++ {
		if !d.need(3) {
			return false, nil
		}
		d.lengths[lengthOrder[d.have]] = uint8(d.take(3))
	}
	if !d.order.build(d.lengths[:19], 7, false, codeLength) {
		return false, Error("invalid code lengths set")
	}
	d.lengths = [320]uint8{}
	d.have = 0
	d.state = tableLengths
	return true, nil
}

func (d *Decoder) readTableLengths() (bool, error) {
	for d.have < d.literals+d.codes {
		e, ok := d.peek(&d.order)
		if !ok {
			return false, nil
		}
		symbol := e.value()
		if symbol < 16 {
			d.drop(e.length())
			d.lengths[d.have] = uint8(symbol)
			d.have++
			continue
		}
		if ok, err := d.repeatLength(symbol, e.length()); !ok {
			return false, err
		}
	}
	return true, d.buildTables()
}

func (d *Decoder) repeatLength(symbol int, length uint) (bool, error) {
	extra, times, value := uint(2), 3, uint8(0)
	switch symbol {
	case 17:
		extra = 3
	case 18:
		extra, times = 7, 11
	}
	if !d.need(length + extra) {
		return false, nil
	}
	d.drop(length)
	if symbol == 16 {
		if d.have == 0 {
			return false, Error("invalid bit length repeat")
		}
		value = d.lengths[d.have-1]
	}
	times += d.take(extra)
	if d.have+times > d.literals+d.codes {
		return false, Error("invalid bit length repeat")
	}
	for range times {
		d.lengths[d.have] = value
		d.have++
	}
	return true, nil
}

func (d *Decoder) buildTables() error {
	if d.lengths[256] == 0 {
		return Error("invalid code -- missing end-of-block")
	}
	if !d.own[0].build(d.lengths[:d.literals], literalRoot, true, literalOrLength) {
		return Error("invalid literal/lengths set")
	}
	if !d.own[1].build(d.lengths[d.literals:d.literals+d.codes], distanceRoot, true, distance) {
		return Error("invalid distances set")
	}
	d.literal, d.dist = &d.own[0], &d.own[1]
	d.state = body
	return nil
}

// peek finds the entry of the next code and leaves its bits. A code in a second table is reported with its whole length.
func (d *Decoder) peek(t *table) (entry, bool) {
	for {
		e := t.entries[d.bits&(1<<t.root-1)]
		if e.length() <= d.nbits {
			if e&kindMask != kindTable {
				return e, true
			}
			second := t.entries[e.value()+int(d.bits>>t.root&(1<<e.extra()-1))]
			if whole := second.length() + t.root; whole <= d.nbits {
				return second&^0xff | entry(whole), true
			}
		}
		if !d.need(d.nbits + 1) {
			return 0, false
		}
	}
}

// slow decodes one step of the body with input of any size.
func (d *Decoder) slow() (bool, error) {
	switch d.state {
	case body:
		return d.literalStep()
	case matchExtra:
		if !d.need(d.base.extra()) {
			return false, nil
		}
		d.match = d.base.value() + d.take(d.base.extra())
		d.state = matchDistance
	case matchDistance:
		e, ok := d.peek(d.dist)
		if !ok {
			return false, nil
		}
		if e&kindMask != kindBase {
			return false, Error("invalid distance code")
		}
		d.drop(e.length())
		d.base = e
		d.state = distanceExtra
	case distanceExtra:
		if !d.need(d.base.extra()) {
			return false, nil
		}
		d.far = d.base.value() + d.take(d.base.extra())
		if d.far > d.made {
			return false, Error("invalid distance too far back")
		}
		d.repeat()
		d.state = body
	}
	return true, nil
}

func (d *Decoder) literalStep() (bool, error) {
	e, ok := d.peek(d.literal)
	if !ok {
		return false, nil
	}
	d.drop(e.length())
	switch e & kindMask {
	case kindLiteral:
		d.buffer[d.made] = byte(e.value())
		d.made++
	case kindEnd:
		d.state = blockHead
	case kindBase:
		d.base = e
		d.state = matchExtra
	default:
		return false, Error("invalid literal/length code")
	}
	return true, nil
}

// repeat copies a match, which may overlap itself.
func (d *Decoder) repeat() {
	from, to := d.made-d.far, d.made+d.match
	for d.made < to {
		d.made += copy(d.buffer[d.made:to], d.buffer[from:d.made])
	}
}

// fast decodes the body while there is plenty of input and room; done says that the block ended. Whole bytes that it loaded ahead are given
// back at the end.
func (d *Decoder) fast() (done bool, err error) {
	in, buffer := d.in, d.buffer
	literal, dist := d.literal.entries, d.dist.entries
	if len(literal) < 1<<literalRoot || len(dist) < 1<<distanceRoot {
		return false, nil
	}
	pos, made, bits, nbits := d.pos, d.made, d.bits, d.nbits
loop:
	for pos+16 <= len(in) && made+maxMatch+16 <= len(buffer) {
		bits |= binary.LittleEndian.Uint64(in[pos:]) << nbits
		pos += int(63-nbits) >> 3
		nbits |= 56
		e := literal[bits&(1<<literalRoot-1)]
		if e&kindMask == kindLiteral {
			n := e.length()
			bits >>= n
			nbits -= n
			buffer[made] = byte(e >> 16)
			made++
			e = literal[bits&(1<<literalRoot-1)]
			if e&kindMask == kindLiteral {
				n := e.length()
				bits >>= n
				nbits -= n
				buffer[made] = byte(e >> 16)
				made++
				continue
			}
			bits |= binary.LittleEndian.Uint64(in[pos:]) << nbits
			pos += int(63-nbits) >> 3
			nbits |= 56
		}
		if e&kindMask == kindTable {
			bits >>= literalRoot
			nbits -= literalRoot
			e = literal[e.value()+int(bits&(1<<e.extra()-1))]
		}
		n := e.length()
		bits >>= n
		nbits -= n
		switch e & kindMask {
		case kindLiteral:
			buffer[made] = byte(e >> 16)
			made++
			continue
		case kindBase:
		case kindEnd:
			d.state = blockHead
			done = true
			break loop
		default:
			err = Error("invalid literal/length code")
			break loop
		}
		n = e.extra()
		match := e.value() + int(bits&(1<<n-1))
		bits >>= n
		nbits -= n
		e = dist[bits&(1<<distanceRoot-1)]
		if e&kindMask == kindTable {
			bits >>= distanceRoot
			nbits -= distanceRoot
			e = dist[e.value()+int(bits&(1<<e.extra()-1))]
		}
		n = e.length()
		bits >>= n
		nbits -= n
		if e&kindMask != kindBase {
			err = Error("invalid distance code")
			break loop
		}
		n = e.extra()
		far := e.value() + int(bits&(1<<n-1))
		bits >>= n
		nbits -= n
		if far > made {
			err = Error("invalid distance too far back")
			break loop
		}
		if far >= match {
			copy(buffer[made:made+match], buffer[made-far:made])
			made += match
			continue
		}
		from, to := made-far, made+match
		for made < to {
			made += copy(buffer[made:to], buffer[from:made])
		}
	}
	ahead := nbits >> 3
	d.pos, d.made = pos-int(ahead), made
	d.nbits = nbits & 7
	d.bits = bits & (1<<d.nbits - 1)
	return done, err
}
