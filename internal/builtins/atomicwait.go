package builtins

import (
	"math"
	"sync"
	"time"
	"unsafe"
)

// waiterLists are the agents that wait, of all realms of the process, by the address they wait at.
type waiterLists struct {
	mu sync.Mutex
	at map[unsafe.Pointer][]chan struct{}
}

var waiters = waiterLists{at: map[unsafe.Pointer][]chan struct{}{}}

// join adds a waiter at p if it still holds what is expected there; no notification can come between.
func (w *waiterLists) join(p unsafe.Pointer, holds func() bool) (wake chan struct{}, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !holds() {
		return nil, false
	}
	wake = make(chan struct{})
	w.at[p] = append(w.at[p], wake)
	return wake, true
}

// leave removes a waiter that was not woken; it answers false when one notified it in the meantime.
func (w *waiterLists) leave(p unsafe.Pointer, wake chan struct{}) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n, other := range w.at[p] {
		if other == wake {
			w.keep(p, append(w.at[p][:n:n], w.at[p][n+1:]...))
			return true
		}
	}
	return false
}

// notify wakes up to count waiters at p, first come first served, and returns how many.
func (w *waiterLists) notify(p unsafe.Pointer, count float64) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := w.at[p]
	n := int(math.Min(count, float64(len(list))))
	for _, wake := range list[:n] {
		close(wake)
	}
	w.keep(p, list[n:])
	return n
}

func (w *waiterLists) keep(p unsafe.Pointer, list []chan struct{}) {
	if len(list) == 0 {
		delete(w.at, p)
		return
	}
	w.at[p] = list
}

// wait suspends the agent until it is notified, the time is over, or interrupted is closed.
func (w *waiterLists) wait(c atomicCell, expected uint64, milliseconds float64, interrupted <-chan struct{}) string {
	p := c.address()
	wake, ok := w.join(p, func() bool { return c.load() == expected })
	if !ok {
		return "not-equal"
	}
	var over <-chan time.Time
	if milliseconds < float64(math.MaxInt64/time.Millisecond) {
		timer := time.NewTimer(time.Duration(milliseconds * float64(time.Millisecond)))
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-wake:
		return "ok"
	case <-over:
	case <-interrupted:
	}
	if w.leave(p, wake) {
		return "timed-out"
	}
	return "ok"
}
