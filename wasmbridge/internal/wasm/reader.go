package wasm

import (
	"fmt"
	"unicode/utf8"
)

// reader reads the binary format. The first error sticks: afterwards every
// read returns zero, so that callers need to look at err only where they loop
// or allocate.
type reader struct {
	buf []byte // the whole binary; reads stop at end
	pos int
	end int
	err *FormatError
}

func (r *reader) fail(at int, format string, args ...any) {
	if r.err == nil {
		r.err = &FormatError{Offset: at, Reason: fmt.Sprintf(format, args...)}
	}
	r.pos = r.end
}

func (r *reader) more() bool { return r.err == nil && r.pos < r.end }

// byte reads one byte; what names it in the error.
func (r *reader) byte(what string) byte {
	if r.pos >= r.end {
		r.fail(r.pos, "%s", what)
		return 0
	}
	b := r.buf[r.pos]
	r.pos++
	return b
}

// u32 reads an unsigned LEB128 number.
func (r *reader) u32(what string) uint32 {
	if r.pos < r.end && r.buf[r.pos] < 0x80 {
		r.pos++
		return uint32(r.buf[r.pos-1])
	}
	return r.longU32(what)
}

func (r *reader) longU32(what string) (v uint32) {
	for shift := 0; shift < 35; shift += 7 {
		if r.pos >= r.end {
			r.fail(r.pos, "expected %s", what)
			return 0
		}
		b := r.buf[r.pos]
		if shift == 28 && b > 0x0f {
			r.failLastByte(b, what)
			return 0
		}
		r.pos++
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	return v
}

// failLastByte reports a number whose last allowed byte goes on or has bits
// beyond the number's width.
func (r *reader) failLastByte(b byte, what string) {
	if b >= 0x80 {
		r.fail(r.pos, "expected %s", what)
		return
	}
	r.fail(r.pos, "extra bits in varint")
}

// signed reads a signed LEB128 number of the given width in bits (32, 33, 64).
func (r *reader) signed(bits uint, what string) int64 {
	var v int64
	for shift := uint(0); ; shift += 7 {
		if r.pos >= r.end {
			r.fail(r.pos, "expected %s", what)
			return 0
		}
		b := r.buf[r.pos]
		if shift+7 > bits && !validLastByte(b, bits-shift) {
			r.failLastByte(b, what)
			return 0
		}
		r.pos++
		v |= int64(b&0x7f) << shift
		if b < 0x80 {
			if shift += 7; shift < 64 && b&0x40 != 0 {
				v |= -1 << shift
			}
			return v
		}
	}
}

// validLastByte tells whether b may be the last byte of a signed number of
// which left bits remain: the bits above must repeat the sign.
func validLastByte(b byte, left uint) bool {
	high := int8(b<<1) >> left // the sign bit and what lies above it
	return b < 0x80 && (high == 0 || high == -1)
}

// count reads the length of a vector.
func (r *reader) count(what string, limit uint32) uint32 {
	at := r.pos
	n := r.u32(what)
	if n > limit {
		r.fail(at, "%s of %d exceeds internal limit of %d", what, n, limit)
		return 0
	}
	return n
}

// capacity bounds what is allocated for a vector of n items before they are
// seen: each takes at least one byte of input.
func (r *reader) capacity(n uint32) int { return min(int(n), r.end-r.pos) }

// bytes reads n bytes without copying.
func (r *reader) bytes(n uint32) []byte {
	if uint64(n) > uint64(r.end-r.pos) {
		r.fail(r.pos, "expected %d bytes, fell off end", n)
		return nil
	}
	b := r.buf[r.pos : r.pos+int(n) : r.pos+int(n)]
	r.pos += int(n)
	return b
}

// name reads a UTF-8 string (core 5.2.4).
func (r *reader) name(what string) string {
	n := r.u32(what + " length:")
	at := r.pos
	b := r.bytes(n)
	if r.err == nil && !utf8.Valid(b) {
		r.fail(at, "%s: no valid UTF-8 string", what)
		return ""
	}
	return string(b)
}
