package eventloop

import "sync"

// busy guards the interrupt flag of the runtime: it may be raised only while a task runs, so that it never hits the task after it.
type busy struct {
	mu     sync.Mutex
	on     bool
	raised bool
	reason any           // of the interrupt that was raised
	notice chan struct{} // closed when the flag is raised; made by who waits for it
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
	b.on, b.raised, b.notice = false, false, nil
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
	if !l.busy.raised && l.busy.notice != nil {
		close(l.busy.notice)
	}
	l.busy.raised, l.busy.reason = true, reason
	l.rt.Interrupt(reason)
	return true
}

// Interrupted returns a channel that is closed when the running task is interrupted: natives that block wait for it too, for the engine stops
// only JavaScript. Realm's goroutine only, inside a task.
func (l *Loop) Interrupted() <-chan struct{} {
	l.busy.mu.Lock()
	defer l.busy.mu.Unlock()
	if l.busy.notice == nil {
		l.busy.notice = make(chan struct{})
		if l.busy.raised {
			close(l.busy.notice)
		}
	}
	return l.busy.notice
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
