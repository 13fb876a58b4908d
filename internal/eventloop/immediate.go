package eventloop

// Immediate is one callback of the check phase (setImmediate). Its methods belong to the realm's goroutine.
type Immediate struct {
	loop  *Loop
	task  Task // nil once it ran or was cleared
	refed bool
}

// NewImmediate queues task for the check phase: of this turn when called before it, of the next when called by an immediate.
func (l *Loop) NewImmediate(task Task) *Immediate {
	im := &Immediate{loop: l, task: task, refed: true}
	l.immediates = append(l.immediates, im)
	l.refs++
	return im
}

// Clear takes the immediate off the loop.
func (im *Immediate) Clear() {
	if im.task != nil {
		im.Unref()
		im.task = nil
	}
}

// Ref lets the immediate keep the loop alive.
func (im *Immediate) Ref() {
	if im.task != nil && !im.refed {
		im.refed = true
		im.loop.refs++
	}
}

// Unref lets the loop become idle although the immediate has not run.
func (im *Immediate) Unref() {
	if im.task != nil && im.refed {
		im.refed = false
		im.loop.refs--
	}
}

// HasRef tells whether the immediate keeps the loop alive.
func (im *Immediate) HasRef() bool { return im.task != nil && im.refed }

// BeforeImmediates queues task for the start of the next check phase, ahead of all immediates.
func (l *Loop) BeforeImmediates(task Task) {
	l.beforeImmediates = append(l.beforeImmediates, task)
	l.refs++
}

func (l *Loop) runImmediates() bool {
	first := l.beforeImmediates
	l.beforeImmediates = nil
	l.refs -= len(first)
	for _, task := range first {
		if l.fatal == nil {
			l.enter(task)
		}
	}
	queue := l.immediates
	l.immediates = nil
	for i, im := range queue {
		if l.fatal != nil {
			l.immediates = append(queue[i:], l.immediates...)
			break
		}
		if task := im.task; task != nil {
			im.Clear()
			l.enter(task)
		}
	}
	return len(queue)+len(first) > 0
}
