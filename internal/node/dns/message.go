package dns

import (
	"encoding/binary"
	"errors"
	"net/netip"
	"strings"
)

// Types of records (https://www.iana.org/assignments/dns-parameters).
const (
	typeA     = 1
	typeNS    = 2
	typeCNAME = 5
	typeSOA   = 6
	typePTR   = 12
	typeMX    = 15
	typeTXT   = 16
	typeAAAA  = 28
	typeSRV   = 33
	typeNAPTR = 35
	typeTLSA  = 52
	typeANY   = 255
	typeCAA   = 257
)

// record is one answer: what its type has of names, texts and numbers.
type record struct {
	kind    uint16
	ttl     uint32
	address netip.Addr
	names   []string
	texts   []string
	numbers []uint32
}

// answer is a reply of a name server.
type answer struct {
	id        uint16
	code      int // of the reply: 0 is no error
	truncated bool
	records   []record
}

var errMessage = errors.New("malformed DNS message")

// question makes a query for name, with recursion.
func question(id uint16, name string, kind uint16) ([]byte, error) {
	b := binary.BigEndian.AppendUint16(nil, id)
	b = append(b, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)
	name = strings.TrimSuffix(name, ".")
	if name != "" {
		for label := range strings.SplitSeq(name, ".") {
			if len(label) == 0 || len(label) > 63 {
				return nil, errMessage
			}
			b = append(append(b, byte(len(label))), label...)
		}
	}
	if len(b) > 12+254 {
		return nil, errMessage
	}
	b = append(b, 0)
	b = binary.BigEndian.AppendUint16(b, kind)
	return binary.BigEndian.AppendUint16(b, 1), nil
}

// reader reads a message. Once it went beyond the end it only gives zeros.
type reader struct {
	b   []byte
	at  int
	bad bool
}

func (r *reader) take(n int) []byte {
	if r.bad || n < 0 || r.at+n > len(r.b) {
		r.bad = true
		return make([]byte, max(n, 0))
	}
	b := r.b[r.at : r.at+n]
	r.at += n
	return b
}

func (r *reader) u8() uint32  { return uint32(r.take(1)[0]) }
func (r *reader) u16() uint16 { return binary.BigEndian.Uint16(r.take(2)) }
func (r *reader) u32() uint32 { return binary.BigEndian.Uint32(r.take(4)) }

// text is a string with its length before it.
func (r *reader) text() string { return string(r.take(int(r.u8()))) }

// name follows pointers, which only lead backwards: no message keeps it for long.
func (r *reader) name() string {
	var labels []string
	at, jumped, size := r.at, false, 0
	for !r.bad {
		if at >= len(r.b) {
			r.bad = true
			break
		}
		n := int(r.b[at])
		switch {
		case n == 0:
			if !jumped {
				r.at = at + 1
			}
			return strings.Join(labels, ".")
		case n&0xC0 == 0xC0:
			if at+1 >= len(r.b) {
				r.bad = true
				break
			}
			to := n&0x3F<<8 | int(r.b[at+1])
			if !jumped {
				r.at = at + 2
			}
			if to >= at {
				r.bad = true
			}
			at, jumped = to, true
		case n > 63 || at+1+n > len(r.b) || size+n > 255:
			r.bad = true
		default:
			labels = append(labels, string(r.b[at+1:at+1+n]))
			size += n + 1
			at += 1 + n
		}
	}
	return ""
}

// parse reads a reply.
func parse(b []byte) (answer, error) {
	r := &reader{b: b}
	a := answer{id: r.u16()}
	flags := r.u16()
	questions, records := int(r.u16()), int(r.u16())
	r.take(4)
	a.code, a.truncated = int(flags&15), flags&0x200 != 0
	if flags&0x8000 == 0 {
		return a, errMessage
	}
	for i := 0; i < questions && !r.bad; i++ {
		r.name()
		r.take(4)
	}
	for i := 0; i < records && !r.bad; i++ {
		r.name()
		rec := record{kind: r.u16()}
		r.take(2)
		rec.ttl = r.u32()
		size := int(r.u16())
		end := r.at + size
		if r.bad || end > len(b) {
			return a, errMessage
		}
		body := &reader{b: b[:end], at: r.at}
		body.data(&rec, size)
		if body.bad {
			return a, errMessage
		}
		r.at = end
		a.records = append(a.records, rec)
	}
	if r.bad {
		return a, errMessage
	}
	return a, nil
}

// data reads what a record of its type holds.
func (r *reader) data(rec *record, size int) {
	end := r.at + size
	switch rec.kind {
	case typeA, typeAAAA:
		address, ok := netip.AddrFromSlice(r.take(size))
		rec.address, r.bad = address, r.bad || !ok || address.Is4() != (rec.kind == typeA)
	case typeNS, typeCNAME, typePTR:
		rec.names = []string{r.name()}
	case typeMX:
		rec.numbers = []uint32{uint32(r.u16())}
		rec.names = []string{r.name()}
	case typeTXT:
		for r.at < end && !r.bad {
			rec.texts = append(rec.texts, r.text())
		}
	case typeSRV:
		rec.numbers = []uint32{uint32(r.u16()), uint32(r.u16()), uint32(r.u16())}
		rec.names = []string{r.name()}
	case typeSOA:
		rec.names = []string{r.name(), r.name()}
		rec.numbers = []uint32{r.u32(), r.u32(), r.u32(), r.u32(), r.u32()}
	case typeNAPTR:
		rec.numbers = []uint32{uint32(r.u16()), uint32(r.u16())}
		rec.texts = []string{r.text(), r.text(), r.text()}
		rec.names = []string{r.name()}
	case typeCAA:
		rec.numbers = []uint32{r.u8()}
		rec.texts = []string{r.text(), string(r.take(end - r.at))}
	}
}
