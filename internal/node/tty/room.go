// Package tty is node:tty.
package tty

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed tty.js
var source string

var script = realm.NewModuleScript("node:tty", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
