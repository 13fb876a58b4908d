package crypto

import (
	"crypto/rand"
	"fmt"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

func randomNatives(r *realm.Realm, native *goja.Object) {
	r.Method(native, "fill", 3, func(c goja.FunctionCall) goja.Value {
		b, _ := r.Bytes(c.Argument(0))
		offset := int(min(max(c.Argument(1).ToInteger(), 0), int64(len(b))))
		end := offset + int(min(max(c.Argument(2).ToInteger(), 0), int64(len(b)-offset)))
		_, _ = rand.Read(b[offset:end]) // never fails: it ends the process first
		return goja.Undefined()
	})
	r.Method(native, "uuid", 0, func(goja.FunctionCall) goja.Value {
		var b [16]byte
		_, _ = rand.Read(b[:])
		b[6] = b[6]&0x0f | 0x40
		b[8] = b[8]&0x3f | 0x80
		return r.Runtime.ToValue(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]))
	})
}
