package clone

import (
	"slices"
	"sync"
)

// group is a set of ends that hear one another: the two of a channel, or all of a broadcast channel's name.
type group struct {
	mu      sync.Mutex
	members []*end
	channel bool // of two ends: when one closes, the other follows
}

// end is one end of a channel. It belongs to the realm that holds it, or to the message that it is in.
type end struct {
	group *group

	// guarded by the group's lock
	queue   []*Message
	arrived func() // tells the realm that holds the end; nil while none does
	closed  bool   // no longer a member
	orphan  bool   // the other end of the channel has closed
}

// newChannel makes the two ends of a channel.
func newChannel() (a, b *end) {
	g := &group{channel: true}
	a, b = &end{group: g}, &end{group: g}
	g.members = []*end{a, b}
	return a, b
}

// join adds an end to a group.
func (g *group) join() *end {
	e := &end{group: g}
	g.mu.Lock()
	g.members = append(g.members, e)
	g.mu.Unlock()
	return e
}

// post gives m to all others. It answers how many there were.
func (e *end) post(m *Message) int {
	e.group.mu.Lock()
	defer e.group.mu.Unlock()
	if e.closed {
		return 0
	}
	n := 0
	for _, other := range e.group.members {
		if other == e {
			continue
		}
		n++
		other.queue = append(other.queue, m)
		if other.arrived != nil {
			other.arrived()
		}
	}
	return n
}

// take returns the message that waits longest, nil when there is none; last tells that no other will come.
func (e *end) take() (m *Message, last bool) {
	e.group.mu.Lock()
	defer e.group.mu.Unlock()
	if len(e.queue) > 0 {
		m, e.queue = e.queue[0], e.queue[1:]
	}
	return m, e.orphan && len(e.queue) == 0
}

// hold lets a realm hear of arrivals, nil lets none. It returns how many messages wait.
func (e *end) hold(arrived func()) (waiting int, orphan bool) {
	e.group.mu.Lock()
	defer e.group.mu.Unlock()
	e.arrived = arrived
	return len(e.queue), e.orphan
}

// close takes the end out of its group. What waits in it stays readable.
func (e *end) close() {
	e.group.mu.Lock()
	defer e.group.mu.Unlock()
	if e.closed {
		return
	}
	e.closed = true
	e.group.members = slices.DeleteFunc(e.group.members, func(m *end) bool { return m == e })
	if !e.group.channel {
		return
	}
	for _, other := range e.group.members {
		other.orphan = true
		if other.arrived != nil {
			other.arrived()
		}
	}
}

// discard closes the end, and with it the ports in messages that nobody will read.
func (e *end) discard() {
	e.close()
	e.group.mu.Lock()
	queue := e.queue
	e.queue = nil
	e.group.mu.Unlock()
	if !e.group.channel {
		return
	}
	for _, m := range queue {
		m.Discard()
	}
}
