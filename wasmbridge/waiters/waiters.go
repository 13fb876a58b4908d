// Package waiters is the list of agents that wait for a place in shared memory (https://tc39.es/ecma262/#sec-waiterlist-objects): threads in
// memory.atomic.wait and in Atomics.wait, and promises of Atomics.waitAsync. There is one for the process, so that all of them wake one another. A
// host that implements Atomics uses it; package wasmbridge does for WebAssembly.
package waiters

import (
	"sync"
	"time"
	"unsafe"
)

var list struct {
	mu sync.Mutex
	at map[unsafe.Pointer][]*Waiter // by address, who came first first
}

// Waiter is one that waits.
type Waiter struct {
	address unsafe.Pointer
	wake    func()
}

// Add lets somebody wait at p, unless it no longer holds what is expected there, which is asked so that no notification can come between. A
// notification calls wake, once, on whatever goroutine it comes from.
func Add(p unsafe.Pointer, holds func() bool, wake func()) (w *Waiter, ok bool) {
	list.mu.Lock()
	defer list.mu.Unlock()
	if !holds() {
		return nil, false
	}
	if list.at == nil {
		list.at = map[unsafe.Pointer][]*Waiter{}
	}
	w = &Waiter{p, wake}
	list.at[p] = append(list.at[p], w)
	return w, true
}

// Remove takes w off the list; it answers false when it was notified before.
func (w *Waiter) Remove() bool {
	list.mu.Lock()
	defer list.mu.Unlock()
	waiting := list.at[w.address]
	for n, other := range waiting {
		if other == w {
			keep(w.address, append(waiting[:n:n], waiting[n+1:]...))
			return true
		}
	}
	return false
}

// Notify wakes up to count of those that wait at p, first come first served, and returns how many.
func Notify(p unsafe.Pointer, count uint32) int {
	list.mu.Lock()
	waiting := list.at[p]
	n := int(min(uint64(count), uint64(len(waiting))))
	woken := waiting[:n]
	keep(p, waiting[n:])
	list.mu.Unlock()
	for _, w := range woken {
		w.wake()
	}
	return n
}

func keep(p unsafe.Pointer, waiting []*Waiter) {
	if len(waiting) == 0 {
		delete(list.at, p)
		return
	}
	list.at[p] = waiting
}

// Result is why a wait ended.
type Result int

// The results of [Wait].
const (
	Woken Result = iota
	NotEqual
	TimedOut
	Interrupted
)

// Wait suspends the calling goroutine until it is notified at p, the time is over, or interrupted is closed. A negative timeout is none.
func Wait(p unsafe.Pointer, holds func() bool, timeout time.Duration, interrupted <-chan struct{}) Result {
	woken := make(chan struct{})
	w, ok := Add(p, holds, func() { close(woken) })
	if !ok {
		return NotEqual
	}
	var over <-chan time.Time
	if timeout >= 0 {
		timer := time.NewTimer(timeout)
		defer timer.Stop()
		over = timer.C
	}
	result := Woken
	select {
	case <-woken:
	case <-over:
		result = TimedOut
	case <-interrupted:
		result = Interrupted
	}
	if result != Woken && !w.Remove() {
		return Woken
	}
	return result
}
