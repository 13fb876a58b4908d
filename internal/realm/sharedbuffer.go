package realm

import (
	"runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"
)

// sharedBuffers knows which buffers are SharedArrayBuffers. The engine has no such class: each is an ArrayBuffer of the engine, so that typed
// arrays over it work, with another prototype and its identity noted here.
type sharedBuffers struct {
	mu sync.Mutex                                 // entries leave on the collector's goroutine
	of map[weak.Pointer[goja.Object]]*goja.Object // to the buffer that owns the bytes, if that is another one
}

func (s *sharedBuffers) add(o, owner *goja.Object) {
	key := weak.Make(o)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[weak.Pointer[goja.Object]]*goja.Object{}
	}
	s.of[key] = owner
	runtime.AddCleanup(o, s.remove, key)
}

func (s *sharedBuffers) remove(key weak.Pointer[goja.Object]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.of, key)
}

func (s *sharedBuffers) has(o *goja.Object) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.of) == 0 {
		return false
	}
	_, ok := s.of[weak.Make(o)]
	return ok
}

// NewSharedBuffer makes a SharedArrayBuffer over b, without a copy. b must start at an address divisible by 8, and end where no other data shares
// its last word. prototype is nil for that of the class.
func (r *Realm) NewSharedBuffer(b []byte, prototype *goja.Object) *goja.Object {
	o := r.Runtime.ToValue(r.Runtime.NewArrayBuffer(b)).(*goja.Object)
	if prototype == nil {
		prototype = r.SharedBufferPrototype()
	}
	_ = o.SetPrototype(prototype)
	r.shared.add(o, nil)
	return o
}

// ShareBuffer makes another SharedArrayBuffer over the bytes of buffer, which lives as long as it: a memory's bytes are not the collector's.
func (r *Realm) ShareBuffer(buffer *goja.Object) *goja.Object {
	b, _ := r.Bytes(buffer)
	o := r.Runtime.ToValue(r.Runtime.NewArrayBuffer(b)).(*goja.Object)
	_ = o.SetPrototype(r.SharedBufferPrototype())
	r.shared.add(o, buffer)
	return o
}

// IsSharedBuffer tells a SharedArrayBuffer from everything else.
func (r *Realm) IsSharedBuffer(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && r.shared.has(o)
}
