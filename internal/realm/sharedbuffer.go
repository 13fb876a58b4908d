package realm

import "github.com/dop251/goja"

// NewSharedBuffer makes a SharedArrayBuffer over b, without a copy. The engine has no such class: it is an ArrayBuffer of the engine, so that typed
// arrays over it work, with another prototype and its identity noted. b must start at an address divisible by 8, and end where no other data shares
// its last word. prototype is nil for that of the class; keep is what the bytes live as long as, nil for bytes of the collector's.
func (r *Realm) NewSharedBuffer(b []byte, prototype *goja.Object, keep any) *goja.Object {
	o := r.Runtime.ToValue(r.Runtime.NewArrayBuffer(b)).(*goja.Object)
	if prototype == nil {
		prototype = r.SharedBufferPrototype()
	}
	_ = o.SetPrototype(prototype)
	r.shared.Set(o, keep)
	return o
}

// SharedBytes returns the bytes of a SharedArrayBuffer, for [Realm.NewSharedBuffer] in this realm or another, and what they live as long as.
func (r *Realm) SharedBytes(buffer *goja.Object) (b []byte, keep any) {
	b, _ = r.Bytes(buffer)
	keep, _ = r.shared.Get(buffer)
	if keep == nil && r.WebAssembly != nil {
		keep = r.WebAssembly.MemoryOf(buffer)
	}
	return b, keep
}

// IsSharedBuffer tells a SharedArrayBuffer from everything else.
func (r *Realm) IsSharedBuffer(v goja.Value) bool {
	_, ok := r.shared.Get(v)
	return ok
}
