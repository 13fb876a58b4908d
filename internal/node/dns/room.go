// Package dns is node:dns: names and addresses, by the resolver of Go for lookup and by a client of our own for all that asks name servers.
package dns

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed lookup.js
var lookupSource string

//go:embed resolver.js
var resolverSource string

//go:embed dns.js
var source string

//go:embed promises.js
var promisesSource string

var (
	lookupScript   = realm.NewModuleScript("node:internal/dns/lookup", lookupSource)
	resolverScript = realm.NewModuleScript("node:internal/dns/resolver", resolverSource)
	script         = realm.NewModuleScript("node:dns", source)
	promisesScript = realm.NewModuleScript("node:dns/promises", promisesSource)
)

// Load builds the exports of dns.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }

// LoadPromises builds the exports of dns/promises.
func LoadPromises(r *realm.Realm) (goja.Value, error) { return promisesScript.Load(r, nil) }

// LoadLookup builds internal/dns/lookup: what asks the system rather than a name server.
func LoadLookup(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "lookup", 3, func(c goja.FunctionCall) goja.Value { return lookup(r, c) })
	r.Method(native, "lookupService", 3, func(c goja.FunctionCall) goja.Value { return lookupService(r, c) })
	return lookupScript.Load(r, native)
}

// LoadResolver builds internal/dns/resolver: what asks name servers.
func LoadResolver(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "query", 7, func(c goja.FunctionCall) goja.Value { return query(r, c) })
	r.Method(native, "servers", 0, func(goja.FunctionCall) goja.Value { return systemServers(r) })
	return resolverScript.Load(r, native)
}
