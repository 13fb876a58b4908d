package builtins

import (
	"encoding/binary"
	"sync/atomic"
	"unsafe"
)

// atomicCell is an element of an integer typed array: 1, 2, 4 or 8 bytes, in the machine's order. In a buffer that no other agent can see, plain access is
// atomic, and the only one that is safe, for such a buffer may start at any address.
type atomicCell struct {
	bytes  []byte
	shared bool
}

// address is what waiters for the element are found by.
func (c atomicCell) address() unsafe.Pointer { return unsafe.Pointer(&c.bytes[0]) }

// load returns the element's bits.
func (c atomicCell) load() uint64 {
	switch {
	case !c.shared:
		return bits(c.bytes)
	case len(c.bytes) == 8:
		return atomic.LoadUint64((*uint64)(unsafe.Pointer(&c.bytes[0])))
	default:
		word, at := c.word()
		return bits(split(atomic.LoadUint32(word))[at : at+len(c.bytes)])
	}
}

// update replaces the bits by what f makes of them, which may be called more than once, and returns the old ones.
func (c atomicCell) update(f func(old uint64) uint64) (old uint64) {
	if !c.shared {
		old = bits(c.bytes)
		putBits(c.bytes, f(old))
		return old
	}
	if len(c.bytes) == 8 {
		p := (*uint64)(unsafe.Pointer(&c.bytes[0]))
		for {
			if old = atomic.LoadUint64(p); atomic.CompareAndSwapUint64(p, old, f(old)) {
				return old
			}
		}
	}
	word, at := c.word()
	for {
		was := atomic.LoadUint32(word)
		parts := split(was)
		part := parts[at : at+len(c.bytes)]
		old = bits(part)
		putBits(part, f(old))
		if atomic.CompareAndSwapUint32(word, was, binary.NativeEndian.Uint32(parts)) {
			return old
		}
	}
}

// word is the aligned 32-bit word that the element is in, and where in it the element starts.
func (c atomicCell) word() (word *uint32, at int) {
	p := unsafe.Pointer(&c.bytes[0])
	at = int(uintptr(p) & 3)
	return (*uint32)(unsafe.Add(p, -at)), at
}

func split(word uint32) []byte { return binary.NativeEndian.AppendUint32(make([]byte, 0, 4), word) }

func bits(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.NativeEndian.Uint16(b))
	case 4:
		return uint64(binary.NativeEndian.Uint32(b))
	}
	return binary.NativeEndian.Uint64(b)
}

func putBits(b []byte, v uint64) {
	switch len(b) {
	case 1:
		b[0] = byte(v)
	case 2:
		binary.NativeEndian.PutUint16(b, uint16(v))
	case 4:
		binary.NativeEndian.PutUint32(b, uint32(v))
	default:
		binary.NativeEndian.PutUint64(b, v)
	}
}
