package eventloop

import (
	"container/heap"
	"time"
)

// Timer is one timeout. Its methods belong to the realm's goroutine.
type Timer struct {
	loop  *Loop
	due   time.Duration // loop time
	seq   uint64        // order of starting, for equal due times
	index int           // in the heap, -1 when it is not running
	refed bool
	task  Task
}

// NewTimer starts a timer that runs task once, delay after the loop's current time: as in node, that is the time at which the running turn
// began, so that callbacks of one turn expire in order of their delays.
func (l *Loop) NewTimer(delay time.Duration, task Task) *Timer {
	t := &Timer{loop: l, index: -1, refed: true, task: task}
	t.Start(delay)
	return t
}

// Start lets the timer run again, delay from the loop's current time. A running timer is moved.
func (t *Timer) Start(delay time.Duration) {
	t.Stop()
	l := t.loop
	if len(l.timers) == 0 && !l.running {
		l.updateTime()
	}
	l.timerSeq++
	t.due, t.seq = l.now+delay, l.timerSeq
	heap.Push(&l.timers, t)
	if t.refed {
		l.refs++
	}
}

// Stop takes the timer off the loop. It may be started again.
func (t *Timer) Stop() {
	if t.index < 0 {
		return
	}
	heap.Remove(&t.loop.timers, t.index)
	if t.refed {
		t.loop.refs--
	}
}

// Running tells whether the timer waits for its time.
func (t *Timer) Running() bool { return t.index >= 0 }

// Ref lets the timer keep the loop alive while it runs.
func (t *Timer) Ref() { t.setRef(true) }

// Unref lets the loop become idle although the timer runs.
func (t *Timer) Unref() { t.setRef(false) }

// HasRef tells whether the timer keeps the loop alive while it runs.
func (t *Timer) HasRef() bool { return t.refed }

func (t *Timer) setRef(on bool) {
	if t.refed == on {
		return
	}
	t.refed = on
	if t.index < 0 {
		return
	}
	if on {
		t.loop.refs++
	} else {
		t.loop.refs--
	}
}

func (l *Loop) runTimers() bool {
	worked := false
	for l.fatal == nil && len(l.timers) > 0 && l.timers[0].due <= l.now {
		t := l.timers[0]
		t.Stop()
		worked = true
		l.enter(t.task)
	}
	return worked
}

// nextDue tells how long until the first timer expires; one that is unreferenced counts too, it only does not keep the loop alive.
func (l *Loop) nextDue() (time.Duration, bool) {
	if len(l.timers) == 0 {
		return 0, false
	}
	return max(0, l.timers[0].due-time.Since(l.epoch)), true
}

type timerHeap []*Timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].due != h[j].due {
		return h[i].due < h[j].due
	}
	return h[i].seq < h[j].seq
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *timerHeap) Push(x any) {
	t := x.(*Timer)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	t.index = -1
	*h = old[:len(old)-1]
	return t
}
