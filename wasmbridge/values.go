package wasmbridge

import (
	"math"
	"math/big"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// A WebAssembly value is 64 bits on the stack of wazero: integers and floats as their bits, references as what
// engine.Instance.FuncRef, externTable.handle and engine.Exception.Ref return.

// toWebAssemblyValue is ToWebAssemblyValue (https://webassembly.github.io/spec/js-api/#towebassemblyvalue). t is not
// a vector or exception type. into is where the value goes, nil when nowhere in particular.
func (b *Bridge) toWebAssemblyValue(v goja.Value, t wasm.ValueType, into *instance) uint64 {
	switch t {
	case wasm.I32:
		return uint64(toInt32(v))
	case wasm.I64:
		return b.toInt64(v)
	case wasm.F32:
		return uint64(math.Float32bits(float32(toNumber(v))))
	case wasm.F64:
		return math.Float64bits(toNumber(v))
	}
	return b.toReference(v, t, into)
}

// toInt32 is ToInt32, as the bits of the result.
func toInt32(v goja.Value) uint32 {
	if v.ExportType() == typeInt {
		return uint32(v.ToInteger())
	}
	f := toNumber(v)
	if f >= math.MinInt32 && f <= math.MaxUint32 {
		return uint32(int64(f))
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	if f = math.Mod(math.Trunc(f), 1<<32); f < 0 {
		f += 1 << 32
	}
	return uint32(uint64(f))
}

// toInt64 is ToBigInt64, as the bits of the result.
func (b *Bridge) toInt64(v goja.Value) uint64 {
	var n *big.Int
	if v.ExportType() == typeBigInt {
		n = v.Export().(*big.Int)
	} else {
		n = must(b.asIntN(goja.Undefined(), b.rt.ToValue(64), v)).Export().(*big.Int)
	}
	if n.IsInt64() {
		return uint64(n.Int64())
	}
	low := new(big.Int).And(n, maxUint64) // And works on two's complement
	return low.Uint64()
}

var maxUint64 = new(big.Int).SetUint64(math.MaxUint64)

// toReference converts to a reference type.
func (b *Bridge) toReference(v goja.Value, t wasm.ValueType, into *instance) uint64 {
	if t == wasm.ExternRef {
		return b.externs.handle(v)
	}
	if t == wasm.ExternRef.NonNull() {
		if goja.IsNull(v) {
			b.throwTypeError("type incompatibility when transforming from/to JS")
		}
		return b.externs.handle(v)
	}
	if goja.IsNull(v) && t.IsNullable() {
		return 0
	}
	f := b.exportedFunction(v)
	if f == nil || !f.matches(t, into) {
		b.throwTypeError("type incompatibility when transforming from/to JS")
	}
	if into != nil {
		into.link(f.instance)
	}
	return f.reference()
}

// toJSValue is ToJSValue (https://webassembly.github.io/spec/js-api/#tojsvalue).
func (b *Bridge) toJSValue(w uint64, t wasm.ValueType) goja.Value {
	switch t {
	case wasm.I32:
		return b.rt.ToValue(int64(int32(w)))
	case wasm.I64:
		return b.rt.ToValue(big.NewInt(int64(w)))
	case wasm.F32:
		return b.rt.ToValue(float64(math.Float32frombits(uint32(w))))
	case wasm.F64:
		return b.rt.ToValue(math.Float64frombits(w))
	case wasm.ExternRef, wasm.ExternRef.NonNull():
		return b.externs.value(w)
	}
	if w == 0 {
		return goja.Null()
	}
	return b.functionAt(w).toObject()
}

// defaultValue is DefaultValue: undefined for externref, else zero or null.
func (b *Bridge) defaultValue(t wasm.ValueType) uint64 {
	if t == wasm.ExternRef {
		return b.externs.handle(goja.Undefined())
	}
	return 0
}

// crosses tells whether values of the type may go between JavaScript and WebAssembly: vectors and exceptions may not.
func crosses(t wasm.ValueType) bool {
	return t != wasm.V128 && t.Nullable() != wasm.ExnRef
}

func allCross(t wasm.FuncType) bool {
	for _, v := range t.Params {
		if !crosses(v) {
			return false
		}
	}
	for _, v := range t.Results {
		if !crosses(v) {
			return false
		}
	}
	return true
}
