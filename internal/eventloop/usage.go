package eventloop

import (
	"context"
	"sync"
	"time"
)

// Usage tells when a loop began to turn, when it ended (both zero before that), and how long it waited for something to do.
type Usage struct {
	Started, Ended time.Time
	Idle           time.Duration
}

// meter gathers the usage of a loop. Other goroutines may read it.
type meter struct {
	mu      sync.Mutex
	usage   Usage
	waiting time.Time // since when; zero while it does not wait
}

// Usage may be called from any goroutine. A wait that has not ended counts.
func (l *Loop) Usage() Usage {
	m := &l.meter
	m.mu.Lock()
	defer m.mu.Unlock()
	usage := m.usage
	if !m.waiting.IsZero() {
		usage.Idle += time.Since(m.waiting)
	}
	return usage
}

// MeasureAnew forgets what was before the program whose first part runs: its loop begins when that part is over.
func (l *Loop) MeasureAnew() {
	l.meter.set(func(u *Usage) { *u = Usage{} })
	l.measured = false
}

// MeasureEnd notes that the program has ended by itself.
func (l *Loop) MeasureEnd() { l.meter.set(func(u *Usage) { u.Ended = time.Now() }) }

func (m *meter) set(change func(*Usage)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change(&m.usage)
}

// measure notes the first turn.
func (l *Loop) measure() {
	if !l.measured {
		l.measured = true
		l.meter.set(func(u *Usage) { u.Started = time.Now() })
	}
}

// idleWait waits, and counts that.
func (l *Loop) idleWait(ctx context.Context) {
	began := time.Now()
	l.meter.mu.Lock()
	l.meter.waiting = began
	l.meter.mu.Unlock()
	l.wait(ctx)
	l.meter.mu.Lock()
	l.meter.waiting = time.Time{}
	l.meter.usage.Idle += time.Since(began)
	l.meter.mu.Unlock()
}
