// Package cluster is node:cluster for a process that has no workers of that kind: it says that this is the primary, and refuses to fork.
package cluster

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed cluster.js
var source string

var script = realm.NewModuleScript("node:cluster", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
