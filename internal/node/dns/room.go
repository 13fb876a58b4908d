// Package dns is node:dns: names and addresses, by Go's resolver.
package dns

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed lookup.js
var lookupSource string

var (
	lookupScript = realm.NewModuleScript("node:internal/dns/lookup", lookupSource)
)

// LoadLookup builds internal/dns/lookup: what asks the system rather than a name server.
func LoadLookup(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "lookup", 3, func(c goja.FunctionCall) goja.Value { return lookup(r, c) })
	r.Method(native, "lookupService", 3, func(c goja.FunctionCall) goja.Value { return lookupService(r, c) })
	return lookupScript.Load(r, native)
}
