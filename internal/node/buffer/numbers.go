package buffer

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// layout is how a number lies in a buffer.
type layout struct {
	size      int // bytes; 0 is the byteLength argument
	signed    bool
	float     bool
	bigInt    bool
	bigEndian bool
}

var layouts = map[string]layout{
	"UInt8": {size: 1}, "Int8": {size: 1, signed: true},
	"UInt16": {size: 2}, "Int16": {size: 2, signed: true}, "UInt32": {size: 4}, "Int32": {size: 4, signed: true},
	"Float": {size: 4, float: true}, "Double": {size: 8, float: true},
	"BigUInt64": {size: 8, bigInt: true}, "BigInt64": {size: 8, bigInt: true, signed: true},
	"UInt": {}, "Int": {signed: true},
}

// defineNumbers adds readX and writeX for every layout: (buffer, offset, byteLength) and (buffer, value, offset, byteLength).
func (n *natives) defineNumbers(object *goja.Object) {
	for name, l := range layouts {
		ends := map[string]bool{"LE": false, "BE": true}
		if l.size == 1 {
			ends = map[string]bool{"": false}
		}
		for suffix, bigEndian := range ends {
			l.bigEndian = bigEndian
			n.Method(object, "read"+name+suffix, 3, n.reader(l))
			n.Method(object, "write"+name+suffix, 4, n.writer(l))
		}
	}
}

// at checks an offset as node does and returns the bytes there.
func (n *natives) at(b []byte, offset goja.Value, size int) []byte {
	if goja.IsUndefined(offset) {
		offset = n.Runtime.ToValue(0)
	}
	if !goja.IsNumber(offset) {
		n.ThrowArgType("offset", "of type number", offset)
	}
	f := offset.ToFloat()
	last := len(b) - size
	switch {
	case f != math.Floor(f):
		n.ThrowRange("offset", "an integer", offset.String())
	case f >= 0 && f <= float64(last):
		return b[int(f) : int(f)+size]
	case last < 0:
		n.Throw("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds")
	}
	n.ThrowRange("offset", ">= 0 and <= "+strconv.Itoa(last), received(f))
	return nil
}

func received(f float64) string {
	if math.IsInf(f, 0) {
		return strings.TrimPrefix(strings.Replace(strconv.FormatFloat(f, 'f', -1, 64), "Inf", "Infinity", 1), "+")
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if math.Abs(f) > 1<<32 && f == math.Trunc(f) {
		return realm.GroupDigits(s)
	}
	return s
}

// width returns the layout's size, or checks the byteLength argument.
func (n *natives) width(l layout, byteLength goja.Value) int {
	if l.size > 0 {
		return l.size
	}
	if !goja.IsNumber(byteLength) {
		n.ThrowArgType("byteLength", "of type number", byteLength)
	}
	f := byteLength.ToFloat()
	switch {
	case f != math.Floor(f):
		n.ThrowRange("byteLength", "an integer", byteLength.String())
	case f < 1 || f > 6:
		n.ThrowRange("byteLength", ">= 1 and <= 6", received(f))
	}
	return int(f)
}

func (n *natives) reader(l layout) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		size := n.width(l, c.Argument(2))
		bits := load(n.at(n.bytes(c.Argument(0)), c.Argument(1), size), l.bigEndian)
		switch {
		case l.float && size == 4:
			return n.Runtime.ToValue(float64(math.Float32frombits(uint32(bits))))
		case l.float:
			return n.Runtime.ToValue(math.Float64frombits(bits))
		case l.bigInt && l.signed:
			return n.Runtime.ToValue(big.NewInt(int64(bits)))
		case l.bigInt:
			return n.Runtime.ToValue(new(big.Int).SetUint64(bits))
		case l.signed:
			shift := 64 - 8*size
			return n.Runtime.ToValue(int64(bits<<shift) >> shift)
		}
		return n.Runtime.ToValue(int64(bits))
	}
}

func load(b []byte, bigEndian bool) (bits uint64) {
	for i := range b {
		if bigEndian {
			bits = bits<<8 | uint64(b[i])
		} else {
			bits |= uint64(b[i]) << (8 * i)
		}
	}
	return bits
}

func store(b []byte, bits uint64, bigEndian bool) {
	for i := range b {
		if bigEndian {
			b[len(b)-1-i] = byte(bits >> (8 * i))
		} else {
			b[i] = byte(bits >> (8 * i))
		}
	}
}

func (n *natives) writer(l layout) realm.Native {
	return func(c goja.FunctionCall) goja.Value {
		b := n.bytes(c.Argument(0))
		size := n.width(l, c.Argument(3))
		bits := n.bitsOf(l, size, c.Argument(1))
		store(n.at(b, c.Argument(2), size), bits, l.bigEndian)
		return n.Runtime.ToValue(c.Argument(2).ToInteger() + int64(size))
	}
}

func (n *natives) bitsOf(l layout, size int, v goja.Value) uint64 {
	if l.bigInt {
		return n.bigBits(l, v)
	}
	f := v.ToFloat()
	switch {
	case l.float && size == 4 && math.IsNaN(f):
		return 0x7FC00000
	case l.float && size == 4:
		return uint64(math.Float32bits(float32(f)))
	case l.float && math.IsNaN(f):
		return 0x7FF8 << 48 // Go's own NaN has another bit
	case l.float:
		return math.Float64bits(f)
	case math.IsNaN(f):
		return 0
	}
	low, high := 0.0, math.Ldexp(1, 8*size)-1
	if l.signed {
		low, high = -math.Ldexp(1, 8*size-1), math.Ldexp(1, 8*size-1)-1
	}
	if f < low || f > high {
		n.ThrowRange("value", wanted(l.signed, size, low, high), received(f))
	}
	return uint64(int64(f))
}

// wanted is the range as node's message has it: in powers of two above four bytes.
func wanted(signed bool, size int, low, high float64) string {
	if size <= 4 {
		return ">= " + strconv.FormatFloat(low, 'f', -1, 64) + " and <= " + strconv.FormatFloat(high, 'f', -1, 64)
	}
	bits := strconv.Itoa(8 * size)
	if !signed {
		return ">= 0 and < 2 ** " + bits
	}
	bits = strconv.Itoa(8*size - 1)
	return ">= -(2 ** " + bits + ") and < 2 ** " + bits
}

func (n *natives) bigBits(l layout, v goja.Value) uint64 {
	x, ok := v.Export().(*big.Int)
	if !ok {
		panic(n.Runtime.NewTypeError("Cannot mix BigInt and other types, use explicit conversions"))
	}
	fits, text := x.IsUint64(), ">= 0n and < 2n ** 64n"
	if l.signed {
		fits, text = x.IsInt64(), ">= -(2n ** 63n) and < 2n ** 63n"
	}
	if !fits {
		n.ThrowRange("value", text, realm.GroupDigits(x.String())+"n")
	}
	if l.signed {
		return uint64(x.Int64())
	}
	return x.Uint64()
}
