package fs

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
	"github.com/wasmglue/wasmglue/internal/web/clone"
)

// handover gives native what lets a FileHandle be transferred: an open file leaves the table of one realm, and gets a number in another's.
func handover(r *realm.Realm, native *goja.Object) {
	r.Method(native, "transferable", 2, func(c goja.FunctionCall) goja.Value {
		clone.Register(r, c.Argument(0).ToObject(r.Runtime), c.Argument(1).ToObject(r.Runtime))
		return goja.Undefined()
	})
	r.Method(native, "take", 1, func(c goja.FunctionCall) goja.Value {
		file := r.Files().Remove(int(c.Argument(0).ToInteger()))
		return r.NewParcel(&realm.Parcel{Content: file, Discard: func() {
			if file != nil {
				_ = file.Close()
			}
		}})
	})
	r.Method(native, "put", 1, func(c goja.FunctionCall) goja.Value {
		if p, ok := realm.ParcelOf(c.Argument(0)); ok {
			if file, _ := p.Content.(*realm.OpenFile); file != nil {
				return r.Runtime.ToValue(r.Files().Add(file))
			}
		}
		return r.Runtime.ToValue(-1)
	})
}
