// Package url is node:url: the legacy parser, file URLs, and the URL standard's classes.
package url

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed url.js
var source string

//go:embed legacy.js
var legacySource string

var (
	script       = realm.NewModuleScript("node:url", source)
	legacyScript = realm.NewModuleScript("node:internal/url/legacy", legacySource)
)

// Load builds the exports of url.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }

// LoadLegacy builds internal/url/legacy: url.parse, resolve and format.
func LoadLegacy(r *realm.Realm) (goja.Value, error) { return legacyScript.Load(r, nil) }
