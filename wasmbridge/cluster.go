package wasmbridge

import (
	"context"
	"sync"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/compilecache"
	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
)

// Cluster is an agent cluster: realms that share one WebAssembly store. Its methods may be called from any goroutine.
type Cluster struct {
	config  storeConfig
	sources weakMap[string, moduleSource] // by identifier, for stack traces

	mu     sync.Mutex
	store  *engine.Engine
	closed bool
}

// NewCluster makes a cluster with the engine, memory limit and cache of c.
func NewCluster(c Config) *Cluster { return &Cluster{config: c.store} }

// engine returns the store, which the first use makes.
func (c *Cluster) engine() (*engine.Engine, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, ErrClosed
	}
	if c.store == nil {
		c.store = engine.New(context.Background(), engine.Config{
			Kind: engine.Kind(c.config.engine), MemoryLimitPages: c.config.limitPages, Cache: codeCache(c.config.cacheDir)})
	}
	return c.store, nil
}

// Close frees every module, instance and memory of the cluster. All its realms must have stopped.
func (c *Cluster) Close(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.store == nil {
		return nil
	}
	store := c.store
	c.store = nil
	return store.Close(ctx)
}

// codeCaches are the caches of the process by directory. They stay open: realms come and go, and share compiled code.
var codeCaches struct {
	mu   sync.Mutex
	open map[string]*compilecache.Cache
}

// codeCache returns the cache in dir, nil for none and when the directory cannot be used: a cache is never a reason to
// fail.
func codeCache(dir string) *compilecache.Cache {
	if dir == "" {
		return nil
	}
	codeCaches.mu.Lock()
	defer codeCaches.mu.Unlock()
	if c, ok := codeCaches.open[dir]; ok {
		return c
	}
	c, err := compilecache.Open(compilecache.Config{Dir: dir})
	if err != nil {
		c = nil
	}
	if codeCaches.open == nil {
		codeCaches.open = make(map[string]*compilecache.Cache)
	}
	codeCaches.open[dir] = c
	return c
}
