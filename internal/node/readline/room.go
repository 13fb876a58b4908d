// Package readline is node:readline for streams that are no terminals: lines, questions, cursor sequences.
package readline

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed readline.js
var source string

//go:embed promises.js
var promisesSource string

var promisesScript = realm.NewModuleScript("node:readline/promises", promisesSource)

// LoadPromises builds the exports of readline/promises.
func LoadPromises(r *realm.Realm) (goja.Value, error) { return promisesScript.Load(r, nil) }

var script = realm.NewModuleScript("node:readline", source)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }
