package wasmbridge

import (
	"context"
	"sync"

	"github.com/tetratelabs/wazero"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/engine"
)

// Cache is a compilation cache of wazero (wazero.NewCompilationCache). It may be shared by any number of clusters.
type Cache = wazero.CompilationCache

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
			Kind: engine.Kind(c.config.engine), MemoryLimitPages: c.config.limitPages, Cache: c.config.cache})
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
