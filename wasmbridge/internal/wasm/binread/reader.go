// Package binread reads the primitive values of the WebAssembly binary format
// (core 5.2), with errors worded as V8 words them.
package binread

import "fmt"

// Error tells where and why a binary is not acceptable. The text is V8's: what
// follows "WebAssembly.Module(): ".
type Error struct {
	Offset int    // position in the binary, in bytes; negative for none
	Reason string // without the position
}

// Error returns the reason and the position as V8 prints them.
func (e *Error) Error() string {
	if e.Offset < 0 {
		return e.Reason
	}
	return fmt.Sprintf("%s @+%d", e.Reason, e.Offset)
}

// Reader reads Buf from Pos up to End. The first error sticks: afterwards
// every read returns zero, so that callers need to look at Err only where they
// loop or allocate.
type Reader struct {
	Buf  []byte
	Pos  int
	End  int
	Base int // position of Buf in the binary
	Err  *Error
}

// Fail records an error at position pos of Buf and ends reading.
func (r *Reader) Fail(pos int, format string, args ...any) {
	if r.Err == nil {
		r.Err = &Error{Offset: r.Base + pos, Reason: fmt.Sprintf(format, args...)}
	}
	r.Pos = r.End
}

// More tells whether there is something left to read.
func (r *Reader) More() bool { return r.Pos < r.End && r.Err == nil }

// Byte reads one byte; expected is the error when there is none.
func (r *Reader) Byte(expected string) byte {
	if r.Pos >= r.End {
		r.Fail(r.Pos, "%s", expected)
		return 0
	}
	r.Pos++
	return r.Buf[r.Pos-1]
}

// Bytes reads n bytes without copying.
func (r *Reader) Bytes(n uint32) []byte {
	if uint64(n) > uint64(r.End-r.Pos) {
		r.Fail(r.Pos, "expected %d bytes, fell off end", n)
		return nil
	}
	b := r.Buf[r.Pos : r.Pos+int(n) : r.Pos+int(n)]
	r.Pos += int(n)
	return b
}

// U32 reads an unsigned 32-bit number (core 5.2.2); what names it in errors.
func (r *Reader) U32(what string) uint32 {
	if r.Pos < r.End && r.Buf[r.Pos] < 0x80 {
		r.Pos++
		return uint32(r.Buf[r.Pos-1])
	}
	return r.longU32(what)
}

func (r *Reader) longU32(what string) (v uint32) {
	for shift := 0; shift < 35; shift += 7 {
		if r.Pos >= r.End {
			r.Fail(r.Pos, "expected %s", what)
			return 0
		}
		b := r.Buf[r.Pos]
		if shift == 28 && b > 0x0f {
			r.failLastByte(b, what)
			return 0
		}
		r.Pos++
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return v
}

// failLastByte reports a number whose last allowed byte goes on or has bits
// beyond the number's width.
func (r *Reader) failLastByte(b byte, what string) {
	if b >= 0x80 {
		r.Fail(r.Pos, "expected %s", what)
		return
	}
	r.Fail(r.Pos, "extra bits in varint")
}

// Signed reads a signed number of the given width in bits: 32, 33 or 64.
func (r *Reader) Signed(bits uint, what string) (v int64) {
	for shift := uint(0); ; shift += 7 {
		if r.Pos >= r.End {
			r.Fail(r.Pos, "expected %s", what)
			return 0
		}
		b := r.Buf[r.Pos]
		if shift+7 > bits && !validLastByte(b, bits-shift) {
			r.failLastByte(b, what)
			return 0
		}
		r.Pos++
		v |= int64(b&0x7f) << shift
		if b < 0x80 {
			return extendSign(v, b, shift+7)
		}
	}
}

func extendSign(v int64, last byte, width uint) int64 {
	if width < 64 && last&0x40 != 0 {
		v |= -1 << width
	}
	return v
}

// validLastByte tells whether b may be the last byte of a signed number of
// which left bits remain: the bits above must repeat the sign.
func validLastByte(b byte, left uint) bool {
	signAndAbove := int8(b<<1) >> left
	return b < 0x80 && (signAndAbove == 0 || signAndAbove == -1)
}
