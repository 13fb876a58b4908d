// Package crypto is node:crypto and the Web Crypto API: natives over Go's cryptography, and the JavaScript that checks arguments and keeps
// node's order of things. What knows nothing of JavaScript has packages of its own below this one.
package crypto

import (
	"embed"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed *.js
var sources embed.FS

// loader answers what builds one of the room's modules of JavaScript, whose file is read at its first use, with the natives that it is given.
func loader(name, file string, define func(natives, *goja.Object)) func(*realm.Realm) (goja.Value, error) {
	script := sync.OnceValue(func() *realm.ModuleScript {
		source, err := sources.ReadFile(file + ".js")
		if err != nil {
			panic(err) // the file is part of the program
		}
		return realm.NewModuleScript("node:"+name, string(source))
	})
	return func(r *realm.Realm) (goja.Value, error) {
		if define == nil {
			return script().Load(r, nil)
		}
		native := r.Runtime.NewObject()
		define(natives{r}, native)
		return script().Load(r, native)
	}
}

// Modules are the room's modules by name: crypto itself and the internal ones that it is made of, each built at its first use.
func Modules() map[string]func(*realm.Realm) (goja.Value, error) {
	modules := map[string]func(*realm.Realm) (goja.Value, error){"crypto": loader("crypto", "crypto", nil)}
	for file, define := range map[string]func(natives, *goja.Object){
		"agree":         natives.defineAgreement,
		"arguments":     nil,
		"asymmetric":    natives.defineAsymmetric,
		"cipher":        natives.defineCipher,
		"constants":     nil,
		"derive":        natives.defineDerive,
		"hash":          natives.defineHash,
		"keygen":        nil,
		"keys":          natives.defineKeys,
		"lazy":          nil,
		"primes":        natives.definePrimes,
		"random":        natives.defineRandom,
		"sign":          natives.defineSign,
		"webalgorithms": nil,
		"webcrypto":     nil,
		"webimport":     nil,
		"webkeys":       nil,
		"weboperations": natives.defineWeb,
		"x509":          natives.defineX509,
	} {
		modules["internal/crypto/"+file] = loader("internal/crypto/"+file, file, define)
	}
	return modules
}
