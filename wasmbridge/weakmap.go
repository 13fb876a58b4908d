package wasmbridge

import (
	"runtime"
	"sync"
	"weak"
)

// weakMap maps keys to values that it does not keep alive. Cleanups remove entries on a goroutine of their own.
type weakMap[K comparable, T any] struct {
	mu sync.Mutex
	m  map[K]weak.Pointer[T]
}

// get returns the live value for key, nil when there is none.
func (w *weakMap[K, T]) get(key K) *T {
	w.mu.Lock()
	p := w.m[key]
	w.mu.Unlock()
	return p.Value()
}

// set makes value the one for key until it is collected.
func (w *weakMap[K, T]) set(key K, value *T) {
	w.mu.Lock()
	if w.m == nil {
		w.m = make(map[K]weak.Pointer[T])
	}
	w.m[key] = weak.Make(value)
	w.mu.Unlock()
	runtime.AddCleanup(value, w.remove, key)
}

// remove deletes the entry for key unless a later value has taken it.
func (w *weakMap[K, T]) remove(key K) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.m[key].Value() == nil {
		delete(w.m, key)
	}
}

// each calls f for each live value.
func (w *weakMap[K, T]) each(f func(*T)) {
	w.mu.Lock()
	live := make([]*T, 0, len(w.m))
	for _, p := range w.m {
		if v := p.Value(); v != nil {
			live = append(live, v)
		}
	}
	w.mu.Unlock()
	for _, v := range live {
		f(v)
	}
}
