// Package https is node:https: node:http over node:tls.
package https

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed https.js
var source string

var script = realm.NewModuleScript("node:https", source)

// Load builds the exports of https.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
