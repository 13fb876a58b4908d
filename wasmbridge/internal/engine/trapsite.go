package engine

import (
	"encoding/binary"
	"reflect"
	"runtime"
	"unsafe"

	"github.com/tetratelabs/wazero/api"
)

// TableTrap is what a call trapped on for which wazero has the one text "invalid table access".
type TableTrap int

const (
	TableTrapUnknown TableTrap = iota
	TableOutOfBounds
	NullTableEntry
)

// TableTrap tells what the call to f that just ended trapped on. It must be asked at once. wazero's compiler tells the two apart until it makes
// the error: the code is an immediate operand of the instructions that left the function, whose place stays known for the stack trace.
func (e *Engine) TableTrap(f api.Function) TableTrap {
	if f == nil || e.layout == nil || !e.layout.compiled {
		return TableTrapUnknown
	}
	site := e.layout.exitSite(f)
	if site == nil {
		return TableTrapUnknown
	}
	before := unsafe.Slice((*byte)(unsafe.Add(site, -exitWindow)), exitWindow)
	code := exitCode[runtime.GOARCH]
	if code == nil {
		return TableTrapUnknown
	}
	trap := TableTrapUnknown
	switch code(before) {
	case exitTableOutOfBounds:
		trap = TableOutOfBounds
	case exitIndirectCallNull:
		trap = NullTableEntry
	}
	runtime.KeepAlive(f)
	return trap
}

// wazero's codes of the two traps.
const (
	exitTableOutOfBounds = 7
	exitIndirectCallNull = 8
)

// exitWindow is how many bytes before the place hold the instructions that store the code. A function is longer than that before its first exit:
// it begins with a check of its stack.
const exitWindow = 24

// exitCode finds the code in the machine code that ends at the place of an exit; 0 where there is none.
var exitCode = map[string]func(before []byte) uint32{
	// mov ebp, code; mov [context], ebp
	"amd64": func(before []byte) uint32 {
		for i := len(before) - 7; i >= 0; i-- {
			if code := binary.LittleEndian.Uint32(before[i+1:]); before[i] == 0xbd && code != 0 && code < 256 {
				return code
			}
		}
		return 0
	},
	// movz w, code; str w, [context]; mov x, sp; str x, [context]
	"arm64": func(before []byte) uint32 {
		for i := len(before) - 16; i >= 0; i -= 4 {
			if word := binary.LittleEndian.Uint32(before[i:]); word&0xffe00000 == 0x52800000 {
				return word >> 5 & 0xffff
			}
		}
		return 0
	},
}

// exitSite is where the function that f last ran left machine code; nil if that is not known.
func (l *layout) exitSite(f api.Function) unsafe.Pointer {
	context, ok := reflect.TypeOf(f).Elem().FieldByName("execCtx")
	if !ok {
		return nil
	}
	address, ok := context.Type.FieldByName("goCallReturnAddress")
	if !ok {
		return nil
	}
	return *(*unsafe.Pointer)(unsafe.Add(reflect.ValueOf(f).UnsafePointer(), context.Offset+address.Offset))
}
