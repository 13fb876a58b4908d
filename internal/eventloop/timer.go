package eventloop

import (
	"container/heap"
	"container/list"
	"time"
)

// Timer is one timeout. Its methods belong to the realm's goroutine.
type Timer struct {
	loop  *Loop
	start time.Duration // loop time
	seq   uint64        // order of starting
	list  *timerList    // nil when it is not running
	place *list.Element // in the list
	refed bool
	task  Task
}

// timerList is the running timers of one delay, in the order of their starts, as in node: what is due of one list runs before the next list's.
type timerList struct {
	delay  time.Duration
	expiry time.Duration // when its first timer is due, or was thought to be
	id     uint64        // order of making, for equal expiry
	index  int           // in the heap
	timers *list.List
}

// timers are the running timers of a loop.
type timers struct {
	lists map[time.Duration]*timerList
	queue timerQueue
	seq   uint64
	fired *Timer // the one whose task runs
}

// NewTimer starts a timer that runs task once, delay from now.
func (l *Loop) NewTimer(delay time.Duration, task Task) *Timer {
	t := &Timer{loop: l, refed: true, task: task}
	t.Start(delay)
	return t
}

// Start lets the timer run again, delay from now. A running timer is moved.
func (t *Timer) Start(delay time.Duration) { t.StartFrom(t.loop.Now(), delay) }

// StartFrom is like Start with delay counted from a time that [Loop.Now] told.
func (t *Timer) StartFrom(start, delay time.Duration) {
	t.Stop()
	l := t.loop
	l.timers.seq++
	t.start, t.seq = start, l.timers.seq
	ofDelay := l.timers.lists[delay]
	if ofDelay == nil {
		ofDelay = &timerList{delay: delay, expiry: start + delay, id: t.seq, timers: list.New()}
		if l.timers.lists == nil {
			l.timers.lists = map[time.Duration]*timerList{}
		}
		l.timers.lists[delay] = ofDelay
		heap.Push(&l.timers.queue, ofDelay)
	}
	t.list = ofDelay
	t.place = ofDelay.timers.PushBack(t)
	if t.refed {
		l.refs++
	}
}

// Stop takes the timer off the loop. It may be started again.
func (t *Timer) Stop() {
	if t.list == nil {
		if t.loop.timers.fired == t {
			t.loop.timers.fired = nil
		}
		return
	}
	t.list.timers.Remove(t.place)
	if t.list.timers.Len() == 0 {
		t.loop.timers.drop(t.list)
	}
	t.list = nil
	if t.refed {
		t.loop.refs--
	}
}

func (ts *timers) drop(l *timerList) {
	heap.Remove(&ts.queue, l.index)
	delete(ts.lists, l.delay)
}

// Running tells whether the timer waits for its time.
func (t *Timer) Running() bool { return t.list != nil }

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
	switch {
	case t.list == nil:
	case on:
		t.loop.refs++
	default:
		t.loop.refs--
	}
}

// runTimers runs what is due, and what becomes due meanwhile; what is started meanwhile waits for the next turn, whatever its delay.
func (l *Loop) runTimers() bool {
	worked := false
	newest := l.timers.seq
	for l.fatal == nil && len(l.timers.queue) > 0 {
		first := l.timers.queue[0]
		if first.expiry > l.now {
			if l.Now(); first.expiry > l.now {
				break
			}
		}
		ran, goOn := l.runList(first, l.now, newest)
		worked = worked || ran
		if !goOn {
			break
		}
	}
	return worked
}

// runList runs the timers of a list that are due at now. goOn is false when one of them is too new for this turn.
func (l *Loop) runList(due *timerList, now time.Duration, newest uint64) (ran, goOn bool) {
	for l.fatal == nil {
		front := due.timers.Front()
		if front == nil { // the list is gone with its last timer
			return ran, true
		}
		t := front.Value.(*Timer)
		if now-t.start < due.delay {
			l.timers.seq++
			due.expiry, due.id = max(t.start+due.delay, now+time.Millisecond), l.timers.seq
			heap.Fix(&l.timers.queue, due.index)
			return ran, true
		}
		if t.seq > newest {
			return ran, false
		}
		t.Stop()
		ran = true
		l.timers.fired = t
		l.enter(t.task)
		l.timers.fired = nil
	}
	return ran, false
}

// nextDue tells how long until the first timer expires; one that is unreferenced counts too, it only does not keep the loop alive.
func (l *Loop) nextDue() (time.Duration, bool) {
	if len(l.timers.queue) == 0 {
		return 0, false
	}
	return max(0, l.timers.queue[0].expiry-time.Since(l.epoch)), true
}

type timerQueue []*timerList

func (q timerQueue) Len() int { return len(q) }
func (q timerQueue) Less(i, j int) bool {
	if q[i].expiry != q[j].expiry {
		return q[i].expiry < q[j].expiry
	}
	return q[i].id < q[j].id
}

func (q timerQueue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

func (q *timerQueue) Push(x any) {
	l := x.(*timerList)
	l.index = len(*q)
	*q = append(*q, l)
}

func (q *timerQueue) Pop() any {
	old := *q
	l := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return l
}
