package wasm

import (
	"encoding/binary"
	"fmt"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"
)

// ValueType is a value type of the core specification (2.3.1 and, for typed
// function references, the heap types func, extern, exn and type indices).
//
// The low byte is the binary code of a number, vector or abstract reference
// type, or [codeRefNull] for a reference to a defined type, whose index lies in
// bits 8 to 30. Bit 31 marks a reference type that excludes null. Two types are
// equal, within one module, when the values are.
type ValueType uint32

// The value types that have a one-byte code.
const (
	I32       ValueType = 0x7f
	I64       ValueType = 0x7e
	F32       ValueType = 0x7d
	F64       ValueType = 0x7c
	V128      ValueType = 0x7b
	FuncRef   ValueType = 0x70
	ExternRef ValueType = 0x6f
	ExnRef    ValueType = 0x69
)

const (
	codeRefNull   = 0x63
	codeRef       = 0x64
	nonNullBit    = ValueType(1) << 31
	typeIndexMask = ValueType(1)<<23 - 1
)

// RefTo returns the reference type (ref null index), or (ref index).
func RefTo(index uint32, nullable bool) ValueType {
	t := ValueType(codeRefNull) | ValueType(index)&typeIndexMask<<8
	if !nullable {
		t |= nonNullBit
	}
	return t
}

// IsRef tells whether t is a reference type.
func (t ValueType) IsRef() bool {
	switch byte(t) {
	case byte(FuncRef), byte(ExternRef), byte(ExnRef), codeRefNull:
		return true
	}
	return false
}

// IsNullable tells whether null is a value of the reference type t.
func (t ValueType) IsNullable() bool { return t&nonNullBit == 0 }

// NonNull returns the reference type t without null.
func (t ValueType) NonNull() ValueType { return t | nonNullBit }

// Nullable returns the reference type t with null.
func (t ValueType) Nullable() ValueType { return t &^ nonNullBit }

// TypeIndex returns the index of the defined type t refers to; ok is false
// when t is not a reference to a defined type.
func (t ValueType) TypeIndex() (index uint32, ok bool) {
	return uint32(t >> 8 & typeIndexMask), byte(t) == codeRefNull
}

// IsDefaultable tells whether t has a default value (core 2.3.10): a local or a
// table element of such a type needs no initial value.
func (t ValueType) IsDefaultable() bool { return t.IsNullable() }

// String returns the name of the text format, as V8 prints it.
func (t ValueType) String() string {
	switch t {
	case I32:
		return "i32"
	case I64:
		return "i64"
	case F32:
		return "f32"
	case F64:
		return "f64"
	case V128:
		return "v128"
	case FuncRef:
		return "funcref"
	case ExternRef:
		return "externref"
	case ExnRef:
		return "exnref"
	case 0:
		return "<bot>"
	}
	return fmt.Sprintf("(ref %s%s)", map[bool]string{true: "null "}[t.IsNullable()], t.heapName())
}

func (t ValueType) heapName() string {
	switch byte(t) {
	case byte(FuncRef):
		return "func"
	case byte(ExternRef):
		return "extern"
	case byte(ExnRef):
		return "exn"
	}
	index, _ := t.TypeIndex()
	return fmt.Sprint(index)
}

// ValueTypeFromJSName returns the value type for a name of the JavaScript API
// (enumerations ValueType and TableKind), where funcref is "anyfunc".
func ValueTypeFromJSName(name string) (t ValueType, ok bool) {
	switch name {
	case "i32":
		return I32, true
	case "i64":
		return I64, true
	case "f32":
		return F32, true
	case "f64":
		return F64, true
	case "v128":
		return V128, true
	case "anyfunc":
		return FuncRef, true
	case "externref":
		return ExternRef, true
	}
	return 0, false
}

// Append appends the binary form of t to b.
func (t ValueType) Append(b []byte) []byte {
	index, concrete := t.TypeIndex()
	if !concrete && t.IsNullable() {
		return append(b, byte(t))
	}
	if t.IsNullable() {
		b = append(b, codeRefNull)
	} else {
		b = append(b, codeRef)
	}
	if concrete {
		return AppendSigned(b, int64(index))
	}
	return append(b, byte(t))
}

// The heap types that are not type indices, as signed numbers.
const (
	heapFunc   = -0x10
	heapExtern = -0x11
	heapExn    = -0x17
)

// ReadValueType reads a value type (core 5.3.4). A type index in it is not
// checked.
func ReadValueType(r *binread.Reader) ValueType {
	at := r.Pos
	switch b := r.Byte("value type opcode"); ValueType(b) {
	case I32, I64, F32, F64, V128, FuncRef, ExternRef, ExnRef:
		return ValueType(b)
	case codeRefNull:
		return ReadHeapType(r)
	case codeRef:
		return ReadHeapType(r).NonNull()
	default:
		r.Fail(at, "invalid value type 0x%x", b)
		return 0
	}
}

// ReadHeapType reads a heap type and returns the nullable reference to it. A
// type index in it is not checked.
func ReadHeapType(r *binread.Reader) ValueType {
	at := r.Pos
	switch h := r.Signed(33, "heap type"); {
	case h >= 0 && h < MaxTypes:
		return RefTo(uint32(h), true)
	case h == heapFunc:
		return FuncRef
	case h == heapExtern:
		return ExternRef
	case h == heapExn:
		return ExnRef
	default:
		r.Fail(at, "Unknown heap type %d", h)
		return 0
	}
}

// AppendUnsigned appends v in unsigned LEB128 (core 5.2.2).
func AppendUnsigned(b []byte, v uint32) []byte {
	return binary.AppendUvarint(b, uint64(v))
}

// AppendSigned appends v in signed LEB128 (core 5.2.2).
func AppendSigned(b []byte, v int64) []byte {
	for {
		low := byte(v & 0x7f)
		v >>= 7
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}
