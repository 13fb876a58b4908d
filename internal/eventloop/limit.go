package eventloop

import (
	"sync"
	"time"

	"github.com/dop251/goja"
)

// overtime is the reason of an interrupt that only ends what Limit runs.
type overtime struct{}

// Limit runs JavaScript within a task and unwinds it, uncatchably for it, when it takes longer than limit: then late is true. An interrupt of the
// task itself passes through as err. Realm's goroutine only, inside a task.
func (l *Loop) Limit(limit time.Duration, run func() error) (late bool, err error) {
	var mu sync.Mutex
	mark, over := &overtime{}, false
	timer := time.AfterFunc(limit, func() {
		mu.Lock()
		defer mu.Unlock()
		if !over {
			late = true
			l.rt.Interrupt(mark)
		}
	})
	err = run()
	timer.Stop()
	mu.Lock()
	over = true
	mu.Unlock()
	if !late {
		return false, err
	}
	if interrupted, ok := err.(*goja.InterruptedError); ok && interrupted.Value() != any(mark) {
		return false, err // the task's own end came first
	}
	l.takeBack()
	return true, nil
}

// takeBack clears the engine's flag, and raises it again for an interrupt of the task.
func (l *Loop) takeBack() {
	l.busy.mu.Lock()
	defer l.busy.mu.Unlock()
	l.rt.ClearInterrupt()
	if l.busy.raised {
		l.rt.Interrupt(l.busy.reason)
	}
}
