// Package memory is the allocator of WebAssembly linear memories: address space is reserved for the largest size a
// memory may reach and committed as it grows, so a growing memory never moves, and its owner learns the moment it
// grows.
package memory

import (
	"fmt"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// PageSize is the size of a WebAssembly page in bytes (core 4.2.8).
const PageSize = 1 << 16

// commitStep is the granularity of commits: a system call per MiB, not per page.
const commitStep = 1 << 20

// AllocationError tells that the address space for a memory could not be had.
type AllocationError struct {
	Bytes uint64 // size that was asked for
	Err   error
}

func (e *AllocationError) Error() string {
	return fmt.Sprintf("cannot reserve %d bytes for a memory: %v", e.Bytes, e.Err)
}

// Unwrap returns the cause.
func (e *AllocationError) Unwrap() error { return e.Err }

// Linear backs one linear memory. It implements experimental.LinearMemory.
//
// Its pages live as long as the Linear is reachable: what hands the bytes to something the garbage collector does not
// follow into the Linear (an ArrayBuffer) has to keep the Linear alive too.
type Linear struct {
	region *region

	mu     sync.Mutex
	size   uint64
	onGrow map[any]func()
}

// region is the address space behind a Linear. It is apart from it because a cleanup must not hold what it waits for.
type region struct {
	bytes     []byte
	committed uint64
}

// Allocator makes a Linear for each memory that wazero creates with the context it is in.
//
// LimitPages caps every memory, 0 means the standard's limit. Made is told of each Linear.
type Allocator struct {
	LimitPages uint32
	Made       func(*Linear)
}

// Allocate reserves max bytes. It implements experimental.MemoryAllocator; it panics with an *AllocationError, which
// wazero has no other way to be told of.
func (a Allocator) Allocate(_, max uint64) experimental.LinearMemory {
	if limit := uint64(a.LimitPages) * PageSize; limit != 0 && max > limit {
		max = limit
	}
	if max == 0 {
		max = PageSize // an empty memory still needs an address
	}
	l, err := newLinear(max)
	if err != nil {
		panic(&AllocationError{Bytes: max, Err: err})
	}
	if a.Made != nil {
		a.Made(l)
	}
	return l
}

func newLinear(max uint64) (*Linear, error) {
	bytes, err := reserve(max)
	if err != nil {
		return nil, err
	}
	l := &Linear{region: &region{bytes: bytes}}
	runtime.AddCleanup(l, func(r *region) { release(r.bytes) }, l.region)
	return l, nil
}

// Reallocate grows the memory in place. It returns nil when size is beyond the reservation or the system refuses.
func (l *Linear) Reallocate(size uint64) []byte {
	l.mu.Lock()
	grown, ok := l.commit(size)
	listeners := make([]func(), 0, len(l.onGrow))
	for _, f := range l.onGrow {
		listeners = append(listeners, f)
	}
	l.mu.Unlock()
	if !ok {
		return nil
	}
	for _, f := range listeners {
		f()
	}
	return grown
}

func (l *Linear) commit(size uint64) ([]byte, bool) {
	r := l.region
	if size > uint64(len(r.bytes)) {
		return nil, false
	}
	if size > r.committed {
		end := min((size+commitStep-1)&^(commitStep-1), uint64(len(r.bytes)))
		if err := commit(r.bytes[r.committed:end]); err != nil {
			return nil, false
		}
		r.committed = end
	}
	l.size = size
	return r.bytes[:size:size], true
}

// Free does nothing: wazero calls it when any instance that uses the memory closes, while others still use it.
func (l *Linear) Free() {}

// Bytes returns the memory's present contents.
func (l *Linear) Bytes() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.region.bytes[:l.size:l.size]
}

// OnGrow has f called each time the memory grows, before the instruction or method that grew it returns, on the
// goroutine that grew it. A second call with the same key replaces f, nil removes it.
func (l *Linear) OnGrow(key any, f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f == nil {
		delete(l.onGrow, key)
		return
	}
	if l.onGrow == nil {
		l.onGrow = make(map[any]func(), 1)
	}
	l.onGrow[key] = f
}
