// Package code walks and rewrites function bodies, instruction by instruction.
//
// [Reader] decodes without allocating; [Rewrite] copies a body while a callback
// inserts, replaces or drops instructions. Decoding checks the format, not the
// types: that is package validate's.
package code

import "github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"

// Opcode identifies an instruction: its byte, or for prefixed instructions the
// number after the prefix plus one of the Prefix constants.
type Opcode uint16

// What is added to the number of a prefixed instruction.
const (
	PrefixBulk   Opcode = 0x100 // 0xfc
	PrefixVector Opcode = 0x200 // 0xfd
	PrefixAtomic Opcode = 0x300 // 0xfe
)

// The instructions that rewriting and validation treat individually.
const (
	Unreachable        Opcode = 0x00
	Nop                Opcode = 0x01
	Block              Opcode = 0x02
	Loop               Opcode = 0x03
	If                 Opcode = 0x04
	Else               Opcode = 0x05
	Try                Opcode = 0x06
	Catch              Opcode = 0x07
	Throw              Opcode = 0x08
	Rethrow            Opcode = 0x09
	ThrowRef           Opcode = 0x0a
	End                Opcode = 0x0b
	Br                 Opcode = 0x0c
	BrIf               Opcode = 0x0d
	BrTable            Opcode = 0x0e
	Return             Opcode = 0x0f
	Call               Opcode = 0x10
	CallIndirect       Opcode = 0x11
	ReturnCall         Opcode = 0x12
	ReturnCallIndirect Opcode = 0x13
	CallRef            Opcode = 0x14
	ReturnCallRef      Opcode = 0x15
	Delegate           Opcode = 0x18
	CatchAll           Opcode = 0x19
	Drop               Opcode = 0x1a
	Select             Opcode = 0x1b
	SelectTyped        Opcode = 0x1c
	TryTable           Opcode = 0x1f
	LocalGet           Opcode = 0x20
	LocalSet           Opcode = 0x21
	LocalTee           Opcode = 0x22
	GlobalGet          Opcode = 0x23
	GlobalSet          Opcode = 0x24
	TableGet           Opcode = 0x25
	TableSet           Opcode = 0x26
	MemoryGrow         Opcode = 0x40
	I32Const           Opcode = 0x41
	I32Eqz             Opcode = 0x45
	RefNull            Opcode = 0xd0
	RefIsNull          Opcode = 0xd1
	RefFunc            Opcode = 0xd2
	RefAsNonNull       Opcode = 0xd4
	BrOnNull           Opcode = 0xd5
	BrOnNonNull        Opcode = 0xd6
	MemoryInit         Opcode = PrefixBulk + 8
	DataDrop           Opcode = PrefixBulk + 9
	TableInit          Opcode = PrefixBulk + 12
	ElemDrop           Opcode = PrefixBulk + 13
	TableCopy          Opcode = PrefixBulk + 14
	TableGrow          Opcode = PrefixBulk + 15
	TableSize          Opcode = PrefixBulk + 16
	TableFill          Opcode = PrefixBulk + 17
	MemoryAtomicNotify Opcode = PrefixAtomic + 0
	MemoryAtomicWait32 Opcode = PrefixAtomic + 1
	MemoryAtomicWait64 Opcode = PrefixAtomic + 2
)

// Immediate tells what follows an opcode.
type Immediate byte

// The immediates. Indices are unsigned 32-bit numbers, in X and Y of [Instr].
const (
	ImmNone       Immediate = iota
	ImmBlock                // block type
	ImmTryTable             // block type, catch clauses
	ImmLabel                // label in X
	ImmLabels               // labels, and the default label in X
	ImmFunc                 // function in X
	ImmType                 // type in X
	ImmTypeTable            // type in X, table in Y
	ImmTypes                // value types
	ImmLocal                // local in X
	ImmGlobal               // global in X
	ImmTable                // table in X
	ImmTables               // destination table in X, source table in Y
	ImmElem                 // element segment in X
	ImmElemTable            // element segment in X, table in Y
	ImmMemory               // memory in X
	ImmMemories             // destination memory in X, source memory in Y
	ImmData                 // data segment in X
	ImmDataMemory           // data segment in X, memory in Y
	ImmMem                  // alignment in X, offset in Y
	ImmAtomicMem            // the same; the alignment must be the natural one
	ImmMemLane              // the same, and a lane in Lane
	ImmLane                 // lane in Lane
	ImmShuffle              // sixteen lanes
	ImmTag                  // tag in X
	ImmHeap                 // heap type
	ImmI32                  // constant in Const
	ImmI64                  // constant in Const
	ImmF32                  // four bytes
	ImmF64                  // eight bytes
	ImmV128                 // sixteen bytes
	ImmFence                // a zero byte
)

// Info describes an instruction.
type Info struct {
	Name string
	Imm  Immediate
	// Params and Results are the operand types of the instructions whose type
	// depends on nothing else, a letter each: i, l, f, d for the numbers, v for
	// the vector.
	Params, Results string
	// Align is the logarithm to base 2 of the natural alignment in bytes; for
	// ImmLane, of the number of lanes.
	Align byte
}

// Info returns the description of op; its Name is empty when there is no such
// instruction.
func (op Opcode) Info() *Info {
	switch i := op & 0xff; op &^ 0xff {
	case 0:
		return &coreOpcodes[i]
	case PrefixBulk:
		if int(i) < len(bulkOpcodes) {
			return &bulkOpcodes[i]
		}
	case PrefixVector:
		return &vectorOpcodes[i]
	case PrefixAtomic:
		if int(i) < len(atomicOpcodes) {
			return &atomicOpcodes[i]
		}
	}
	return &Info{}
}

// String returns the name of the instruction.
func (op Opcode) String() string { return op.Info().Name }

// TypeOf returns the value type for a letter of [Info].
func TypeOf(letter byte) wasm.ValueType {
	switch letter {
	case 'i':
		return wasm.I32
	case 'l':
		return wasm.I64
	case 'f':
		return wasm.F32
	case 'd':
		return wasm.F64
	}
	return wasm.V128
}
