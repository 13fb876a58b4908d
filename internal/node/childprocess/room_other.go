//go:build !unix

package childprocess

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// define refuses: descriptors are handed to programs as unix does it.
func define(r *realm.Realm, native *goja.Object) {
	for _, name := range []string{"spawn", "spawnSync"} {
		r.Method(native, name, 2, func(goja.FunctionCall) goja.Value {
			r.Throw("TypeError", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
				"The feature child_process is unavailable on the current platform, which is being used to run Node.js")
			return nil
		})
	}
}

// openChannel has nothing to open: no process is started with one.
func openChannel(r *realm.Realm, _ int) *goja.Object { return r.Runtime.NewObject() }
