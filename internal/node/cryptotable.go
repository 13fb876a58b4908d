package node

import (
	"github.com/wasmglue/wasmglue/internal/node/crypto"
	"github.com/wasmglue/wasmglue/internal/node/zlib"
)

func init() {
	register(map[string]entry{
		"zlib":                    {status: full, load: zlib.Load},
		"internal/zlib/constants": {status: internal, load: zlib.LoadConstants},
		"internal/zlib/options":   {status: internal, load: zlib.LoadOptions},
		"internal/zlib/streams":   {status: internal, load: zlib.LoadStreams},
	})
	for name, load := range crypto.Modules() {
		e := entry{status: internal, load: load}
		if name == "crypto" {
			e.status, e.reason = partial, "no DSA, no Ed448 and X448, no curves but P-224, P-256, P-384, P-521 and secp256k1, no engines"
		}
		register(map[string]entry{name: e})
	}
}
