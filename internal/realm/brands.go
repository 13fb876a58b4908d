package realm

import (
	"runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"
)

// Brands holds the internal slots of a class's objects, by their identity, without keeping the objects alive.
type Brands[T any] struct {
	mu    sync.Mutex // entries leave on the collector's goroutine
	slots map[weak.Pointer[goja.Object]]T
}

// Set gives o its slot. The slot must not refer to o, or o lives for good.
func (b *Brands[T]) Set(o *goja.Object, slot T) {
	key := weak.Make(o)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.slots == nil {
		b.slots = map[weak.Pointer[goja.Object]]T{}
	}
	b.slots[key] = slot
	runtime.AddCleanup(o, b.remove, key)
}

func (b *Brands[T]) remove(key weak.Pointer[goja.Object]) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.slots, key)
}

// Get returns the slot of v; ok is false for what has none.
func (b *Brands[T]) Get(v goja.Value) (slot T, ok bool) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return slot, false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.slots) == 0 {
		return slot, false
	}
	slot, ok = b.slots[weak.Make(o)]
	return slot, ok
}
