//go:build !unix

package handle

import "github.com/wasmglue/wasmglue/internal/realm"

// OpenPipe throws: there are no descriptors to open here.
func OpenPipe(r *realm.Realm, _ int) *Handle {
	r.NotImplemented("openPipe")
	return nil
}
