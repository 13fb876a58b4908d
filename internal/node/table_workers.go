package node

import (
	"github.com/wasmglue/wasmglue/internal/node/workerthreads"
	"github.com/wasmglue/wasmglue/internal/web/clone"
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
		"internal/structured_clone":        {status: internal, load: clone.Load},
		"internal/messaging":               {status: internal, load: clone.LoadMessaging},
		"internal/message_event":           {status: internal, load: clone.LoadMessageEvent},
		"internal/broadcast_channel":       {status: internal, load: clone.LoadBroadcast},
	})
}
