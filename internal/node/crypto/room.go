// Package crypto is node:crypto as far as glue needs it: hashes, message authentication codes, random numbers, key derivation; and the Web
// Crypto API's getRandomValues, randomUUID and digest.
package crypto

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed crypto.js
var source string

//go:embed hash.js
var hashSource string

//go:embed random.js
var randomSource string

//go:embed derive.js
var deriveSource string

//go:embed webcrypto.js
var webSource string

var (
	script       = realm.NewModuleScript("node:crypto", source)
	hashScript   = realm.NewModuleScript("node:internal/crypto/hash", hashSource)
	randomScript = realm.NewModuleScript("node:internal/crypto/random", randomSource)
	deriveScript = realm.NewModuleScript("node:internal/crypto/derive", deriveSource)
	webScript    = realm.NewModuleScript("node:internal/crypto/webcrypto", webSource)
)

// Load builds the exports of crypto.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }

// LoadHash builds internal/crypto/hash: Hash and Hmac.
func LoadHash(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	hashNatives(r, native)
	return hashScript.Load(r, native)
}

// LoadRandom builds internal/crypto/random.
func LoadRandom(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	randomNatives(r, native)
	return randomScript.Load(r, native)
}

// LoadDerive builds internal/crypto/derive: pbkdf2 and hkdf.
func LoadDerive(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	deriveNatives(r, native)
	return deriveScript.Load(r, native)
}

// LoadWeb builds internal/crypto/webcrypto: the crypto global.
func LoadWeb(r *realm.Realm) (goja.Value, error) { return webScript.Load(r, nil) }
