package node

import (
	"github.com/wasmglue/wasmglue/internal/node/crypto"
	"github.com/wasmglue/wasmglue/internal/node/zlib"
)

func init() {
	register(map[string]entry{
		"crypto":                    {status: partial, reason: "hashes, HMAC, random numbers, pbkdf2, hkdf, subtle.digest; no ciphers, signatures or keys", load: crypto.Load},
		"internal/crypto/webcrypto": {status: internal, load: crypto.LoadWeb},
		"internal/crypto/derive":    {status: internal, load: crypto.LoadDerive},
		"internal/crypto/random":    {status: internal, load: crypto.LoadRandom},
		"internal/crypto/hash":      {status: internal, load: crypto.LoadHash},

		"zlib":                    {status: full, load: zlib.Load},
		"internal/zlib/constants": {status: internal, load: zlib.LoadConstants},
		"internal/zlib/options":   {status: internal, load: zlib.LoadOptions},
		"internal/zlib/streams":   {status: internal, load: zlib.LoadStreams},
	})
}
