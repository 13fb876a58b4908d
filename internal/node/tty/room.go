// Package tty is node:tty: terminals as streams.
package tty

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed tty.js
var source string

//go:embed colors.js
var colorsSource string

var (
	script       = realm.NewModuleScript("node:tty", source)
	colorsScript = realm.NewModuleScript("node:internal/tty/colors", colorsSource)
)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	defineTerminals(r, native)
	return script.Load(r, native)
}

// LoadColors builds internal/tty/colors.
func LoadColors(r *realm.Realm) (goja.Value, error) { return colorsScript.Load(r, nil) }
