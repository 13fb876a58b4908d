// Package builtins supplies the parts of the JavaScript language that the engine lacks. They are installed so that a start pays for none: each
// is made at its first use.
package builtins

import "github.com/wasmglue/wasmglue/internal/realm"

// Install gives r's global objects what the engine lacks.
func Install(r *realm.Realm) error {
	return nil
}
