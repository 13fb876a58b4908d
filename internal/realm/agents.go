package realm

import (
	"sync"
	"sync/atomic"
)

// Agents is what the realms of an agent cluster share: a main realm and its workers. Its methods may be called on any goroutine.
type Agents struct {
	threads atomic.Int64
	mu      sync.Mutex
	shared  map[any]any
}

// NewAgents makes a cluster of one, whose thread is number 0.
func NewAgents() *Agents { return &Agents{} }

// NextThread numbers one more thread.
func (a *Agents) NextThread() int64 { return a.threads.Add(1) }

// Shared returns what a room keeps for the cluster under key, a value of a type of the room's own; make makes it at first.
func (a *Agents) Shared(key any, make func() any) any {
	a.mu.Lock()
	defer a.mu.Unlock()
	if v, ok := a.shared[key]; ok {
		return v
	}
	if a.shared == nil {
		a.shared = map[any]any{}
	}
	v := make()
	a.shared[key] = v
	return v
}
