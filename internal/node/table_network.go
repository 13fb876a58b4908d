package node

import (
	"github.com/wasmglue/wasmglue/internal/node/dns"
	"github.com/wasmglue/wasmglue/internal/node/http"
	"github.com/wasmglue/wasmglue/internal/node/net"
)

// The modules of the network.
func init() {
	register(map[string]entry{
		"net":                  {status: partial, reason: "no file descriptors", load: net.Load},
		"internal/net/address": {status: internal, load: net.LoadAddress},
		"internal/net/connect": {status: internal, load: net.LoadConnect},
		"internal/net/failure": {status: internal, load: net.LoadFailure},
		"internal/net/handle":  {status: internal, load: net.LoadHandle},
		"internal/net/server":  {status: internal, load: net.LoadServer},
		"internal/net/socket":  {status: internal, load: net.LoadSocket},

		"dns": {status: partial, reason: "lookup only", load: dns.LoadLookup},

		"http": {status: full, load: http.Load},
	})
	for _, name := range http.Legacy() {
		register(map[string]entry{name: {status: full, load: member("internal/http/legacy", name)}})
	}
	for _, name := range http.Parts() {
		register(map[string]entry{"internal/http/" + name: {status: internal, load: http.Part(name)}})
	}
}
