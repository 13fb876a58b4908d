//go:build !unix

package handle

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// OpenPipe throws: there are no descriptors to open here.
func OpenPipe(r *realm.Realm, _ int) *Handle {
	r.NotImplemented("openPipe")
	return nil
}

// openInherited(fd) answers null: there are none.
func openInherited(*realm.Realm, int) goja.Value { return goja.Null() }
