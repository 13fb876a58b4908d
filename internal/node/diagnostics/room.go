// Package diagnostics is node:diagnostics_channel.
package diagnostics

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed channel.js
var source string

var script = realm.NewModuleScript("node:diagnostics_channel", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
