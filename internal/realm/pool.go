package realm

import "sync"

// poolSize is how many operations run at once, as in node. More would be more threads in the kernel, of which a process has a limited number.
const poolSize = 4

// pool runs functions in the order in which they were given to it, a few at a time, on goroutines that end when there is nothing left.
type pool struct {
	mu      sync.Mutex
	queue   []func()
	running int
}

// Background runs f on a goroutine of the realm's pool: functions begin in the order in which they were given, a few at a time. Files, compression
// and cryptography share it, as in node.
func (r *Realm) Background(f func()) { r.pool.do(f) }

func (p *pool) do(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.queue = append(p.queue, f)
	if p.running < poolSize {
		p.running++
		go p.work()
	}
}

func (p *pool) work() {
	for {
		p.mu.Lock()
		if len(p.queue) == 0 {
			p.running--
			p.mu.Unlock()
			return
		}
		f := p.queue[0]
		p.queue[0] = nil
		p.queue = p.queue[1:]
		p.mu.Unlock()
		f()
	}
}
