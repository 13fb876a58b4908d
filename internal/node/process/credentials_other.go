//go:build !unix

package process

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

func credentials(r *realm.Realm, native *goja.Object) {
	for _, name := range []string{"lookUp", "setID", "setGroups", "groups", "groupsOf", "getegid"} {
		r.Method(native, name, 0, func(goja.FunctionCall) goja.Value {
			panic(r.CodedError("TypeError", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
				"The feature process."+name+" is unavailable on the current platform, which is being used to run Node.js"))
		})
	}
}
