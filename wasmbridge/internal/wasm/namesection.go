package wasm

import (
	"unicode/utf8"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/binread"
)

// nameSection is the name of the custom section that names functions (core
// 7.4.1); subsectionFuncs is the number of its part that does.
const (
	nameSection     = "name"
	subsectionFuncs = 1
)

// FunctionNames returns the names of functions by index, from the name section.
// A section that is malformed yields the names before the fault: it is never
// an error.
func (m *Module) FunctionNames() map[uint32]string {
	for i := range m.Customs {
		if m.Customs[i].Name == nameSection {
			return functionNames(m.Customs[i].Data)
		}
	}
	return nil
}

func functionNames(section []byte) map[uint32]string {
	r := binread.Reader{Buf: section, End: len(section)}
	for r.More() {
		id := r.Byte("name type")
		part := r.Bytes(r.U32("name payload length"))
		if id == subsectionFuncs && r.Err == nil {
			return nameMap(part)
		}
	}
	return nil
}

func nameMap(part []byte) map[uint32]string {
	r := binread.Reader{Buf: part, End: len(part)}
	n := r.U32("name count")
	names := make(map[uint32]string, min(int(n), len(part)))
	for i := uint32(0); i < n && r.More(); i++ {
		index := r.U32("function index")
		name := r.Bytes(r.U32("name length"))
		if r.Err == nil && utf8.Valid(name) {
			names[index] = string(name)
		}
	}
	return names
}
