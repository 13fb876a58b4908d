package node

import (
	"github.com/wasmglue/wasmglue/internal/web/blob"
	"github.com/wasmglue/wasmglue/internal/web/clone"
	"github.com/wasmglue/wasmglue/internal/web/encoding"
	webevents "github.com/wasmglue/wasmglue/internal/web/events"
	"github.com/wasmglue/wasmglue/internal/web/performance"
	"github.com/wasmglue/wasmglue/internal/web/streams"
	weburl "github.com/wasmglue/wasmglue/internal/web/url"
)

// The modules that hold the classes of web standards.
func init() {
	register(map[string]entry{
		"stream/web":                 {status: full, load: streams.LoadWeb},
		"internal/blob":              {status: internal, load: blob.Load},
		"internal/cloneable":         {status: internal, load: clone.LoadRegistry},
		"internal/structured_clone":  {status: internal, load: clone.Load},
		"internal/messaging":         {status: internal, load: clone.LoadMessaging},
		"internal/message_event":     {status: internal, load: clone.LoadMessageEvent},
		"internal/broadcast_channel": {status: internal, load: clone.LoadBroadcast},
		"internal/encoding":          {status: internal, load: encoding.Load},
		"internal/event_target":      {status: internal, load: webevents.LoadTarget},
		"internal/abort_controller":  {status: internal, load: webevents.LoadAbort},
		"internal/domexception":      {status: internal, load: webevents.LoadException},
		"internal/url":               {status: internal, load: weburl.Load},
		"internal/url/search_params": {status: internal, load: weburl.LoadParams},
		"internal/queue_microtask":   {status: internal, load: loadMicrotask},
	})
	for name, file := range performance.Modules {
		register(map[string]entry{name: {status: internal, load: performance.Loader(name, file)}})
	}
	for _, name := range streams.Modules {
		register(map[string]entry{"internal/webstreams/" + name: {status: internal, load: streams.Loader(name)}})
	}
}
