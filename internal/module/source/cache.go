package source

import (
	"crypto/sha256"
	"sync"
)

// key tells programs apart: the name is part of a program, for its stack traces.
type key struct {
	sum  [sha256.Size]byte
	name string
	kind string
}

func keyOf(kind, name, text string) key { return key{sha256.Sum256([]byte(text)), name, kind} }

// maxCached bounds the text of the programs that are kept for other hosts.
const maxCached = 64 << 20

// cache keeps what was compiled, the oldest leaving first.
type cache[T any] struct {
	mu      sync.Mutex
	entries map[key]*entry[T]
	order   []key
	size    int
}

type entry[T any] struct {
	once  sync.Once
	size  int
	value T
	err   error
}

func newCache[T any]() *cache[T] { return &cache[T]{entries: map[key]*entry[T]{}} }

// get returns the value of k, made by make: once, even when several hosts ask at the same time.
func (c *cache[T]) get(k key, size int, make func() (T, error)) (T, error) {
	c.mu.Lock()
	e, ok := c.entries[k]
	if !ok {
		e = &entry[T]{size: size}
		c.entries[k] = e
		c.order = append(c.order, k)
		c.size += size
		c.evict()
	}
	c.mu.Unlock()
	e.once.Do(func() { e.value, e.err = make() })
	return e.value, e.err
}

func (c *cache[T]) evict() {
	for c.size > maxCached && len(c.order) > 1 {
		oldest := c.order[0]
		c.order = c.order[1:]
		c.size -= c.entries[oldest].size
		delete(c.entries, oldest)
	}
}
