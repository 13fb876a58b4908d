// Package punycode is node:punycode.
package punycode

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed punycode.js
var source string

var script = realm.NewModuleScript("node:punycode", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
