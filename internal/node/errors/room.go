// Package errors is node's internal/errors and internal/validators: the coded errors that JavaScript rooms throw.
package errors

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

//go:embed errors.js
var errorsSource string

//go:embed validators.js
var validatorsSource string

var (
	errorsScript     = realm.NewModuleScript("node:internal/errors", errorsSource)
	validatorsScript = realm.NewModuleScript("node:internal/validators", validatorsSource)
)

// Load builds internal/errors.
func Load(r *realm.Realm) (goja.Value, error) {
	native := r.Runtime.NewObject()
	r.Method(native, "mark", 2, func(c goja.FunctionCall) goja.Value {
		r.MarkCoded(c.Argument(0).(*goja.Object), c.Argument(1).String())
		return c.Argument(0)
	})
	r.Method(native, "received", 1, func(c goja.FunctionCall) goja.Value {
		return r.Runtime.ToValue(realm.Received(c.Argument(0)))
	})
	return errorsScript.Load(r, native)
}

// LoadValidators builds internal/validators.
func LoadValidators(r *realm.Realm) (goja.Value, error) { return validatorsScript.Load(r, nil) }
