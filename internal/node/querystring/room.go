// Package querystring is node:querystring.
package querystring

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed querystring.js
var source string

var script = realm.NewModuleScript("node:querystring", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
