package v8

import (
	"encoding/binary"
	"math"
	"math/big"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// writer is the output of a Serializer: V8's wire format is made of bytes, variable-length integers, doubles and strings.
type writer struct {
	realm *realm.Realm
	out   []byte
}

func (w *writer) varint(n uint64) { w.out = binary.AppendUvarint(w.out, n) }
func (w *writer) double(f float64) {
	if math.IsNaN(f) {
		f = math.Float64frombits(0x7FF8 << 48) // Go's own NaN has another bit
	}
	w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(f))
}

// text writes a string with its tag: one byte a character, or two if some need it, at an even address.
func (w *writer) text(s goja.String) {
	n := s.Length()
	wide := false
	for i := 0; i < n && !wide; i++ {
		wide = s.CharAt(i) > 0xFF
	}
	if !wide {
		w.out = append(w.out, '"')
		w.varint(uint64(n))
		for i := range n {
			w.out = append(w.out, byte(s.CharAt(i)))
		}
		return
	}
	if (len(w.out)+1+len(binary.AppendUvarint(nil, uint64(2*n))))%2 != 0 {
		w.out = append(w.out, 0)
	}
	w.out = append(w.out, 'c')
	w.varint(uint64(2 * n))
	for i := range n {
		w.out = binary.LittleEndian.AppendUint16(w.out, s.CharAt(i))
	}
}

// bigInt writes sign, length and digits of eight bytes.
func (w *writer) bigInt(x *big.Int) {
	b := x.Bytes() // big-endian
	length := (len(b) + 7) / 8 * 8
	field := uint64(length) << 1
	if x.Sign() < 0 {
		field |= 1
	}
	w.varint(field)
	for i := range length {
		if i < len(b) {
			w.out = append(w.out, b[len(b)-1-i])
		} else {
			w.out = append(w.out, 0)
		}
	}
}

// newWriter makes the natives of one Serializer.
func newWriter(r *realm.Realm) *goja.Object {
	w := &writer{realm: r}
	object := r.Runtime.NewObject()
	method := func(name string, f func(v goja.Value)) {
		r.Method(object, name, 1, func(c goja.FunctionCall) goja.Value {
			f(c.Argument(0))
			return goja.Undefined()
		})
	}
	method("byte", func(v goja.Value) { w.out = append(w.out, byte(v.ToInteger())) })
	method("varint", func(v goja.Value) { w.varint(uint64(v.ToInteger())) })
	method("zigzag", func(v goja.Value) { w.varint(uint64(uint32(v.ToInteger()<<1) ^ uint32(v.ToInteger()>>31))) })
	method("double", func(v goja.Value) { w.double(v.ToFloat()) })
	method("text", func(v goja.Value) { w.text(v.(goja.String)) })
	method("bigInt", func(v goja.Value) {
		x, _ := v.Export().(*big.Int)
		w.bigInt(x)
	})
	method("bytes", func(v goja.Value) {
		b, _ := r.Bytes(v)
		w.out = append(w.out, b...)
	})
	r.Method(object, "uint64", 2, func(c goja.FunctionCall) goja.Value {
		w.varint(uint64(uint32(c.Argument(0).ToInteger()))<<32 | uint64(uint32(c.Argument(1).ToInteger())))
		return goja.Undefined()
	})
	r.Method(object, "release", 0, func(goja.FunctionCall) goja.Value {
		out := w.out
		w.out = nil
		return r.NewBuffer(out)
	})
	return object
}

// reader is the input of a Deserializer. Every read answers false where the input ends or is no such thing.
type reader struct {
	in []byte
	at int
}

func (d *reader) take(n int) ([]byte, bool) {
	if n < 0 || n > len(d.in)-d.at {
		return nil, false
	}
	d.at += n
	return d.in[d.at-n : d.at], true
}

func (d *reader) varint() (uint64, bool) {
	n, size := binary.Uvarint(d.in[d.at:])
	if size <= 0 {
		return 0, false
	}
	d.at += size
	return n, true
}

func (d *reader) uint32() (uint32, bool) {
	n, ok := d.varint()
	return uint32(n), ok && n <= math.MaxUint32
}

func (d *reader) double() (float64, bool) {
	b, ok := d.take(8)
	if !ok {
		return 0, false
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b)), true
}

// text reads what follows the tag of a string.
func (d *reader) text(tag byte) (goja.Value, bool) {
	n, ok := d.uint32()
	if !ok {
		return nil, false
	}
	b, ok := d.take(int(n))
	if !ok || tag == 'c' && n%2 != 0 {
		return nil, false
	}
	var units []uint16
	switch tag {
	case '"':
		units = make([]uint16, len(b))
		for i, c := range b {
			units[i] = uint16(c)
		}
	case 'c':
		units = make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
	case 'S':
		return nil, false // written by versions of V8 before node
	default:
		return nil, false
	}
	return goja.StringFromUTF16(units), true
}

func (d *reader) bigInt() (*big.Int, bool) {
	field, ok := d.uint32()
	if !ok {
		return nil, false
	}
	b, ok := d.take(int(field >> 1))
	if !ok {
		return nil, false
	}
	reversed := make([]byte, len(b))
	for i, c := range b {
		reversed[len(b)-1-i] = c
	}
	x := new(big.Int).SetBytes(reversed)
	if field&1 != 0 {
		x.Neg(x)
	}
	return x, true
}

// newReader makes the natives of one Deserializer over a copy of its bytes. undefined stands for a failure.
func newReader(r *realm.Realm, in []byte) *goja.Object {
	d := &reader{in: append([]byte{}, in...)}
	object := r.Runtime.NewObject()
	method := func(name string, f func(c goja.FunctionCall) (any, bool)) {
		r.Method(object, name, 0, func(c goja.FunctionCall) goja.Value {
			v, ok := f(c)
			if !ok {
				return goja.Undefined()
			}
			return r.Runtime.ToValue(v)
		})
	}
	method("byte", func(goja.FunctionCall) (any, bool) {
		b, ok := d.take(1)
		if !ok {
			return nil, false
		}
		return int64(b[0]), true
	})
	method("peek", func(goja.FunctionCall) (any, bool) {
		if d.at >= len(d.in) {
			return nil, false
		}
		return int64(d.in[d.at]), true
	})
	method("left", func(goja.FunctionCall) (any, bool) { return len(d.in) - d.at, true })
	method("varint", func(goja.FunctionCall) (any, bool) {
		n, ok := d.uint32()
		return int64(n), ok
	})
	method("zigzag", func(goja.FunctionCall) (any, bool) {
		n, ok := d.uint32()
		return int64(int32(n>>1) ^ -int32(n&1)), ok
	})
	method("double", func(goja.FunctionCall) (any, bool) { return d.double() })
	method("bigInt", func(goja.FunctionCall) (any, bool) { return d.bigInt() })
	method("text", func(c goja.FunctionCall) (any, bool) { return d.text(byte(c.Argument(0).ToInteger())) })
	method("uint64", func(goja.FunctionCall) (any, bool) {
		n, ok := d.varint()
		return []any{int64(n >> 32), int64(uint32(n))}, ok
	})
	method("skip", func(c goja.FunctionCall) (any, bool) { // answers where the bytes that are skipped begin
		at := d.at
		_, ok := d.take(int(min(c.Argument(0).ToInteger(), math.MaxInt32)))
		return at, ok
	})
	method("bytes", func(c goja.FunctionCall) (any, bool) {
		b, ok := d.take(int(min(c.Argument(0).ToInteger(), math.MaxInt32)))
		return r.Runtime.NewArrayBuffer(append([]byte{}, b...)), ok
	})
	return object
}
