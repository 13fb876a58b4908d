//go:build !unix

package net

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// LoadPipe builds internal/net/pipe, which has nothing to open here.
func LoadPipe(r *realm.Realm) (goja.Value, error) {
	exports := r.Runtime.NewObject()
	r.Method(exports, "openPipe", 1, func(goja.FunctionCall) goja.Value { return r.NotImplemented("openPipe") })
	return exports, nil
}
