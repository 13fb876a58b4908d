// Package readline is node:readline and node:readline/promises: lines, questions, editing on terminals, cursor sequences.
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

//go:embed output.js
var outputSource string

//go:embed keypress.js
var keypressSource string

//go:embed editing.js
var editingSource string

//go:embed interface.js
var ifaceSource string

var (
	script         = realm.NewModuleScript("node:readline", source)
	promisesScript = realm.NewModuleScript("node:readline/promises", promisesSource)
	outputScript   = realm.NewModuleScript("node:internal/readline/output", outputSource)
	keypressScript = realm.NewModuleScript("node:internal/readline/keypress", keypressSource)
	editingScript  = realm.NewModuleScript("node:internal/readline/editing", editingSource)
	ifaceScript    = realm.NewModuleScript("node:internal/readline/interface", ifaceSource)
)

// Load builds the exports.
func Load(r *realm.Realm) (goja.Value, error) { return script.Load(r, nil) }

// LoadPromises builds the exports of readline/promises.
func LoadPromises(r *realm.Realm) (goja.Value, error) { return promisesScript.Load(r, nil) }

// LoadOutput builds internal/readline/output: escape sequences that move the cursor.
func LoadOutput(r *realm.Realm) (goja.Value, error) { return outputScript.Load(r, nil) }

// LoadKeypress builds internal/readline/keypress: keys of a terminal.
func LoadKeypress(r *realm.Realm) (goja.Value, error) { return keypressScript.Load(r, nil) }

// LoadEditing builds internal/readline/editing: what the keys do to a line.
func LoadEditing(r *realm.Realm) (goja.Value, error) { return editingScript.Load(r, nil) }

// LoadInterface builds internal/readline/interface: what both faces' Interface are made of.
func LoadInterface(r *realm.Realm) (goja.Value, error) { return ifaceScript.Load(r, nil) }
