package streams

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

type nativeKey struct{}

// native is the object of the room's Go functions, made once in a realm.
func native(r *realm.Realm) *goja.Object {
	if made, ok := r.Slot(nativeKey{}).(*goja.Object); ok {
		return made
	}
	object := r.Runtime.NewObject()
	r.Method(object, "transfer", 1, func(c goja.FunctionCall) goja.Value { return r.TransferBuffer(c.Argument(0)) })
	r.Method(object, "isDetached", 1, func(c goja.FunctionCall) goja.Value {
		buffer, ok := c.Argument(0).Export().(goja.ArrayBuffer)
		return r.Runtime.ToValue(ok && buffer.Detached())
	})
	r.Method(object, "copy", 5, func(c goja.FunctionCall) goja.Value { return copyBytes(r, c) })
	r.Method(object, "bufferPrototype", 0, func(goja.FunctionCall) goja.Value { return r.BufferPrototype() })
	r.SetSlot(nativeKey{}, object)
	return object
}

// copyBytes is copy(target, offset, source, offset, n) between buffers; it moves what a byte stream hands over.
func copyBytes(r *realm.Realm, c goja.FunctionCall) goja.Value {
	target, _ := r.Bytes(c.Argument(0))
	source, _ := r.Bytes(c.Argument(2))
	to, from, n := c.Argument(1).ToInteger(), c.Argument(3).ToInteger(), c.Argument(4).ToInteger()
	if to < 0 || from < 0 || n < 0 || n > int64(len(target))-to || n > int64(len(source))-from {
		panic(r.Runtime.NewTypeError("copy is outside of a buffer's bounds"))
	}
	copy(target[to:to+n], source[from:from+n])
	return goja.Undefined()
}
