package builtins

import (
	"math"
	"math/big"
	"reflect"

	"github.com/dop251/goja"
)

// element says how the bits of an integer typed array's elements are read.
type element struct {
	size     int
	signed   bool
	bigint   bool
	waitable bool
}

// elements are the classes that Atomics takes.
var elements = map[string]element{
	"Int8Array":      {size: 1, signed: true},
	"Uint8Array":     {size: 1},
	"Int16Array":     {size: 2, signed: true},
	"Uint16Array":    {size: 2},
	"Int32Array":     {size: 4, signed: true, waitable: true},
	"Uint32Array":    {size: 4},
	"BigInt64Array":  {size: 8, signed: true, bigint: true, waitable: true},
	"BigUint64Array": {size: 8, bigint: true},
}

// mask keeps the bits that fit the element.
func (e element) mask(v uint64) uint64 { return v & (math.MaxUint64 >> (64 - 8*e.size)) }

// value makes the JavaScript value of bits.
func (a *atomics) value(e element, bits uint64) goja.Value {
	switch shift := 64 - 8*e.size; {
	case e.bigint && e.signed:
		return a.rt.ToValue(big.NewInt(int64(bits)))
	case e.bigint:
		return a.rt.ToValue(new(big.Int).SetUint64(bits))
	case e.signed:
		return a.rt.ToValue(int64(bits<<shift) >> shift)
	default:
		return a.rt.ToValue(int64(bits))
	}
}

// operand converts v: converted is what a store returns, bits what it stores.
func (a *atomics) operand(e element, v goja.Value) (converted goja.Value, bits uint64) {
	if e.bigint {
		return a.bigOperand(v)
	}
	n := math.Trunc(v.ToNumber().ToFloat())
	if math.IsNaN(n) || n == 0 {
		n = 0 // and not the negative one
	}
	if math.Abs(n) < 1<<53 {
		return a.rt.ToValue(int64(n)), e.mask(uint64(int64(n)))
	}
	if math.IsInf(n, 0) {
		return a.rt.ToValue(n), 0
	}
	return a.rt.ToValue(n), e.mask(uint64(int64(math.Mod(n, 1<<32))))
}

var bigIntType = reflect.TypeFor[*big.Int]()

// widestBigInt is how many bits of a BigInt that was made from another type survive in what store returns.
const widestBigInt = 1 << 16

func (a *atomics) bigOperand(v goja.Value) (converted goja.Value, bits uint64) {
	if _, isObject := v.(*goja.Object); isObject || v.ExportType() != bigIntType {
		v = a.realm.Call(a.asIntN, goja.Undefined(), a.rt.ToValue(widestBigInt), v) // throws where ToBigInt does
	}
	var low big.Int
	low.And(v.Export().(*big.Int), new(big.Int).SetUint64(math.MaxUint64))
	return v, low.Uint64()
}
