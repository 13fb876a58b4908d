package eventloop

// Operation is pending work outside the realm's goroutine, announced by [Loop.Begin]. It keeps the loop alive until it ends or is
// unreferenced.
type Operation struct {
	loop  *Loop
	refed bool // owned by the realm's goroutine
	ended bool // owned by the realm's goroutine
	kind  string

	grabbed any // by the loop's context, if there was one
}

// Begin announces an operation. It must be called on the realm's goroutine.
func (l *Loop) Begin() *Operation { return l.BeginKind("") }

// BeginKind is Begin of an operation that has a name, which the loop's context is told.
func (l *Loop) BeginKind(kind string) *Operation {
	o := &Operation{loop: l, kind: kind}
	o.Ref()
	if l.context != nil {
		o.grabbed = l.context.Grab(kind)
	}
	return o
}

// End posts the completion of the operation, from any goroutine: f runs on the realm's goroutine, as a task of its own, and the
// operation no longer keeps the loop alive. f may be nil. A second End only runs its f.
func (o *Operation) End(f func()) {
	o.loop.Submit(func() {
		o.finish()
		if f != nil {
			o.within(f)
		}
		if o.grabbed != nil {
			o.loop.context.Over(o.grabbed)
		}
	})
}

// Post hands f to the realm's goroutine without ending the operation (a stream's chunk, a server's request).
func (o *Operation) Post(f func()) {
	o.loop.Submit(func() { o.within(f) })
}

// Ref lets the operation keep the loop alive again. Realm's goroutine only.
func (o *Operation) Ref() {
	if !o.refed && !o.ended {
		o.refed = true
		o.loop.refs++
		o.loop.count(o.kind, 1)
	}
}

// Unref lets the loop become idle although the operation has not ended. Realm's goroutine only.
func (o *Operation) Unref() {
	if o.refed {
		o.refed = false
		o.loop.refs--
		o.loop.count(o.kind, -1)
	}
}

// HasRef tells whether the operation keeps the loop alive.
func (o *Operation) HasRef() bool { return o.refed }

func (o *Operation) finish() {
	o.Unref()
	o.ended = true
}

// Submit hands f to the realm's goroutine from any goroutine. It runs as a task of its own, in order of submission, even when the loop is
// idle; it does not keep the loop alive. It answers false, and drops f, once the loop is closed.
func (l *Loop) Submit(f func()) bool {
	l.inbox.mu.Lock()
	if l.inbox.closed {
		l.inbox.mu.Unlock()
		return false
	}
	l.inbox.queue = append(l.inbox.queue, f)
	l.inbox.mu.Unlock()
	select {
	case l.inbox.wake <- struct{}{}:
	default:
	}
	return true
}

// Close makes the loop refuse further submissions. What was submitted before and has not run is dropped.
func (l *Loop) Close() {
	l.inbox.mu.Lock()
	l.inbox.closed = true
	l.inbox.queue = nil
	l.inbox.mu.Unlock()
}

// waiting tells whether something was handed over that has not run.
func (in *inbox) waiting() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.queue) > 0
}

func (l *Loop) runInbox() bool {
	l.inbox.mu.Lock()
	queue := l.inbox.queue
	l.inbox.queue = nil
	l.inbox.mu.Unlock()
	for i, f := range queue {
		if l.fatal != nil {
			l.putBack(queue[i:])
			break
		}
		l.enter(func() error { f(); return nil })
	}
	return len(queue) > 0
}

// putBack keeps what a failing turn left undone: the host may clear the interrupt and run again.
func (l *Loop) putBack(rest []func()) {
	l.inbox.mu.Lock()
	defer l.inbox.mu.Unlock()
	if !l.inbox.closed {
		l.inbox.queue = append(append([]func(){}, rest...), l.inbox.queue...)
	}
}
