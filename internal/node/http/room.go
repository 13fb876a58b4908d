// Package http is node:http: HTTP/1.1 clients and servers over node:net. The parser of messages is Go, bounded and strict; what is made of them is
// JavaScript.
package http

import (
	"embed"
	"sync"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed *.js
var sources embed.FS

// parts are the files of the room, each an internal module of its own.
var parts = []string{"common", "incoming", "outgoing", "response", "connection", "server", "agent", "client", "status", "legacy"}

var scripts = sync.OnceValue(func() map[string]*realm.ModuleScript {
	all := map[string]*realm.ModuleScript{}
	for _, name := range append(parts, "http") {
		source, err := sources.ReadFile(name + ".js")
		if err != nil {
			panic(err) // it is embedded
		}
		all[name] = realm.NewModuleScript("node:internal/http/"+name, string(source))
	}
	return all
})

// Load builds the exports of http.
func Load(r *realm.Realm) (goja.Value, error) { return scripts()["http"].Load(r, nil) }

// Legacy are the names of the deprecated modules that show parts of this one.
func Legacy() []string {
	return []string{"_http_agent", "_http_client", "_http_common", "_http_incoming", "_http_outgoing", "_http_server"}
}

// Part returns what builds internal/http/name.
func Part(name string) func(*realm.Realm) (goja.Value, error) {
	return func(r *realm.Realm) (goja.Value, error) {
		var native *goja.Object
		if name == "common" {
			native = r.Runtime.NewObject()
			defineParser(r, native)
		}
		return scripts()[name].Load(r, native)
	}
}

// Parts are the names that Part takes.
func Parts() []string { return parts }
