package jshost

import (
	"context"
	"sync/atomic"

	"github.com/wasmglue/wasmglue/wasmbridge"
)

// cluster is the WebAssembly store of a host and its workers. It is freed when the last of them has ended: a worker may outlive the host that started
// it, until its WebAssembly code returns.
type cluster struct {
	realms *wasmbridge.Cluster
	users  atomic.Int32
}

// newCluster makes one with one user.
func newCluster(cfg Config) *cluster {
	c := &cluster{realms: wasmbridge.NewCluster(wasmbridge.NewConfig().WithMemoryLimitPages(cfg.memPages).WithCompilationCache(cfg.cacheDir))}
	c.users.Store(1)
	return c
}

// use adds a user.
func (c *cluster) use() *cluster {
	c.users.Add(1)
	return c
}

func (c *cluster) release() {
	if c.users.Add(-1) == 0 {
		_ = c.realms.Close(context.Background())
	}
}
