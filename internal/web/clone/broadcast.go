package clone

import "sync"

type broadcastKey struct{}

// broadcasts are the broadcast channels of a cluster.
type broadcasts struct {
	mu     sync.Mutex
	groups map[string]*group
}

// group returns the one of a name. A name once used stays: there are few.
func (b *broadcasts) group(name string) *group {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.groups == nil {
		b.groups = map[string]*group{}
	}
	g := b.groups[name]
	if g == nil {
		g = &group{}
		b.groups[name] = g
	}
	return g
}
