package node

import (
	"github.com/wasmglue/wasmglue/internal/node/dgram"
	"github.com/wasmglue/wasmglue/internal/node/dns"
	"github.com/wasmglue/wasmglue/internal/node/http"
	"github.com/wasmglue/wasmglue/internal/node/https"
	"github.com/wasmglue/wasmglue/internal/node/net"
	"github.com/wasmglue/wasmglue/internal/node/tls"
	"github.com/wasmglue/wasmglue/internal/web/fetch"
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

		"dgram": {status: partial, reason: "no multicast, no descriptors", load: dgram.Load},

		"dns":                   {status: full, load: dns.Load},
		"dns/promises":          {status: full, load: dns.LoadPromises},
		"internal/dns/lookup":   {status: internal, load: dns.LoadLookup},
		"internal/dns/resolver": {status: internal, load: dns.LoadResolver},

		"http":  {status: full, load: http.Load},
		"https": {status: full, load: https.Load},

		"tls":                   {status: partial, reason: "no PKCS #12, PSK, OCSP, session ids", load: tls.Load},
		"internal/tls/context":  {status: internal, load: tls.LoadContext},
		"internal/tls/identity": {status: internal, load: tls.LoadIdentity},
		"internal/tls/server":   {status: internal, load: tls.LoadServer},
		"internal/tls/socket":   {status: internal, load: tls.LoadSocket},
	})
	for _, name := range fetch.Parts() {
		register(map[string]entry{"internal/fetch/" + name: {status: internal, load: fetch.Part(name)}})
	}
	for _, name := range http.Legacy() {
		register(map[string]entry{name: {status: full, load: member("internal/http/legacy", name)}})
	}
	for _, name := range http.Parts() {
		register(map[string]entry{"internal/http/" + name: {status: internal, load: http.Part(name)}})
	}
}
