package wasmbridge

import (
	"bytes"
	"math"
	"math/big"
	"reflect"

	"github.com/dop251/goja"
)

var (
	typeInt         = reflect.TypeFor[int64]()
	typeFloat       = reflect.TypeFor[float64]()
	typeBigInt      = reflect.TypeFor[*big.Int]()
	typeArrayBuffer = reflect.TypeFor[goja.ArrayBuffer]()
)

// bufferSource returns a copy of the bytes that a BufferSource holds ("get a copy of the buffer source").
func (b *Bridge) bufferSource(v goja.Value, context string) []byte {
	view, ok := b.bufferBytes(v)
	if !ok {
		b.throwTypeError("%s: Argument 0 must be a buffer source", context)
	}
	return bytes.Clone(view)
}

// bufferBytes returns the bytes of an ArrayBuffer or a view of one, not copied.
func (b *Bridge) bufferBytes(v goja.Value) (view []byte, ok bool) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return nil, false
	}
	if o.ExportType() == typeArrayBuffer {
		buffer := o.Export().(goja.ArrayBuffer)
		if buffer.Detached() {
			return []byte{}, true
		}
		return buffer.Bytes(), true
	}
	if !must(b.isView(goja.Undefined(), o)).ToBoolean() {
		return nil, false
	}
	if length := o.Get("byteLength"); length == nil || length.ToInteger() == 0 {
		return []byte{}, true // also a detached one, whose bytes cannot be asked for
	}
	if err := b.rt.ExportTo(o, &view); err != nil {
		return nil, false
	}
	return view, true
}

// toNumber is ToNumber as a Go number.
func toNumber(v goja.Value) float64 {
	switch v.ExportType() {
	case typeFloat, typeInt:
		return v.ToFloat()
	}
	return v.ToNumber().ToFloat()
}

// enforceRange converts v as [EnforceRange] unsigned long. subject is how the error names v.
func (b *Bridge) enforceRange(v goja.Value, context, subject string) uint32 {
	n := toNumber(v)
	if math.IsNaN(n) || math.IsInf(n, 0) {
		b.throwTypeError("%s: %s must be convertible to a valid number", context, subject)
	}
	n = math.Trunc(n)
	if n < 0 {
		b.throwTypeError("%s: %s must be non-negative", context, subject)
	}
	if n > math.MaxUint32 {
		b.throwTypeError("%s: %s must be in the unsigned long range", context, subject)
	}
	return uint32(n)
}

// addressValue is AddressValueToU64 (https://webassembly.github.io/spec/js-api/#abstract-opdef-addressvaluetou64).
func (b *Bridge) addressValue(v goja.Value, is64 bool, context, subject string) uint64 {
	if !is64 {
		return uint64(b.enforceRange(v, context, subject))
	}
	n := b.toBigInt(v)
	if !n.IsUint64() {
		b.throwTypeError("%s: %s must be in u64 range", context, subject)
	}
	return n.Uint64()
}

// addressResult is U64ToAddressValue.
func (b *Bridge) addressResult(n uint64, is64 bool) goja.Value {
	if is64 {
		return b.rt.ToValue(new(big.Int).SetUint64(n))
	}
	return b.rt.ToValue(int64(n))
}

// toBigInt is ToBigInt.
func (b *Bridge) toBigInt(v goja.Value) *big.Int {
	if v.ExportType() == typeBigInt {
		return v.Export().(*big.Int)
	}
	const wide = 4096 // asIntN converts as ToBigInt does; values this large are out of every range
	return must(b.asIntN(goja.Undefined(), b.rt.ToValue(wide), v)).Export().(*big.Int)
}

// descriptor is a Web IDL dictionary argument.
type descriptor struct {
	bridge  *Bridge
	object  *goja.Object
	context string
}

// descriptor converts an argument to a dictionary that has required members.
func (b *Bridge) descriptor(v goja.Value, context, what string) descriptor {
	o, ok := v.(*goja.Object)
	if !ok {
		b.throwTypeError("%s: Argument 0 must be a %s", context, what)
	}
	return descriptor{b, o, context}
}

// member returns the value of a member, nil when it is not present.
func (d descriptor) member(name string) goja.Value {
	v := d.object.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return v
}

// addressType reads the member "address".
func (d descriptor) addressType() (is64 bool) {
	v := d.member("address")
	if v == nil {
		return false
	}
	switch v.String() {
	case "i32":
		return false
	case "i64":
		return true
	}
	d.bridge.throwTypeError("%s: Property 'address' must be 'i32' or 'i64'", d.context)
	return false
}

// size reads a member that is an AddressValue; present is false when it is missing.
func (d descriptor) size(name string, is64 bool) (n uint64, present bool) {
	v := d.member(name)
	if v == nil {
		return 0, false
	}
	return d.bridge.addressValue(v, is64, d.context, "Property '"+name+"'"), true
}

// sizes reads "initial" and "maximum" and checks them against each other and the limit, which is the largest valid
// size.
func (d descriptor) sizes(is64 bool, limit uint64) (initial, maximum uint64, hasMaximum bool) {
	b := d.bridge
	initial, ok := d.size("initial", is64)
	if !ok {
		b.throwTypeError("%s: Property 'initial' is required", d.context)
	}
	maximum, hasMaximum = d.size("maximum", is64)
	if initial > limit {
		b.throw(b.rangeError, "%s: Property 'initial': value %d is above the upper bound %d", d.context, initial, limit)
	}
	if hasMaximum && maximum < initial {
		b.throw(b.rangeError, "%s: Property 'maximum': value %d is below the lower bound %d", d.context, maximum, initial)
	}
	return initial, maximum, hasMaximum
}
