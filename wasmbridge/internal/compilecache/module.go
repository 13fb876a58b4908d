package compilecache

import (
	"crypto/sha256"
	"encoding/binary"
	"io"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm"
)

// ID identifies a module and what is done to it before it is compiled.
type ID [32]byte

// NewID returns the ID of a binary as the guest gave it, rewritten by the named
// passes, for Runtimes whose other relevant settings (such as the features
// enabled) are named in settings.
func NewID(bin []byte, passes, settings string) ID {
	h := sha256.New()
	sum := sha256.Sum256(bin)
	h.Write(sum[:])
	_, _ = io.WriteString(h, passes+"\x00"+settings)
	return ID(h.Sum(nil))
}

// skeleton returns the binary of m with every function body replaced by
// unreachable, and with the ID in a custom section so that no two modules have
// the same one. wazero reads it in a fraction of the time of the whole, and
// finds in it everything it needs of a module whose machine code it has.
func skeleton(m *wasm.Module, id ID) []byte {
	s := *m
	s.Bodies = make([]wasm.Body, len(m.Bodies))
	for i := range s.Bodies {
		s.Bodies[i] = trap
	}
	s.Customs = append(s.Customs[:len(s.Customs):len(s.Customs)], wasm.Custom{Name: "id", Data: id[:]})
	return s.Encode()
}

// trap is the body that does nothing but trap: what runs if, against all
// precautions, a skeleton should be compiled.
var trap = new(wasm.Assembler).Op(0x00).Body()

// loadable is what an entry of a module holds: wazero's key for the skeleton,
// the skeleton, and the machine code of the module.
type loadable struct {
	key      [32]byte
	skeleton []byte
	code     []byte
}

const prefixSize = 32 + 8 // key, length of the skeleton

func parseLoadable(b []byte) (l loadable, ok bool) {
	if len(b) < prefixSize {
		return l, false
	}
	copy(l.key[:], b)
	size := binary.LittleEndian.Uint64(b[32:])
	rest := b[prefixSize:]
	if size > uint64(len(rest)) {
		return l, false
	}
	l.skeleton, l.code = rest[:size], rest[size:]
	return l, true
}

func (l *loadable) prefix() []byte {
	b := append(make([]byte, 0, prefixSize), l.key[:]...)
	return binary.LittleEndian.AppendUint64(b, uint64(len(l.skeleton)))
}
