package crypto

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

func (n natives) defineRandom(native *goja.Object) {
	n.methods(native, map[string]realm.Native{"fill": n.fill, "bytes": n.randomBytes, "uuid": n.uuid})
}

func randomBytes(size int) []byte {
	b := make([]byte, size)
	_, _ = rand.Read(b) // never fails: it ends the process first
	return b
}

// bytes(size) is a buffer of random bytes.
func (n natives) randomBytes(c goja.FunctionCall) goja.Value {
	return n.NewBuffer(randomBytes(integer(c.Argument(0))))
}

// fill(buffer, offset, size)
func (n natives) fill(c goja.FunctionCall) goja.Value {
	b := n.bytes(c.Argument(0))
	offset := min(max(integer(c.Argument(1)), 0), len(b))
	end := offset + min(max(integer(c.Argument(2)), 0), len(b)-offset)
	_, _ = rand.Read(b[offset:end])
	return goja.Undefined()
}

func (n natives) uuid(goja.FunctionCall) goja.Value {
	b := randomBytes(16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	var text [36]byte
	at := 0
	for i, part := range [][]byte{b[:4], b[4:6], b[6:8], b[8:10], b[10:]} {
		if i > 0 {
			text[at] = '-'
			at++
		}
		at += hex.Encode(text[at:], part)
	}
	return n.Runtime.ToValue(string(text[:]))
}
