package node

import (
	"github.com/wasmglue/wasmglue/internal/node/workerthreads"
)

// Workers, and what goes between them.
func init() {
	register(map[string]entry{
		"worker_threads":                   {status: partial, reason: "memory cannot be limited; no heap snapshots, no ports of other contexts", load: workerthreads.Load},
		"internal/worker":                  {status: internal, load: workerthreads.LoadWorker},
		"internal/worker/thread":           {status: internal, load: workerthreads.LoadThread},
		"internal/worker/environment_data": {status: internal, load: workerthreads.LoadEnvironment},
		"internal/worker/process":          {status: internal, load: workerthreads.LoadProcess},
		"internal/worker/errors":           {status: internal, load: workerthreads.LoadErrors},
	})
}
