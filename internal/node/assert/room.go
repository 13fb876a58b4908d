// Package assert is node:assert.
package assert

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed assert.js
var source string

//go:embed error.js
var errorSource string

//go:embed calltracker.js
var trackerSource string

var (
	script        = realm.NewModuleScript("node:assert", source)
	trackerScript = realm.NewModuleScript("node:internal/assert/calltracker", trackerSource)
	errorScript   = realm.NewModuleScript("node:internal/assert/assertion_error", errorSource)
)

// Load builds the exports of assert.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }

// LoadTracker builds internal/assert/calltracker.
func LoadTracker(r *realm.Realm) (goja.Value, error) { return trackerScript.Load(r, nil) }

// LoadError builds internal/assert/assertion_error.
func LoadError(r *realm.Realm) (goja.Value, error) { return errorScript.Load(r, nil) }
