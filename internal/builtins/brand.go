package builtins

import (
	"runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"
)

// brands holds the internal slots of objects, by their identity, without keeping the objects alive.
type brands[T any] struct {
	mu    sync.Mutex // entries leave on the collector's goroutine
	slots map[weak.Pointer[goja.Object]]T
}

func (b *brands[T]) set(o *goja.Object, slot T) {
	key := weak.Make(o)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.slots == nil {
		b.slots = map[weak.Pointer[goja.Object]]T{}
	}
	b.slots[key] = slot
	runtime.AddCleanup(o, b.remove, key)
}

func (b *brands[T]) remove(key weak.Pointer[goja.Object]) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.slots, key)
}

func (b *brands[T]) get(v goja.Value) (slot T, ok bool) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return slot, false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	slot, ok = b.slots[weak.Make(o)]
	return slot, ok
}
