package eventloop

import "sync"

// busy guards the interrupt flag of the runtime: it may be raised only while a task runs, so that it never hits the task after it.
type busy struct {
	mu     sync.Mutex
	on     bool
	raised bool
}

func (b *busy) begin() {
	b.mu.Lock()
	b.on = true
	b.mu.Unlock()
}

// end takes back an interrupt that came too late to be noticed.
func (b *busy) end(l *Loop) {
	b.mu.Lock()
	if b.raised && l.fatal == nil {
		l.rt.ClearInterrupt()
	}
	b.on, b.raised = false, false
	b.mu.Unlock()
}

// Interrupt unwinds the task that is running, uncatchably; [Loop.Run] then returns a *goja.InterruptedError with the reason. It may be called from
// any goroutine and answers false when no task was running.
func (l *Loop) Interrupt(reason any) bool {
	l.busy.mu.Lock()
	defer l.busy.mu.Unlock()
	if !l.busy.on {
		return false
	}
	l.busy.raised = true
	l.rt.Interrupt(reason)
	return true
}

// End makes [Loop.Run] return err as soon as the running task has unwound, which it does uncatchably. Unlike an interrupt it holds when no
// JavaScript follows that would notice. Realm's goroutine only.
func (l *Loop) End(err error) {
	if l.fatal == nil {
		l.fatal = err
	}
	l.ticks = l.ticks[:0]
	l.Interrupt(err)
}
